"""Styled runs of characters → text that sets raised and lowered figures off from the number before them. Pure.

A note mark is put in brackets (``145 [3]``, ``word[3]``), a power is written with ``^`` (``10^6``); units, ions,
isotopes and formulas are written in Unicode superscripts and subscripts (``m²``, ``Ca²⁺``, ``¹⁴C``, ``CO₂``), ordinals
remain (``1st``). Struck-out runs are left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

CHECKED, UNCHECKED = "[x]", "[ ]"
"""Check boxes of forms that the file gives as fields or drawings, and not as signs."""

STRUCK_NOTE = "struck-out text left out"
"""Note on a file with struck-out text."""

HIDDEN_NOTE = "hidden text left out"
"""Note on a file with hidden sentences."""

CONTEXT = 40
"""Characters before and after a run that decide how it is written."""

GAP = "\0"
"""Placeholder of a struck-out run."""

_GAP = re.compile(r"(?<!\s)\s*\0[\s\0]*(?=(?P<ends>[.,;:!?)]|$)?)")
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789+-−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_SIGNED = re.compile(r"[-+−–]?\d{1,3}")
_ION = re.compile(r"\d?[-+−–]")
_FIGURES = re.compile(r"[,;]?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*,?")
_VARIABLE = re.compile(r"[-+−–]?(?:\d*[ijkmnpqxyz]|[ijkmnpqxyz]\s*[-+−–]\s*\d)")
_UNIT = re.compile(r"(?:^|[\d\s/·⋅*(.,]|[²³])(?:[kcdmµμn]?m|h?m|mi|ft|in|yd|s|sec|h|kg|K|ha)$")
_ONE_LETTER = re.compile(r"(?:^|[^\w'’])(?:\d*[^\W\d_]|mc)$")
_POWER_OF_TEN = re.compile(r"(?:^|[^\d.,])10$")
_FACTOR = re.compile(r"[×·⋅*=+^/(]\s*\d{1,3}$")
_POWER_OF_TWO = re.compile(r"(?:^|[^\d.,])2$")
_BINARY = frozenset("8 10 16 20 24 30 31 32 40 63 64 128 256 512".split())
_SUM = re.compile(r"\([^()]*\s?[-+−*/]\s?[^()]*\)$")
_PRICE = re.compile(r"[$€£₺¥]\s?\d{1,6}$")
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![a-z])")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one style. ``is_note``: the format marks it as a reference to a note."""

    text: str
    is_raised: bool = False
    is_lowered: bool = False
    is_struck: bool = False
    is_note: bool = False


def written(runs: Iterable[Run]) -> str:
    """Return the text of a paragraph's runs, without struck-out ones."""
    joined = [_joined(list(group)) for _, group in groupby((run for run in runs if run.text), key=_style)]
    return without_gaps("".join(_pieces(joined)))


def without_gaps(text: str) -> str:
    """Return the text without ``GAP`` characters and without the white space that they leave double."""
    return _GAP.sub(_closed, text) if GAP in text else text


def _closed(gap: re.Match[str]) -> str:
    white = gap.group()
    if not gap.start() or gap["ends"] is not None:
        return ""
    return "\n" if "\n" in white else " " if white.strip(GAP) else ""


def _style(run: Run) -> tuple[bool, bool, bool, bool]:
    return (run.is_raised, run.is_lowered, run.is_note, run.is_struck)


def _joined(group: list[Run]) -> Run:
    """Join runs of one style, since Word and others split one figure into several."""
    return replace(group[0], text="".join(run.text for run in group))


def _pieces(runs: list[Run]) -> Iterable[str]:
    before = ""
    for run, following in zip(runs, [*runs[1:], Run("")], strict=False):
        piece = GAP.join(_edges(run.text)) if run.is_struck else set_off(run, before, following.text[:CONTEXT])
        before = (before + piece)[-CONTEXT:]
        yield piece


def _edges(text: str) -> tuple[str, str]:
    """Return the white space at the start and the end of a text."""
    bare = text.strip()
    start = text.index(bare) if bare else 0
    return text[:start], text[start + len(bare) :]


def set_off(run: Run, before: str, after: str) -> str:
    """Return a run's text as written between ``before`` and ``after``; white space around it stays outside.

    ``CONTEXT`` characters on both sides, ``before`` as already written, are enough.
    """
    figure = run.text.strip()
    if not figure or not (run.is_raised or run.is_lowered):
        return run.text
    left, right = _edges(run.text)
    before = (before + left)[-CONTEXT:].rpartition("\n")[2]
    shown = _raised(run, figure, before, right or after) if run.is_raised else _lowered(figure, before)
    joins = shown[-1:].isdecimal() and not right and after[:1].isdecimal()
    return left + shown + (" " if joins else right)


def _raised(run: Run, figure: str, before: str, after: str) -> str:
    if not run.is_note and (shown := _figure(figure, before, after)):
        return shown
    after_number = before[-1:].isdecimal()
    if (
        run.is_note
        or figure[0] == "["
        or _FIGURES.fullmatch(figure)
        or (after_number and len(figure) == 1 and figure in "abcdfg")
    ):
        return _mark(figure, before)
    return f" {figure}" if after_number and figure[0].isdecimal() else figure


def _figure(figure: str, before: str, after: str) -> str:
    """Return a figure that belongs to the number or word before it (a power, fraction, cents); "" for another."""
    after_number = before[-1:].isdecimal()
    if after[:1] in ("/", "⁄") and _FIGURES.fullmatch(figure):
        return f" {figure}" if after_number else figure  # one and a half: 1 1/2
    if after_number and figure in ("o", "O", "0", "º") and after.lstrip()[:1] in ("C", "F"):
        return "°"
    if _is_sign(figure, before, after):
        return figure.translate(_RAISED)
    if _is_power(figure, before):
        return f"^{figure}" if _SIGNED.fullmatch(figure) or len(figure) == 1 else f"^({figure})"
    return f".{figure}" if len(figure) == 2 and figure.isdecimal() and _PRICE.search(before) else ""


def _is_sign(figure: str, before: str, after: str) -> bool:
    """Return whether it is written in superscript: of a unit, a variable, an ion or an isotope."""
    if _SIGNED.fullmatch(figure) and len(figure.lstrip("+-−–")) <= 2:
        if _UNIT.search(before) and (figure.lstrip("-−–") in "1234" or not figure[0].isdecimal()):
            return True
        if _ONE_LETTER.search(before) or _SUM.search(before):
            return True
        if not before[-1:].strip() and figure.isdecimal() and _ISOTOPE.match(after):
            return True
    return bool(_ION.fullmatch(figure)) and (before[-1:].isalpha() or before[-1:] in "₀₁₂₃₄₅₆₇₈₉)")


def _is_power(figure: str, before: str) -> bool:
    if _SIGNED.fullmatch(figure):
        of_two = _POWER_OF_TWO.search(before) and figure in _BINARY
        is_factor = not figure[0].isdecimal() or of_two or _FACTOR.search(before)
        return bool(_POWER_OF_TEN.search(before) or (before[-1:].isdecimal() and is_factor))
    return bool(_VARIABLE.fullmatch(figure)) and bool(before[-1:].isdecimal() or _ONE_LETTER.search(before))


def _mark(figure: str, before: str) -> str:
    """Return a note mark: in brackets if it is a figure or letter, after a space if a number precedes it."""
    figures = figure.strip(" ,;")
    mark = f"[{figures}]" if figures[:1].isalnum() else figure
    return f" {mark}" if before[-1:].isdecimal() and mark[0] == "[" else mark


def _lowered(figure: str, before: str) -> str:
    if not _SIGNED.fullmatch(figure) or not before[-1:].strip():
        return figure
    if before[-1:].isdecimal():
        return f"_{figure}"  # a number's base: 101_2
    return figure if before[-1:] in ("/", "⁄") else figure.translate(_LOWERED)
