"""Files and folders that a question is limited to."""

from qa_bot.store.reports import IndexedFile
from qa_bot.web.views.document_filter import MOST_CHOICES, choices, folders, is_within


def files(*sources: str, title: str = "") -> list[IndexedFile]:
    return [
        IndexedFile(source=source, document_id=source, title=title or source, passages=1, size=1, indexed_at="")
        for source in sources
    ]


def test_a_folder_holds_its_files_and_those_of_its_folders() -> None:
    assert is_within("leases/2024/a.txt", ("leases/",))
    assert is_within("a.txt", ("b.txt", "a.txt"))
    assert not is_within("leases.txt", ("leases/",))
    assert not is_within("leases/a.txt", ("leases",))
    assert not is_within("a.txt", ())


def test_folders_are_offered_first_with_their_number_of_documents() -> None:
    assert folders(["a.txt", "x/b.txt", "x/y/c.txt"]) == {"x/": 2, "x/y/": 1}
    assert list(choices(files("a.txt", "x/b.txt", "x/y/c.txt"), ()).items())[:3] == [
        ("x/", "x/ · 2 documents"),
        ("x/y/", "x/y/ · 1 document"),
        ("a.txt", "a.txt"),
    ]


def test_a_title_is_named_with_its_file_where_two_documents_have_it() -> None:
    assert choices(files("a.txt", "b.txt", title="Lease"), ()) == {"a.txt": "Lease · a.txt", "b.txt": "Lease · b.txt"}


def test_a_chosen_document_is_offered_among_however_many() -> None:
    many = files(*(f"{number:05}.txt" for number in range(MOST_CHOICES + 50)))
    assert len(choices(many, ())) == MOST_CHOICES
    assert many[-1].source in choices(many, (many[-1].source,))
