import pytest

from qa_bot.text.numerals import ROMAN_NUMERALS


@pytest.mark.parametrize(("numeral", "value"), [("i", 1), ("iv", 4), ("xiv", 14), ("xxxix", 39), ("xlix", 49)])
def test_each_numeral_stands_at_its_value(numeral: str, value: int) -> None:
    assert ROMAN_NUMERALS.index(numeral) == value


def test_no_numeral_stands_twice() -> None:
    assert len(set(ROMAN_NUMERALS)) == len(ROMAN_NUMERALS) == 50
