"""A web page's tree → without menus, banners, lists of other articles and whatever else is not what the page says.

A part goes by its tag, by the words of its class or id, or because it is made of links. Nothing goes that holds the
main heading or half of what the page says, because names lie: whole pages stand in a ``<form>``, and a restaurant's
``menu`` is its menu. The tree is walked once and each step is linear, so that 20,000 nested parts cost no more than as
many in a row.
"""

import re
from dataclasses import dataclass

from resiliparse.parse.html import ElementNode, Node

MOST_NODES = 400_000
"""Nodes that are weighed, in 4 seconds; of a page with more (5 MB of dense markup) nothing goes but what is hidden."""

TOO_DEEP = ["ul " * 33, "ol " * 33]
"""Lists within 32 others are left out: each step indents the lines, and 360 kB of nested lists were 900 MB of text."""

_NEVER_TEXT = frozenset(
    """script style noscript template svg iframe dialog button select textarea nav
    img area picture video audio object canvas""".split()  # what they would say instead of being seen
)
_OFTEN_NO_TEXT = frozenset("aside footer form header".split())
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_LISTS_OF_LINKS = frozenset("ul ol dl div section p table".split())
_ROLES = frozenset("navigation search menu menubar banner contentinfo complementary dialog alertdialog".split())
_NAMED_SO = frozenset(
    """ad ads advert advertisement banner breadcrumb breadcrumbs comments consent cookie cookies disqus editsection
    footer gdpr hatnote headerlink masthead menu modal nav navbar navbox navigation newsletter pager pagination popup
    promo related share sharing sidebar sitesub social sphinxsidebar subscribe toc toolbar topbar""".split()
)
_WORDS = re.compile(r"[A-Za-z]+")
_HUMPS = re.compile(r"[A-Z]?[a-z]+")
_LINKED_SHARE = 0.75


@dataclass(slots=True)
class _Part:
    """An element and what it holds: ``said`` counts characters that are neither links nor headings under the first."""

    node: ElementNode
    tag: str
    parent: int
    in_main: bool
    linked: bool
    said: int = 0
    in_links: int = 0
    links: int = 0
    holds_title: bool = False


def keep_what_is_said(body: ElementNode) -> None:
    """Takes out of ``body`` all that is not what the page says.

    Where next to nothing would be left, the parts that are merely likely to be menus stay.
    """
    _remove(found(body, ", ".join(sorted(_NEVER_TEXT))))
    parts = _weighed(body)
    if parts is None:
        return
    dropped = _dropped(parts)
    kept = parts[0].said - sum(parts[index].said for index in dropped)
    if kept > 0.25 * parts[0].said:
        _remove([parts[index].node for index in dropped])


def found(body: ElementNode, selector: str) -> list[ElementNode]:
    """The elements that ``selector`` finds, as a list of their own: a step over the live one runs the search again."""
    return body.query_selector_all(selector).values()


def _remove(nodes: list[ElementNode]) -> None:
    for node in nodes:
        if node.parent is not None:
            node.parent.remove_child(node)


def _weighed(body: ElementNode) -> list[_Part] | None:
    """All elements, each after its parent, with what they hold; None where there are too many."""
    parts = [_Part(body, "body", -1, in_main=False, linked=False)]
    stack: list[tuple[Node | None, int]] = [(body.first_child, 0)]
    nodes = 0
    while stack:
        node, parent = stack.pop()
        if node is None:
            continue
        nodes += 1
        if nodes > MOST_NODES:
            return None
        stack.append((node.next, parent))
        if isinstance(node, ElementNode):
            parts.append(_part(node, parent, parts[parent]))
            stack.append((node.first_child, len(parts) - 1))
        elif node.tag == "#text":
            _count(parts[parent], (node.value or "").strip())
    for part in reversed(parts[1:]):
        _add(parts[part.parent], part)
    return parts


def _part(node: ElementNode, parent: int, above: _Part) -> _Part:
    tag = node.tag or ""
    in_main = above.in_main or tag in ("main", "article") or node.getattr("role") == "main"
    linked = above.linked or tag == "a" or tag in _HEADINGS
    return _Part(node, tag, parent, in_main, linked, links=int(tag == "a"), holds_title=tag == "h1")


def _count(part: _Part, text: str) -> None:
    if part.linked:
        part.in_links += len(text)
    else:
        part.said += len(text)


def _add(above: _Part, part: _Part) -> None:
    above.said += part.said
    above.in_links += part.in_links
    above.links += part.links
    above.holds_title |= part.holds_title


def _dropped(parts: list[_Part]) -> list[int]:
    """The outermost parts that are not what the page says."""
    inside = [False] * len(parts)
    dropped = []
    for index, part in enumerate(parts[1:], 1):
        inside[index] = inside[part.parent]
        if not inside[index] and _is_dropped(part, parts[0].said):
            inside[index] = True
            dropped.append(index)
    return dropped


def _is_dropped(part: _Part, in_all: int) -> bool:
    if part.holds_title or part.said > 0.5 * in_all:
        return False
    return part.tag in _OFTEN_NO_TEXT or _is_named_so(part) or (not part.in_main and _is_of_links(part))


def _is_named_so(part: _Part) -> bool:
    if part.node.getattr("role") in _ROLES:
        return True
    names = f"{part.node.getattr('class') or ''} {part.node.getattr('id') or ''}"
    return any(word.lower() in _NAMED_SO for word in (*_WORDS.findall(names), *_HUMPS.findall(names)))


def _is_of_links(part: _Part) -> bool:
    if part.links < 3 or part.tag not in _LISTS_OF_LINKS:
        return False
    return part.in_links >= _LINKED_SHARE * (part.in_links + part.said)
