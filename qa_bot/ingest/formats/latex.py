"""LaTeX: the text of the document without commands, with sections, lists, tables, notes and formulas in one line.

Macros are not expanded and no file is included: an unknown command is left out and its arguments in braces are kept.
"""

import re
import unicodedata
from collections.abc import Iterator

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, clean_line, cleaned, laid_out, sectioned
from qa_bot.ingest.formats.grid import Cell, spread
from qa_bot.ingest.formats.latex_symbols import ACCENTS, SYMBOLS
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.ingest.formats.rows import table_lines
from qa_bot.ingest.properties import stated

_HEADINGS = frozenset("part chapter section subsection subsubsection paragraph subparagraph".split())
_LISTS = frozenset("itemize enumerate description compactitem compactenum".split())
_TABLES = frozenset("tabular tabularx tabulary longtable array supertabular".split())
_VERBATIM = frozenset("verbatim lstlisting minted Verbatim alltt".split())
_OMITTED = frozenset("comment filecontents tikzpicture pgfpicture picture".split())
_WITHOUT_TEXT = {  # commands with arguments that are not text, and their number
    **dict.fromkeys(
        """label includegraphics input include bibliography bibliographystyle usepackage documentclass pagestyle
        thispagestyle vspace hspace setcounter addtocounter color cline cmidrule index pagenumbering graphicspath
        title author date href textcolor colorbox hypersetup addbibresource""".split(), 1
    ),
    **dict.fromkeys(
        """setlength addtolength newcommand renewcommand providecommand definecolor rule fontsize multicolumn multirow
        resizebox newtheorem""".split(), 2
    ),
    **dict.fromkeys(("newenvironment", "renewenvironment"), 3),
}  # fmt: skip
_ENVIRONMENT_ARGUMENTS = {
    **dict.fromkeys(("tabular", "array", "longtable", "supertabular", "minipage", "minted", "multicols"), 1),
    **dict.fromkeys(("tabularx", "tabulary"), 2),
}
_KEYS = frozenset("cite citep citet parencite textcite ref eqref autoref cref Cref pageref nameref".split())
_NOTES = frozenset(("footnote", "thanks", "footnotetext", "endnote"))
_WITH_ARGUMENT = _HEADINGS | _KEYS | _NOTES | {"caption", "frac", "sqrt"}
_MOST_DEPTH = 20

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z@]+)\*?[ \t]*\n?|\\(?P<sign>.)|(?P<quotes>``|''|---?|~)|(?P<script>[\^_](?=\{))"
    r"|(?P<dropped>[{}$])|(?P<text>[^\\{}$~`'^_-]+|.)",
    re.DOTALL,
)
_COMMENT = re.compile(
    r"\\begin\{(?P<name>verbatim|lstlisting|minted|Verbatim|alltt)\}"
    r"|(?<!\\)(?:\\\\)*(?P<comment>%[^\n]*(?:\n[ \t]*(?!\s))?)"
)
_DOCUMENT = re.compile(r"\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)", re.DOTALL)
_OPTION = re.compile(r"\s*\[[^\]\n]{0,500}\]")
_THANKS = re.compile(r"\\thanks\s*\{[^{}]*\}")
_AND = re.compile(r"\s*\\and\b\s*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_CAPTION = re.compile(r"\\caption\*?\s*(?:\[[^\]]*\]\s*)?(?=\{)")
_SPAN = re.compile(r"\s*\\multicolumn\s*\{\s*(\d{1,3})\s*\}")
_ROW_END = re.compile(r"\\\\(?:\*)?(?:\[[^\]]*\])?")
_CELL_END = re.compile(r"(?<!\\)&")
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n\s*)+")
_QUOTES = {"``": "“", "''": "”", "--": "–", "---": "—", "~": "\N{NO-BREAK SPACE}"}
_HEADING, _AS_WRITTEN = "\x01", "\x02"
"""Marks before headings and verbatim text; text itself is cleaned of control characters."""


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text with places for sections, followed by the notes with the numbers that refer to them.

    Raises:
        FileUnreadable: The file is not text.
    """
    del limits  # no pages and no archive
    source, note = decoded(data)
    source = _without_comments(cleaned(source))
    body = _DOCUMENT.search(source)
    converter = _Converter()
    blocks = list(_blocks(converter.text(body[1] if body else source)))
    title, author, date = (
        clean_line(_Converter().text(_declared(source, name))) for name in ("title", "author", "date")
    )
    notes = tuple(f"[{number}] {clean_line(one)}" for number, one in enumerate(converter.notes, 1))
    text, places = laid_out("section", [*sectioned(blocks), Part("", 0, notes)])
    return Extraction(text, title, places, note, stated(title, author, date))


def _without_comments(source: str) -> str:
    """Return the source without comments; in verbatim text there are none."""
    pieces: list[str] = []
    done = position = 0
    while found := _COMMENT.search(source, position):
        position = found.end()
        if found["name"]:
            end = source.find(f"\\end{{{found['name']}}}", position)
            position = end if end >= 0 else len(source)
        else:
            pieces.append(source[done : found.start("comment")])
            done = position
    return "".join([*pieces, source[done:]])


def _declared(source: str, name: str) -> str:
    """Return the argument of the command of this name, without notes."""
    source = _THANKS.sub("", source)
    found = re.search(rf"\\{name}\s*(?:\[[^\]]*\]\s*)?(?=\{{)", source)
    return _AND.sub(", ", _argument(source, found.end())[0]) if found else ""


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs, each with whether it is a heading."""
    for block in _BLANK_LINE.split(text):
        if block.startswith(_AS_WRITTEN):
            yield block, False
        else:
            yield clean_line(block), block.lstrip().startswith(_HEADING)


class _Converter:
    """Converts the source of one document; collects its notes.

    Attributes:
        notes: The notes so far, in order.
    """

    def __init__(self) -> None:
        """Start without notes."""
        self.notes: list[str] = []
        self._lists: list[tuple[str, int]] = []
        self._caption = ""
        self._depth = 0

    def text(self, source: str) -> str:
        """Return the text of a source."""
        if self._depth > _MOST_DEPTH:
            return ""
        self._depth += 1
        pieces: list[str] = []
        position = 0
        while token := _TOKEN.match(source, position):
            position = token.end()
            if command := token["command"]:
                piece, position = self._command(command, source, position)
            elif sign := token["sign"]:
                piece, position = _sign(sign, source, position)
            elif token["script"]:
                argument, position = _argument(source, position)
                piece = token["script"] + _bracketed(self.text(argument))
            else:
                piece = _QUOTES.get(token[0], (token["text"] or "").strip("\\"))
            pieces.append(piece)
        self._depth -= 1
        return "".join(pieces)

    def _command(self, name: str, source: str, position: int) -> tuple[str, int]:
        """Return the text of a command and the position after its arguments."""
        if name in ("begin", "end", "item"):
            return {"begin": self._begin, "end": self._end, "item": self._item}[name](source, position)
        if name in SYMBOLS or name in ACCENTS:
            return _character(name, source, position)
        position = _after_option(source, position)
        if name in _WITHOUT_TEXT:
            return "", _after_arguments(source, position, _WITHOUT_TEXT[name])
        if name not in _WITH_ARGUMENT:
            return "", position  # braces are dropped as well, what is in them is kept
        argument, position = _argument(source, position)
        if name == "frac":
            denominator, position = _argument(source, position)
            return f"{_bracketed(self.text(argument))}/{_bracketed(self.text(denominator))}", position
        return self._with_argument(name, argument), position

    def _with_argument(self, name: str, argument: str) -> str:
        if name in _KEYS:
            return f"[{argument}]"
        if name in _NOTES:
            self.notes.append("")
            number = len(self.notes)
            self.notes[number - 1] = self.text(argument)
            return f" [{number}]"
        text = clean_line(self.text(argument))
        if name == "sqrt":
            return f"√{_bracketed(text)}"
        return f"\n\n{_HEADING if name in _HEADINGS else ''}{text}\n\n"

    def _begin(self, source: str, position: int) -> tuple[str, int]:
        name, position = _argument(source, position)
        name = name.strip().rstrip("*")
        position = _after_option(source, position)
        position = _after_arguments(source, position, _ENVIRONMENT_ARGUMENTS.get(name, 0))
        end = source.find(f"\\end{{{name}", position)
        content = source[position : end if end >= 0 else len(source)]
        if name in _LISTS:
            self._lists.append((name, 0))
        elif name in ("table", "longtable"):
            caption = _CAPTION.search(content)
            self._caption = clean_line(self.text(_argument(content, caption.end())[0])) if caption else ""
        if name not in _OMITTED | _VERBATIM | _TABLES:
            return "\n\n", position
        position += len(content)
        if name in _TABLES:
            return f"\n\n{self._table(content)}\n\n", position
        lines = [line for line in content.split("\n") if line.strip()]
        return f"\n\n{_AS_WRITTEN}{chr(10).join(lines)}\n\n" if name in _VERBATIM and lines else "", position

    def _end(self, source: str, position: int) -> tuple[str, int]:
        name, position = _argument(source, position)
        if self._lists and name.strip() == self._lists[-1][0]:
            self._lists.pop()
        if name.strip().startswith("table"):
            self._caption = ""
        return "\n\n", position

    def _item(self, source: str, position: int) -> tuple[str, int]:
        name, number = self._lists[-1] if self._lists else ("itemize", 0)
        self._lists[-1:] = [(name, number + 1)]
        after = _after_option(source, position)
        if after > position:
            return f"\n\n{self.text(source[position:after].strip()[1:-1])}: ", after
        return (f"\n\n{number + 1}. " if "enum" in name else "\n\n- "), position

    def _table(self, content: str) -> str:
        """Return the rows of a table with their columns' names, each a paragraph."""
        caption = _CAPTION.search(content)  # in a long table
        if caption:
            after = _argument(content, caption.end())[1]
            content = content[: caption.start()] + content[after:]
        rows = []
        for row in _ROW_END.split(content):
            cells = [(cell, _SPAN.match(cell)) for cell in _CELL_END.split(row)]
            rows.append([Cell(clean_line(self.text(cell)), 1, int(span[1]) if span else 1) for cell, span in cells])
        grid = [row for row in spread(rows) if any(row)]
        return "\n\n".join(table_lines(grid, self._caption))


def _character(name: str, source: str, position: int) -> tuple[str, int]:
    """Return the text of a command for a symbol or an accent; the space after a sign is kept."""
    if name in ACCENTS:
        return _accented(name, source, position)
    is_sign = source[position - 1].isspace() and not SYMBOLS[name].isalpha()
    return SYMBOLS[name] + " " * is_sign, position


def _sign(sign: str, source: str, position: int) -> tuple[str, int]:
    r"""Return the text of a command of one character: ``\\%``, ``\\,``, ``\\\\``, ``\\"o``."""
    if sign in ACCENTS:
        return _accented(sign, source, position)
    if sign == "\\":
        return "\n", _after_option(source, position)
    if sign in "()[]":
        return "", position
    return (sign if sign in "%&#$_{}" else "" if sign in "-/!@" else " "), position


def _accented(name: str, source: str, position: int) -> tuple[str, int]:
    argument, after = _argument(source, position)
    letter = argument or source[position : position + 1]
    letter = {"\\i": "i", "\\j": "j"}.get(letter.strip(), letter)
    after = after if argument else position + 1
    return unicodedata.normalize("NFC", letter[:1] + ACCENTS[name] + letter[1:]) if letter[:1].isalpha() else "", after


def _argument(source: str, position: int) -> tuple[str, int]:
    """Return an argument in braces and the position after it; "" and the same position where there is none."""
    start = position
    while start < len(source) and source[start].isspace():
        start += 1
    if source[start : start + 1] != "{":
        return "", position
    level = 0
    for brace in _BRACES.finditer(source, start):
        level += {"{": 1, "}": -1}.get(brace[0], 0)
        if not level:
            return source[start + 1 : brace.start()], brace.end()
    return source[start + 1 :], len(source)


def _after_arguments(source: str, position: int, count: int) -> int:
    """Return the position after so many arguments in braces, and optional ones before them."""
    for _ in range(count):
        position = _argument(source, _after_option(source, position))[1]
    return position


def _after_option(source: str, position: int) -> int:
    """Return the position after an optional argument in brackets, or the same one."""
    found = _OPTION.match(source, position)
    return found.end() if found else position


def _bracketed(text: str) -> str:
    """Return a part of a formula, in brackets unless it is one letter or a number."""
    text = text.strip()
    return text if len(text) < 2 or text.lstrip("+-−").isalnum() else f"({text})"
