"""Styles of a web page's elements: hidden and struck-out text is removed, raised and lowered text is rewritten.

Styles come from tags, ``style`` attributes and the file's style sheets; lexbor matches the selectors.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from resiliparse.parse.html import ElementNode, HTMLTree, Node
from resiliparse.parse.html.exception import CSSParserException

from qa_bot.ingest.formats.runs import CONTEXT, HIDDEN_NOTE, STRUCK_NOTE, Run, set_off
from qa_bot.text.wording import one_line

MOST_RULES = 200
"""Style rules applied to a page; each costs a walk over the page."""

BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr
    ul""".split()
)
"""Tags that begin a new line."""

_SMALL = r"(?=.*font-size\s*:\s*(?:0?\.\d|[1-9]\d(?:\.\d+)?%|smaller))"
_MOVED = rf"^(?=.*position\s*:\s*relative){_SMALL}.*(?:^|[;\s])(?:{{up}}\s*:\s*-|{{down}}\s*:\s*)[.\d]*[1-9]"
"""Small text that is moved up or down, as e-books have it."""

_EFFECTS = {
    "hidden": r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)",
    "shown": r"(?:^|[;\s])(?:display\s*:|visibility\s*:\s*visible)",
    "struck": r"text-decoration(?:-line)?\s*:[^;]*line-through",
    "raised": r"vertical-align\s*:\s*(?:super|text-top|[1-9.][\d.]*(?:px|pt|em|ex|%))|"
    + _MOVED.format(up="top", down="bottom"),
    "lowered": r"vertical-align\s*:\s*(?:sub\b|text-bottom|-[\d.]+(?:px|pt|em|ex|%))|"
    + _MOVED.format(up="bottom", down="top"),
}
"""Effect → pattern of the CSS declarations that have it."""

_PATTERNS = {effect: re.compile(pattern, re.IGNORECASE | re.DOTALL) for effect, pattern in _EFFECTS.items()}
_MARKS = {effect: f"data-qa-bot-{effect}" for effect in _EFFECTS}
"""Attributes that are set on the elements with an effect, so that selectors find them in document order."""

_PROPERTIES = ("display", "visibility", "line-through", "vertical-align", "mso-hide")
_STYLED = ", ".join(f"[style*={name} i]" for name in (*_PROPERTIES, "relative"))
_RELEVANT = re.compile(
    "|".join([*_PROPERTIES, "relative.*font-size", "font-size.*relative"]), re.IGNORECASE | re.DOTALL
)
_CLOSING = frozenset(".,;:!?)")
_LONGEST_SELECTOR = 200
_LONGEST_FIGURE = 40
_MOST_STEPS = 24
_NEAR = 4 * CONTEXT
_SPACES = re.compile(r"[^\S ]\s*| \s+")
_WHOLE_PAGE = 0.9
"""Share of the page's text from which an element counts as the whole page."""

_MOST_ANCESTORS = 8
_UNSEEN = "[aria-hidden=true i], .sr-only, .visually-hidden, .screen-reader-text"
_HIDDEN = f"[{_MARKS['hidden']}]"
_FEWEST_WORDS = 5  # of a hidden sentence that is worth a note
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_STRUCK = f"s, strike, del, [{_MARKS['struck']}]"
_RAISED_OR_LOWERED = (
    f"sup, sub, [role=doc-noteref], a[epub\\:type~=noteref], [{_MARKS['raised']}], [{_MARKS['lowered']}]"
)
_NOTE_NAME = re.compile(r"(?:^|[\s_-])(?:reference|noteref|footnote|endnote|fn)", re.IGNORECASE)

_Rule = tuple[str, frozenset[str]]  # a selector and the effects of its declarations


def apply_styles(tree: HTMLTree, body: ElementNode, sheets: str = "") -> list[str]:
    """Reduce ``body`` to what a reader sees; return notes on what was removed.

    Args:
        tree: The page, with its own style sheets.
        body: The page's body.
        sheets: Style sheets of the page from other files.
    """
    own = tree.document.query_selector_all("style").values() if tree.document is not None else []
    _mark(body, _rules("\n".join([sheets, *(node.text or "" for node in own)])))
    has_hidden = any(map(_has_sentence, _outermost(body, "[hidden]")))
    _remove(body.query_selector_all(f"[hidden], {_UNSEEN}").values())
    hidden = list(_removable(body, _HIDDEN))
    has_hidden = has_hidden or any(map(_has_sentence, hidden))
    _remove(hidden)
    has_struck = _remove(_removable(body, _STRUCK))
    for node in _outermost(body, _RAISED_OR_LOWERED):
        is_lowered = node.tag == "sub" or (node.hasattr(_MARKS["lowered"]) and node.tag != "sup")
        _set_off(node, is_raised=not is_lowered, is_note=not is_lowered and _is_note_mark(node))
    return [*([HIDDEN_NOTE] if has_hidden else []), *([STRUCK_NOTE] if has_struck else [])]


def _mark(body: ElementNode, rules: Iterable[_Rule]) -> None:
    """Set the attribute of each effect on the elements that have it."""
    for selector, effects in rules:
        try:
            nodes = body.query_selector_all(selector).values()
        except CSSParserException:  # ::before, :hover and the like, which no text of the file depends on
            continue
        for node in nodes:
            _mark_element(node, effects)
    for node in body.query_selector_all(_STYLED).values():
        _mark_element(node, _effects(node.getattr("style") or ""))


def _mark_element(node: ElementNode, effects: frozenset[str]) -> None:
    for effect in effects:
        if effect != "shown":
            node.setattr(_MARKS[effect], "")
    if "shown" in effects and "hidden" not in effects:
        node.delattr(_MARKS["hidden"])


@lru_cache(maxsize=1_000)
def _effects(declarations: str) -> frozenset[str]:
    return frozenset(effect for effect, pattern in _PATTERNS.items() if pattern.search(declarations))


@lru_cache(maxsize=4)
def _rules(sheet: str) -> list[_Rule]:
    """Return the rules with an effect, in order; a rule that only shows counts after one that hides."""
    rules: list[_Rule] = []
    can_be_hidden = False
    for selector, declarations in islice(_relevant_rules(sheet), MOST_RULES):
        effects = _effects(declarations)
        can_be_hidden = can_be_hidden or "hidden" in effects
        if effects and (can_be_hidden or effects != {"shown"}):
            rules.append((selector, effects))
    return rules


def _relevant_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selector and declarations of the relevant rules outside of ``@media`` and other conditions."""
    depth = start = inner = 0
    selector = ""
    sheet = _without_comments(sheet)
    for brace in re.finditer(r"[{}]", sheet):
        if brace.group() == "{":
            if not depth:
                selector, inner = sheet[start : brace.start()].rpartition(";")[2].strip(), brace.end()
            depth += 1
        elif depth:
            depth -= 1
            start = brace.end()
            is_usable = not depth and not selector.startswith("@") and len(selector) <= _LONGEST_SELECTOR
            if is_usable and _RELEVANT.search(declarations := sheet[inner : brace.start()]):
                yield selector, declarations


def _without_comments(sheet: str) -> str:
    pieces = sheet.split("/*")
    return pieces[0] + "".join(piece.partition("*/")[2] for piece in pieces[1:])


def _outermost(body: ElementNode, selector: str) -> list[ElementNode]:
    """Return the elements of ``selector`` in document order, without those inside of another."""
    outermost: list[ElementNode] = []
    inner: set[ElementNode] = set()
    for node in body.query_selector_all(selector).values():
        if node not in inner:
            outermost.append(node)
            if isinstance(node.first_child, ElementNode) or node.first_child != node.last_child:
                inner.update(node.query_selector_all(selector).values())
    return outermost


def _removable(body: ElementNode, selector: str) -> Iterator[ElementNode]:
    """Yield the outermost elements of ``selector`` that are not nearly the whole page.

    A script shows a page that is hidden as a whole, and a tag may be left open. A paragraph that its own ``style``
    hides is removable however little else the page holds.
    """
    nodes = _outermost(body, selector)
    whole = len(body.text or "") if nodes else 0
    return (node for node in nodes if len(node.text or "") < _WHOLE_PAGE * whole or _is_hidden_paragraph(node))


def _is_hidden_paragraph(node: ElementNode) -> bool:
    is_hidden = "hidden" in _effects(node.getattr("style") or "")
    return is_hidden and all(child.tag not in BLOCKS for child in node.query_selector_all("*").values())


def _remove(nodes: Iterable[ElementNode]) -> bool:
    """Remove the elements; return whether any of them held text."""
    held = False
    for node in nodes:
        if node.parent is not None:
            held = held or bool((node.text or "").strip())
            after = node.next
            before = node.prev if after is not None and (after.value or "")[:1] in _CLOSING else None
            if before is not None and before.tag == "#text":
                before.value = (before.value or "").rstrip()
            node.parent.remove_child(node)
    return held


def _has_sentence(node: ElementNode) -> bool:
    text = node.text or ""
    is_text = len(text.split()) >= _FEWEST_WORDS and bool(_SENTENCE_END.search(text))
    return is_text and node.query_selector("script, style") is None


def _is_note_mark(node: ElementNode) -> bool:
    """Return whether a raised element refers to a note: by its name, or as a link within the page."""
    if (node.tag == "a" and (node.getattr("href") or "").startswith("#")) or _tag(node.parent) == "a":
        return True
    if node.getattr("role") == "doc-noteref" or "noteref" in (node.getattr("epub:type") or ""):
        return True
    names = f"{node.getattr('class') or ''} {node.getattr('id') or ''}"
    return bool(_NOTE_NAME.search(names)) or node.query_selector("a[href^='#']") is not None


def _tag(node: Node | None) -> str:
    return (node.tag or "") if node is not None else ""


def _set_off(node: ElementNode, *, is_raised: bool, is_note: bool) -> None:
    """Rewrite a raised or lowered element's text as :func:`runs.set_off` does."""
    text = one_line(node.text or "")
    if not text or len(text) > _LONGEST_FIGURE:
        return
    run = Run(text, is_raised=is_raised, is_lowered=not is_raised, is_note=is_note)
    shown = set_off(run, _beside(node, is_before=True), _beside(node, is_before=False))
    if shown != text:
        node.text_content = shown


def _beside(node: Node, *, is_before: bool) -> str:
    """Return text before or after an element on its line: ``CONTEXT`` characters where there are as many."""
    found = ""
    here = node
    for _ in range(_MOST_STEPS):
        leaf = _next_leaf(here, is_before=is_before)
        tag = _tag(leaf)
        if leaf is None or tag in BLOCKS:
            break
        here = leaf
        if tag == "#text":
            text = here.value or ""
            text = _SPACES.sub(" ", text[-_NEAR:] if is_before else text[:_NEAR])
            found = text + found if is_before else found + text
            if len(found) > CONTEXT:
                break
    return found


def _next_leaf(node: Node, *, is_before: bool) -> Node | None:
    """Return the leaf or block after (before) ``node`` in document order, None where its block ends."""
    for _ in range(_MOST_ANCESTORS):
        beside = node.prev if is_before else node.next
        if beside is not None:
            break
        if _tag(node.parent) in BLOCKS or node.parent is None:
            return None
        node = node.parent
    else:
        return None
    for _ in range(_MOST_ANCESTORS):
        child = beside.last_child if is_before else beside.first_child
        if child is None or beside.tag in BLOCKS:
            break
        beside = child
    return beside
