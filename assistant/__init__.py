"""证途 Zhengtu: cited answers about certificates for cross-border e-commerce."""

__version__ = "0.1.0"
