"""Text as text: characters and their runs, words, figures, list marks, plain Markdown, orders, masking. Knows no index."""
