"""Roman numerals from 1 to 49."""

_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

ROMAN_NUMERALS = tuple(tens + ones for tens in ("", "x", "xx", "xxx", "xl") for ones in _ONES)
"""In lower case, each at the index that is its value; "" at 0."""
