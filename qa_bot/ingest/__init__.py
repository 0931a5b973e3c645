"""Folder → documents. Source files are opened here only, and each format is parsed in a separate process."""
