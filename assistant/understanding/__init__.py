"""What a question asks: language, names, figures, parts, what it follows up."""
