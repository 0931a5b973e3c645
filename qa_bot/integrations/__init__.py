"""Other frameworks' contracts over the same index."""
