"""What an answer cites, and what was found beside it → a card for each passage, for all that say the same one. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa_bot.answer.near_duplicates import near_duplicates
from qa_bot.records import Answer, Citation, Hit


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """One source as it is shown, perhaps for several documents that say the same.

    Attributes:
        citations: All that it proves, in order.
        hits: The passages that these stand in, the one that is shown first; empty where no hit holds the quote.
        own: The citations whose very words are shown.
    """

    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    own: tuple[Citation, ...]

    def shown_as(self, citation: Citation) -> Citation | None:
        """The citation whose words are shown for ``citation``: itself, or one that says the same."""
        if citation in self.own:
            return citation
        return next((own for own in self.own if near_duplicates(own.quote, citation.quote)), None)

    def repeats(self, other: "SourceGroup") -> bool:
        """Whether all that it quotes is quoted by ``other`` too, in the same words or nearly."""
        return all(other.shown_as(citation) for citation in self.citations)

    def joined(self, other: "SourceGroup") -> "SourceGroup":
        """This card with the citations of one that repeats it."""
        citations = sorted(self.citations + other.citations, key=number_of)
        return replace(self, citations=tuple(citations), hits=self.hits + other.hits)


def source_groups(answer: Answer) -> list[SourceGroup]:
    """The cited sources in the order of their first number.

    Quotes of one passage share a card, and so do passages whose quotes say the same; then the one is shown that has the
    most of them.
    """
    shown: list[SourceGroup] = []
    for card in sorted(_by_passage(answer), key=lambda card: (-len(card.own), not card.hits)):
        at = next((at for at, other in enumerate(shown) if card.repeats(other)), None)
        if at is None:
            shown.append(card)
        else:
            shown[at] = shown[at].joined(card)
    return sorted(shown, key=lambda card: card.citations[0].number)


def grouped_hits(hits: Sequence[Hit], cited: Collection[str]) -> list[list[tuple[int, Hit]]]:
    """The hits that are not cited, each with its place among all; those that say the same stand together."""
    groups: list[list[tuple[int, Hit]]] = []
    for index, hit in enumerate(hits):
        if hit.passage.id in cited:
            continue
        twins = next((group for group in groups if near_duplicates(group[0][1].passage.text, hit.passage.text)), None)
        if twins is None:
            groups.append([(index, hit)])
        else:
            twins.append((index, hit))
    return groups


def number_of(citation: Citation) -> int:
    """What citations are put in order by."""
    return citation.number


def _by_passage(answer: Answer) -> Iterator[SourceGroup]:
    """A card for each passage that is quoted, in the order of the first number."""
    groups: dict[str, list[Citation]] = {}
    homes: dict[str, Hit | None] = {}
    for citation in sorted(answer.citations, key=number_of):
        hit = _home(citation, answer.hits, groups)
        key = hit.passage.id if hit else f"citation {citation.number}"
        homes[key] = hit
        groups.setdefault(key, []).append(citation)
    for key, citations in groups.items():
        home = homes[key]
        yield SourceGroup(tuple(citations), (home,) if home else (), tuple(citations))


def _home(citation: Citation, hits: Iterable[Hit], taken: Collection[str]) -> Hit | None:
    """The hit whose passage holds the whole quote; one that already has a card comes first."""
    holding = [hit for hit in hits if _holds(hit, citation)]
    return next((hit for hit in holding if hit.passage.id in taken), holding[0] if holding else None)


def _holds(hit: Hit, citation: Citation) -> bool:
    passage = hit.passage
    return (
        passage.document_id == citation.document_id
        and passage.span.start <= citation.span.start
        and citation.span.end <= passage.span.end
    )
