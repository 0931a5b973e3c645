"""The outline and the opening of documents of several formats."""

from pathlib import Path

import pytest

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.parse import read
from qa_bot.records import Place, Span
from qa_bot.web.views.outline import OutlineEntry, opening, outline

SEEDS = Path(__file__).parents[3] / "seeds"
PLAIN = """The Kozan mill

By Arif Demirci

The mill was built in 1887 by two brothers. It ground wheat for forty villages.

History of the building

It burned down in 1901 and was rebuilt.

1. Wheat
2. Rye

What became of it?

Nobody knows.

Visits

The mill is open on Sundays.
"""
MARKDOWN = "# Handbook\n\nIt has two parts.\n\n## The *first* part\n\nText of it.\n\n## Second\n\nMore text.\n"


def headings(name: str, text: str) -> list[str]:
    document = read(name, text.encode(), Limits())
    found = outline(document.text, document.places, document.title)
    for heading in found:
        assert heading.text.split()[-1].strip("*") in heading.span.of(document.text)
    return [heading.text for heading in found]


def test_headings_of_a_plain_text_are_its_short_paragraphs_above_others() -> None:
    assert headings("mill.txt", PLAIN) == ["History of the building", "Visits"]


def test_numbered_headings_of_a_contract_are_told_from_lists() -> None:
    lease = (
        "Lease\n\n1. Parties\n\nAnna lets to Ben.\n\n2. Things let\n\nThese are let:\n\n1. Table\n2. Chair\n\n"
        "They are old.\n\n3. Rent\n\nIt is 900 euros.\n"
    )
    assert headings("lease.txt", lease) == ["1. Parties", "2. Things let", "3. Rent"]
    assert opening(lease, "Lease").startswith("Anna lets to Ben.")


def test_headings_of_a_format_with_parts_are_their_names() -> None:
    assert headings("handbook.md", MARKDOWN)[-1] == "Second"
    assert len(headings("handbook.md", MARKDOWN)) == 2
    parts = (Place("slide", "slide “Costs”", 1, Span(0, 12)), Place("slide", "slide 2", 2, Span(12, 15)))
    assert outline("Costs\nA lot\nEnd", parts, "Title") == [OutlineEntry("Costs", Span(0, 5))]


def test_headings_of_a_seed_are_found_where_they_stand() -> None:
    text = (SEEDS / "001_e00cb28dce447f98.txt").read_text(encoding="utf-8")
    found = {heading.text: heading.span.of(text) for heading in outline(text, (), "")}
    assert found["Karabakh Victory and Shusha"].strip() == "Karabakh Victory and Shusha"
    assert "Conclusion" in found


def test_the_opening_is_the_first_statements() -> None:
    assert opening(PLAIN, "The Kozan mill").startswith("The mill was built in 1887 by two brothers. It ground")
    assert len(opening("It rains. " * 500, "")) <= 420
    assert opening("", "") == ""


@pytest.mark.parametrize("text", ["", "One line", "a\n\nb\n\nc", "¶\n\n" * 3])
def test_a_text_without_headings_has_no_outline(text: str) -> None:
    assert outline(text, (), "One line") == []
