"""Group an answer's citations and passages by source, near duplicates together. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa_bot.answer.near_duplicates import near_duplicates
from qa_bot.records import Answer, Citation, Hit


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """One source as it is displayed, possibly of several documents that say the same.

    Attributes:
        citations: All citations of the group, by number.
        hits: The passages that contain them, the displayed one first; empty if no hit contains the quote.
        displayed: The citations whose quotes are displayed.
    """

    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    displayed: tuple[Citation, ...]

    def displayed_for(self, citation: Citation) -> Citation | None:
        """Return the displayed citation that represents `citation`: itself, or a near duplicate."""
        if citation in self.displayed:
            return citation
        return next((one for one in self.displayed if near_duplicates(one.quote, citation.quote)), None)

    def repeats(self, other: "SourceGroup") -> bool:
        """Return whether `other` displays every quote of this group or a near duplicate of it."""
        return all(other.displayed_for(citation) for citation in self.citations)

    def merged(self, other: "SourceGroup") -> "SourceGroup":
        """Return this group with the citations and passages of `other` added."""
        citations = sorted(self.citations + other.citations, key=citation_number)
        return replace(self, citations=tuple(citations), hits=self.hits + other.hits)


def source_groups(answer: Answer) -> list[SourceGroup]:
    """Return the cited sources in the order of their first citation number.

    Quotes from one passage form a group. A passage whose quotes all repeat those of another joins its group, where the
    passage with the most quotes is displayed.
    """
    groups: list[SourceGroup] = []
    for group in sorted(_by_passage(answer), key=lambda one: (-len(one.displayed), not one.hits)):
        at = next((at for at, other in enumerate(groups) if group.repeats(other)), None)
        if at is None:
            groups.append(group)
        else:
            groups[at] = groups[at].merged(group)
    return sorted(groups, key=lambda group: group.citations[0].number)


def grouped_hits(hits: Sequence[Hit], cited: Collection[str]) -> list[list[tuple[int, Hit]]]:
    """Return the hits whose passage id is not in `cited`, with their indexes, near duplicates grouped."""
    groups: list[list[tuple[int, Hit]]] = []
    for index, hit in enumerate(hits):
        if hit.passage.id in cited:
            continue
        same = next((group for group in groups if near_duplicates(group[0][1].passage.text, hit.passage.text)), None)
        if same is None:
            groups.append([(index, hit)])
        else:
            same.append((index, hit))
    return groups


def citation_number(citation: Citation) -> int:
    """Return the number of `citation`, as a sort key."""
    return citation.number


def _by_passage(answer: Answer) -> Iterator[SourceGroup]:
    """Yield a group for each quoted passage, in the order of its first citation number."""
    groups: dict[str, list[Citation]] = {}
    passages: dict[str, Hit | None] = {}
    for citation in sorted(answer.citations, key=citation_number):
        hit = _containing(citation, answer.hits, groups)
        key = hit.passage.id if hit else f"citation {citation.number}"
        passages[key] = hit
        groups.setdefault(key, []).append(citation)
    for key, citations in groups.items():
        hit = passages[key]
        yield SourceGroup(tuple(citations), (hit,) if hit else (), tuple(citations))


def _containing(citation: Citation, hits: Iterable[Hit], preferred: Collection[str]) -> Hit | None:
    """Return a hit whose passage contains the whole quote, one of the `preferred` passage ids if possible."""
    found = [hit for hit in hits if hit.passage.contains(citation.document_id, citation.span)]
    return next((hit for hit in found if hit.passage.id in preferred), found[0] if found else None)
