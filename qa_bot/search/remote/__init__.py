"""Vectors in a shared store: a Chroma server or any LlamaIndex vector store."""
