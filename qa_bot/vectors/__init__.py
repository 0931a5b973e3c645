"""Texts → unit vectors: the offline default model, and the door for any other."""
