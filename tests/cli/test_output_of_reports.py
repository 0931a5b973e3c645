"""What `index` and `status` print."""

from qa_bot.cli import output
from qa_bot.store.reports import Failure, FileNote, IndexedFile, IndexReport, Pending, Status
from qa_bot.store.unread import unread_languages


def test_a_report_has_the_keys_of_the_contract_and_no_others() -> None:
    report = IndexReport(
        added=("a.txt",),
        changed=("b.txt",),
        renamed=(("c.txt", "d.txt"),),
        removed=("e.txt",),
        failed=(Failure("f.txt", "it holds no text"),),
        unchanged=3,
        documents=6,
        passages=60,
        embedded=20,
        generation="gen-000002",
        seconds=1.23456,
    )
    assert output.report_json(report) == {
        "added": ["a.txt"],
        "changed": ["b.txt"],
        "renamed": [["c.txt", "d.txt"]],
        "removed": ["e.txt"],
        "failed": [{"source": "f.txt", "reason": "it holds no text"}],
        "unchanged": 3,
        "documents": 6,
        "passages": 60,
        "embedded": 20,
        "generation": "gen-000002",
        "seconds": 1.235,
    }
    lines = output.report_lines(report)
    assert lines[:5] == [
        "added    a.txt",
        "changed  b.txt",
        "renamed  c.txt to d.txt",
        "removed  e.txt",
        "failed   f.txt: it holds no text",
    ]
    assert lines[5:] == ["6 documents, 60 passages in gen-000002; 20 passages embedded, 3 files unchanged, 1.2 s"]


def test_a_status_has_the_keys_of_the_contract_and_no_others() -> None:
    status = Status(
        "gen-000002",
        1,
        60,
        "2023-01-01T00:00:00.000+00:00",
        "m",
        Pending(("a",), ("b", "c"), ("d", "e", "f")),
        (Failure("f", "r"),),
        (IndexedFile("a.txt", "d1", "A title", 9, 60, "a note", "2023-01-01"),),
    )
    assert output.status_json(status) == {
        "generation": "gen-000002",
        "documents": 1,
        "passages": 60,
        "indexed_at": "2023-01-01T00:00:00.000+00:00",
        "model": "m",
        "pending": {"added": 1, "changed": 2, "removed": 3},
        "failed": [{"source": "f", "reason": "r"}],
        "files": [
            {
                "source": "a.txt", "document_id": "d1", "title": "A title", "size": 9, "passages": 60, "note": "a note",
                "indexed_at": "2023-01-01", "language": "",
            }
        ],
    }  # fmt: skip
    assert output.status_lines(status) == [
        "1 document, 60 passages in gen-000002, indexed 2023-01-01T00:00:00.000+00:00, by m",
        "differs in the folder: 1 new, 2 changed, 3 removed",
        "failed   f: r",
    ]


def test_a_note_keeps_the_earlier_name_of_its_text() -> None:
    noted = output.report_json(IndexReport(notes=(FileNote("a.txt", "read as UTF-16"),)))
    assert noted["notes"] == [{"source": "a.txt", "text": "read as UTF-16", "note": "read as UTF-16"}]


def test_a_damaged_store_is_reported_with_the_remedy() -> None:
    status = Status("gen-000002", 1, 60, "2023-01-01", "m", damage="1 text of the index is missing or damaged")
    assert output.status_json(status)["damage"] == "1 text of the index is missing or damaged"
    assert output.status_lines(status)[2] == "damaged  1 text of the index is missing or damaged: run `qa-bot index`"


def test_a_status_without_an_index_says_what_to_run() -> None:
    lines = output.status_lines(Status(None, 0, 0, None, "m"))
    assert lines == ["nothing is indexed yet: run `qa-bot index`", "differs in the folder: nothing"]


def test_documents_that_the_embedding_does_not_read_are_named_with_the_remedy() -> None:
    hint = unread_languages(["en", "tr", "", "tr", "de", "tr"], "minilm")
    assert hint == (
        "3 documents are in Turkish, 1 in German, which all-MiniLM-L6-v2 does not read: set QA_BOT_EMBEDDING=e5 and "
        "run `qa-bot index`."
    )
    assert unread_languages(["de"], "minilm").startswith("1 document is in German, which")
    assert unread_languages(["en", "", "en"], "minilm") == ""
    assert unread_languages(["tr"], "e5") == unread_languages(["tr"], "package:Embedding") == ""
    report, status = IndexReport(hint=hint), Status("gen-000001", 6, 6, "2023-01-01", "m", hint=hint)
    assert output.report_json(report)["hint"] == output.status_json(status)["hint"] == hint
    assert f"hint     {hint}" in output.report_lines(report)
    assert f"hint     {hint}" in output.status_lines(status)
