"""Chats kept on disk, each person's own, and what is carried away of them: Markdown, ratings."""

from qa_bot.chats.kept import Chats
from qa_bot.chats.records import Chat, Exchange

__all__ = ["Chat", "Chats", "Exchange"]
