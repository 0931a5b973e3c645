"""The store on disk: texts, generations of indexes, cached vectors."""
