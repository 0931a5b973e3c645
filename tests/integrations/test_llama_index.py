"""The components for LlamaIndex: exact offsets, the text alone, and nothing that is not proven."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document, MetadataMode, NodeWithScore, TextNode
from llama_index.core.vector_stores.types import FilterCondition, FilterOperator, MetadataFilter, MetadataFilters

from qa_bot.bot import Bot
from qa_bot.integrations.llama_index import CitationProver, PassageParser, PassageRetriever, ProvenQueryEngine
from tests.conftest import MakeBot
from tests.ingest.formats.made_pdf import pages_of

QUESTION = "When was the Shusha Declaration signed?"
DECLARATION = "001_e00cb28dce447f98.txt"


def is_exact(bot: Bot, node: object) -> bool:
    assert isinstance(node, TextNode)
    return bot.documents.text(str(node.ref_doc_id))[node.start_char_idx : node.end_char_idx] == node.text


def key(name: str, value: str | list[str], operator: FilterOperator = FilterOperator.EQ) -> MetadataFilter:
    return MetadataFilter(key=name, value=value, operator=operator)


def names(found: list[NodeWithScore]) -> set[str]:
    return {one.node.metadata["file_name"] for one in found}


def test_the_retriever_returns_exactly_as_many_passages_as_asked_for_best_first(seeds_bot: Bot) -> None:
    found = PassageRetriever(seeds_bot, similarity_top_k=40).retrieve(QUESTION)
    assert len(found) == 40
    assert len({one.node.node_id for one in found}) == 40
    scores = [one.get_score() for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(is_exact(seeds_bot, one.node) for one in found)
    few = PassageRetriever(seeds_bot, similarity_top_k=3).retrieve(QUESTION)
    assert [one.node.node_id for one in few] == [one.node.node_id for one in found[:3]]


def test_a_model_reads_the_passage_alone(seeds_bot: Bot) -> None:
    for found in PassageRetriever(seeds_bot).retrieve(QUESTION):
        node = found.node
        assert node.get_content(MetadataMode.LLM) == node.get_content(MetadataMode.EMBED) == node.get_content()
        assert {"file_name", "file_path", "title", "document_id"} <= node.metadata.keys()


def test_asynchronous_retrieval_returns_the_same(seeds_bot: Bot) -> None:
    retriever = PassageRetriever(seeds_bot)
    assert asyncio.run(retriever.aretrieve(QUESTION)) == retriever.retrieve(QUESTION)


def test_retrieval_keeps_to_the_documents_that_filters_and_ids_name(seeds_bot: Bot) -> None:
    files = seeds_bot.status(compare_folder=False).files
    other = next(file for file in files if file.source != DECLARATION)
    one = MetadataFilters(filters=[key("file_name", DECLARATION)])
    assert names(PassageRetriever(seeds_bot, filters=one).retrieve(QUESTION)) == {DECLARATION}
    assert names(PassageRetriever(seeds_bot, doc_ids=[other.document_id]).retrieve(QUESTION)) == {other.source}
    assert PassageRetriever(seeds_bot, filters=one, doc_ids=[other.document_id]).retrieve(QUESTION) == []
    assert PassageRetriever(seeds_bot, doc_ids=[]).retrieve(QUESTION) == []
    either = MetadataFilters(
        filters=[*one.filters, key("document_id", [other.document_id], FilterOperator.IN)], condition=FilterCondition.OR
    )
    found = PassageRetriever(seeds_bot, similarity_top_k=100, filters=either).retrieve(QUESTION)
    assert names(found) == {DECLARATION, other.source}


def test_a_filter_on_what_documents_do_not_have_is_refused(seeds_bot: Bot) -> None:
    with pytest.raises(ValueError, match="author"):
        PassageRetriever(seeds_bot, filters=MetadataFilters(filters=[key("title", "x"), key("author", "Ada")]))


@pytest.fixture
def lighthouses(folder: Path, make_bot: MakeBot) -> Bot:
    first, second = "The lighthouse of Alat was built in 1884.", "The lighthouse of Shikh was built in 1902."
    (folder / "deep").mkdir()
    (folder / "deep" / "coast.pdf").write_bytes(pages_of(first, second))
    (folder / "copy.txt").write_text(f"{first}\n\n\nIt was  mended\nin 1931.\n\n{first}\n", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    return bot


def test_nodes_of_a_pdf_name_their_page(lighthouses: Bot) -> None:
    found = PassageRetriever(lighthouses, 1).retrieve("When was the lighthouse of Shikh built?")[0]
    assert found.node.metadata["file_name"] == "coast.pdf"
    assert found.node.metadata["file_path"] == "deep/coast.pdf"
    cited = ProvenQueryEngine(bot=lighthouses).query("When was the lighthouse of Shikh built?")
    assert isinstance(cited, Response)
    assert [one.node.metadata["page_label"] for one in cited.source_nodes] == ["2"]


def test_the_query_engine_returns_the_bots_citations(seeds_bot: Bot) -> None:
    engine = ProvenQueryEngine(bot=seeds_bot)
    response = engine.query(QUESTION)
    answer = seeds_bot.ask(QUESTION)
    assert isinstance(response, Response)
    assert response.response == answer.text
    assert [one.node.get_content(MetadataMode.LLM) for one in response.source_nodes] == [
        citation.quote for citation in answer.citations
    ]
    assert all(is_exact(seeds_bot, one.node) for one in response.source_nodes)
    first = answer.citations[0]
    start, source = first.span.start + first.quote.index("June 15, 2021"), first.source
    assert response.metadata == {
        "found": True,
        "state": "answered",
        "intent": "question",
        "missing": [],
        "confidence": answer.confidence,
        "generation": answer.generation,
        "statements": [
            {"text": one.text, "citations": list(one.numbers), "supported": True} for one in answer.statements
        ],
        "short_answer": {"text": "June 15, 2021", "start": start, "end": start + 13, "source": source},
        "mode": "extract",
    }
    assert str(asyncio.run(engine.aquery(QUESTION))) == answer.text


def test_the_query_engine_says_that_the_documents_do_not_answer(seeds_bot: Bot) -> None:
    response = ProvenQueryEngine(bot=seeds_bot).query("What is the capital of Peru?")
    assert isinstance(response, Response)
    assert (str(response), response.source_nodes) == ("The documents do not say. No document has: Peru.", [])
    assert response.metadata is not None
    assert response.metadata["found"] is False


def test_the_query_engine_keeps_to_the_documents_named(lighthouses: Bot) -> None:
    ids = {file.source: file.document_id for file in lighthouses.status(compare_folder=False).files}
    question = "When was the lighthouse of Alat built?"
    for source in ("copy.txt", "deep/coast.pdf"):
        response = ProvenQueryEngine(bot=lighthouses, doc_ids=[ids[source]]).query(question)
        assert {one.node.metadata["file_path"] for one in response.source_nodes} == {source}


REPEATED = "They voted again and again. Agreed.\n\nAgreed.\n\n" * 5


def test_parsed_offsets_are_exact_where_text_repeats() -> None:
    document = Document(text=REPEATED, metadata={"file_name": "votes.md"})
    nodes = PassageParser(passage_characters=40).get_nodes_from_documents([document])
    found = [node for node in nodes if isinstance(node, TextNode)]
    spans = [(int(node.start_char_idx or 0), int(node.end_char_idx or 0)) for node in found]
    assert len(spans) == 10
    assert all(REPEATED[start:end] == node.text for (start, end), node in zip(spans, found, strict=True))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert sum(len(REPEATED[start:end].split()) for start, end in spans) == len(REPEATED.split())
    assert {node.metadata["file_name"] for node in found} == {"votes.md"}
    assert found[1].prev_node is not None


def test_offsets_of_a_nodes_parts_count_from_its_document() -> None:
    text = "\n\n".join(f"Lamp {number} burns. It burns." for number in range(60))
    pipeline = IngestionPipeline(
        transformations=[SentenceSplitter(chunk_size=120, chunk_overlap=0), PassageParser(passage_characters=100)]
    )
    parts = [node for node in pipeline.run(documents=[Document(text=text)]) if isinstance(node, TextNode)]
    assert len(parts) > 10
    assert all(text[part.start_char_idx : part.end_char_idx] == part.text for part in parts)


def proven(bot: Bot, *nodes: TextNode, drop_unproven: bool = True) -> list[NodeWithScore]:
    prover = CitationProver(bot=bot, drop_unproven=drop_unproven)
    return prover.postprocess_nodes([NodeWithScore(node=node, score=0.5) for node in nodes])


def test_quotes_of_a_document_are_kept_with_true_offsets(lighthouses: Bot) -> None:
    quotes = ["It was mended in 1931.", "Source 2:\nIt was  mended\nin 1931.", "lighthouse of Shikh"]
    found = proven(lighthouses, *(TextNode(text=text, start_char_idx=7, end_char_idx=9) for text in quotes))
    assert [one.node.get_content() for one in found] == ["It was  mended\nin 1931."] * 2 + ["lighthouse of Shikh"]
    assert all(is_exact(lighthouses, one.node) for one in found)
    assert [one.node.metadata["proven"] for one in found] == [True] * 3
    assert [one.node.metadata["file_name"] for one in found] == ["copy.txt", "copy.txt", "coast.pdf"]
    assert found[2].node.metadata["page_label"] == "2"
    assert {one.score for one in found} == {0.5}


def test_other_quotes_are_dropped_or_marked(lighthouses: Bot) -> None:
    quotes = ["It was mended in 1932.", "", " \n", "Source 1:\n", "it was mended in 1931."]
    nodes = [TextNode(text=text, start_char_idx=3, metadata={"page_label": "9"}) for text in quotes]
    assert proven(lighthouses, *nodes) == []
    marked = proven(lighthouses, *nodes, drop_unproven=False)
    assert [one.node.get_content() for one in marked] == quotes
    assert {one.node.metadata["proven"] for one in marked} == {False}
    assert all(isinstance(one.node, TextNode) and one.node.start_char_idx is None for one in marked)
    assert nodes[0].start_char_idx == 3


def test_a_quote_must_be_in_the_document_that_its_node_names(lighthouses: Bot) -> None:
    shikh = "The lighthouse of Shikh was built in 1902."
    for metadata, is_kept in [
        ({"file_name": "copy.txt"}, False),
        ({"file_name": "coast.pdf"}, True),
        ({"file_path": "/data/deep/coast.pdf", "file_name": "copy.txt"}, True),
        ({"file_name": "unknown.txt"}, True),
    ]:
        assert bool(proven(lighthouses, TextNode(text=shikh, metadata=metadata))) is is_kept


def test_the_nearest_of_several_occurrences_is_taken(lighthouses: Bot) -> None:
    (copy,) = (file.document_id for file in lighthouses.status(compare_folder=False).files if file.source == "copy.txt")
    text = lighthouses.documents.text(copy)
    alat = "The lighthouse of Alat was built in 1884."
    for start in (text.index(alat), text.rindex(alat)):
        node = TextNode(text=alat, start_char_idx=start + 2, metadata={"file_name": "copy.txt"})
        (found,) = proven(lighthouses, node)
        assert isinstance(found.node, TextNode)
        assert found.node.start_char_idx == start
