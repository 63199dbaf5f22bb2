"""What a pack says of itself: its name, its field, its texts."""
