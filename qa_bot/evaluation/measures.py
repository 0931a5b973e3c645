"""Measures of a set of outcomes, computed from character offsets."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from qa_bot.evaluation.calibration import Prediction, RiskPoint, brier, calibration_error, risk_area, risk_curve
from qa_bot.evaluation.outcomes import Outcome


def measures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the measures as ``evaluate --json`` prints them; one that is undefined for these questions is None.

    Shares run from 0 to 1. A quote matches a piece of evidence where the two share at least 60 % of the shorter one.
    ``auc_*`` is the probability that an answerable question gets more confidence than an unanswerable one (off the
    corpus's topics, or hard: on them). :mod:`qa_bot.evaluation.descriptions` describes each measure.
    """
    with_evidence = [one for one in outcomes if one.pieces]
    lengths = [sum(len(c.span) for c in one.answer.citations) for one in outcomes if one.answerable is not False]
    return {
        "questions": len(outcomes),
        "citations": sum(len(one.exact) for one in outcomes),
        "citations_exact": _share(exact for one in outcomes for exact in one.exact),
        **_shares(outcomes),
        **_refusals(outcomes),
        "short_answers": _share(one.answer.short_answer is not None for one in outcomes if one.answerable),
        "short_answers_right": _share(one.short_right for one in outcomes if one.short_right is not None),
        "characters_cited_per_answer": _rounded(_mean([length for length in lengths if length]), 0),
        **_seconds([one.answer.seconds for one in outcomes]),
        "evidence_cited_by_kind": {kind: _share(one.cited for one in some) for kind, some in _kinds(with_evidence)},
        **_confidence(outcomes),
        "evidence_not_in_documents": sum(piece.span is None for one in with_evidence for piece in one.pieces),
        "by_kind": {kind: {"questions": len(some)} | _shares(some) for kind, some in _kinds(outcomes)},
    }


def _refusals(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    answerable = [one for one in outcomes if one.answerable]
    hard = [one for one in outcomes if one.hard]
    off_topic = [one for one in outcomes if one.answerable is False and not one.hard]
    return {
        "refused_wrongly": _share(not one.answer.found for one in answerable),
        "off_topic_refused": _share(not one.answer.found for one in off_topic),
        "hard_refused": _share(not one.answer.found for one in hard),
        "auc_off_topic": _auc(answerable, off_topic),
        "auc_hard": _auc(answerable, hard),
    }


def _confidence(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    known = predictions(outcomes)
    return {
        "answered_wrongly": _share(one.wrong for one in outcomes if one.answer.found and one.wrong is not None),
        "calibration_error": _rounded(calibration_error(known), 4),
        "brier": _rounded(brier(known), 4),
        "risk_coverage_area": _rounded(risk_area(risk(outcomes)), 4),
    }


def predictions(outcomes: Sequence[Outcome]) -> list[Prediction]:
    """Each confidence, and whether the documents answer the question: the event that confidence foretells.

    Empty where no question, or every question, is answerable: then a bot with constant confidence would score best.
    """
    known = [(one.answer.confidence, one.answerable) for one in outcomes if one.answerable is not None]
    sides = {answerable for _, answerable in known}
    return known if len(sides) == 2 else []


def risk(outcomes: Sequence[Outcome]) -> tuple[RiskPoint, ...]:
    """Return risk against coverage over the questions with evidence and the unanswerable ones.

    An answer is wrong where it does not quote the evidence, or where there is none.
    """
    judged = [(one.answer, one.wrong) for one in outcomes if one.wrong is not None]
    return risk_curve([(answer.confidence, wrong) for answer, wrong in judged if answer.found], len(judged))


def _shares(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    with_evidence = [one for one in outcomes if one.pieces]
    return {
        "refused": _share(not one.answer.found for one in outcomes),
        "evidence_cited_first": _share(one.cited_first for one in with_evidence),
        "evidence_cited": _share(one.cited for one in with_evidence),
        "passage_at_5": _share(one.retrieved for one in with_evidence),
        "answer_shown": _share(one.shown for one in outcomes if one.answerable and one.question.answers),
    }


def _kinds(outcomes: Iterable[Outcome]) -> list[tuple[str, list[Outcome]]]:
    kinds: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        kinds[one.question.kind].append(one)
    return sorted(kinds.items())


def _seconds(seconds: Sequence[float]) -> dict[str, float | None]:
    """Return the median and the 95th percentile (nearest rank) of the times."""
    if not seconds:
        return {"seconds_median": None, "seconds_p95": None}
    p95 = sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]
    return {"seconds_median": round(statistics.median(seconds), 4), "seconds_p95": round(p95, 4)}


def _share(hits: Iterable[bool | None]) -> float | None:
    return _rounded(_mean([bool(hit) for hit in hits]), 3)


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None


def _rounded(value: float | None, digits: int) -> float | None:
    return value if value is None else round(value, digits) if digits else round(value)


def _auc(answerable: Sequence[Outcome], others: Sequence[Outcome]) -> float | None:
    if not answerable or not others:
        return None
    wins = sum(
        (one.answer.confidence > other.answer.confidence) + 0.5 * (one.answer.confidence == other.answer.confidence)
        for one in answerable
        for other in others
    )
    return round(wins / (len(answerable) * len(others)), 4)
