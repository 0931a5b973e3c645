"""Answers that a language model writes from passages, each sentence held to the passages that it cites."""
