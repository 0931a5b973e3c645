"""Removal of a web page's boilerplate: menus, banners, lists of other articles.

An element is removed by its tag, by a word of its class or id, or because it consists of links. It stays where it
holds the main heading or half of the page's text, because names mislead: whole pages are in a ``<form>``, and a
restaurant's ``menu`` is its menu. The tree is walked once, in linear time for nested elements too.
"""

import re
from dataclasses import dataclass

from resiliparse.parse.html import ElementNode, Node

MOST_NODES = 400_000
"""Nodes that are measured, in 4 seconds; a page with more (5 MB of dense markup) keeps its boilerplate."""

TOO_DEEP = ["ul " * 33, "ol " * 33]
"""Selectors of lists nested in 32 others, which are left out: 360 kB of them were 900 MB of indented text."""

_NEVER_TEXT = frozenset(
    """script style noscript template svg iframe dialog button select textarea nav
    img area picture video audio object canvas""".split()  # their text is only a fallback
)
_OFTEN_BOILERPLATE = frozenset("aside footer form header".split())
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_LISTS_OF_LINKS = frozenset("ul ol dl div section p table".split())
_ROLES = frozenset("navigation search menu menubar banner contentinfo complementary dialog alertdialog".split())
_BOILERPLATE_NAMES = frozenset(
    """ad ads advert advertisement banner breadcrumb breadcrumbs comments consent cookie cookies disqus editsection
    footer gdpr hatnote headerlink masthead menu modal nav navbar navbox navigation newsletter pager pagination popup
    promo related share sharing sidebar sitesub social sphinxsidebar subscribe toc toolbar topbar""".split()
)
_WORDS = re.compile(r"[A-Za-z]+")
_CAMEL_CASE = re.compile(r"[A-Z]?[a-z]+")
_LINKED_SHARE = 0.75


@dataclass(slots=True)
class _Element:
    """An element and what it holds; ``text`` counts characters outside of links and lower headings."""

    node: ElementNode
    tag: str
    parent: int
    in_main: bool
    linked: bool
    text: int = 0
    link_text: int = 0
    links: int = 0
    holds_title: bool = False


def remove_boilerplate(body: ElementNode) -> None:
    """Remove from ``body`` what is not the page's own text; where little would be left, only what is never text."""
    remove(select(body, ", ".join(sorted(_NEVER_TEXT))))
    elements = _measured(body)
    if elements is None:
        return
    boilerplate = _boilerplate(elements)
    left = elements[0].text - sum(element.text for element in boilerplate)
    if left > 0.25 * elements[0].text:
        remove([element.node for element in boilerplate])


def select(body: ElementNode, selector: str) -> list[ElementNode]:
    """Return the elements of ``selector`` as a plain list; each step over the live one runs the search again."""
    return body.query_selector_all(selector).values()


def remove(nodes: list[ElementNode]) -> None:
    """Remove the elements from their tree."""
    for node in nodes:
        if node.parent is not None:
            node.parent.remove_child(node)


def _measured(body: ElementNode) -> list[_Element] | None:
    """Return all elements, each after its parent, with what they hold; None where there are too many."""
    elements = [_Element(body, "body", -1, in_main=False, linked=False)]
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
            elements.append(_element(node, parent, elements[parent]))
            stack.append((node.first_child, len(elements) - 1))
        elif node.tag == "#text":
            _count(elements[parent], (node.value or "").strip())
    for element in reversed(elements[1:]):
        _add(elements[element.parent], element)
    return elements


def _element(node: ElementNode, parent: int, above: _Element) -> _Element:
    tag = node.tag or ""
    in_main = above.in_main or tag in ("main", "article") or node.getattr("role") == "main"
    linked = above.linked or tag == "a" or tag in _HEADINGS
    return _Element(node, tag, parent, in_main, linked, links=int(tag == "a"), holds_title=tag == "h1")


def _count(element: _Element, text: str) -> None:
    if element.linked:
        element.link_text += len(text)
    else:
        element.text += len(text)


def _add(above: _Element, element: _Element) -> None:
    above.text += element.text
    above.link_text += element.link_text
    above.links += element.links
    above.holds_title |= element.holds_title


def _boilerplate(elements: list[_Element]) -> list[_Element]:
    """Return the outermost elements of boilerplate."""
    inside = [False] * len(elements)
    boilerplate = []
    for index, element in enumerate(elements[1:], 1):
        inside[index] = inside[element.parent]
        if not inside[index] and _is_boilerplate(element, elements[0].text):
            inside[index] = True
            boilerplate.append(element)
    return boilerplate


def _is_boilerplate(element: _Element, page_text: int) -> bool:
    if element.holds_title or element.text > 0.5 * page_text:
        return False
    return (
        element.tag in _OFTEN_BOILERPLATE
        or _has_boilerplate_name(element)
        or (not element.in_main and _is_links(element))
    )


def _has_boilerplate_name(element: _Element) -> bool:
    if element.node.getattr("role") in _ROLES:
        return True
    names = f"{element.node.getattr('class') or ''} {element.node.getattr('id') or ''}"
    return any(word.lower() in _BOILERPLATE_NAMES for word in (*_WORDS.findall(names), *_CAMEL_CASE.findall(names)))


def _is_links(element: _Element) -> bool:
    if element.links < 3 or element.tag not in _LISTS_OF_LINKS:
        return False
    return element.link_text >= _LINKED_SHARE * (element.link_text + element.text)
