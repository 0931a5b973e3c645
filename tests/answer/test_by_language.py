"""Which model reads the sentences: one of English, or one of all languages."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa_bot.answer.assessment import Candidates, assess
from qa_bot.answer.by_language import LanguageReranker
from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.confidence import confidence, confidence_features
from qa_bot.answer.question import AnalyzedQuestion, analyze
from qa_bot.answer.stages import OnStep
from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.records import Hit
from tests.answer.made import Words, passage

E5, MINILM = (OFFLINE_MODELS[name].fingerprint for name in ("e5", "minilm"))


class Named:
    """A reranker that gives each first sentence the same likeness, by the name of a model."""

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.is_warm = False

    def warm(self) -> None:
        self.is_warm = True

    def rerank(self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: OnStep) -> list[ScoredSentence]:
        del question, on_step
        return [
            ScoredSentence(hit.passage, hit.passage.sentences[0], 1.0, 0.6, fingerprint=self.fingerprint)
            for hit in hits
        ]


def hits(*languages: str) -> list[Hit]:
    return [
        Hit(replace(passage(f"The bridge number {number} was built.", f"{number}.txt"), language=code), 1.0, {})
        for number, code in enumerate(languages)
    ]


@pytest.mark.parametrize(
    ("question", "languages", "model"),
    [
        ("When was the bridge built?", ["en", "en", "en"], MINILM),
        ("Bridge?", ["en", "", "en"], MINILM),
        ("When was the bridge built?", ["en", "en", "en", "tr"], MINILM),
        ("When was the bridge built?", ["en", "tr", "en"], E5),
        ("Wann wurde die Brücke gebaut?", ["en", "en", "en"], E5),
        ("大桥是什么时候建成的？", ["zh"], E5),
    ],
)
def test_the_languages_of_question_and_first_hits_choose(question: str, languages: list[str], model: str) -> None:
    english, others = Named(MINILM), Named(E5)
    reranker = LanguageReranker(english, others)
    reranker.warm()
    assert (english.is_warm, others.is_warm) == (True, False)
    asked = analyze(question, question, Words())
    scored = reranker.rerank(asked, hits(*languages))
    assert {one.fingerprint for one in scored} == {model}


@pytest.mark.parametrize("model", [MINILM, E5])
def test_the_confidence_is_that_of_the_model_that_read(model: str) -> None:
    question = analyze("Bridge?", "Bridge?", Words())
    scored = Named(model).rerank(question, hits("en"), lambda: None)
    features = confidence_features(scored, lacks_name=False)
    found = assess(question, Candidates((), tuple(scored), features), scored[0], E5)
    assert found.confidence == confidence(features, model)
