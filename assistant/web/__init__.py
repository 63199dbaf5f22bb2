"""The web pages, one module a page."""
