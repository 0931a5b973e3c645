"""A follow-up question → the question to search, and how much its borrowed words count there. Pure."""

from qa_bot.conversation.rewriting import complete, points_back

__all__ = ["complete", "points_back"]
