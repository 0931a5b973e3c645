"""The inline content of a Word paragraph → text, with tracked changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa_bot.ingest.formats.docx_formulas import PARTS, linear
from qa_bot.ingest.formats.docx_run_style import RunStyles
from qa_bot.ingest.formats.docx_styles import attribute, child_of, value_of, whole_number
from qa_bot.ingest.formats.office_blocks import PLAIN, RunStyle
from qa_bot.ingest.formats.runs import CHECKED, STRUCK_NOTE, UNCHECKED, Run, written

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice", "Fallback"}
_IN_LINE = {"hyperlink", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SYMBOL_FONT = range(0xF000, 0xF100)  # private codes, which have no meaning without their font


@dataclass(frozen=True, slots=True)
class _Context:
    """The context of inline content.

    Attributes:
        style: The id of the paragraph's style.
        run_style: The style of the enclosing run.
        is_link: Whether it is a link within the document.
    """

    style: str | None = None
    run_style: RunStyle = PLAIN
    is_link: bool = False


class LineReader:
    """Reads the paragraphs of one document. It numbers notes in the order of their references.

    Attributes:
        marks: The numbers of notes, by their part and id.
    """

    def __init__(self, styles: Any) -> None:
        """Take the styles of a ``w:styles`` element."""
        self._run_styles = RunStyles(styles)
        self.marks: dict[tuple[str, str], int] = {}
        self._left_out: dict[str, None] = {}

    @property
    def left_out(self) -> list[str]:
        """Messages about omitted text, each once."""
        return list(self._left_out)

    def text_of(self, paragraph: Any) -> str:
        """Return the text of a paragraph."""
        context = _Context(value_of(child_of(paragraph, "pPr"), "pStyle"))
        runs = list(self._runs(paragraph, context))
        is_plain = not any(run.is_raised or run.is_lowered or run.is_struck for run in runs)
        return "".join([run.text for run in runs]) if is_plain else written(runs)

    def _runs(self, element: Any, context: _Context) -> Iterator[Run]:
        for child in children(element):
            yield from self._inline(child, context)

    def _inline(self, element: Any, context: _Context) -> Iterator[Run]:
        name = local_name(element)
        if name == "r":
            yield from self._run(element, context)
        elif name in _IN_LINE:
            is_link = context.is_link or attribute(element, "anchor") is not None
            yield from self._runs(element, _Context(context.style, context.run_style, is_link))
        elif name in PARTS:
            parts = [(local_name(child), written(self._inline(child, context))) for child in children(element)]
            yield Run(linear(name, element, parts))
        elif name in _NOTES:
            note = (_NOTES[name], attribute(element, "id") or "")
            yield Run(f"[{self.marks.setdefault(note, len(self.marks) + 1)}]", is_raised=True, is_note=True)
        elif name == "del" and next(element.iter("{*}delText"), None) is not None:
            self._left_out["deleted text (tracked changes) left out"] = None
        elif text := _characters(name, element):
            style = context.run_style
            yield Run(text, style.is_raised, style.is_lowered, style.is_struck, context.is_link)

    def _run(self, run: Any, context: _Context) -> Iterator[Run]:
        style = self._run_styles.of(run, context.style)
        if style == context.run_style:
            yield from self._runs(run, context)
            return
        runs = list(self._runs(run, _Context(context.style, style, context.is_link)))
        has_text = any(one.text.strip() for one in runs)
        if style.is_hidden:
            if has_text:
                self._left_out["hidden text left out"] = None
            return
        if style.is_struck and has_text:
            self._left_out[STRUCK_NOTE] = None
        yield from runs


def children(element: Any) -> Iterator[Any]:
    """Yield an element's children, wrappers replaced by their own children, alternatives by the first."""
    for child in element.iterchildren("*"):
        if local_name(child) == "AlternateContent":
            yield from children(next(child.iterchildren("*"), child))
        elif local_name(child) not in _WRAPPERS:
            yield child
        elif child_of(child, "sdtPr", "showingPlcHdr") is None:  # a placeholder: "Click here to enter text"
            yield from children(child)


def local_name(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _characters(name: str, element: Any) -> str:
    if name == "t":
        return str(element.text or "")
    if name == "fldChar":
        return _form_value(element)
    return _symbol(element) if name == "sym" else _SIGNS.get(name, "")


def _form_value(field: Any) -> str:
    """Return the mark of a form's check box, or the entry that is chosen of its list; "" for other fields."""
    box, entries = (child_of(field, "ffData", kind) for kind in ("checkBox", "ddList"))
    if box is not None:
        checked = child_of(box, "checked")
        checked = child_of(box, "default") if checked is None else checked
        return CHECKED if checked is not None and attribute(checked, "val") not in ("0", "false") else UNCHECKED
    chosen = whole_number(value_of(entries, "result") or "0") if entries is not None else None
    names = (
        [attribute(entry, "val") or "" for entry in entries.iterchildren("{*}listEntry")] if entries is not None else []
    )
    return names[chosen] if chosen is not None and chosen < len(names) else ""


def _symbol(element: Any) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return "" if code in _SYMBOL_FONT or not 0 < code <= 0xFFFF else chr(code)
