import numpy
import pytest

from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.models.encoder import encoder_of
from qa_bot.models.language_shift import translated

E5 = OFFLINE_MODELS["e5"]
QUESTIONS = {
    "en": ("Who repaired the church organ?", "How many sheep does the farm have?", "Why is the museum closed?"),
    "de": ("Wer reparierte die Kirchenorgel?", "Wie viele Schafe hat der Hof?", "Warum ist das Museum geschlossen?"),
    "az": ("Kilsə orqanını kim təmir etdi?", "Fermada neçə qoyun var?", "Muzey niyə bağlıdır?"),
    "zh": ("谁修理了教堂的管风琴？", "农场有多少只羊？", "博物馆为什么关闭？"),
}


@pytest.mark.parametrize("language", ["de", "az", "zh"])
def test_a_question_comes_nearer_to_its_translation(language: str) -> None:
    encoder = encoder_of(E5)
    for question, translation in zip(QUESTIONS[language], QUESTIONS["en"], strict=True):
        vector, wanted = encoder.query_vector(question), encoder.query_vector(translation)
        moved = translated(vector, E5, language, "en")
        assert moved @ wanted > vector @ wanted
        assert numpy.linalg.norm(moved) == pytest.approx(1)


@pytest.mark.parametrize("languages", [("de", "da"), ("", "en"), ("de", "")])
def test_without_sentences_of_a_language_the_vector_stays(languages: tuple[str, str]) -> None:
    vector = encoder_of(E5).query_vector(QUESTIONS["de"][0])
    assert translated(vector, E5, *languages) is vector
