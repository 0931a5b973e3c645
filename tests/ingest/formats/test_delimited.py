"""CSV and TSV: each record is a line that carries its columns' names, and a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import delimited, rows
from tests.cost import assert_linear
from tests.ingest.formats import samples


def read(text: str | bytes) -> Extraction:
    """The extraction of a file of this text."""
    extraction = delimited.read(text.encode() if isinstance(text, str) else text, Limits())
    samples.check(extraction)
    return extraction


def lines(text: str | bytes) -> list[str]:
    """The lines of a table."""
    extraction = read(text)
    found = [place.span.of(extraction.text) for place in extraction.places]
    assert "\n\n".join(found) == extraction.text
    return found


def test_each_record_is_a_line_with_its_columns_names() -> None:
    extraction = read("Country,Year,Troops\nAzerbaijan,1992,100\nArmenia,1993,\n")
    assert extraction.text == "Country: Azerbaijan; Year: 1992; Troops: 100\n\nCountry: Armenia; Year: 1993"
    assert [(place.kind, place.name, place.number) for place in extraction.places] == [
        ("row", "row 2", 2),
        ("row", "row 3", 3),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in (("Name", "Price"), ("Tea, black", "1")))
    text = text.replace("Tea, black", '"Tea, black"')
    assert lines(text) == ["Name: Tea, black; Price: 1"]


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    assert lines("Name;Price\nTea;1,50\nMilk;2,50\n") == ["Name: Tea; Price: 1,50", "Name: Milk; Price: 2,50"]


def test_a_delimiter_that_the_first_line_states_is_used() -> None:
    assert lines("sep=|\r\na,b|c\r\n1,2|3\r\n") == ["a,b: 1,2; c: 3"]


def test_line_breaks_within_a_cell_become_spaces_and_the_number_is_the_records() -> None:
    extraction = read('Name,Remark\nA,"one\r\ntwo"\nB,"say ""hi"""\n')
    assert extraction.text == 'Name: A; Remark: one two\n\nName: B; Remark: say "hi"'
    assert [place.number for place in extraction.places] == [2, 3]


def test_blank_records_count_but_are_not_there() -> None:
    assert [place.number for place in read("Name,Year\n\n,\nA,1\n").places] == [4]


def test_without_names_the_columns_have_numbers() -> None:
    assert lines("A,1990,5\nB,1991,6\n") == [
        "column 1: A; column 2: 1990; column 3: 5",
        "column 1: B; column 2: 1991; column 3: 6",
    ]


def test_a_name_that_comes_twice_names_nothing() -> None:
    assert lines("A,a\nx,y\n")[0] == "column 1: A; column 2: a"


def test_years_above_numbers_are_names() -> None:
    assert lines("Country,1990,1991\nArmenia,5,6\n") == ["Country: Armenia; 1990: 5; 1991: 6"]


def test_years_above_years_are_values() -> None:
    assert lines("Ada,1815,1852\nAlan,1912,1954\n")[0] == "column 1: Ada; column 2: 1815; column 3: 1852"


def test_a_title_above_the_table_is_a_line_of_its_own_and_part_of_each_row() -> None:
    extraction = read("Troops by country,,\n,,\nCountry,Year,Troops\nArmenia,1993,5\n")
    assert extraction.text == "Troops by country\n\nTroops by country; Country: Armenia; Year: 1993; Troops: 5"
    assert [place.number for place in extraction.places] == [1, 4]


def test_a_second_table_below_has_its_own_names_and_blank_records_within_one_part_nothing() -> None:
    assert lines("Town,Shops\nBolu,7\n\nKeeper,Phone\nAl Tan,555-0122\n") == [
        "Town: Bolu; Shops: 7",
        "Keeper: Al Tan; Phone: 555-0122",
    ]
    assert lines("Town;Shops;Fee\nBolu;7;9\n;;\nTotal;7;9\n")[1] == "Town: Total; Shops: 7; Fee: 9"


def test_fields_above_the_table_are_pairs_and_its_header_is_found_below() -> None:
    found = lines("Dues of May,,\nDate:,2024-05-31,\n\nPier,Due (EUR),Paid %\nNorth,50,40\n")
    assert found == ["Dues of May", "Dues of May; Date: 2024-05-31", "Pier: North; Due (EUR): 50; Paid %: 40"]


def test_a_first_column_without_a_name_holds_what_the_row_is_about() -> None:
    assert lines(",Sales,Returns\nNorth,5,6\n") == ["North; Sales: 5; Returns: 6"]


def test_a_record_of_one_cell_is_a_row_like_others() -> None:
    assert lines("Name,Year\nA\nB,1\nTotal,1\n") == ["Name: A", "Name: B; Year: 1", "Name: Total; Year: 1"]


def test_cells_beyond_the_names_have_numbers() -> None:
    assert lines("Name,Year\nA,1,extra\n") == ["Name: A; Year: 1; column 3: extra"]


def test_a_column_without_a_name_has_its_number() -> None:
    assert lines("Name,,Year\nA,b,1\n") == ["Name: A; column 2: b; Year: 1"]


def test_names_alone_are_still_text() -> None:
    assert lines("Name,Year\n") == ["Name; Year"]


def test_one_column_is_just_its_text() -> None:
    assert lines("First remark.\nSecond remark.\n") == ["First remark.", "Second remark."]


def test_an_empty_file_has_no_text() -> None:
    assert read("") == Extraction("")


def test_a_legacy_encoding_is_read_and_reported() -> None:
    extraction = read("Şehir;Ülke\nİstanbul;Türkiye\nIğdır;Türkiye\nMuş;Türkiye\n".encode("cp1254"))
    assert extraction.text.startswith("Şehir: İstanbul; Ülke: Türkiye")
    assert extraction.note


def test_control_characters_are_left_out() -> None:
    assert lines("Name,Year\nA\x07\x1bB,a long enough remark for two odd characters\n")[0].startswith("Name: AB; ")


def test_a_cell_without_an_end_is_reported_with_its_place() -> None:
    with pytest.raises(FileUnreadable, match=r"after row 2 .* quotation mark"):
        read('Name,Year\nA,1\n"B,' + "2,\n" * 60_000)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(FileUnreadable, match=r"more than 200,000 rows"):
        read("Name,Year\n" + "A,1\n" * (rows.MOST_ROWS + 1))


def test_long_names_of_columns_cannot_make_a_text_without_end() -> None:
    names = ",".join(f"{number:0>199}n" for number in range(500))
    with pytest.raises(FileUnreadable, match="100 million characters"):
        read(names + ("\n" + "1," * 499 + "1") * 1_100)


def test_a_first_row_of_prose_names_nothing() -> None:
    prose = "long " * 60
    assert lines(f"{prose},short\nx,y\n")[0].startswith("column 1: long")


def test_the_cost_of_rows_grows_with_their_number_alone() -> None:
    text = "Country,Year,Remark\n" + "".join(f'Land {number},1990,"x, y"\n' for number in range(50_000))
    assert_linear(read, text[: len(text) // 4], text)
    extraction = read(text)
    assert len(extraction.places) == 50_000
    assert extraction.places[-1].span.of(extraction.text) == "Country: Land 49999; Year: 1990; Remark: x, y"


CELLS = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=60))
def test_every_cell_is_in_the_line_of_its_row(table_rows: list[list[str]]) -> None:
    numbered = [(number, [rows.cell_of(cell) for cell in row]) for number, row in enumerate(table_rows, 1)]
    found = rows.Lines()
    found.take(numbered)
    samples.check(Extraction(found.text, places=found.places))
    by_number = {place.number: place.span.of(found.text) for place in found.places}
    for number, cells in numbered:
        if number in by_number:
            assert all(cell in by_number[number] for cell in cells)
        elif any(cells):  # it names the columns
            assert by_number


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    samples.survives(delimited.read, iter([data]))


def test_a_table_that_is_cut_off_or_altered_does_no_harm() -> None:
    whole = 'Country;Year\nAé;1992\n"x\ny";3\n'.encode()
    assert samples.survives(delimited.read, samples.damaged(whole, 300)) < 600


@pytest.mark.parametrize(
    ("records", "is_headed"),
    [
        ("Capital,Country\nQuito,Ecuador\nLima,Peru\nLa Paz,Bolivia\n", True),
        ("Thing,Where\npump,workshop\nlamp,office\ndrill,workshop\n", True),
        ("pump,workshop\nlamp,office\ndrill,workshop\n", False),  # a cell recurs
        ("Ankara,Turkey\nBaku,Azerbaijan\nCairo,Egypt\nHanoi,Vietnam\nLima,Peru\nOslo,Norway\n", False),  # in order
        (
            "Acronym,Meaning\nACT,In action\nBIO,Biologic\nCAL,Calculus\nDES,Designed\nECO,Economic\n",
            True,
        ),
        ("Ada,ada@x.org\nBen,ben@x.org\nCleo,cleo@x.org\n", False),
        ("Name,Mail\nAda,ada@x.org\nBen,ben@x.org\n", True),
        ("Name,Mail\nAda,ada@x.org\nName,Mail\nBen,ben@x.org\n", True),  # repeated on each page
        ("Monday,Soup\nTuesday,Fish\nWednesday,Pasta\n", False),  # all weekdays
        ("Fr,Suppe\nSa,Fisch\nMo,Nudeln\n", False),
        ("Day,Dish\nMonday,Soup\nTuesday,Fish\n", True),
        ("Eva Klein,chair\nPaul Roth,clerk\nLou Payne,auditor\n", False),  # all names
        ("Full Name,Office\nEva Klein,chair\nPaul Roth,clerk\n", True),
        ("Dr. Park,Cardiology\nDr. Aziz,Surgery\nDr. Stein,Eyes\n", False),
        ("HR,Human resources\nIT,Computers\nPR,Press\n", False),
        ("Author,Lena Brandt\nPublisher,Nordlicht\nLanguage,German\n", False),  # labels of fields
        ("Column A,Column B\nValue 1,Value 2\nValue 3,Value 4\n", True),
        ("Peru,Lima\nKenya,Nairobi\nNepal,Kathmandu\n", True),  # wrong: nothing shows it
    ],
)
def test_a_first_record_of_words_that_is_like_those_below_names_no_columns(records: str, is_headed: bool) -> None:
    first = records.split("\n", 1)[0].split(",")
    assert (lines(records)[0] == f"{first[0]}: {first[1]}") == (not is_headed)
