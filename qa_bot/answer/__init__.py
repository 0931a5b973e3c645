"""Hits → an answer: claims lifted from the passages, and the proof that turns a claim into a citation."""
