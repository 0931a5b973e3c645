"""The examples of docs/llama_index.md do what the page says."""

import re
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from tests.conftest import ROOT

EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs/llama_index.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_examples_run_from_top_to_bottom(
    seeds_bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").symlink_to(seeds_bot.settings.seeds)
    (tmp_path / "vectorstore").symlink_to(seeds_bot.settings.store)
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/llama_index.md", "exec"), namespace)  # noqa: S102 - our own examples
    assert "001_e00cb28dce447f98.txt" in capsys.readouterr().out
    bot = namespace["bot"]
    assert isinstance(bot, Bot)
    bot.close()


def test_each_component_has_an_example_of_about_ten_lines() -> None:
    assert len(EXAMPLES) == 4
    assert all(8 <= len(example.splitlines()) <= 12 for example in EXAMPLES)
