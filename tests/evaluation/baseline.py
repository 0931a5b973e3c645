"""The committed baseline, and the measures that are worse than it.

``.tools/bin/python -m tests.evaluation.baseline`` measures the five documents of ``seeds/`` on the gold questions and
rewrites ``tests/golden/baseline.json``: do so on purpose only, and say in the commit why the numbers changed.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qa_bot.evaluation.descriptions import GROUPS

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "tests" / "golden" / "gold.jsonl"
BASELINE = ROOT / "tests" / "golden" / "baseline.json"
COMMAND = ".tools/bin/python -m tests.evaluation.baseline"

POINTS = 0.02
"""How much worse a share, or a number from 0 to 1, may become."""

LONGER = 0.10
"""How much longer, by its own length, what is quoted for an answer may become."""

_ROUNDING = 1e-9
_RECORDED = ("questions", *(one.name for some in GROUPS.values() for one in some if one.better))


def losses(baseline: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each measure that is more than two points worse than the baseline, or undefined now."""
    for measure in (one for some in GROUPS.values() for one in some if one.better and one.name in baseline):
        was, is_ = baseline[measure.name], now[measure.name]
        if was is not None and (is_ is None or _worse(was, is_, measure.better, measure.unit) > _ROUNDING):
            yield (
                f"{measure.name} ({measure.better} is better) was {was} in the baseline and is {is_} now; "
                f"if that is meant, take a new baseline with `{COMMAND}` and say why in the commit"
            )


def _worse(was: float, is_: float, better: str, unit: str) -> float:
    """Return by how much a loss exceeds what is allowed; at most 0 where it does not."""
    lost = was - is_ if better == "higher" else is_ - was
    return lost - (LONGER * was if unit == "characters" else POINTS)


def measured(bot: Any) -> dict[str, Any]:
    """Return the measures of a bot that has indexed the five documents."""
    from qa_bot.evaluation.asking import ask_all
    from qa_bot.evaluation.gold import read_questions
    from qa_bot.evaluation.measures import measures

    return measures(ask_all(bot, read_questions(GOLD)))


def recorded(now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a baseline records: no times, which depend on the machine."""
    return {"made_by": COMMAND, "measures": {name: now[name] for name in _RECORDED}}


def main() -> None:
    """Measure, and write the baseline."""
    from qa_bot.bot import Bot
    from qa_bot.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for path in (ROOT / "seeds").glob("00[0-4]_*.txt"):
            shutil.copy2(path, seeds)
        bot = Bot(Settings(seeds=seeds, store=Path(folder) / "store"))
        bot.index()
        taken = recorded(measured(bot))
        bot.close()
    BASELINE.write_text(json.dumps(taken, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
