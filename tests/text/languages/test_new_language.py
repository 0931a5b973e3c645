"""A language is one module and one line: its name among the languages."""

from qa_bot.conversation.topic import rewrite_short
from qa_bot.text.languages import ENGLISH, LANGUAGES
from qa_bot.text.languages.detection import detect_among
from qa_bot.text.sentences import sentences
from tests.text.languages.icelandic import ICELANDIC

WITH_ICELANDIC = (*LANGUAGES, ICELANDIC)


def test_its_texts_are_detected() -> None:
    assert detect_among("Hvenær opnar bakaríið og hver rekur það?", WITH_ICELANDIC) is ICELANDIC
    assert detect_among("When does the bakery open?", WITH_ICELANDIC) is ENGLISH


def test_its_sentences_end_by_its_rules() -> None:
    text = "Kapt. Jón sigldi hinn 4. Maí til Hofs, sjá bls. 12 í bókinni. Eftir ferðina var báturinn seldur."
    found = [span.of(text) for span in sentences(text, language=ICELANDIC)]
    assert found == [
        "Kapt. Jón sigldi hinn 4. Maí til Hofs, sjá bls. 12 í bókinni.",
        "Eftir ferðina var báturinn seldur.",
    ]


def test_its_short_questions_get_the_topic() -> None:
    assert rewrite_short("Hver?", "Hvenær var brúin vígð?", ICELANDIC) == "Hver? (brúin vígð)"
    assert rewrite_short("Hvað margir bjuggu á Hofi við Sandvatn?", "Hvenær var brúin vígð?", ICELANDIC).endswith(
        "vatn?"
    )
