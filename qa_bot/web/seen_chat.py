"""Whether a chat has been changed in another window since it was displayed."""

from contextlib import suppress
from dataclasses import dataclass

from qa_bot.chats.records import Chat
from qa_bot.chats.store import Chats, Revision
from qa_bot.errors import StoreUnusable


@dataclass(slots=True)
class SeenChat:
    """The state of the chat that a window displays, as that window has read or left it."""

    _revision: Revision | None = None

    def note(self, chats: Chats, chat: Chat | None) -> None:
        """Note the present state of a chat, which the window displays."""
        self._revision = None
        if chat:
            with suppress(StoreUnusable):
                self._revision = chats.revision(chat.id)

    def is_outdated(self, chats: Chats, chat: Chat) -> bool:
        """Return whether the chat has been changed or deleted since; False where that cannot be read."""
        try:
            return chats.revision(chat.id) != self._revision
        except StoreUnusable:
            return False
