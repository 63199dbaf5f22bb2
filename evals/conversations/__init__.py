"""Ten conversations of eight turns, played against the assistant with its own replies as history."""
