r"""Interpreter of RTF's tokens (RTF 1.9.1), in one pass.

The only library, striprtf, was rejected: it writes the addresses of links into the text, shows hidden text, and takes
quadratic time on hostile files.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from qa_bot.ingest.formats.blocks import cleaned
from qa_bot.ingest.formats.plain_text import is_known

PARAGRAPH, CELL, ROW, HEADING = "\x1c", "\x1d", "\x1e", "\x1f"
"""Marks at the end of these elements; text itself is cleaned of control characters."""

RAISED, LOWERED, STRUCK, STYLE_END = "\x0e", "\x0f", "\x10", "\x11"
"""Marks around text with one of these styles."""

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<value>-?[0-9]{1,9})?[ ]?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<sign>.)"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+",
    re.DOTALL,
)
_CHARSETS = {  # \fcharset: Windows' character sets of fonts; others use the file's own
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_ENCODINGS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "cell": CELL, "nestcell": CELL, "row": ROW, "sect": PARAGRAPH, "page": PARAGRAPH,
}  # fmt: skip
_SIGNS = {"~": "\xa0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}  # "\-", an optional hyphen, is no text
_NOT_TEXT = frozenset(
    """aftncn aftnsep aftnsepc annotation atnauthor atndate atnid atnref background bkmkend bkmkstart colortbl
    comment filetbl fldinst fonttbl footer footerf footerl footerr ftncn ftnsep ftnsepc header headerf headerl
    headerr info listoverridetable listtable nonesttables nonshppict objdata pict private revtbl rxe shprslt
    stylesheet tc txe upr xe""".split()
)
_REPEATED = {f"{kind}{side}": kind for kind in ("header", "footer") for side in ("", "f", "l", "r")}
_SYMBOL_FONT = range(0xF000, 0xF100)  # private codes, which have no meaning without their font


_ENDS = {CELL, ROW, PARAGRAPH}


@dataclass(frozen=True, slots=True)
class _State:
    """The state within a group; the end of the group restores the outer one.

    Attributes:
        target: Receives the text, None if it is discarded.
        part: The control word of the enclosing destination.
        font: The number of the current font.
        fallbacks: The number of characters after a Unicode character that replace it in old programs.
        level: ``RAISED``, ``LOWERED`` or "".
    """

    target: list[str] | None
    part: str = ""
    font: int | None = None
    fallbacks: int = 1
    hidden: bool = False
    in_table: bool = False
    is_heading: bool = False
    level: str = ""
    is_struck: bool = False


_CHANGES: dict[str, Callable[[_State, int | None], _State]] = {
    "f": lambda state, value: replace(state, font=value),
    "uc": lambda state, value: replace(state, fallbacks=max(0, min(1 if value is None else value, 255))),
    "v": lambda state, value: replace(state, hidden=value != 0),
    "deleted": lambda state, value: replace(state, hidden=value != 0),
    "pard": lambda state, _: replace(state, in_table=False, is_heading=False),
    "intbl": lambda state, _: replace(state, in_table=True),
    "strike": lambda state, value: replace(state, is_struck=value != 0),
    "striked": lambda state, value: replace(state, is_struck=value != 0),
    "super": lambda state, value: replace(state, level=RAISED if value != 0 else ""),
    "up": lambda state, value: replace(state, level=RAISED if value != 0 else ""),
    "sub": lambda state, value: replace(state, level=LOWERED if value != 0 else ""),
    "dn": lambda state, value: replace(state, level=LOWERED if value != 0 else ""),
    "nosupersub": lambda state, _: replace(state, level=""),
    "outlinelevel": lambda state, value: replace(state, is_heading=value is not None and 0 <= value <= 8),
}
"""The effect of control words with their numeric parameter on the state."""


@dataclass(slots=True)
class Interpreter:
    """Interprets one file; collects body, title, notes, comments and page headers, each in pieces with marks.

    ``authors`` are those of the comments; ``repeated`` are page headers and footers, each with its kind.
    """

    body: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    author: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    authors: list[list[str]] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)
    repeated: list[tuple[str, list[str]]] = field(default_factory=list)
    pictures: int = 0
    checkboxes: int = 0
    has_hidden: bool = False
    has_struck: bool = False
    _state: _State = field(init=False)
    _outer: list[_State] = field(default_factory=list)
    _fonts: dict[int | None, str] = field(default_factory=dict)
    _encoding: str = "cp1252"
    _default_font: int | None = None
    _bytes: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _is_optional: bool = False

    def __post_init__(self) -> None:
        """Begin in the body."""
        self._state = _State(self.body)

    def run(self, data: bytes) -> bool:
        """Interpret a file; return False if it ends within a group."""
        position = 0
        while token := _TOKEN.match(data, position):
            position = token.end()
            kind = token.lastgroup
            if kind == "text":
                self._raw(token["text"])
            elif kind in {"word", "value"}:
                value = int(token["value"]) if kind == "value" else None
                if token["word"] == b"bin":
                    position += max(0, value or 0)
                else:
                    self._word(token["word"].decode("ascii"), value)
            elif kind == "brace":
                self._brace(token["brace"])
                if not self._outer:
                    return True
            elif kind:
                self._other(token)
        self._decode()
        return False

    def _other(self, token: re.Match[bytes]) -> None:
        if token["hex"]:
            self._raw(bytes.fromhex(token["hex"].decode("ascii")))
        else:
            self._sign(token["sign"].decode("latin-1"))

    def _brace(self, brace: bytes) -> None:
        self._decode()
        self._to_skip = 0
        self._is_optional = False
        if brace == b"{":
            self._outer.append(self._state)
        elif self._outer:
            self._state = self._outer.pop()

    def _sign(self, sign: str) -> None:
        self._decode()
        if sign == "*":
            self._is_optional = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._add(_SIGNS.get(sign, ""))

    def _raw(self, data: bytes) -> None:
        """Add bytes of text, except the fallbacks of a Unicode character."""
        self.checkboxes += self._state.target is None and b"FORMCHECKBOX" in data
        skipped, self._to_skip = self._to_skip, max(0, self._to_skip - len(data))
        self._bytes += data[skipped:]

    def _word(self, word: str, value: int | None) -> None:
        self._decode()
        is_optional, self._is_optional = self._is_optional, False
        is_fallback, self._to_skip = self._to_skip and word in _CHARACTERS, 0
        if is_fallback and _CHARACTERS[word] not in _ENDS:
            return
        if word == "u":
            self._unicode(value or 0)
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word == "par":
            self._end_paragraph()
        elif not self._enter(word, is_optional):
            self._set(word, value)

    def _enter(self, word: str, is_optional: bool) -> bool:
        """Enter the destination that the word begins; return whether it begins one."""
        state = self._state
        if word == "footnote" and state.target is self.body:
            self.notes.append([])
            self._add(f"[{len(self.notes)}]")
            self._state = replace(state, target=self.notes[-1], part=word)
        elif word in ("title", "author") and state.part == "info":
            self._state = replace(state, target=self.title if word == "title" else self.author, part=word)
        elif state.target is self.body and word in (*_REPEATED, "annotation", "atnauthor"):
            self._state = replace(state, target=self._beside_the_text(word), part=word, level="", is_struck=False)
        elif word == "shptxt" and state.part == "shpinst":
            self._state = replace(state, target=self.body, part=word)
            self._add(PARAGRAPH)
        elif word in _NOT_TEXT or is_optional:
            self.pictures += word in ("pict", "shppict") and state.target is not None
            self._state = replace(state, target=None, part=state.part if state.target is None else word)
        else:
            return False
        return True

    def _beside_the_text(self, word: str) -> list[str]:
        """Return the empty target of a page header or footer, of a comment or of its author."""
        target: list[str] = []
        if word in _REPEATED:
            self.repeated.append((_REPEATED[word], target))
        else:
            (self.comments if word == "annotation" else self.authors).append(target)
        return target

    def _set(self, word: str, value: int | None) -> None:
        if word in _CHANGES:
            self._state = _CHANGES[word](self._state, value)
        elif word == "plain":
            self._state = replace(self._state, hidden=False, font=self._default_font, level="", is_struck=False)
        elif word == "deff":
            self._default_font = value
            self._state = replace(self._state, font=value)
        elif word in _ENCODINGS:
            self._encoding = _ENCODINGS[word]
        elif word == "ansicpg" and is_known(f"cp{value}"):
            self._encoding = f"cp{value}"
        elif word == "fcharset" and value in _CHARSETS and self._state.part == "fonttbl":
            self._fonts[self._state.font] = _CHARSETS[value]

    def _unicode(self, number: int) -> None:
        """Add a character by its code, negative from 32,768 on, and skip its fallbacks."""
        code = number & 0xFFFF
        self._to_skip = self._state.fallbacks
        if code >= ord(" ") and code not in _SYMBOL_FONT:
            self._add(chr(code))

    def _decode(self) -> None:
        """Add the pending bytes as text in the encoding of the current font."""
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._encoding)
            self._add(cleaned(self._bytes.decode(encoding, "replace")))
            self._bytes.clear()

    def _end_paragraph(self) -> None:
        if self._state.in_table:
            self._add(" ")
        else:
            self._add(HEADING + PARAGRAPH if self._state.is_heading else PARAGRAPH)

    def _add(self, text: str) -> None:
        if self._state.hidden:
            self.has_hidden = self.has_hidden or (self._state.target is not None and not text.isspace())
        elif self._state.target is not None:
            self._state.target.append(self._styled(text))

    def _styled(self, text: str) -> str:
        """Return the text between the marks of its style."""
        style = STRUCK if self._state.is_struck else self._state.level
        if not style or text[:1] in (HEADING, *_ENDS):
            return text
        self.has_struck = self.has_struck or (style == STRUCK and not text.isspace())
        return f"{style}{text}{STYLE_END}"
