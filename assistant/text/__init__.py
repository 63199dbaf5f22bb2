"""Text as text: characters and runs, words, figures, list marks, plain Markdown, orders, masking. Knows no index."""
