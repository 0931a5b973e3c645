"""Measure a bot on questions with known answers."""
