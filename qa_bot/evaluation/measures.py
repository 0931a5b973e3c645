"""How well the bot answers gold questions, from nothing but character offsets."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from qa_bot.bot import Bot
from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.records import Answer, Span

Place = tuple[str, Span]
"""A file's name and a stretch of its document's text."""

_SHARED = 0.6
_LOOKED_AT = 5
_QUOTES_SHOWN = 3


def measure(bot: Bot, questions: Sequence[Question]) -> dict[str, Any]:
    """Ask every question and measure the answers; a measure that no question can tell is None.

    Shares run from 0 to 1. ``auc_*`` is the chance that an answerable question gets a higher confidence than one that
    the documents do not answer (off the corpus's topics, or hard: on them). A quote meets a piece of evidence where
    the two share at least 60 % of the shorter one.
    """
    answers = [bot.ask(question.question, question.history) for question in questions]
    texts = {file.source: bot.text(file.document_id) for file in bot.status().files}
    return measures(questions, answers, texts)


def measures(questions: Sequence[Question], answers: Sequence[Answer], texts: dict[str, str]) -> dict[str, Any]:
    """The measures of answers to questions, given each file's text by name."""
    pairs = list(zip(questions, answers, strict=True))
    answerable = [(q, a) for q, a in pairs if q.kind != "unanswerable"]
    told = [(_places(q, texts), q, a) for q, a in answerable if q.evidence]
    hard = [a for q, a in pairs if q.kind == "unanswerable" and "hard" in q.note.lower()]
    off_topic = [a for q, a in pairs if q.kind == "unanswerable" and "hard" not in q.note.lower()]
    citations = [(c, texts.get(c.source, "")) for _, a in pairs for c in a.citations]
    lengths = [sum(len(c.span) for c in a.citations) for _, a in answerable if a.citations]
    return {
        "questions": len(pairs),
        "citations": len(citations),
        "citations_exact": _share([c.span.of(text) == c.quote for c, text in citations]),
        "evidence_cited_first": _share([_meets(_cited(a)[:1], gold, any) for gold, _, a in told]),
        "evidence_cited": _share([_is_cited(gold, q, a) for gold, q, a in told]),
        "passage_at_5": _share([_meets(_found(a)[:_LOOKED_AT], gold, _needed(q)) for gold, q, a in told]),
        "answer_shown": _share([_is_shown(q, a) for q, a in answerable if q.answers]),
        "refused_wrongly": _share([not a.found for _, a in answerable]),
        "off_topic_refused": _share([not a.found for a in off_topic]),
        "hard_refused": _share([not a.found for a in hard]),
        "auc_off_topic": _auc([a for _, a in answerable], off_topic),
        "auc_hard": _auc([a for _, a in answerable], hard),
        "characters_cited_per_answer": round(statistics.mean(lengths)) if lengths else None,
        "seconds_median": round(statistics.median(a.seconds for _, a in pairs), 4) if pairs else None,
        "evidence_cited_by_kind": _by_kind(told),
    }


def _by_kind(told: Sequence[tuple[list[Place], Question, Answer]]) -> dict[str, float | None]:
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for gold, question, answer in told:
        kinds[question.kind].append(_is_cited(gold, question, answer))
    return {kind: _share(cited) for kind, cited in sorted(kinds.items())}


def _places(question: Question, texts: dict[str, str]) -> list[Place]:
    """Where the evidence stands; evidence that no document holds is passed over."""
    found = []
    for evidence in question.evidence:
        start = _start(evidence, texts.get(evidence.source, ""))
        if start >= 0:
            found.append((evidence.source, Span(start, start + len(evidence.text))))
    return found


def _start(evidence: Evidence, text: str) -> int:
    return evidence.start if evidence.start is not None else text.find(evidence.text)


def _cited(answer: Answer) -> list[Place]:
    return [(citation.source, citation.span) for citation in answer.citations]


def _found(answer: Answer) -> list[Place]:
    return [(hit.passage.source, hit.passage.span) for hit in answer.hits]


def _needed(question: Question) -> Callable[[list[bool]], bool]:
    return all if question.all_needed else any


def _is_cited(gold: Sequence[Place], question: Question, answer: Answer) -> bool:
    return _meets(_cited(answer)[:_LOOKED_AT], gold, _needed(question))


def _meets(places: Sequence[Place], gold: Sequence[Place], needed: Callable[[list[bool]], bool]) -> bool:
    return bool(gold) and needed([any(_same(place, one) for place in places) for one in gold])


def _same(place: Place, gold: Place) -> bool:
    shared = min(place[1].end, gold[1].end) - max(place[1].start, gold[1].start)
    return place[0] == gold[0] and shared >= _SHARED * min(len(place[1]), len(gold[1]))


def _is_shown(question: Question, answer: Answer) -> bool:
    quotes = (citation.quote for citation in answer.citations[:_QUOTES_SHOWN])
    shown = " ".join(" ".join([answer.text, *quotes]).casefold().split())
    return any(variant.casefold() in shown for variant in question.answers)


def _share(hits: Sequence[bool]) -> float | None:
    counted = Counter(hits)
    return round(counted[True] / len(hits), 3) if hits else None


def _auc(answerable: Sequence[Answer], others: Sequence[Answer]) -> float | None:
    if not answerable or not others:
        return None
    wins = sum(
        (one.confidence > other.confidence) + 0.5 * (one.confidence == other.confidence)
        for one in answerable
        for other in others
    )
    return round(wins / (len(answerable) * len(others)), 4)
