"""A language is one module and one line: its name among the languages."""

from qa_bot.conversation.topic import rewrite_short
from qa_bot.text.languages import ENGLISH, LANGUAGES
from qa_bot.text.languages.detection import detect_among
from qa_bot.text.sentences import sentences
from tests.text.languages.swedish import SWEDISH

WITH_SWEDISH = (*LANGUAGES, SWEDISH)


def test_its_texts_are_detected() -> None:
    assert detect_among("När öppnar bageriet och vem driver det?", WITH_SWEDISH) is SWEDISH
    assert detect_among("When does the bakery open?", WITH_SWEDISH) is ENGLISH


def test_its_sentences_end_by_its_rules() -> None:
    text = "Kapt. Lind seglade den 4. Maj till Visby, se sid. 12 i loggen. Efter resan såldes båten."
    found = [span.of(text) for span in sentences(text, language=SWEDISH)]
    assert found == [
        "Kapt. Lind seglade den 4. Maj till Visby, se sid. 12 i loggen.",
        "Efter resan såldes båten.",
    ]


def test_its_short_questions_get_the_topic() -> None:
    assert rewrite_short("Vem?", "När blev bron klar?", SWEDISH) == "Vem? (bron klar)"
    assert rewrite_short("Hur många bodde på ön Gotska Sandön?", "När blev bron klar?", SWEDISH).endswith("ön?")
