"""Number formats of spreadsheets (ISO/IEC 29500-1, 18.8.31): a number → its displayed text. Pure.

The displayed fields of dates and times are written as in ISO 8601, because their order in a format depends on the
locale.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from types import MappingProxyType

from qa_bot.text.wording import one_line

BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        1: "0",
        2: "0.00",
        **dict.fromkeys((3, 5, 6, 37, 38, 41, 42), "#,##0"),
        **dict.fromkeys((4, 7, 8, 39, 40, 43, 44), "#,##0.00"),
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        **dict.fromkeys((14, 15, 16, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
        17: "mmm-yy",
        **dict.fromkeys((18, 20), "h:mm"),
        **dict.fromkeys((19, 21), "h:mm:ss"),
        22: "y-m-d h:mm",
        **dict.fromkeys((45, 47), "mm:ss"),
        46: "[h]:mm:ss",
        48: "##0.0E+0",
    }
)
"""Formats that files refer to by number only (18.8.30); their currency signs depend on the locale and are omitted."""

Format = Callable[[float], str]

_EXACT = 15  # significant digits of a spreadsheet's numbers
_LONGEST_RAW = 12  # digits; longer numbers are calculated and displayed rounded
_WHOLE = 2**53  # integers below are exact
_CONTEXT = Context(prec=700)  # at most 309 digits before the point and 255 behind it
_DAY = 86_400
_FIRST_DAYS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_LEAP_1900 = 61  # the serial number after that of 29 February 1900, which did not exist
_LARGEST_MOMENT = 1e9  # days
_LAST_DAY = 2_958_465
_PIECE = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[(h+|m+|s+)\]|\[[^\]]*\]|(.)', re.IGNORECASE | re.DOTALL
)
_SECTION = re.compile(r'((?:"[^"]*"?|\\.|\[[^\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_LONGEST_CODE = 255
_MARKS = set("0#?.,%/ymdhsgebap")  # other letters are literals, although programs quote them
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_CONDITION = re.compile(r"\[[<>=]")


def general(value: float) -> str:
    """Return a number without a format: integers without ``.0``, others with 15 significant digits."""
    if value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    return f"{value:.{_EXACT}g}"  # 0.30000000000000004 is 0.3


@cache
def format_of(code: str, *, from_1904: bool = False) -> Format:
    """Return the function that formats numbers by ``code``, with the exact number in brackets where it was rounded.

    Args:
        code: Such as ``#,##0.00 "€";[Red]-0``; "General" and "" mean no format.
        from_1904: Whether the workbook counts days from 1904.
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


_Pieces = list[tuple[str, bool]]  # a text, and whether it is a literal


def _sections(code: str) -> list[str]:
    """Return a format's sections for positive, negative, zero and text values."""
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
    """One compiled section of a format.

    Attributes:
        before: Literals before the number.
        after: Literals after the number.
        scale: Factor, 100 for percentages.
        step: The unit to round to.
        integers: Minimum digits before the point.
        decimals: Minimum digits behind it.
        has_groups: Whether thousands are separated.
        inner: The placeholders, where literals are among them.
    """

    before: str
    after: str
    scale: Decimal
    step: Decimal
    integers: int
    decimals: int
    has_groups: bool
    inner: _Pieces


def _compiled(pieces: _Pieces) -> _Section | str:
    """Return the compiled section; or the text that replaces every number, "" where no format applies."""
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
        integers=whole.count("0"),
        decimals=decimals.rfind("0") + 1,
        has_groups="," in whole,
        inner=inner if is_mixed else [],
    )


def _number(value: float, sections: list[_Section | str]) -> str:
    has_own_section = value < 0 and len(sections) > 1
    section = sections[1] if has_own_section else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    if isinstance(section, str):
        return section or general(value)
    exact = Decimal(f"{abs(value):.{_EXACT}g}")
    rounded = (exact * section.scale).quantize(section.step, ROUND_HALF_UP, _CONTEXT)
    sign = "-" if value < 0 and not has_own_section and rounded else ""
    text = one_line(f"{sign}{section.before}{_digits(rounded, section)}{section.after}")
    if rounded == exact * section.scale:
        return text
    raw = general(value)
    return text if sum(map(str.isdigit, raw)) > _LONGEST_RAW else f"{text} ({raw})"


def _digits(rounded: Decimal, section: _Section) -> str:
    left, _, right = f"{rounded:f}".partition(".")
    left = left.lstrip("0").rjust(section.integers, "0")
    right = right[: section.decimals] + right[section.decimals :].rstrip("0")
    if section.inner:
        left = _interleaved(left, section.inner)
    elif section.has_groups and len(left) > 3:
        left = _THOUSANDS.sub(",", left)
    return f"{left or '0'}.{right}" if right else left or "0"


def _interleaved(digits: str, inner: _Pieces) -> str:
    """Return digits with the literals among their placeholders, as in a telephone number."""
    left, found = digits, ""
    for sign, is_literal in reversed(inner):
        if is_literal:
            found = sign + found
        elif left and sign in "0#?":
            left, found = left[:-1], left[-1] + found
    return left + found


def _moment(value: float, letters: str, *, from_1904: bool) -> str:
    """Return the displayed fields of a date, a time of day or a duration."""
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
