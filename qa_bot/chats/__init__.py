"""Chats and ratings on disk, one set per person, and their export."""

from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.store import Chats

__all__ = ["Chat", "Chats", "Exchange"]
