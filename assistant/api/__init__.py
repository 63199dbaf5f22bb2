"""The HTTP API: questions, documents, health."""
