"""What becomes of a text before it is kept, searched or shortened. Pure."""

from qa_bot.text.wording import fold


def searchable(*texts: str) -> str:
    """``texts`` in small letters without accents: in ``Türkiye`` is ``turkiye``, in ``İstanbul`` ``istanbul``."""
    # SQLite's own functions may take a NUL for the end of a text.
    return fold(storable("\n".join(texts)).replace("\0", " "))


def storable(text: str) -> str:
    """``text`` as SQLite and UTF-8 can hold it: a lone surrogate, which neither can, is written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
