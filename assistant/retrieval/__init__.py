"""From a question's words and vector to ranked passages."""
