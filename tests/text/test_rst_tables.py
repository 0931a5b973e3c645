"""Tables of reStructuredText: rows of long ones are searched with their column names and quoted as they are written."""

import pytest

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.parse import read
from qa_bot.records import Passage, Span
from qa_bot.text.passages import split
from qa_bot.text.rst_tables import divided, names_above
from tests.cost import assert_linear

GRID_RULE, GRID_HEAD_RULE = "+----------+-----------+-------+", "+==========+===========+=======+"
GRID_HEAD = f"{GRID_RULE}\n| Berth    | Harbour   | Depth |\n|          | master    |       |\n{GRID_HEAD_RULE}"
GRID_ROWS = [
    f"| Quay {number:<4}| Ann       | {number:>3} m |\n|          | Lee       |       |" for number in range(40)
]
GRID = "\n".join([GRID_HEAD, *(f"{row}\n{GRID_RULE}" for row in GRID_ROWS)])
RULE = "=======  ==========  ====="
SIMPLE_ROWS = [f"Quay {number:<2}  Ann         {number} m\n         Lee" for number in range(40)]
SIMPLE = "\n".join([RULE, "Berth    Harbour     Depth", "         master", RULE, *SIMPLE_ROWS, RULE])


def passages(text: str) -> list[Passage]:
    return split(read("a.rst", text.encode(), Limits()), 1000)


@pytest.mark.parametrize(("table", "rows"), [(GRID, GRID_ROWS), (SIMPLE, SIMPLE_ROWS)], ids=["grid", "simple"])
@pytest.mark.parametrize("indent", ["", "   "])
def test_a_row_of_a_long_table_is_searched_with_its_column_names_and_heading(
    table: str, rows: list[str], indent: str
) -> None:
    text = "Berths\n======\n\nAll of them.\n\n" + "\n".join(indent + line for line in table.split("\n")) + "\n\nEnd.\n"
    found = passages(text)
    described = [one for one in found if one.described]
    assert described[7].described == "Berths; Berth: Quay 7; Harbour master: Ann Lee; Depth: 7 m"
    assert [one.text for one in described] == [row.replace("\n", f"\n{indent}") for row in rows]
    assert all(one.span.of(text) == one.text for one in found)
    names = names_above(text, described[7].span.start)
    assert names
    assert names.of(text).split() in (["Berth", "Harbour", "Depth", "master"], GRID_HEAD.split()[1:-1])
    assert "\nEnd." in text[found[-1].span.start - 1 :]


def test_tables_in_one_passage_and_those_without_column_names_are_as_before() -> None:
    small = "\n".join([GRID_HEAD, GRID_ROWS[0], GRID_RULE])
    assert [(one.text, one.described) for one in passages(small)] == [(small, "")]
    headless = "\n".join([RULE, *SIMPLE_ROWS, RULE])
    assert not any(one.described for one in passages(f"{headless}\n\n{small}"))


@pytest.mark.parametrize(
    "row",
    [
        "| over two columns     | 2 m   |",
        "| Quay     +-----------+ 2 m   |",
        "| 東京 | Ann       | 2 m   |",
    ],
)
def test_a_table_with_cells_over_columns_or_rows_is_not_divided(row: str) -> None:
    table = "\n".join([GRID, row, GRID_RULE])
    assert divided(table, Span(0, len(table))) == []
    simple = SIMPLE.replace("Quay 7   Ann", "Quay 7 and Ann")
    assert divided(simple, Span(0, len(simple))) == []


def test_what_is_above_a_row_is_its_tables_head() -> None:
    text = f"Text.\n\n{SIMPLE}\n\n{GRID}\n"
    for row, names in ((SIMPLE_ROWS[5], "Berth    Harbour"), (GRID_ROWS[5], "| Berth    | Harbour")):
        span = names_above(text, text.index(row))
        assert span
        assert span.of(text).startswith(names)
        assert span.of(text).rstrip(" |").endswith("master")
    assert names_above(text, 0) is None
    assert names_above(text, text.index(RULE)) is None


def test_long_tables_are_divided_in_linear_time() -> None:
    def table(rows: int) -> str:
        return "\n".join([GRID_HEAD, *[f"{GRID_ROWS[3]}\n{GRID_RULE}"] * rows])

    assert_linear(lambda text: divided(text, Span(0, len(text))), table(1_000), table(4_000))
