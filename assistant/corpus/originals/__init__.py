"""Office files, PDF and pages of the web, read and put upon the shelf of a pack."""
