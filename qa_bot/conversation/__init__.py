"""Follow-up questions rewritten into questions that stand on their own."""

from qa_bot.conversation.rewriting import rewrite

__all__ = ["rewrite"]
