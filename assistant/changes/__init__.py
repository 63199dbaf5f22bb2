"""What a new edition of a document changes, and what that touches."""
