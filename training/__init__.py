"""Training of the reader; not installed, and never imported by the package."""
