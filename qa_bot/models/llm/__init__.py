"""A language model that one setting names: where it is, its key, its size, and its replies as a stream."""
