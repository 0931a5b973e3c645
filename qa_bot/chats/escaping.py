"""Any text → Markdown that shows it, and does nothing else. Pure."""

import re

from qa_bot.text.wording import one_line

_BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
"""The characters with the property Bidi_Control (Unicode Standard Annex 9): they turn around what is shown."""
_UNSHOWN = [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]
"""Controls, and surrogates: no file in UTF-8 can hold one that is alone."""
_VISIBLE = dict.fromkeys(_UNSHOWN, "\N{REPLACEMENT CHARACTER}") | {code: f"[U+{code:04X}]" for code in _BIDI}

# Some viewers make links of bare addresses after they have taken the backslashes away; none does so in a code span.
_ADDRESS = re.compile(r"//|www\.|@", re.IGNORECASE)
# A full stop inside a word: some viewers make a link of "readme.md", unless it has a backslash.
_MARKS = re.compile(r"[\\`*_\[\]<>&#~|${}=^%]|(?<=\S)\.(?=[^\W\d])")
# What would begin a list, a rule, a definition or an underline at the start of a line.
_FIRST = re.compile(r"^((?=[-+:])|[0-9]+(?=[.)]))")
_BACKTICKS = re.compile(r"`+")


def shown(text: str) -> str:
    """``text`` on one line; controls as U+FFFD, and what changes the direction of writing as ``[U+202E]``."""
    return one_line(text).translate(_VISIBLE)


def escaped(text: str) -> str:
    """Markdown, on one line, that every viewer shows as :func:`shown` does, at the start of a line too.

    A word with a web or mail address in it becomes a code span, all other characters that mean something to Markdown
    (CommonMark, GitHub's, and the commonest extensions) or to HTML get a backslash.
    """
    words = (_code(word) if _ADDRESS.search(word) else _plain(word) for word in shown(text).split(" "))
    return _FIRST.sub(r"\1\\", " ".join(words))


def _plain(word: str) -> str:
    return _MARKS.sub(r"\\\g<0>", word)


def _code(word: str) -> str:
    """A word as a code span, between more backticks than stand side by side in it (CommonMark 0.31, 6.1)."""
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(word)), default=0))
    space = " " if word.startswith("`") or word.endswith("`") else ""
    return f"{fence}{space}{word}{space}{fence}"
