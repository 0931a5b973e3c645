import pytest

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.html import read
from tests.cost import assert_linear

LIMITS = Limits()


def text_of(body: str) -> str:
    return read(f"<!doctype html><html><body><p>Above.</p>{body}</body></html>".encode(), LIMITS).text[
        len("Above.\n\n") :
    ]


def test_a_table_in_a_cell_of_a_table_with_column_names_goes_into_its_row() -> None:
    crew = "<table><tr><th>Name</th><th>Role</th></tr><tr><td>Edda</td><td>Cook</td></tr></table>"
    rows = f"<tr><td>Marlin</td><td>{crew}</td></tr><tr><td>Tern</td><td>Jo</td></tr>"
    assert text_of(f"<table><tr><th>Ship</th><th>Crew</th></tr>{rows}</table>") == (
        "Ship: Marlin; Crew: Name: Edda; Role: Cook\n\nShip: Tern; Crew: Jo"
    )
    assert "Ship: Marlin" not in text_of(f"<table><tr><td>Ship</td><td>Crew</td></tr>{rows}</table>")


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><th>Town<th>Lit<tr><td>Lima<td>1921<tr><td>Ica<td>1930", "Town: Lima; Lit: 1921\n\nTown: Ica; Lit: 1930"),
        ("<tr><td>Town<td>Lit<tr><td>Lima<td>1921", "Town: Lima; Lit: 1921"),
        ("<thead><tr><td>A<td>B<tbody><tr><td>x<br>y<td><p>1</p><p>2</p>", "A: x y; B: 1 2"),
        ("<caption>Lamps</caption><tr><th>Town<th>Lit<tr><td>Ica<td>7", "Lamps\n\nLamps; Town: Ica; Lit: 7"),
        (
            "<tr><th rowspan=2>A<th colspan=2>B<tr><th>D<th>N<tr><td rowspan=2>Ida<td>3<td>4<tr><td colspan=2>none",
            "A: Ida; B, D: 3; B, N: 4\n\nA: Ida; B, D: none; B, N: none",
        ),
        ("<tr><th>Land<td>Peru<tr><th>Mayor:<td>Ana Ruiz", "Land: Peru\n\nMayor: Ana Ruiz"),
        ("<tr><th>Part<th>Fee<tr><th colspan=2>North<tr><td>Dock<td>12", "North\n\nNorth; Part: Dock; Fee: 12"),
    ],
)
def test_rows_of_a_table_carry_their_columns_names(table: str, text: str) -> None:
    assert text_of(f"<table>{table}</table>") == text


def test_check_boxes_are_written_with_their_labels_where_one_is_checked() -> None:
    body = "<p>Shed: <label><input type=checkbox checked> yes</label> <input type=checkbox id=n><label for=n>no</label>"
    assert text_of(body) == "Shed: [x] yes [ ] no"
    assert text_of("<ul><li><input type=radio checked> Mow<li><input type=radio> Paint</ul>").split("\n") == [
        "  • [x] Mow",
        "  • [ ] Paint",
    ]
    assert "[" not in text_of("<p>Menu <input type=checkbox id=menu> and more.</p>")


def test_the_heading_right_above_a_table_goes_into_its_rows() -> None:
    table = "<table><tr><th>Town<th>Lit<tr><td>Ica<td>7</table>"
    assert text_of(f"<h2>Lamps</h2><div>{table}</div>").endswith("Lamps; Town: Ica; Lit: 7")
    assert text_of(f"<h2>Lamps</h2><p>Of the coast.</p>{table}").endswith("\n\nTown: Ica; Lit: 7")


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td>one<td>two<tr><td>three<td>four</table>",
        "<table><tr><td>one<td>two</table>",
        f"<table><tr><td>{'A long text. ' * 40}<td>two<tr><td>three<td>four</table>",
        "<table><tr><td><h3>one</h3><td>two<tr><td>three<td>four</table>",
        "<table><tr><td>one<td>two<tr><td colspan=2><table><tr><td>three</table></table>",
    ],
)
def test_a_table_that_only_lays_out_stays_text(table: str) -> None:
    text = text_of(table)
    assert "two" in text
    assert "; " not in text
    assert ": " not in text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<dl><dt>Fee:<dd>12 lira<dt>Opens<dt>Begins<dd>at 9<dd>or at 10</dl>",
            "Fee: 12 lira\n\nOpens, Begins: at 9; or at 10",
        ),
        ("<dl><dt>Fee<dd><ul><li>one<li>two</ul></dl>", "Fee\n  • one\n  • two"),
        ("<div><div>2.5 t</div><div>of dust a day</div></div>", "2.5 t of dust a day"),
        ("<div><p>€ 4.2 million</p><p>Revenue 2023</p></div>", "€ 4.2 million Revenue 2023"),
        ("<p>14-22788</p><p>(tax\nnumber)</p><p>AROP</p><p>(symbol)", "tax number: 14-22788\n\nsymbol: AROP"),
        ("<p>It ended.</p><p>(see above)</p>", "It ended.\n\n(see above)"),
        ("<div><p>Founded</p><p>1921</p></div>", "Founded: 1921"),
        ("<div><p>Founded in May.</p><p>1921</p></div>", "Founded in May.\n\n1921"),
    ],
)
def test_labels_stay_with_what_they_are_of(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>a<td>1" * 3_000,
        "<table>" + "<tr><td>a<td>1" * 10_000,
        "<table><tr><td rowspan=99 colspan=99>a<td>b<tr><td>c<td>d</table>" * 100,
        "<dl><dt>a<dd>b" * 3_000,
        "<dl>" + "<dt>a<dd>b" * 10_000,
        "<div><p>1</p>" * 10_000,
    ],
    ids=["nested", "rows", "spans", "nested terms", "terms", "pairs"],
)
def test_the_cost_of_blocks_that_are_made_to_hurt_grows_with_their_length_alone(source: str) -> None:
    def work(page: str) -> None:
        read(page.encode(), LIMITS)

    assert_linear(work, source[: len(source) // 4], source)
