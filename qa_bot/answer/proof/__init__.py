"""Compare what a written sentence states with its sources: numbers, dates, names, denials, who does what."""
