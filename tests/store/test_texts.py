from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from qa_bot.errors import StoreDamaged
from qa_bot.ingest.parse import document_id
from qa_bot.records import Document
from qa_bot.store.texts import Texts
from tests.strategies import texts


def document(text: str) -> Document:
    return Document(document_id(text), "a.txt", "A title", text)


@given(text=texts)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_comes_back_character_by_character(tmp_path: Path, text: str) -> None:
    Texts(tmp_path).put(document(text))
    assert Texts(tmp_path).read(document_id(text)) == text


def test_a_text_is_stored_as_utf8_under_its_id(tmp_path: Path) -> None:
    text = "One.\r\nTürkiye.\r"
    Texts(tmp_path / "texts").put(document(text))
    (path,) = (tmp_path / "texts").iterdir()
    assert path.name == f"{document_id(text)}.txt"
    assert path.read_bytes() == text.encode()


def test_a_stored_text_is_not_written_again_unless_it_is_damaged(tmp_path: Path) -> None:
    kept = Texts(tmp_path)
    kept.put(document("One."))
    path = tmp_path / f"{document_id('One.')}.txt"
    inode = path.stat().st_ino
    kept.put(document("One."))
    assert path.stat().st_ino == inode
    path.write_bytes(b"Two.")
    kept.put(document("One."))
    assert kept.read(document_id("One.")) == "One."


@pytest.mark.parametrize("damage", [b"", b"One", b"one.", b"One.\n", b"\xff\xfe"])
def test_a_text_that_is_not_what_was_written_is_refused(tmp_path: Path, damage: bytes) -> None:
    kept = Texts(tmp_path)
    kept.put(document("One."))
    (tmp_path / f"{document_id('One.')}.txt").write_bytes(damage)
    with pytest.raises(StoreDamaged, match=r"is missing or damaged: run `qa-bot index --rebuild`"):
        kept.read(document_id("One."))


@pytest.mark.parametrize("name", ["none", "", "../secret", "..", "/etc/hostname", "a\0b"])
def test_a_name_that_is_none_of_the_texts_is_refused_and_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    kept = Texts(tmp_path / "texts")
    kept.put(document("One."))
    with pytest.raises(StoreDamaged):
        kept.read(name)


def test_get_caches_and_read_does_not(tmp_path: Path) -> None:
    kept = Texts(tmp_path)
    kept.put(document("One."))
    name = document_id("One.")
    assert kept.get(name) == "One."
    (tmp_path / f"{name}.txt").unlink()
    assert kept.get(name) == "One."
    with pytest.raises(StoreDamaged):
        kept.read(name)
