"""Embedding, Chroma and BM25 in generations, one of which answers."""
