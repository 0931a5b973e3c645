"""Each measure in plain words: what it is called, what it tells, in what unit, and which way is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from qa_bot.text.wording import duration, printable

Unit = Literal["share", "number", "characters", "seconds"]
Better = Literal["higher", "lower", ""]


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the tables. ``name`` is its key in the JSON; ``better`` is empty where neither way is."""

    name: str
    label: str
    told: str
    unit: Unit = "share"
    better: Better = "higher"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure, and its value as people read it."""

    measure: Measure
    value: str


GROUPS: Mapping[str, tuple[Measure, ...]] = {
    "What is proven": (
        Measure("citations_exact", "quotes exact", "quotes that are, character for character, the text at their place"),
    ),
    "Evidence": (
        Measure("evidence_cited_first", "evidence quoted first", "the first quote is evidence, or a piece of it"),
        Measure(
            "evidence_cited",
            "evidence quoted",
            "the evidence is among the first five quotes; all of it, where only all of it answers",
        ),
        Measure("passage_at_5", "passage found", "the evidence lies in the first five passages that were retrieved"),
        Measure("answer_shown", "answer shown", "the expected words stand in the answer or its first three quotes"),
        Measure(
            "answered_wrongly",
            "answered wrongly",
            "answers that do not quote the evidence, or to what the documents do not answer",
            better="lower",
        ),
    ),
    "Refusals": (
        Measure(
            "refused",
            "refused",
            "of all questions, those to which the bot said that the documents do not answer",
            better="",
        ),
        Measure(
            "refused_wrongly",
            "refused wrongly",
            "of the questions that the documents answer, those refused",
            better="lower",
        ),
        Measure("off_topic_refused", "off topic, refused", "of the questions off the documents' topics, those refused"),
        Measure("hard_refused", "on topic, refused", "of the unanswerable questions on their topics, those refused"),
    ),
    "Confidence": (
        Measure(
            "auc_off_topic",
            "told from off topic",
            "the chance that an answerable question gets more confidence than one off the topics (a guess: 0.5)",
            "number",
        ),
        Measure("auc_hard", "told from on topic", "the same, against unanswerable ones on the topics", "number"),
        Measure(
            "calibration_error",
            "calibration error",
            "how far confidence lies from the share that is answerable, over ten bins (best: 0)",
            "number",
            "lower",
        ),
        Measure(
            "brier",
            "Brier score",
            "the squared distance of confidence from the truth (best: 0; always saying one half: 0.25)",
            "number",
            "lower",
        ),
        Measure(
            "risk_coverage_area",
            "risk over coverage",
            "the share of wrong answers, over all thresholds (best: 0; small where right ones come first)",
            "number",
            "lower",
        ),
    ),
    "Size and time": (
        Measure("characters_cited_per_answer", "quoted for an answer", "characters, on average", "characters", "lower"),
        Measure("seconds_median", "time, median", "from question to answer, for half of the questions", "seconds", ""),
        Measure("seconds_p95", "time, 95 of 100", "from question to answer, for 95 of 100 questions", "seconds", ""),
    ),
}
"""All measures, in the order in which they are read."""

OF_KIND = (
    Measure("questions", "questions", "", "characters", ""),
    Measure("evidence_cited_first", "quoted first", ""),
    Measure("evidence_cited", "quoted", ""),
    Measure("passage_at_5", "passage found", ""),
    Measure("answer_shown", "answer shown", ""),
    Measure("refused", "refused", "", better=""),
)
"""What is told of each kind of question."""

NOT_TOLD = "–"
NO_KIND = "(no kind)"


def rows(measured: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The measures by group, those left out that no question can tell."""
    grouped = {
        group: [Row(one, valued(one, measured[one.name])) for one in some if measured[one.name] is not None]
        for group, some in GROUPS.items()
    }
    return {group: told for group, told in grouped.items() if told}


def rows_of_kinds(measured: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """For each kind its name and, in the order of ``OF_KIND``, its values."""
    return [
        (printable(kind) or NO_KIND, [valued(one, found[one.name]) for one in OF_KIND])
        for kind, found in measured["by_kind"].items()
    ]


def valued(measure: Measure, value: float | None) -> str:
    """A value as people read it: ``71.7%``, ``0.685``, ``478``, ``38 ms``."""
    if value is None:
        return NOT_TOLD
    if measure.unit == "share":
        return f"{value:.1%}"
    if measure.unit == "seconds":
        return duration(value)
    return f"{value:.3f}" if measure.unit == "number" else f"{value}"
