"""What becomes of a text before it is kept, searched or shortened. Pure."""

from qa_bot.spellings import fold


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, longest: int) -> str:
    """``text`` on one line; if it is over ``longest`` characters, its beginning up to a word's end and an ellipsis."""
    line = one_line(text)
    if len(line) <= longest:
        return line
    # One character beyond the longest that fits tells whether the cut is at a word's end already.
    whole = line[:longest].rpartition(" ")[0]
    return (whole or line[: longest - 1]) + "…"


def searchable(*texts: str) -> str:
    """``texts`` in small letters without accents: in ``Türkiye`` is ``turkiye``, in ``İstanbul`` ``istanbul``."""
    # SQLite's own functions may take a NUL for the end of a text.
    return fold(storable("\n".join(texts)).replace("\0", " "))


def storable(text: str) -> str:
    """``text`` as SQLite and UTF-8 can hold it: a lone surrogate, which neither can, is written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
