"""Number formats of spreadsheets (ISO/IEC 29500-1, 18.8.31): a number → the text that the sheet shows. Pure.

Dates and times are written as ISO 8601 has them, as far as the format shows them, for the order of day and month in
a format depends on the reader's country.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from types import MappingProxyType

BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        48: "##0.0E+0",
        5: "#,##0",
        6: "#,##0",
        7: "#,##0.00",
        8: "#,##0.00",
        37: "#,##0",
        38: "#,##0",
        39: "#,##0.00",
        40: "#,##0.00",
        41: "#,##0",
        42: "#,##0",
        43: "#,##0.00",
        44: "#,##0.00",
        17: "mmm-yy",
        22: "y-m-d h:mm",
        18: "h:mm",
        19: "h:mm:ss",
        20: "h:mm",
        21: "h:mm:ss",
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss",
        **dict.fromkeys([14, 15, 16, *range(27, 37), *range(50, 59)], "yyyy-mm-dd"),
    }
)
"""Formats that no file spells out, by their numbers; the signs of currencies among them are the reader's country's."""

Shown = Callable[[float], str]

_EXACT = 15  # significant digits of a spreadsheet's numbers
_LONGEST_RAW = 12  # digits; a longer number is the result of a calculation, shown rounded
_WHOLE = 2**53  # up to here a float is exact to the last digit
_CONTEXT = Context(prec=700)  # the largest number has 309 digits before the point, and a format at most 255 behind it
_DAY = 86_400
_FIRST_DAYS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_LEAP_1900 = 61  # the first serial number after 29 February 1900, which spreadsheets count and no calendar has
_LARGEST_MOMENT = 1e9  # days
_LAST_DAY = 2_958_465
_PIECE = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]|(.)', re.IGNORECASE | re.DOTALL
)
_SECTION = re.compile(r'((?:"[^"]*"?|\\.|\[[^\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_LONGEST_CODE = 255
_MARKS = set("0#?.,%/ymdhsgebap")  # other letters stand for themselves, though a program would put them in quotes
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_CONDITION = re.compile(r"\[[<>=]")


def general(value: float) -> str:
    """A number without a format: whole numbers without ``.0``, others with the digits that spreadsheets keep."""
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return f"{value:.{_EXACT}g}"  # 0.3 where the file says 0.30000000000000004


@cache
def shown_by(code: str, *, from_1904: bool = False) -> Shown:
    """What writes numbers as the format ``code`` shows them, with the number itself where the two differ.

    Args:
        code: ``#,##0.00 "€";[Red]-0``; General or "" is none.
        from_1904: Whether the workbook's days count from 1904.
    """
    if len(code) > _LONGEST_CODE:
        return general
    sections = [_pieces(section) for section in _sections(code)]
    letters = "".join(sign for sign, is_literal in sections[0] if not is_literal).lower()
    if "general" in code.lower() or not code or code == "@" or _CONDITION.search(code):
        return general
    if set(letters) & set("ymdhs"):
        return lambda value: _moment(value, letters, from_1904=from_1904)
    compiled = [_compiled(pieces) for pieces in sections]
    return lambda value: _number(value, compiled)


_Pieces = list[tuple[str, bool]]  # a text, and whether it stands for itself


def _sections(code: str) -> list[str]:
    """A format's parts for positive, negative and other values."""
    return _SECTION.findall(code + ";")[:-1][:4]


def _pieces(section: str) -> _Pieces:
    found: _Pieces = []
    for match in _PIECE.finditer(section):
        quoted, escaped, currency, elapsed, sign = match.groups()
        if elapsed:
            found.append((f"[{elapsed}]", False))
        elif sign and sign.lower() in _MARKS:
            found.append((sign, False))
        else:
            found.append((quoted or escaped or currency or sign or (" " if match[0][0] == "_" else ""), True))
    return found


@dataclass(frozen=True, slots=True)
class _Section:
    """How one section of a format writes a number.

    ``scale`` is what the number is multiplied by, ``step`` what it is rounded to; ``least`` digits are shown at least
    before the point, ``kept`` behind it. ``inner`` are the placeholders where literals stand among them.
    """

    before: str
    after: str
    scale: Decimal
    step: Decimal
    least: int
    kept: int
    has_groups: bool
    inner: _Pieces


def _compiled(pieces: _Pieces) -> _Section | str:
    """The section; or the text that stands for every number, "" for a number that is written without a format."""
    marks = "".join(sign for sign, is_literal in pieces if not is_literal)
    places = [index for index, (sign, is_literal) in enumerate(pieces) if not is_literal and sign in "0#?.,"]
    if not marks:
        return "".join(sign for sign, _ in pieces).strip()
    if not places or "/" in marks or any(sign.isalpha() for sign in marks):
        return ""
    inner = pieces[places[0] : places[-1] + 1]
    pattern = "".join(sign for sign, is_literal in inner if not is_literal)
    whole, _, decimals = pattern.rstrip(",").partition(".")
    decimals = decimals.replace(",", "")
    is_mixed = any(is_literal for _, is_literal in inner) and not decimals
    return _Section(
        before="".join(sign for sign, _ in pieces[: places[0]]),
        after="".join(sign for sign, _ in pieces[places[-1] + 1 :]),
        scale=Decimal(100) ** marks.count("%") / Decimal(1000) ** (len(pattern) - len(pattern.rstrip(","))),
        step=Decimal(1).scaleb(-len(decimals)),
        least=whole.count("0"),
        kept=decimals.rfind("0") + 1,
        has_groups="," in whole,
        inner=inner if is_mixed else [],
    )


def _number(value: float, sections: list[_Section | str]) -> str:
    is_negative_apart = value < 0 and len(sections) > 1
    section = sections[1] if is_negative_apart else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    if isinstance(section, str):
        return section or general(value)
    exact = Decimal(f"{abs(value):.{_EXACT}g}")
    rounded = (exact * section.scale).quantize(section.step, ROUND_HALF_UP, _CONTEXT)
    sign = "-" if value < 0 and not is_negative_apart and rounded else ""
    text = " ".join(f"{sign}{section.before}{_digits(rounded, section)}{section.after}".split())
    if rounded == exact * section.scale:
        return text
    raw = general(value)
    return text if sum(map(str.isdigit, raw)) > _LONGEST_RAW else f"{text} ({raw})"


def _digits(rounded: Decimal, section: _Section) -> str:
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0").rjust(section.least, "0")
    right = right[: section.kept] + right[section.kept :].rstrip("0")
    if section.inner:
        left = _between(left, section.inner)
    elif section.has_groups and len(left) > 3:
        left = _THOUSANDS.sub(",", left)
    return f"{left or '0'}.{right}" if right else left or "0"


def _between(digits: str, inner: _Pieces) -> str:
    """Digits with the literals that stand among their placeholders: a telephone number."""
    left, found = digits, ""
    for sign, is_literal in reversed(inner):
        if is_literal:
            found = sign + found
        elif left and sign in "0#?":
            left, found = left[:-1], left[-1] + found
    return left + found


def _moment(value: float, letters: str, *, from_1904: bool) -> str:
    """A date, a time of day or a duration, as far as the format shows it."""
    if abs(value) > _LARGEST_MOMENT:
        return general(value)
    has_seconds = "s" in letters
    total = round(value * _DAY)
    if "[" in letters:
        return ("-" if total < 0 else "") + _clock(abs(total), has_seconds=has_seconds)
    if not 0 <= value < _LAST_DAY + 1:
        return general(value)
    has_time = "h" in letters or has_seconds
    has_date = "y" in letters or "d" in letters or not has_time
    time = _clock(total % _DAY, has_seconds=has_seconds) if has_time else ""
    if not has_date:
        return time
    is_before_leap = not from_1904 and value < _LEAP_1900 - 1
    day = _FIRST_DAYS[from_1904] + datetime.timedelta(days=total // _DAY + is_before_leap)
    date = day.isoformat()
    if "d" not in letters and "y" in letters:
        date = date[:7] if "m" in letters else date[:4]
    return f"{date} {time}".strip()


def _clock(seconds: int, *, has_seconds: bool) -> str:
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if has_seconds or seconds % 60 else text
