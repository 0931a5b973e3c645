"""The report of an evaluation: one self-contained HTML page. Everything that comes from a text is escaped."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined

from qa_bot.evaluation.calibration import bins, marked_points
from qa_bot.evaluation.categories import NOT_JUDGED, category, misses
from qa_bot.evaluation.descriptions import OF_KIND, rows, rows_of_kinds
from qa_bot.evaluation.measures import predictions, risk
from qa_bot.evaluation.outcomes import Outcome
from qa_bot.records import Answer
from qa_bot.store.reports import Status
from qa_bot.text.wording import duration, printable

if TYPE_CHECKING:  # takes seconds to import
    from qa_bot.bot import Bot


_SETTINGS = ("threshold", "passage_characters", "candidates", "read", "hits")


@dataclass(frozen=True, slots=True)
class Setup:
    """The conditions of an evaluation.

    ``settings`` are those that an answer depends on, ``asked_at`` is in UTC, and ``warnings`` has a line for each piece
    of evidence that no document contains.
    """

    questions_file: str
    folder: str
    status: Status
    settings: Mapping[str, Any]
    asked_at: str
    warnings: tuple[str, ...] = ()


def setup_of(bot: "Bot", questions_file: Path, warnings: Sequence[str] = ()) -> Setup:
    """Return the present set-up of a bot."""
    settings = {name: getattr(bot.settings, name) for name in _SETTINGS}
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return Setup(
        str(questions_file), str(bot.settings.seeds), bot.status(compare_folder=False), settings, now, tuple(warnings)
    )


def page(setup: Setup, outcomes: Sequence[Outcome], measured: Mapping[str, Any]) -> str:
    """Return the report: measures, calibration, errors with what should have been cited, and all questions.

    It has no script and loads nothing; its Content-Security-Policy allows its own style sheet only, by its hash.
    """
    style, known = _resource("page.css"), predictions(outcomes)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"name": printable, "time": duration}
    text = environment.from_string(_resource("page.html")).render(
        setup=setup,
        outcomes=outcomes,
        rows=rows(measured),
        kinds=rows_of_kinds(measured),
        of_kind=OF_KIND,
        bins=[one for one in bins(known) if one.count],
        risk=marked_points(risk(outcomes)),
        misses=misses(outcomes),
        is_judged=all(category(one) != NOT_JUDGED for one in outcomes),
        category=category,
        is_quotes_only=is_quotes_only,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii"),
    )
    return text.lstrip().replace("\r", "&#13;")  # a browser would read a bare carriage return as a line feed


def is_quotes_only(answer: Answer) -> bool:
    """Return whether an answer's text is its quotes and nothing more, so that the report need not repeat it."""
    return answer.text.split() == " ".join(citation.quote for citation in answer.citations).split()


def _resource(name: str) -> str:
    return files("qa_bot.evaluation").joinpath(name).read_text(encoding="utf-8")
