"""Folder → documents. The only place that opens source files, each format in a process that may die of it."""
