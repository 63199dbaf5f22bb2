"""Files in, documents out: loaders, sections, tables, passages, editions, and what differs between two."""
