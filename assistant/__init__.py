"""证途 Zhengtu: cited answers from a pack of documents."""

__version__ = "0.1.0"
