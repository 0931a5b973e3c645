"""Escape text for Markdown and for spreadsheets, so that every viewer shows it literally."""

import re

from qa_bot.chats.serialization import encodable
from qa_bot.text.wording import printable

# Some viewers make links of bare addresses after removing backslashes; none does so in a code span.
_ADDRESS = re.compile(r"//|www\.|@", re.IGNORECASE)
# A full stop inside a word: some viewers make a link of "readme.md" unless it is escaped.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#~|${}=^%]|(?<=\S)\.(?=[^\W\d])")
# The start of a list, a rule, a definition or an underline.
_LINE_START = re.compile(r"^((?=[-+:])|[0-9]+(?=[.)]))")
_BACKTICKS = re.compile(r"`+")
_FORMULA = ("=", "+", "-", "@")
_FORMULA_AFTER = ("\t", "\r", "\n")


def escaped(text: str) -> str:
    """Return one line of Markdown that every viewer shows as :func:`printable` text, even at the start of a line.

    A word that contains a web or mail address becomes a code span. All other characters with a meaning in Markdown
    (CommonMark, GitHub's, and common extensions) or HTML are escaped.
    """
    words = (_code(word) if _ADDRESS.search(word) else _plain(word) for word in printable(text).split(" "))
    return _LINE_START.sub(r"\1\\", " ".join(words))


def _plain(word: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", word)


def _code(word: str) -> str:
    """Return a word as a code span, delimited by more backticks than it has in a row (CommonMark 0.31, 6.1)."""
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(word)), default=0))
    space = " " if word.startswith("`") or word.endswith("`") else ""
    return f"{fence}{space}{word}{space}{fence}"


def cell(text: str) -> str:
    """Return ``text`` as the cell of a CSV file; what could be read as a formula begins with an apostrophe.

    So no spreadsheet evaluates it (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    is_formula = text.startswith(_FORMULA_AFTER) or text.lstrip().startswith(_FORMULA)
    return encodable(f"'{text}" if is_formula else text)
