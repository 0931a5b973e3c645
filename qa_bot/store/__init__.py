"""Passages kept on disk, findable by meaning and by words."""
