"""What a web page's head states of the page: title, author and date."""

from resiliparse.parse.html import HTMLTree

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.properties import Properties, stated

_AUTHORS = ("author", "dc.creator", "dcterms.creator", "citation_author", "article:author")
_DATES = ("date", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "article:published_time")
_MOST = 200  # elements of the head that are looked at


def page_properties(tree: HTMLTree) -> Properties:
    """The page's properties by its ``<title>`` and ``<meta>`` elements."""
    found: dict[str, list[str]] = {}
    head = tree.head
    for node in head.query_selector_all("meta[content]")[:_MOST] if head is not None else ():
        name = (node.getattr("name") or node.getattr("property") or "").lower()
        found.setdefault(name, []).append(clean_line(node.getattr("content") or ""))
    authors = next((found[name] for name in _AUTHORS if name in found), [])
    names = [author for author in authors if not author.startswith("http")]  # article:author is often an address
    date = next((found[name][0] for name in _DATES if name in found), "")
    return stated(clean_line(tree.title or ""), ", ".join(dict.fromkeys(names)), date)
