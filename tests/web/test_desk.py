"""What all visitors share."""

import time
from pathlib import Path

import pytest

from qa_bot.learning import Learner
from qa_bot.web.desk import Desk
from tests.conftest import MakeBot


@pytest.mark.parametrize(("look_seconds", "is_noticed"), [(0.2, True), (3600.0, False)])
def test_the_folder_is_looked_at_as_often_as_is_set(
    folder: Path, make_bot: MakeBot, look_seconds: float, is_noticed: bool
) -> None:
    desk = Desk(Learner(make_bot(folder, look_seconds=look_seconds)))
    assert not desk.status().pending
    (folder / "baku.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    time.sleep(0.2)
    assert bool(desk.status().pending) == is_noticed
