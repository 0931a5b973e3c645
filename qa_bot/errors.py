"""What can go wrong, as one small tree.

::

    QaBotError                  exit code 1; its message is one line: what happened, and what to do next
    ├── FolderUnusable          the folder of documents is missing, empty or unreadable
    ├── FileUnreadable          one file could not be read (told in the report; the run goes on)
    │   └── FileVanished        it is not there any more
    ├── QuestionUnusable        a question that is empty or too long
    ├── WeightsMissing          the offline model's weights are absent or not the published ones
    ├── EmbeddingUnavailable    the embedding that the settings name fails, such as a service that is away
    ├── SettingUnusable         a setting's value makes no sense
    ├── AddressTaken            the page's port is in use, or its address cannot be had
    ├── LoginMissing            the page would be open to other machines, and nobody needs to log in
    ├── FileRefused             an uploaded file that is not put into the folder, or one that cannot be taken out
    ├── ChatGone                a chat that was deleted meanwhile
    ├── Stopped                 an indexing run or a question was told to end; the index is as it was
    └── StoreUnusable           the store cannot be read or written
        ├── NothingIndexed      there is no index yet
        ├── StoreMismatch       the store was built with other settings
        ├── StoreOutdated       the store was built by an older qa-bot; indexing rebuilds it
        ├── StoreDamaged        the store's parts disagree
        └── StoreBusy           another process is writing
"""


class QaBotError(Exception):
    """Any failure that a user can do something about. ``str(error)`` is one line that says what."""


class FolderUnusable(QaBotError):
    """The folder of documents is missing, empty or unreadable."""


class FileUnreadable(QaBotError):
    """One file could not be read; the message is the reason alone, without the file's name."""


class FileVanished(FileUnreadable):
    """A file that was listed is not there any more."""


class QuestionUnusable(QaBotError):
    """The question is empty or too long."""


class WeightsMissing(QaBotError):
    """The offline model's weights are absent, or are not the published ones."""


class EmbeddingUnavailable(QaBotError):
    """The embedding that the settings name fails; the store is as it was, and what was embedded is kept."""


class SettingUnusable(QaBotError):
    """A setting has a value that makes no sense."""


class AddressTaken(QaBotError):
    """The page cannot listen where it was told to."""


class LoginMissing(QaBotError):
    """The page would be open to other machines, and nobody would need to log in."""


class FileRefused(QaBotError):
    """A file that is not put into the folder, or not taken out of it."""


class ChatGone(QaBotError):
    """A chat that is not kept any more."""


class Stopped(QaBotError):
    """An indexing run or a question was told to end; the index is as it was."""


class StoreUnusable(QaBotError):
    """The store cannot be read or written."""


class NothingIndexed(StoreUnusable):
    """There is no index to answer from yet."""


class StoreMismatch(StoreUnusable):
    """The store was built with settings other than the present ones."""


class StoreOutdated(StoreUnusable):
    """The store was built by an older qa-bot; an indexing run rebuilds it."""


class StoreDamaged(StoreUnusable):
    """The parts of the store disagree with each other."""


class StoreBusy(StoreUnusable):
    """Another process is writing to the store."""
