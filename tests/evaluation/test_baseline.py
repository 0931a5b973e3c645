"""How well the bot answers our gold questions, compared with the committed baseline."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from tests.evaluation.baseline import BASELINE, COMMAND, losses, measured, recorded

if TYPE_CHECKING:
    from qa_bot.bot import Bot

COMMITTED = json.loads(BASELINE.read_text(encoding="utf-8"))
WAS: Mapping[str, Any] = COMMITTED["measures"]


@pytest.fixture(scope="module")
def now(seeds_bot: "Bot") -> Mapping[str, Any]:
    return measured(seeds_bot)


def test_no_measure_is_more_than_two_points_worse_than_the_baseline(now: Mapping[str, Any]) -> None:
    assert not list(losses(WAS, now)), "\n".join(losses(WAS, now))


def test_every_quote_is_exact_and_every_piece_of_evidence_is_in_the_documents(now: Mapping[str, Any]) -> None:
    assert now["citations_exact"] == 1.0
    assert now["citations"] >= 50
    assert now["evidence_not_in_documents"] == 0


def test_the_baseline_covers_these_questions_and_every_measure(now: Mapping[str, Any]) -> None:
    assert WAS["questions"] == now["questions"] == 80
    assert COMMITTED.keys() == recorded(now).keys()
    assert WAS.keys() == recorded(now)["measures"].keys()
    assert COMMITTED["made_by"] == COMMAND
    assert all(value is not None for value in WAS.values())


@pytest.mark.parametrize(
    ("name", "was", "is_", "lost"),
    [
        ("evidence_cited", 0.733, 0.733, False),
        ("evidence_cited", 0.733, 0.713, False),  # just two points
        ("evidence_cited", 0.733, 0.712, True),
        ("evidence_cited", 0.733, 1.0, False),
        ("evidence_cited", 0.733, None, True),
        ("evidence_cited", None, None, False),
        ("citations_exact", 1.0, 0.97, True),
        ("refused_wrongly", 0.017, 0.037, False),
        ("refused_wrongly", 0.017, 0.038, True),
        ("refused_wrongly", 0.017, 0.0, False),
        ("calibration_error", 0.14, 0.17, True),
        ("risk_coverage_area", 0.21, 0.1, False),
        ("characters_cited_per_answer", 400, 440, False),
        ("characters_cited_per_answer", 400, 441, True),
        ("characters_cited_per_answer", 400, 100, False),
        ("refused", 0.1, 0.9, False),  # neither way is better
        ("seconds_median", 0.1, 9.0, False),
    ],
)
def test_a_loss_is_reported_with_the_command_for_a_new_baseline(
    name: str, was: float | None, is_: float | None, lost: bool
) -> None:
    found = list(losses({name: was}, {name: is_}))
    assert len(found) == lost
    if lost:
        assert found[0].startswith(f"{name} (")
        assert all(word in found[0] for word in (f"was {was} in", f"is {is_} now", COMMAND))
