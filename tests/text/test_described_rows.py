from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.parse import read
from qa_bot.records import Passage
from qa_bot.text.passages import split

ROWS = [f"| Quay {number} | Ann Lee | {number} m |" for number in range(40)]


def passages(*lines: str) -> list[Passage]:
    return split(read("a.md", "\n".join(lines).encode(), Limits()), 1000)


def described(*lines: str) -> dict[str, str]:
    return {one.text: one.described for one in passages(*lines)}


def test_a_row_of_a_long_table_is_searched_with_its_column_names_and_the_heading_above() -> None:
    found = described("# Port", "", "## Berths *old*", "", "| Berth | Master | Depth |", "|---|---|---|", *ROWS)
    assert found["| Quay 7 | Ann Lee | 7 m |"] == "Berths old; Berth: Quay 7; Master: Ann Lee; Depth: 7 m"
    assert {text for text, line in found.items() if line} == set(ROWS)


def test_each_table_has_its_own_column_names() -> None:
    second = [f"{number} | Bo\\|b |" for number in range(100)]
    found = described("| Berth | Master | |", "|---|---|---|", *ROWS, "", "Crew:", "", "No | Name", "--|--", *second)
    assert found[ROWS[3]] == "Berth: Quay 3; Master: Ann Lee; 3 m"
    assert found["44 | Bo\\|b |"] == "No: 44; Name: Bo\\|b"


def test_a_table_in_one_passage_and_a_row_longer_than_a_passage_are_searched_as_they_are() -> None:
    small = ["| Berth | Master | Depth |", "|---|---|---|", *ROWS[:4]]
    assert set(described(*small).values()) == {""}
    long = f"| {'salt and sand ' * 100}| Ann Lee | 4 m |"
    found = passages("| Berth | Master | Depth |", "|---|---|---|", *ROWS, long)
    assert not any(one.described for one in found if one.text not in ROWS)


def test_what_is_searched_is_not_what_is_quoted() -> None:
    row = passages("| Berth | Master | Depth |", "|---|---|---|", *ROWS)[5]
    assert row.searched == row.ranked(row.span) == "Berth: Quay 4; Master: Ann Lee; Depth: 4 m"
    assert row.slice(row.span) == row.text == ROWS[4]
