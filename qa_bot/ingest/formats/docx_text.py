"""What stands in a line of a Word document → text, with all changes accepted and figures raised as they read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa_bot.ingest.formats.docx_run_style import PLAIN, Look, Looks
from qa_bot.ingest.formats.docx_styles import attribute, child_of, value_of
from qa_bot.ingest.formats.runs import STRUCK_NOTE, Run, written

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_SEEN_THROUGH = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice", "Fallback"}
_IN_LINE = {"hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
# Formulas (ISO/IEC 29500-1, 22.1) in one line: what comes before a part, and whether a long part needs brackets.
_IN_FORMULA = frozenset(
    """oMathPara oMath acc bar box borderBox d e eqArr f fName func groupChr limLow limUpp lim m mr nary num den phant
    rad deg sPre sSub sSubSup sSup sub sup""".split()
)
_BEFORE = {"den": "/", "sup": "^", "sub": "_"}
_BRACKETED = {"num", "den", "sup", "sub"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SYMBOL_FONT = range(0xF000, 0xF100)  # characters of a font's own, which say nothing without it


@dataclass(frozen=True, slots=True)
class _Context:
    """What a run stands in: the style of its paragraph, its look, and whether it is a link within the document."""

    style: str | None = None
    look: Look = PLAIN
    is_link: bool = False


class LineReader:
    """Reads lines of one document; it numbers notes as they come, and keeps what was left out."""

    def __init__(self, styles: Any) -> None:
        """With the looks that a ``w:styles`` element gives."""
        self._looks = Looks(styles)
        self.marks: dict[tuple[str, str], int] = {}
        self._left_out: dict[str, None] = {}

    @property
    def left_out(self) -> list[str]:
        """What was left out, each kind once."""
        return list(self._left_out)

    def text_of(self, paragraph: Any) -> str:
        """The text of a paragraph, with changes accepted."""
        context = _Context(value_of(child_of(paragraph, "pPr"), "pStyle"))
        runs = list(self._runs(paragraph, context))
        is_plain = not any(run.is_raised or run.is_lowered or run.is_struck for run in runs)
        return "".join([run.text for run in runs]) if is_plain else written(runs)

    def _runs(self, element: Any, context: _Context) -> Iterator[Run]:
        for child in children(element):
            yield from self._piece(child, context)

    def _piece(self, element: Any, context: _Context) -> Iterator[Run]:
        name = local_name(element)
        if name == "r":
            yield from self._run(element, context)
        elif name in _IN_LINE:
            is_link = context.is_link or attribute(element, "anchor") is not None
            yield from self._runs(element, _Context(context.style, context.look, is_link))
        elif name in _IN_FORMULA:
            yield Run(_in_formula(name, written(self._runs(element, context))))
        elif name in _NOTES:
            note = (_NOTES[name], attribute(element, "id") or "")
            yield Run(f"[{self.marks.setdefault(note, len(self.marks) + 1)}]", is_raised=True, is_note=True)
        elif name == "del" and next(element.iter("{*}delText"), None) is not None:
            self._left_out["deleted text (tracked changes) left out"] = None
        elif text := _characters(name, element):
            look = context.look
            yield Run(text, look.is_raised, look.is_lowered, look.is_struck, context.is_link)

    def _run(self, run: Any, context: _Context) -> Iterator[Run]:
        look = self._looks.of(run, context.style)
        if look == context.look:
            yield from self._runs(run, context)
            return
        runs = list(self._runs(run, _Context(context.style, look, context.is_link)))
        is_said = any(one.text.strip() for one in runs)
        if look.is_hidden:
            if is_said:
                self._left_out["hidden text left out"] = None
            return
        if look.is_struck and is_said:
            self._left_out[STRUCK_NOTE] = None
        yield from runs


def children(element: Any) -> Iterator[Any]:
    """An element's children, those of wrappers among them; of several ways to draw a thing the first."""
    for child in element.iterchildren("*"):
        if local_name(child) == "AlternateContent":
            yield from children(next(child.iterchildren("*"), child))
        elif local_name(child) not in _SEEN_THROUGH:
            yield child
        elif child_of(child, "sdtPr", "showingPlcHdr") is None:  # "Click here to enter text" is no text
            yield from children(child)


def local_name(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _characters(name: str, element: Any) -> str:
    if name == "t":
        return str(element.text or "")
    return _symbol(element) if name == "sym" else _SIGNS.get(name, "")


def _in_formula(name: str, text: str) -> str:
    if name == "d":
        return f"({text})"
    return _BEFORE.get(name, "") + (f"({text})" if name in _BRACKETED and len(text) > 1 else text)


def _symbol(element: Any) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return "" if code in _SYMBOL_FONT or not 0 < code <= 0xFFFF else chr(code)
