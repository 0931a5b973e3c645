"""Chats kept on disk, each person's own, and what is carried away of them: Markdown, ratings."""

from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.store import Chats

__all__ = ["Chat", "Chats", "Exchange"]
