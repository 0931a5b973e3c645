"""Rows of tables as lines that carry the names of their columns, their group and their caption."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.formats.grid import MOST_COLUMNS, Cell, spread
from qa_bot.ingest.formats.rows import LONGEST_CAPTION, described, table_lines


def rows(text: str) -> list[list[str]]:
    """The cells of a table written as ``a | b / c | d``."""
    return [[cell.strip() for cell in line.split("|")] for line in text.split("/")]


@pytest.mark.parametrize(
    ("table", "last"),
    [
        ("# | Ship | Mate | % / 1 | Ada | Jo | 40", "#: 1; Ship: Ada; Mate: Jo; %: 40"),
        ("Ward | 0-17 | 18–64 | 65+ / East | 5 | 9 | 3", "Ward: East; 0-17: 5; 18–64: 9; 65+: 3"),
        ("| % | 65+ | # / Konak | 12.5 | 132 | 1", "Konak | %: 12.5 | 65+: 132 | #: 1".replace(" |", ";")),
        ("Ward | <18 | ≥18 / East | 5 | 9 / West | 4 | 1", "Ward: West; <18: 4; ≥18: 1"),
        ("Tree | Age | Age | Girth / Oak | 90 | 80 | 3.5", "Tree: Oak; Age: 90; Age (2): 80; Girth: 3.5"),
        ("Team | Coach | Coach / Red | Al | Bo / Blue | Cy | Di", "Team: Blue; Coach: Cy; Coach (2): Di"),
        ("Well | Depth (m) | Flow, lps | € / North | 40 | 2 | 9", "Well: North; Depth (m): 40; Flow, lps: 2; €: 9"),
        ("Lap | 1 | 2 | 3 / Ann | 61 | 63 | 60", "Lap: Ann; 1: 61; 2: 63; 3: 60"),
        ("Crop | 2019 | 2020 / Rye | 5 | 6", "Crop: Rye; 2019: 5; 2020: 6"),
        ("Type | Fee | Fee / | summer | winter / Tent | 9 | 7", "Type: Tent; Fee, summer: 9; Fee, winter: 7"),
        ("Type | Fee | / | summer | winter / Tent | 9 | 7", "Type: Tent; Fee, summer: 9; Fee, winter: 7"),
        ("Type | Type | Fee / Size | Use | EUR / Big | 12 | 9", "Type, Size: Big; Type, Use: 12; Fee, EUR: 9"),
        ("Bridge | Length | Load / | m | t / Old | 70 | 3.5", "Bridge: Old; Length, m: 70; Load, t: 3.5"),
        ("Name | City / Ali | Van / Total | 2", "Name: Total; City: 2"),
    ],
)
def test_columns_keep_their_names(table: str, last: str) -> None:
    assert table_lines(rows(table))[-1] == last


@pytest.mark.parametrize(
    "table",
    [
        "2024-03-01 | Van | 18.2 / 2024-03-02 | Van | 17.6",
        "Ali | yes | yes / Veli | yes | no",
        "Tea | black | 5 TL / Milk | white | 7 TL",
        "7 | 8 | 9 / 1 | 2 | 3",
        "Ada | 1815 | London / Alan | 1912 | London",
    ],
)
def test_a_first_row_of_values_names_nothing(table: str) -> None:
    lines = table_lines(rows(table))
    assert lines == [line.strip() for line in table.split("/")]
    assert next(line for _, line in described(enumerate(rows(table)))).startswith("column 1: ")


def test_labels_beside_their_values_stay_with_them() -> None:
    form = rows("Owner: | Ece Tan / Berth: | Quay 9 / Phone: | 555 0100")
    assert table_lines(form) == ["Owner: Ece Tan", "Berth: Quay 9", "Phone: 555 0100"]
    assert table_lines(rows("Width | 12 m / Maker | Alp")) == ["Width: 12 m", "Maker: Alp"]
    assert table_lines(rows("Maker | Alp / Year | 1,990 / Colour | red / Use | fishing"))[1] == "Year: 1,990"


def test_a_table_of_two_columns_with_a_header_is_none_of_labels() -> None:
    assert table_lines(rows("Town | Shops / Adana | 7 / Mersin | 5"))[1] == "Town: Mersin; Shops: 5"
    assert table_lines(rows("Town | Mayor / Adana | Al / Mersin | Bo"))[1] == "Town: Mersin; Mayor: Bo"


def test_the_caption_goes_before_each_row_and_a_long_one_does_not() -> None:
    table = rows("Town | Lit / Lima | 1921")
    assert table_lines(table, "Lights") == ["Lights; Town: Lima; Lit: 1921"]
    assert table_lines(table, "l" * (LONGEST_CAPTION + 1)) == ["Town: Lima; Lit: 1921"]


def test_a_row_of_one_cell_names_the_group_of_those_below() -> None:
    table = [*rows("Fish | Price / Trout | 9"), ["Sea"], *rows("Bass | 8 / Cod | 7"), ["Lake"], *rows("Carp | 5")]
    assert table_lines(table, "Stall") == [
        "Stall; Fish: Trout; Price: 9",
        "Stall; Sea",
        "Stall; Sea; Fish: Bass; Price: 8",
        "Stall; Sea; Fish: Cod; Price: 7",
        "Stall; Lake",
        "Stall; Lake; Fish: Carp; Price: 5",
    ]


def test_a_header_that_the_format_states_is_believed() -> None:
    table = rows("Ali | Veli / Can | Ece")
    assert table_lines(table, header_rows=0) == ["Ali | Veli", "Can | Ece"]
    assert table_lines(rows("7 | 8 / 1 | 2"), header_rows=1) == ["7: 1; 8: 2"]
    assert table_lines(rows("A | B"), header_rows=1) == ["A; B"]


def test_merged_cells_are_repeated_where_they_reach() -> None:
    one = Cell
    grid = spread(
        [
            [one("Ship", rows=2), one("Crew", columns=2)],
            [one("Role"), one("Name")],
            [one("Ada", rows=2), one("Mate"), one("Jo")],
            [one("Cook"), one("Ed")],
            [one("Laid up", columns=3)],
            [one("Eve"), one("Cook"), one("Al", rows=3)],
        ]
    )
    assert grid == [
        ["Ship", "Crew", "Crew"],
        ["Ship", "Role", "Name"],
        ["Ada", "Mate", "Jo"],
        ["Ada", "Cook", "Ed"],
        ["Laid up"],
        ["Eve", "Cook", "Al"],
    ]
    assert table_lines(grid)[1] == "Ship: Ada; Crew, Role: Cook; Crew, Name: Ed"


@given(st.lists(st.lists(st.tuples(st.integers(-1, 70_000), st.integers(-1, 70_000)), max_size=5), max_size=8))
def test_spans_without_end_cost_no_more_than_the_most(spans: list[list[tuple[int, int]]]) -> None:
    grid = spread([[Cell("x", *span) for span in row] for row in spans])
    assert len(grid) == len(spans)
    assert all(len(line) <= MOST_COLUMNS + 40 for line in grid)


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "7", "1990", "%", "x y"]), max_size=4), max_size=9))
def test_no_cell_of_any_table_is_lost(table: list[list[str]]) -> None:
    lines = "\n".join(table_lines(table))
    names = {cell for row in table for cell in row if cell}
    unused = set()  # a name above a column without a value
    for column in range(4):
        filled = [row[column] for row in table if column < len(row) and row[column]]
        unused |= set(filled) if len(filled) < 4 else set()
    assert all(cell in lines for cell in names - unused)


@pytest.mark.parametrize(
    ("grid", "lines"),
    [
        (
            [["Present", "A. Novak, B. Ortiz"], ["Apologies", "D. Quinn"], ["Chair", "B. Ortiz"]],
            ["Present: A. Novak, B. Ortiz", "Apologies: D. Quinn", "Chair: B. Ortiz"],
        ),
        ([["Grade 1", "Cells look a little different."], ["Grade 2", "They grow faster."]],
         ["Grade 1: Cells look a little different.", "Grade 2: They grow faster."]),
        ([["If the day is a . . .", "Then pay by the following . . ."], ["Monday", "Friday"]],
         ["If the day is a . . .: Monday; Then pay by the following . . .: Friday"]),
        ([["Role", "Person"], ["Chair", "Noor, Ada"]], ["Role: Chair; Person: Noor, Ada"]),
        ([["Item", "Length, in cm"], ["Desk", "140"], ["Shelf", "80"]],
         ["Item: Desk; Length, in cm: 140", "Item: Shelf; Length, in cm: 80"]),
        (
            [["Name:", "Ada Lee", "Firm:", "Elm & Co"], ["Code:", "7L", "Paid:", ""], ["Town:", "Ely", "", ""]],
            ["Name: Ada Lee; Firm: Elm & Co", "Code: 7L; Paid:", "Town: Ely"],
        ),
    ],
)  # fmt: skip
def test_labels_with_values_are_pairs(grid: list[list[str]], lines: list[str]) -> None:
    assert table_lines(grid) == lines
