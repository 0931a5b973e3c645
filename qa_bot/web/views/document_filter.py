"""What a question is limited to: files by their paths, and folders by theirs with ``/`` at the end. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from qa_bot.store.reports import IndexedFile
from qa_bot.text.wording import counted

MOST_CHOICES = 1_000
"""Documents that the field offers; further ones are chosen on the page of documents."""


def is_within(source: str, within: Sequence[str]) -> bool:
    """Return whether a file is one of some files, or in one of some folders."""
    return any(source == one or (one.endswith("/") and source.startswith(one)) for one in within)


def folders(sources: Iterable[str]) -> Counter[str]:
    """Return the number of files in each folder, those in its folders included."""
    own = Counter(source.rpartition("/")[0] for source in sources)
    counts: Counter[str] = Counter()
    for folder, count in own.items():
        parts = folder.split("/") if folder else []
        for depth in range(len(parts)):
            counts["/".join(parts[: depth + 1]) + "/"] += count
    return counts


def choices(files: Sequence[IndexedFile], chosen: Sequence[str]) -> dict[str, str]:
    """Return what can be chosen and its label: folders, then documents, those that are chosen among them."""
    counts = folders(file.source for file in files)
    found = {folder: f"{folder} · {counted(counts[folder], 'document')}" for folder in sorted(counts)}
    taken = set(chosen)
    further = [file for file in files[MOST_CHOICES:] if file.source in taken] if taken else []
    offered = [*files[:MOST_CHOICES], *further]
    titles = Counter(file.title for file in offered)
    return found | {file.source: _label(file, is_unique=titles[file.title] == 1) for file in offered}


def _label(file: IndexedFile, *, is_unique: bool) -> str:
    return file.title if is_unique else f"{file.title} · {file.source}"
