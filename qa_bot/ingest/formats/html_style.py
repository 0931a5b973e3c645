"""How a page's elements look → what is seen of them: hidden and struck parts go, raised figures are set apart.

Looks come from tags, from ``style`` attributes and from style sheets within the file; lexbor matches the selectors.
"""

import re
from collections.abc import Iterable, Iterator

from resiliparse.parse.html import ElementNode, HTMLTree, Node
from resiliparse.parse.html.exception import CSSParserException

from qa_bot.ingest.formats.runs import CONTEXT, Run, set_off
from qa_bot.text.wording import one_line

MOST_RULES = 200
"""Rules of a page's style sheets that are applied; each costs a walk over the page."""

BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr
    ul""".split()
)
"""Tags of what begins on a line of its own."""

_Look = tuple[ElementNode, str]  # an element and declarations that hold for it

_UNSEEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_SEEN = re.compile(r"(?:^|[;\s])(?:display\s*:|visibility\s*:\s*visible)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top|[1-9.][\d.]*(?:px|pt|em|ex|%))", re.IGNORECASE)
_LOWERED = re.compile(r"vertical-align\s*:\s*(?:sub\b|text-bottom|-[\d.]+(?:px|pt|em|ex|%))", re.IGNORECASE)
_STYLED = ", ".join(
    f"[style*={look} i]" for look in ("display", "visibility", "line-through", "vertical-align", "mso-hide")
)
_LOOK = re.compile(r"display|visibility|line-through|vertical-align|mso-hide", re.IGNORECASE)
_CLOSING = frozenset(".,;:!?)")
_LONGEST_SELECTOR = 200
_LONGEST_FIGURE = 40
_MOST_STEPS = 24
_MOST_OF = 0.9
_DEEPEST = 8
_HIDDEN = "[hidden], [aria-hidden=true i], .sr-only, .visually-hidden, .screen-reader-text"
_REFERENCES = "[role=doc-noteref], a[epub\\:type~=noteref]"
_OF_NOTES = re.compile(r"(?:^|[\s_-])(?:reference|noteref|footnote|endnote|fn)", re.IGNORECASE)


def apply_looks(tree: HTMLTree, body: ElementNode, sheets: str = "") -> bool:
    """Change ``body`` to what is seen of it; return whether struck-out text was taken out.

    Args:
        tree: The page, with its own style sheets.
        body: The page's body.
        sheets: Style sheets that belong to the page but stand outside of it.
    """
    own = tree.document.query_selector_all("style").values() if tree.document is not None else []
    looks = [*_ruled(body, "\n".join([sheets, *(node.text or "" for node in own)])), *_styled(body)]
    _remove(body.query_selector_all(_HIDDEN).values())
    _remove(_parts(body, "", _unseen(looks)))
    has_struck = _remove(_parts(body, "s, strike, del", set(_with(looks, _STRUCK))))
    raised, lowered = set(_with(looks, _RAISED)), set(_with(looks, _LOWERED))
    for node in _outermost(body, f"sup, sub, {_REFERENCES}", raised | lowered):
        is_lowered = node.tag == "sub" or (node in lowered and node.tag != "sup")
        _set_off(node, is_raised=not is_lowered, is_note=not is_lowered and _refers(node))
    return has_struck


def _ruled(body: ElementNode, sheet: str) -> Iterator[_Look]:
    """The elements that rules of style sheets are for, in the rules' order."""
    rules = [(selector, look) for selector, look in _rules(sheet) if _LOOK.search(look)]
    for selector, look in rules[:MOST_RULES]:
        try:
            nodes = body.query_selector_all(selector).values()
        except CSSParserException:  # ::before, :hover and the like, which no file's text depends on
            continue
        yield from ((node, look) for node in nodes)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule that is not bound to a medium or another condition."""
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
            if not depth and not selector.startswith("@") and len(selector) <= _LONGEST_SELECTOR:
                yield selector, sheet[inner : brace.start()]


def _without_comments(sheet: str) -> str:
    pieces = sheet.split("/*")
    return pieces[0] + "".join(piece.partition("*/")[2] for piece in pieces[1:])


def _styled(body: ElementNode) -> Iterator[_Look]:
    return ((node, node.getattr("style") or "") for node in body.query_selector_all(_STYLED).values())


def _unseen(looks: Iterable[_Look]) -> set[ElementNode]:
    """What the last word on it hides."""
    unseen: dict[ElementNode, bool] = {}
    for node, look in looks:
        if _UNSEEN.search(look):
            unseen[node] = True
        elif node in unseen and _SEEN.search(look):
            unseen[node] = False
    return {node for node, is_unseen in unseen.items() if is_unseen}


def _with(looks: Iterable[_Look], wanted: re.Pattern[str]) -> list[ElementNode]:
    return [node for node, look in looks if wanted.search(look)]


def _outermost(body: ElementNode, selector: str, others: set[ElementNode]) -> list[ElementNode]:
    """The elements of ``selector`` and the others in the page's order, none of them right within another."""
    nodes = body.query_selector_all(selector).values() if selector else []
    wanted = {*nodes, *others}
    if others:
        nodes = [node for node in body.query_selector_all("*").values() if node in wanted]
    return [node for node in nodes if not _is_within(node, wanted)]


def _is_within(node: ElementNode, wanted: set[ElementNode]) -> bool:
    above = node.parent
    for _ in range(_DEEPEST):
        if above is None or above in wanted:
            break
        above = above.parent
    return above in wanted


def _parts(body: ElementNode, selector: str, others: set[ElementNode]) -> Iterator[ElementNode]:
    """Those that are not next to all of the page: a script shows what is hidden as a whole, and tags may stay open.

    A paragraph that its own ``style`` hides is one of them however little else the page has.
    """
    parts = _outermost(body, selector, others)
    whole = len(body.text or "") if parts else 0
    return (node for node in parts if len(node.text or "") < _MOST_OF * whole or _is_hidden_paragraph(node))


def _is_hidden_paragraph(node: ElementNode) -> bool:
    is_hidden = bool(_UNSEEN.search(node.getattr("style") or ""))
    return is_hidden and all(child.tag not in BLOCKS for child in node.query_selector_all("*").values())


def _remove(nodes: Iterable[ElementNode]) -> bool:
    """Take the elements out; whether any of them held words."""
    held = False
    for node in nodes:
        if node.parent is not None:
            held = held or bool((node.text or "").strip())
            before, after = node.prev, node.next
            if (
                before is not None
                and after is not None
                and (after.value or "")[:1] in _CLOSING
                and before.tag == "#text"
            ):
                before.value = (before.value or "").rstrip()
            node.parent.remove_child(node)
    return held


def _refers(node: ElementNode) -> bool:
    """Whether a raised element refers to a note: by its name, or because it is a link within the page."""
    if node.getattr("role") == "doc-noteref" or "noteref" in (node.getattr("epub:type") or ""):
        return True
    if _OF_NOTES.search(f"{node.getattr('class') or ''} {node.getattr('id') or ''}"):
        return True
    is_link = node.tag == "a" and (node.getattr("href") or "").startswith("#")
    return is_link or node.query_selector("a[href^='#']") is not None or _above(node, "a")


def _above(node: ElementNode, tag: str) -> bool:
    return node.parent is not None and node.parent.tag == tag


def _set_off(node: ElementNode, *, is_raised: bool, is_note: bool) -> None:
    """Write a raised or lowered element's text as it reads between what stands before and after it."""
    text = one_line(node.text or "")
    if not text or len(text) > _LONGEST_FIGURE:
        return
    run = Run(text, is_raised=is_raised, is_lowered=not is_raised, is_note=is_note)
    shown = set_off(run, _beside(node, is_before=True), _beside(node, is_before=False))
    if shown != text:
        node.text_content = shown


def _beside(node: Node, *, is_before: bool) -> str:
    """Some of the text before or after an element on its line."""
    found = ""
    here: Node | None = node
    for _ in range(_MOST_STEPS):
        here = _next(here, is_before=is_before) if here is not None else None
        if here is None or here.tag in BLOCKS or len(found) > CONTEXT:
            break
        if here.tag == "#text":
            text = re.sub(r"\s+", " ", here.value or "")
            found = text + found if is_before else found + text
    return found


def _next(node: Node, *, is_before: bool) -> Node | None:
    """The node after (before) ``node``, whose own children are passed over, in the order of the page."""
    for _ in range(_DEEPEST):
        beside = node.prev if is_before else node.next
        if beside is not None:
            return _deepest(beside, is_before=is_before)
        if node.parent is None or node.parent.tag in BLOCKS:
            return None
        node = node.parent
    return None


def _deepest(node: Node, *, is_before: bool) -> Node:
    for _ in range(_DEEPEST):
        child = node.last_child if is_before else node.first_child
        if child is None or node.tag in BLOCKS:
            break
        node = child
    return node
