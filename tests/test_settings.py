from dataclasses import astuple, fields
from pathlib import Path

import pytest

from qa_bot.errors import SettingUnusable
from qa_bot.settings import Settings
from qa_bot.store.manifest import configuration_of


def test_the_defaults_are_the_folders_beside_which_the_command_is_run() -> None:
    settings = Settings.from_environment({})
    assert (settings.seeds, settings.store) == (Path("seeds"), Path("vectorstore"))
    assert settings == Settings()


def test_every_setting_has_a_variable() -> None:
    settings = Settings.from_environment(
        {
            "QA_BOT_SEEDS": "papers",
            "QA_BOT_STORE": "index",
            "QA_BOT_EMBEDDING": "module:name",
            "QA_BOT_VECTORS": "http://localhost:8000",
            "QA_BOT_LLM": "ollama:llama3.2",
            "QA_BOT_LLM_SECONDS": "90",
            "QA_BOT_LLM_CONTEXT": "2048",
            "QA_BOT_EXCLUDE": "*.bak",
            "QA_BOT_READERS": ".log=module:name",
            "QA_BOT_PASSAGE_CHARACTERS": "300",
            "QA_BOT_FILE_MEGABYTES": "7",
            "QA_BOT_FILE_PAGES": "9",
            "QA_BOT_EXPANDED_MEGABYTES": "11",
            "QA_BOT_ARCHIVE_RATIO": "12",
            "QA_BOT_FILE_SECONDS": "1.5",
            "QA_BOT_READING_MEGABYTES": "1024",
            "QA_BOT_OCR": "off",
            "QA_BOT_OCR_LANGUAGES": "eng",
            "QA_BOT_OCR_SECONDS": "20",
            "QA_BOT_QUESTION_CHARACTERS": "70",
            "QA_BOT_CANDIDATES": "8",
            "QA_BOT_READ": "6",
            "QA_BOT_HITS": "5",
            "QA_BOT_THRESHOLD": " 0.75 ",
            "QA_BOT_ALLOWED_HOSTS": "bot.example.org",
            "QA_BOT_WAIT_SECONDS": "0.5",
            "QA_BOT_LOOK_SECONDS": "60",
            "QA_BOT_READER": "off",
        }
    )
    texts = ("module:name", "http://localhost:8000", "ollama:llama3.2", 90, 2048, "*.bak", ".log=module:name")
    numbers = (300, 7, 9, 11, 12, 1.5, 1024, "off", "eng", 20, 70, 8, 6, 5, 0.75, "bot.example.org", 0.5, 60, "off")
    assert astuple(settings) == (Path("papers"), Path("index"), *texts, *numbers)
    assert all(getattr(settings, field.name) != field.default for field in fields(Settings))


def test_given_values_precede_the_environment_unless_none() -> None:
    environment = {"QA_BOT_SEEDS": "papers", "QA_BOT_STORE": "index", "QA_BOT_HITS": " "}
    settings = Settings.from_environment(environment, seeds=Path("mine"), store=None)
    assert (settings.seeds, settings.store, settings.hits) == (Path("mine"), Path("index"), Settings().hits)


def test_a_home_folder_may_be_written_as_a_tilde() -> None:
    assert Settings.from_environment({"QA_BOT_SEEDS": "~/papers"}).seeds == Path.home() / "papers"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("QA_BOT_READER", "yes", "QA_BOT_READER is 'yes'; write on or off"),
        ("QA_BOT_HITS", "many", "QA_BOT_HITS is 'many', which is not a valid int"),
        ("QA_BOT_THRESHOLD", "half", "QA_BOT_THRESHOLD is 'half', which is not a valid float"),
        ("QA_BOT_THRESHOLD", "1.5", "QA_BOT_THRESHOLD must be from 0 to 1"),
        ("QA_BOT_THRESHOLD", "nan", "QA_BOT_THRESHOLD must be from 0 to 1"),
        ("QA_BOT_PASSAGE_CHARACTERS", "99", "QA_BOT_PASSAGE_CHARACTERS must be from 100 to 4000"),
        ("QA_BOT_ALLOWED_HOSTS", "https://bot.example.org", "write names such as bot.example.org"),
        ("QA_BOT_ALLOWED_HOSTS", "bot.example.org:443", "write names such as bot.example.org"),
        ("QA_BOT_ALLOWED_HOSTS", "*", "write names such as bot.example.org"),
        ("QA_BOT_WAIT_SECONDS", "-1", "QA_BOT_WAIT_SECONDS must be from 0 to 3600"),
        ("QA_BOT_LOOK_SECONDS", "0", "QA_BOT_LOOK_SECONDS must be from 0.2 to 3600"),
    ],
)
def test_an_invalid_value_is_refused_by_name(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingUnusable, match=message):
        Settings.from_environment({name: value})


def test_only_settings_that_shape_an_index_are_in_its_fingerprint() -> None:
    usual = configuration_of(Settings())
    assert configuration_of(Settings(seeds=Path("a"), store=Path("b"), threshold=0.9, hits=3, candidates=9)) == usual
    assert configuration_of(Settings(passage_characters=300)) != usual
    assert configuration_of(Settings(embedding="module:name")) != usual
