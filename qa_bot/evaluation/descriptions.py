"""The measures' labels, descriptions and units, and their values as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from qa_bot.text.wording import duration, printable

Unit = Literal["share", "number", "characters", "seconds"]
Better = Literal["higher", "lower", ""]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the tables. ``name`` is its key in the JSON; ``better`` is empty where neither direction is."""

    name: str
    label: str
    description: str
    unit: Unit = "share"
    better: Better = "higher"


GROUPS: Mapping[str, tuple[Measure, ...]] = {
    "Proof": (Measure("citations_exact", "quotes exact", "quotes that equal the text at their offsets"),),
    "Evidence": (
        Measure("evidence_cited_first", "evidence quoted first", "the first quote is evidence, or a piece of it"),
        Measure(
            "evidence_cited",
            "evidence quoted",
            "the evidence is among the first five quotes; all of it where all is needed",
        ),
        Measure("passage_at_5", "passage found", "the evidence is in the first five retrieved passages"),
        Measure("answer_shown", "answer shown", "the expected words are in the answer or its first three quotes"),
        Measure(
            "short_answers",
            "short answers",
            "of the questions that the documents answer, those with a date, number or name set off",
        ),
        Measure("short_answers_right", "short answers right", "of all short answers, those that are as expected"),
        Measure(
            "answered_wrongly",
            "answered wrongly",
            "answers without the evidence, or to questions that the documents do not answer",
            better="lower",
        ),
    ),
    "Refusals": (
        Measure(
            "refused",
            "refused",
            "of all questions, those refused",
            better="",
        ),
        Measure(
            "refused_wrongly",
            "refused wrongly",
            "of the questions that the documents answer, those refused",
            better="lower",
        ),
        Measure(
            "off_topic_refused",
            "off topic, refused",
            "of the unanswerable questions off the documents' topics, those refused",
        ),
        Measure("hard_refused", "on topic, refused", "of the unanswerable questions on their topics, those refused"),
    ),
    "Confidence": (
        Measure(
            "auc_off_topic",
            "AUC, off topic",
            "probability that an answerable question gets more confidence than an off-topic one (chance: 0.5)",
            "number",
        ),
        Measure("auc_hard", "AUC, on topic", "the same, against unanswerable questions on the topics", "number"),
        Measure(
            "calibration_error",
            "calibration error",
            "distance between confidence and the share that is answerable, over ten bins (best: 0)",
            "number",
            "lower",
        ),
        Measure(
            "brier",
            "Brier score",
            "mean squared error of confidence (best: 0; constant one half: 0.25)",
            "number",
            "lower",
        ),
        Measure(
            "risk_coverage_area",
            "risk over coverage",
            "share of wrong answers over all thresholds (best: 0; small where right answers come first)",
            "number",
            "lower",
        ),
    ),
    "Size and time": (
        Measure("characters_cited_per_answer", "quoted for an answer", "characters on average", "characters", "lower"),
        Measure("seconds_median", "time, median", "from question to answer, for half of the questions", "seconds", ""),
        Measure("seconds_p95", "time, 95 of 100", "from question to answer, for 95 of 100 questions", "seconds", ""),
    ),
}
"""All measures, in the order of the tables."""

OF_KIND = (
    Measure("questions", "questions", "", "characters", ""),
    Measure("evidence_cited_first", "quoted first", ""),
    Measure("evidence_cited", "quoted", ""),
    Measure("passage_at_5", "passage found", ""),
    Measure("answer_shown", "answer shown", ""),
    Measure("refused", "refused", "", better=""),
)
"""The columns of the table by kind of question."""

UNKNOWN = "–"
NO_KIND = "(no kind)"


def rows(measured: Mapping[str, Any]) -> dict[str, list[tuple[Measure, str]]]:
    """Return the measures by group, each with its formatted value, without those that are unknown."""
    grouped = {
        group: [(one, formatted(one, measured[one.name])) for one in some if measured[one.name] is not None]
        for group, some in GROUPS.items()
    }
    return {group: some for group, some in grouped.items() if some}


def rows_of_kinds(measured: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Return for each kind its name and its values, in the order of ``OF_KIND``."""
    return [
        (printable(kind) or NO_KIND, [formatted(one, found[one.name]) for one in OF_KIND])
        for kind, found in measured["by_kind"].items()
    ]


def formatted(measure: Measure, value: float | None) -> str:
    """Return a value as text: ``71.7%``, ``0.685``, ``478``, ``38 ms``."""
    if value is None:
        return UNKNOWN
    if measure.unit == "share":
        return f"{value:.1%}"
    if measure.unit == "seconds":
        return duration(value)
    return f"{value:.3f}" if measure.unit == "number" else f"{value}"
