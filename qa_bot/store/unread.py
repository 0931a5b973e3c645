"""Documents in languages that the embedding does not read."""

from collections import Counter
from collections.abc import Iterable

from qa_bot.models.embedding import published_name, reads
from qa_bot.settings import E5, PREFIX
from qa_bot.text.languages import language_name
from qa_bot.text.wording import counted


def unread_languages(languages: Iterable[str], embedding: str) -> str:
    """Return how many documents are in which languages that ``embedding`` (a setting) does not read, and what to do.

    ``languages`` are the codes of all documents, "" where it is not known; "" is returned where all are read.
    """
    unread = Counter(code for code in languages if code and not reads(embedding, code))
    if not unread:
        return ""
    (first, count), *others = unread.most_common()
    listed = [f"{counted(count, 'document')} {'is' if count == 1 else 'are'} in {language_name(first)}"]
    listed += (f"{number:,} in {language_name(code)}" for code, number in others)
    return (
        f"{', '.join(listed)}, which {published_name(embedding)} does not read: set {PREFIX}EMBEDDING={E5} and run "
        "`qa-bot index`."
    )
