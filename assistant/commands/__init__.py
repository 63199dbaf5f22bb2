"""The commands of ``python -m assistant``, one module each or for a few that belong together."""
