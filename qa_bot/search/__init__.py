"""Passages made findable: vector search, keyword search, and the fusion of both."""
