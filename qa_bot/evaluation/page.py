"""Outcomes and measures → one HTML page that needs nothing beside itself. Whatever comes from a text is escaped."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from qa_bot.evaluation.calibration import bins
from qa_bot.evaluation.drawing import reliability, risk_coverage
from qa_bot.evaluation.explained import OF_KIND, rows, rows_of_kinds
from qa_bot.evaluation.measures import foretold, risk
from qa_bot.evaluation.outcomes import Outcome
from qa_bot.evaluation.setup import Setup
from qa_bot.evaluation.verdicts import NOT_KNOWN, misses, verdict
from qa_bot.records import Answer
from qa_bot.text.wording import duration, printable


def page(setup: Setup, outcomes: Sequence[Outcome], measured: Mapping[str, Any]) -> str:
    """The report: measures, two pictures of confidence, the misses with what should have been cited, all questions.

    It has no script and loads nothing; its Content-Security-Policy allows its own style sheet alone, by its hash.
    """
    style = _part("page.css")
    known, curve = foretold(outcomes), risk(outcomes)
    drawn = (
        _environment()
        .from_string(_part("page.html"))
        .render(
            setup=setup,
            outcomes=outcomes,
            rows=rows(measured),
            kinds=rows_of_kinds(measured),
            of_kind=OF_KIND,
            reliability=reliability(bins(known), setup.threshold) if known else "",
            risk=risk_coverage(curve, setup.threshold) if curve else "",
            curve=curve,
            misses=misses(outcomes),
            judged=all(verdict(one) != NOT_KNOWN for one in outcomes),
            verdict=verdict,
            quotes_alone=quotes_alone,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii"),
        )
    )
    return drawn.lstrip().replace("\r", "&#13;")  # a browser would read a bare carriage return as a line feed


def quotes_alone(answer: Answer) -> bool:
    """Whether an answer's text is its quotes and nothing more, so that it need not be read twice."""
    return answer.text.split() == " ".join(citation.quote for citation in answer.citations).split()


def _environment() -> Environment:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"name": printable, "time": duration}
    return environment


def _part(name: str) -> str:
    return files("qa_bot.evaluation").joinpath(name).read_text(encoding="utf-8")
