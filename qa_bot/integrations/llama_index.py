"""The bot's retrieval behind LlamaIndex's contract, for code that is written against it."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from qa_bot.bot import Bot
from qa_bot.search.nodes import to_node


class PassageRetriever(BaseRetriever):
    """Gives LlamaIndex the passages that the bot finds for a question, best first, as nodes with exact offsets.

    A node's ``start_char_idx`` and ``end_char_idx`` count characters of the document's text, its ``ref_doc_id`` is the
    document's id, and its score is the hit's, from 0 to 1.
    """

    def __init__(self, bot: Bot) -> None:
        """``bot`` is asked at every call, so that a re-index is followed."""
        super().__init__()
        self._bot = bot

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._bot.ask(query_bundle.query_str).hits
        return [NodeWithScore(node=to_node(hit.passage), score=hit.score) for hit in hits]
