"""Small helpers for text that people read: one line, shortened, folded, printable; counts and durations in words."""

import unicodedata

_CONTROLS = dict.fromkeys(
    [
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ],
    "\N{REPLACEMENT CHARACTER}",
)
"""Control characters of terminals (C0, C1) and of writing direction (Unicode Standard Annex 9), lone surrogates."""

_LETTERS = str.maketrans(
    {"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Lower-case letters that Unicode does not decompose into a base letter and a mark."""


def one_line(text: str) -> str:
    """Return ``text`` with each run of white space replaced by one space."""
    return " ".join(text.split())


def shorten(text: str, longest: int) -> str:
    """Return ``text`` on one line, cut at a word's end and closed by an ellipsis where it exceeds ``longest``.

    A word that fills more than half of the line is cut within.
    """
    line = one_line(text)
    if len(line) <= longest:
        return line
    whole = line[:longest].rpartition(" ")[0]
    return (whole if 2 * len(whole) >= longest else line[: longest - 1]).rstrip(" ,;:–—-") + "…"


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents: "Türkiye", "TÜRKİYE" and "turkiye" become one."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)


def printable(text: str) -> str:
    """Return ``text`` on one line, with characters that control a terminal or the writing direction replaced."""
    return one_line(text).translate(_CONTROLS)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 document``, ``12,000 passages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """Return ``64 ms`` for less than a second, ``2.3 s`` from there on."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def time_left(seconds: float | None) -> str:
    """Return ``20 s left``, ``3 min left`` or ``2 h 5 min left``; "" for None."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"{max(1, round(seconds))} s left"
    minutes = round(seconds / 60)
    return f"{minutes} min left" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min left"
