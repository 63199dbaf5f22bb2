"""What is said: sentences, records and advice as statements, each with its places, and the verification."""
