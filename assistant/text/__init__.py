"""Words as words: masking, orders, spelling. Knows no index."""
