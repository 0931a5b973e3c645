import pytest

from qa_bot.text.languages import detect
from qa_bot.text.languages.parallel import PARALLEL


@pytest.mark.parametrize("code", PARALLEL)
def test_a_language_has_the_sentences_of_all(code: str) -> None:
    assert len(PARALLEL[code]) == len(PARALLEL["en"])
    assert detect(" ".join(PARALLEL[code])).code == code
