"""Runs of characters with their look → text: raised and lowered figures never join the number before them. Pure.

A note's mark is set apart (``145 [3]``, ``word[3]``), a power is written with ``^`` (``10^6``), units, ions,
isotopes and formulas keep their signs (``m²``, ``Ca²⁺``, ``¹⁴C``, ``CO₂``), ordinals stay as they are (``1st``).
Struck-out runs are left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

STRUCK_NOTE = "struck-out text left out"
"""What is told of a file of which some was left out."""

CONTEXT = 40
"""Characters before and after a run that are looked at."""

GAP = "\0"
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
    """Characters of one look. ``is_note``: the format says that it refers to a note (it is a link, a reference)."""

    text: str
    is_raised: bool = False
    is_lowered: bool = False
    is_struck: bool = False
    is_note: bool = False


def written(runs: Iterable[Run]) -> str:
    """Return the runs of one paragraph as text, without those that are struck out."""
    joined = [_joined(list(group)) for _, group in groupby((run for run in runs if run.text), key=_look)]
    return without_gaps("".join(_pieces(joined)))


def without_gaps(text: str) -> str:
    """Return the text without the ``GAP`` characters that stand for struck runs, and no two spaces in their place."""
    return _GAP.sub(_closed, text) if GAP in text else text


def _closed(gap: re.Match[str]) -> str:
    white = gap.group()
    if not gap.start() or gap["ends"] is not None:
        return ""
    return "\n" if "\n" in white else " " if white.strip(GAP) else ""


def _look(run: Run) -> tuple[bool, bool, bool, bool]:
    return (run.is_raised, run.is_lowered, run.is_note, run.is_struck)


def _joined(group: list[Run]) -> Run:
    """Word and others cut one figure into several runs."""
    return replace(group[0], text="".join(run.text for run in group))


def _pieces(runs: list[Run]) -> Iterable[str]:
    before = ""
    for run, following in zip(runs, [*runs[1:], Run("")], strict=False):
        piece = GAP.join(_edges(run.text)) if run.is_struck else set_off(run, before, following.text[:CONTEXT])
        before = (before + piece)[-CONTEXT:]
        yield piece


def _edges(text: str) -> tuple[str, str]:
    """The white space before and after what is struck."""
    said = text.strip()
    start = text.index(said) if said else 0
    return text[:start], text[start + len(said) :]


def set_off(run: Run, before: str, after: str) -> str:
    """Return a run as it reads between the text ``before`` and ``after``; white space around it stays outside.

    ``CONTEXT`` characters on both sides, ``before`` as written, are enough.
    """
    said = run.text.strip()
    if not said or not (run.is_raised or run.is_lowered):
        return run.text
    left, right = _edges(run.text)
    before = (before + left)[-CONTEXT:].rpartition("\n")[2]
    shown = _raised(run, said, before, right or after) if run.is_raised else _lowered(said, before)
    joins = shown[-1:].isdecimal() and not right and after[:1].isdecimal()
    return left + shown + (" " if joins else right)


def _raised(run: Run, said: str, before: str, after: str) -> str:
    if not run.is_note and (shown := _figure(said, before, after)):
        return shown
    after_number = before[-1:].isdecimal()
    if (
        run.is_note
        or said[0] == "["
        or _FIGURES.fullmatch(said)
        or (after_number and len(said) == 1 and said in "abcdfg")
    ):
        return _mark(said, before)
    return f" {said}" if after_number and said[0].isdecimal() else said


def _figure(said: str, before: str, after: str) -> str:
    """What belongs to the number or the word before it: a power, a sign, a fraction, cents; "" where it does not."""
    after_number = before[-1:].isdecimal()
    if after[:1] in ("/", "⁄") and _FIGURES.fullmatch(said):
        return f" {said}" if after_number else said  # one and a half: 1 1/2
    if after_number and said in ("o", "O", "0", "º") and after.lstrip()[:1] in ("C", "F"):
        return "°"
    if _is_sign(said, before, after):
        return said.translate(_RAISED)
    if _is_power(said, before):
        return f"^{said}" if _SIGNED.fullmatch(said) or len(said) == 1 else f"^({said})"
    return f".{said}" if len(said) == 2 and said.isdecimal() and _PRICE.search(before) else ""


def _is_sign(said: str, before: str, after: str) -> bool:
    """Whether it keeps its sign: of a unit, a variable, an ion or an isotope."""
    if _SIGNED.fullmatch(said) and len(said.lstrip("+-−–")) <= 2:
        if _UNIT.search(before) and (said.lstrip("-−–") in "1234" or not said[0].isdecimal()):
            return True
        if _ONE_LETTER.search(before) or _SUM.search(before):
            return True
        if not before[-1:].strip() and said.isdecimal() and _ISOTOPE.match(after):
            return True
    return bool(_ION.fullmatch(said)) and (before[-1:].isalpha() or before[-1:] in "₀₁₂₃₄₅₆₇₈₉)")


def _is_power(said: str, before: str) -> bool:
    if _SIGNED.fullmatch(said):
        of_two = _POWER_OF_TWO.search(before) and said in _BINARY
        is_factor = not said[0].isdecimal() or of_two or _FACTOR.search(before)
        return bool(_POWER_OF_TEN.search(before) or (before[-1:].isdecimal() and is_factor))
    return bool(_VARIABLE.fullmatch(said)) and bool(before[-1:].isdecimal() or _ONE_LETTER.search(before))


def _mark(said: str, before: str) -> str:
    """A note's mark: in brackets where it is a figure or a letter, a space before it where a number is."""
    figures = said.strip(" ,;")
    mark = f"[{figures}]" if figures[:1].isalnum() else said
    return f" {mark}" if before[-1:].isdecimal() and mark[0] == "[" else mark


def _lowered(said: str, before: str) -> str:
    if not _SIGNED.fullmatch(said) or not before[-1:].strip():
        return said
    if before[-1:].isdecimal():
        return f"_{said}"  # a number's base: 101_2
    return said if before[-1:] in ("/", "⁄") else said.translate(_LOWERED)
