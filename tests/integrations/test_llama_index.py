"""LlamaIndex code finds the same passages that the bot finds."""

from llama_index.core.base.base_retriever import BaseRetriever

from qa_bot.bot import Bot
from qa_bot.integrations.llama_index import PassageRetriever

QUESTION = "When was the Shusha Declaration signed?"


def test_nodes_are_the_hits_of_the_bot_with_exact_offsets(seeds_bot: Bot) -> None:
    retriever: BaseRetriever = PassageRetriever(seeds_bot)
    found = retriever.retrieve(QUESTION)
    hits = seeds_bot.ask(QUESTION).hits
    assert [node.node.node_id for node in found] == [hit.passage.id for hit in hits]
    assert [node.score for node in found] == [hit.score for hit in hits]
    for node in found:
        text = seeds_bot.text(str(node.node.ref_doc_id))
        start, end = node.node.start_char_idx, node.node.end_char_idx  # type: ignore[attr-defined]
        assert text[start:end] == node.text
