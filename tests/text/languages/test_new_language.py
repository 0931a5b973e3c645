"""A language is one module and one line: its name among the languages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import qa_bot
from qa_bot.text.languages import ENGLISH, LANGUAGES
from qa_bot.text.languages.detection import detect_among
from tests.text.languages import icelandic

WITH_ICELANDIC = (*LANGUAGES, icelandic.ICELANDIC)
SHOWN = """
from qa_bot.conversation import rewrite
from qa_bot.records import Turn
from qa_bot.text.languages import detect, language_name
from qa_bot.text.sentences import sentences

text = "Kapt. Jón sigldi hinn 4. Maí til Hofs, sjá bls. 12 í bókinni. Eftir ferðina var báturinn seldur."
print(language_name(detect(text).code))
for span in sentences(text):
    print(span.of(text))
history = [Turn("Hvenær var brúin vígð?", "")]
print(rewrite("Hver og hvaðan?", history))
print(rewrite("Hvað margir bjuggu á Hofi við Sandvatn?", history))
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a copy of the package says of Icelandic that has the module and the line."""
    package = tmp_path_factory.mktemp("code") / "qa_bot"
    shutil.copytree(Path(qa_bot.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    languages = package / "text" / "languages"
    shutil.copy(icelandic.__file__, languages / "icelandic.py")
    registry = (languages / "__init__.py").read_text(encoding="utf-8")
    added = "from qa_bot.text.languages.icelandic import ICELANDIC\n\nLANGUAGES = (\n    ICELANDIC,\n"
    (languages / "__init__.py").write_text(registry.replace("LANGUAGES = (\n", added, 1), encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-P", "-c", SHOWN],
        env=os.environ | {"PYTHONPATH": str(package.parent), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return found.stdout.splitlines()


def test_its_texts_are_detected_and_no_others(shown: list[str]) -> None:
    assert shown[0] == "Icelandic"
    assert detect_among("Hvenær opnar bakaríið og hver rekur það?", WITH_ICELANDIC) is icelandic.ICELANDIC
    assert detect_among("When does the bakery open?", WITH_ICELANDIC) is ENGLISH


def test_its_sentences_end_by_its_rules(shown: list[str]) -> None:
    assert shown[1:3] == [
        "Kapt. Jón sigldi hinn 4. Maí til Hofs, sjá bls. 12 í bókinni.",
        "Eftir ferðina var báturinn seldur.",
    ]


def test_its_short_questions_get_the_topic(shown: list[str]) -> None:
    assert shown[3:] == ["Hver og hvaðan? (brúin vígð)", "Hvað margir bjuggu á Hofi við Sandvatn?"]
