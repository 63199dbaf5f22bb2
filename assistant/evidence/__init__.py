"""What can be said, in one form, with the places that carry it: evidence, the tools that find it, the judge."""
