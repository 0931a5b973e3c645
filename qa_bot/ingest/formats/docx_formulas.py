"""Formulas of Word (Office Math, ISO/IEC 29500-1, 22.1) → one line of text: ``∑_(k=1)^n (x+1)/2``."""

from collections.abc import Sequence
from typing import Any

from qa_bot.ingest.formats.docx_styles import attribute, child_of

PARTS = frozenset(
    """oMathPara oMath acc bar box borderBox d e eqArr f fName func groupChr limLow limUpp lim m mr nary num den phant
    rad deg sPre sSub sSubSup sSup sub sup""".split()
)
"""The names of the elements of which formulas consist."""

_PREFIXES = {"den": "/", "sup": "^", "sub": "_", "lim": "_"}
_BRACKETED = {"num", "den", "sup", "sub", "lim"}
_SEPARATORS = {"mr": ", ", "m": "; ", "eqArr": "; "}

Part = tuple[str, str]
"""The name of an element of a formula, and its text."""


def linear(name: str, element: Any, parts: Sequence[Part]) -> str:
    """Return the text of a formula's element.

    Args:
        name: Its name, one of :data:`PARTS`.
        element: The element.
        parts: The names and texts of the elements within it.
    """
    filled = [(part, text) for part, text in parts if text]
    if name in _WRITERS:
        return _WRITERS[name](element, filled)
    rows = [text for _, text in filled]
    if name in _SEPARATORS:
        return _SEPARATORS[name].join(rows)
    text = "".join(rows)
    if name == "oMath" and (following := element.getnext()) is not None and following.tag == element.tag:
        return f"{text} "
    return _PREFIXES.get(name, "") + (f"({text})" if name in _BRACKETED and len(text) > 1 else text)


def _delimited(element: Any, parts: Sequence[Part]) -> str:
    signs = (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    first, between, last = (_sign(element, "dPr", sign, usual) for sign, usual in signs)
    return first + between.join(text for _, text in parts) + last


def _fraction(element: Any, parts: Sequence[Part]) -> str:
    texts = [text for _, text in parts]
    is_divided = _sign(element, "fPr", "type", "") != "noBar"  # without a bar: a binomial
    return "".join(texts) if is_divided else "; ".join(text.removeprefix("/") for text in texts)


def _operator(element: Any, parts: Sequence[Part]) -> str:
    return _sign(element, "naryPr", "chr", "∫") + "".join(f" {text}" if part == "e" else text for part, text in parts)


def _root(_: Any, parts: Sequence[Part]) -> str:
    degree, inner = ("".join(text for part, text in parts if part == name) for name in ("deg", "e"))
    return f"{degree}√({inner})" if len(inner) > 1 else f"{degree}√{inner}"


def _function(_: Any, parts: Sequence[Part]) -> str:
    return "".join(f" {text}" if part == "e" and not text.startswith("(") else text for part, text in parts)


_WRITERS = {"d": _delimited, "f": _fraction, "nary": _operator, "rad": _root, "func": _function}


def _sign(element: Any, properties: str, name: str, usual: str) -> str:
    """Return a sign that an element's properties state, which may be none, or else the ``usual`` one."""
    stated = child_of(element, properties, name)
    return usual if stated is None else attribute(stated, "val") or ""
