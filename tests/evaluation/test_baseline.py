"""How well the bot answers our gold questions: a change may raise these numbers, and none may lower them unseen."""

from collections.abc import Mapping
from typing import Any

import pytest

from qa_bot.bot import Bot
from qa_bot.evaluation.gold import read_questions
from qa_bot.evaluation.measures import measure
from tests.conftest import ROOT

FLOORS = {
    "citations_exact": 1.0,
    "evidence_cited_first": 0.70,
    "evidence_cited": 0.71,
    "passage_at_5": 0.82,
    "answer_shown": 0.73,
    "off_topic_refused": 0.95,
    "auc_off_topic": 0.995,
    "auc_hard": 0.66,
}


@pytest.fixture(scope="module")
def measured(seeds_bot: Bot) -> Mapping[str, Any]:
    return measure(seeds_bot, read_questions(ROOT / "tests" / "golden" / "gold.jsonl"))


@pytest.mark.parametrize("name", FLOORS)
def test_no_measure_falls_below_its_floor(measured: Mapping[str, Any], name: str) -> None:
    assert measured["questions"] == 80  # the floors are two points below what was reached
    assert measured["citations"] >= 50
    assert measured[name] >= FLOORS[name]
