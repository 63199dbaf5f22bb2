"""Records proposed from what a document says, for a person to accept."""
