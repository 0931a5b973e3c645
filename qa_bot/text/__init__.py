"""Functions over text: sentences, passages, titles. Pure: no I/O."""
