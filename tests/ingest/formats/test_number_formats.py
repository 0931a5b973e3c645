"""Numbers as spreadsheets show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.formats.number_formats import BUILT_IN, format_of


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.15, "0%", "15%"),
        (0.075, "0.0%", "7.5%"),
        (18, "00000", "00018"),
        (48500.5, "#,##0.00 [$₺-41F]", "48,500.50 ₺"),
        (48500.5, '"€" #,##0.00', "€ 48,500.50"),
        (-5.5, "#,##0.00\\ [$kr-414]", "-5.50 kr"),
        (1234.5, '_-* #,##0.00\\ "TL"_-;\\-* #,##0.00\\ "TL"_-;_-* "-"??\\ "TL"_-', "1,234.50 TL"),
        (-5, "#,##0.00;(#,##0.00)", "(5.00)"),
        (-5, "#,##0.00;[Red]-#,##0.00", "-5.00"),
        (0, '0;-0;"none"', "none"),
        (0, '"yes";;"no"', "no"),
        (7, '0 "kg"', "7 kg"),
        (5551234, "000-0000", "555-1234"),
        (2125550100, "(###) ###-####", "(212) 555-0100"),
        (0.5, "#.##", "0.5"),
        (2.5, "0", "3 (2.5)"),
        (0.1234, "0%", "12% (0.1234)"),
        (1234567, "#,##0,", "1,235 (1234567)"),
        (100 / 3, "0.00", "33.33"),
        (0.1 + 0.2, "General", "0.3"),
        (12345, "0.00E+00", "12345"),
        (0.5, "# ?/?", "0.5"),
        (5, "[>3]0;0", "5"),
        (1e20, "0." + "0" * 30, "100000000000000000000." + "0" * 30),
        (45050, "dd/mm/yyyy", "2023-05-04"),
        (45050, "[$-41F]d mmmm yyyy;@", "2023-05-04"),
        (44270, "mmm yyyy", "2021-03"),
        (44270, "yyyy", "2021"),
        (0.375, "h:mm AM/PM", "09:00"),
        (45351.5, "yyyy-mm-dd hh:mm", "2024-02-29 12:00"),
        (45351.500012, "hh:mm:ss", "12:00:01"),
        (1.5, "[h]:mm", "36:00"),
        (-1, "yyyy", "-1"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (61, "yyyy-mm-dd", "1900-03-01"),
    ],
)
def test_a_number_is_written_as_its_format_shows_it(value: float, code: str, text: str) -> None:
    assert format_of(code)(float(value)) == text


def test_days_may_count_from_1904() -> None:
    assert format_of("yyyy-mm-dd", from_1904=True)(0.0) == "1904-01-01"


def test_built_in_formats_of_dates_are_dates_and_those_of_percents_percents() -> None:
    assert [format_of(BUILT_IN[number])(0.5) for number in (9, 10, 20)] == ["50%", "50.00%", "12:00"]
    assert format_of(BUILT_IN[14])(45050.0) == "2023-05-04"


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%$€ "\\;[]hmsydE+-/@_*kG>1()', max_size=20))
def test_any_format_writes_any_number(value: float, code: str) -> None:
    assert len(format_of(code)(value)) < 1_000
