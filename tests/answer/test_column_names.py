from pathlib import Path

import pytest

from qa_bot.answer.citations import claim_of
from qa_bot.answer.column_names import with_column_names
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.parse import read
from qa_bot.records import Claim
from qa_bot.text.passages import split
from tests.conftest import MakeBot

HEAD = "| Station | Keeper | Opened |"
ROWS = [f"| North{number} | Ann Lee | {1900 + number} |" for number in range(60)]


def table(end: str = "\n") -> str:
    return (
        f"# Stations{end * 2}Each has a keeper.{end * 2}" + end.join([HEAD, "|---|:-:|--:|", *ROWS]) + end * 2 + "End."
    )


def quotes(text: str, *cited: str) -> list[tuple[str, int]]:
    """The quotes of claims on passages that have these words, and the offsets of these quotes."""
    document = read("a.md", text.encode(), Limits())
    passages = {passage.id: passage for passage in split(document, 600)}
    chosen = [next(one for one in passages.values() if words in one.text) for words in cited]
    claims = [claim_of(passage, passage.span) for passage in chosen]
    named = list(with_column_names(claims, passages, lambda _: document.text))
    assert all(passage and passage.span.of(document.text) == passage.text for _, passage in named)
    return [(claim.quote, claim.start or 0) for claim, _ in named if isinstance(claim, Claim)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_column_names_are_quoted_once_after_the_first_row_of_their_table(end: str) -> None:
    text = table(end)
    assert quotes(text, "North7 ", "North59 ") == [
        (ROWS[7], text.index(ROWS[7])),
        (HEAD, text.index(HEAD)),
        (ROWS[59], text.index(ROWS[59])),
    ]


def test_only_rows_of_tables_have_column_names() -> None:
    assert [quote for quote, _ in quotes(table(), "Each has")] == ["# Stations\n\nEach has a keeper."]
    assert [quote for quote, _ in quotes("One.\n\nUse a | b here.", "Use a")] == ["One.\n\nUse a | b here."]
    small = "\n".join([HEAD, "|---|---|---|", *ROWS[:3]])
    assert [quote for quote, _ in quotes(small, "North1 ")] == [small]


def test_an_answer_from_a_long_table_quotes_its_row_and_the_column_names(tmp_path: Path, make_bot: MakeBot) -> None:
    (tmp_path / "stations.md").write_text(table(), encoding="utf-8")
    bot = make_bot(tmp_path)
    bot.index()
    answer = bot.ask("When was the station North41 opened?")
    assert [citation.quote for citation in answer.citations] == [ROWS[41], HEAD]
    assert answer.short_answer is None or answer.short_answer.text == "1941"


@pytest.mark.parametrize("is_grid", [True, False])
def test_an_answer_from_a_long_table_of_rst_quotes_its_row_and_the_column_names(
    is_grid: bool, tmp_path: Path, make_bot: MakeBot
) -> None:
    rows = [(f"North{number}", "Ann Lee", str(1900 + number)) for number in range(60)]
    written = ["  ".join(cell.ljust(8) for cell in row).rstrip() for row in [("Station", "Keeper", "Opened"), *rows]]
    rule = "  ".join(["=" * 8] * 3)
    lines = [rule, written[0], rule, *written[1:], rule]
    if is_grid:
        written = [
            "|" + "|".join(cell.ljust(9) for cell in row) + "|" for row in [("Station", "Keeper", "Opened"), *rows]
        ]
        rule = "+" + "---------+" * 3
        lines = [rule, written[0], rule.replace("-", "="), *(line for row in written[1:] for line in (row, rule))]
    (tmp_path / "stations.rst").write_text("\n".join(["Stations", "========", "", *lines, ""]), encoding="utf-8")
    bot = make_bot(tmp_path)
    bot.index()
    answer = bot.ask("When was the station North41 opened?")
    assert [citation.quote for citation in answer.citations] == [written[42], written[0]]


def test_a_row_is_found_by_the_column_names_as_in_a_table_of_another_format(tmp_path: Path, make_bot: MakeBot) -> None:
    confidences = []
    for name, text in {
        "a.md": table(),
        "a.csv": "Station,Keeper,Opened\n"
        + "".join(f"North{number},Ann Lee,{1900 + number}\n" for number in range(60)),
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(text, encoding="utf-8")
        bot = make_bot(tmp_path / name)
        bot.index()
        answer = bot.ask("Who is the keeper of the station North41?")
        assert "North41 " in answer.citations[0].quote.replace(";", " ")
        found = bot.ask('How many documents mention "keeper"?').occurrences
        assert found
        assert found.passages >= 60
        assert not bot.verify().problems
        confidences.append(answer.confidence)
    assert abs(confidences[0] - confidences[1]) < 0.05
