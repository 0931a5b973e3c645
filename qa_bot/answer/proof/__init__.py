"""What a written sentence states, and whether a source bears it out: numbers, dates, names, denials, who does what."""
