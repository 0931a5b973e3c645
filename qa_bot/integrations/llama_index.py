"""LlamaIndex components over the same index: retriever, query engine, node parser and a prover of others' quotes.

Offsets (``start_char_idx``, ``end_char_idx``) count characters of the document's stored text.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.node_parser import NodeParser
from llama_index.core.node_parser.node_utils import build_nodes_from_splits
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import (
    BaseNode,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)
from llama_index.core.schema import Document as LlamaDocument
from llama_index.core.vector_stores.types import MetadataFilters
from llama_index.core.vector_stores.utils import build_metadata_filter_fn

from qa_bot.answer.citations import place_at
from qa_bot.answer.short_answer import short_answer_fields
from qa_bot.answer.state_lines import state_lines
from qa_bot.bot import Bot
from qa_bot.records import Answer, Citation, Document, Hit, Passage, Span, Statement
from qa_bot.store.reports import IndexedFile
from qa_bot.text.passages import passage_id, split
from qa_bot.text.wording import one_line

_FILTER_KEYS = frozenset(("document_id", "file_name", "file_path", "title"))
_SOURCE_LABEL = re.compile(r"^Source \d+:\n")
"""What LlamaIndex's ``CitationQueryEngine`` writes before each quote."""


class PassageRetriever(BaseRetriever):
    """Return the passages nearest to a query, best first, by vector and keyword search; no sentence is scored."""

    def __init__(
        self,
        bot: Bot,
        similarity_top_k: int = 5,
        filters: MetadataFilters | None = None,
        doc_ids: Sequence[str] | None = None,
    ) -> None:
        """Retrieve from the documents that match both ``filters`` and ``doc_ids``; from all by default.

        Args:
            bot: Its live index is read at each call.
            similarity_top_k: How many passages to return at most.
            filters: On ``document_id``, ``file_name``, ``file_path`` and ``title``, not nested.
            doc_ids: Ids of documents.

        Raises:
            ValueError: ``filters`` use another key.
        """
        super().__init__()
        keys = {one.key for one in filters.filters if not isinstance(one, MetadataFilters)} if filters else set()
        unknown = keys - _FILTER_KEYS
        if unknown:
            raise ValueError(f"Documents cannot be filtered by {sorted(unknown)}: use {sorted(_FILTER_KEYS)}.")
        self._bot = bot
        self._count = similarity_top_k
        self._filters = filters
        self._doc_ids = doc_ids

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        within = self._within()
        hits = self._bot.answerer.retrieve(query_bundle.query_str, self._count, within) if within != [] else []
        return [_passage_node(self._bot, hit) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)

    def _within(self) -> list[str] | None:
        """Return the ids of the documents to search, or None for all."""
        if not self._filters:
            return None if self._doc_ids is None else list(self._doc_ids)
        files = {file.source: file for file in self._bot.status(compare_folder=False).files}
        matches = build_metadata_filter_fn(lambda source: _metadata(files[source]), self._filters)
        found = dict.fromkeys(file.document_id for source, file in files.items() if matches(source))
        return [one for one in found if self._doc_ids is None or one in self._doc_ids]


class ProvenQueryEngine(CustomQueryEngine):
    """Answer a query with proven citations.

    ``source_nodes`` are the citations, each the exact quote. ``metadata`` holds ``found``, ``state`` ("answered",
    "near", "absent"), ``missing`` (what no document has), ``confidence`` (0 to 1), ``generation``, ``mode`` ("extract",
    or "compose" by the language model of the settings), and ``statements``, each with the numbers of its citations
    and whether it is supported; only those that are make the response's text. Where the documents do not answer,
    there are no source nodes, and the response's text says so, names what is missing and quotes the nearest
    passages.
    """

    bot: Bot
    doc_ids: list[str] | None = None

    def custom_query(self, query_str: str) -> Response:
        """Ask the bot."""
        answer = self.bot.ask(query_str, within=self.doc_ids)
        return Response(
            response=answer.text if answer.found else _refusal(answer),
            source_nodes=[_citation_node(self.bot, one, answer.hits) for one in answer.citations if answer.found],
            metadata={
                "found": answer.found,
                "state": answer.state,
                "intent": answer.intent,
                "missing": list(answer.missing),
                "confidence": answer.confidence,
                "generation": answer.generation,
                "statements": [_statement(one) for one in answer.statements],
                "short_answer": short_answer_fields(answer),
                "mode": answer.mode,
            },
        )

    async def acustom_query(self, query_str: str) -> Response:
        """Ask the bot in a thread."""
        return await asyncio.to_thread(self.custom_query, query_str)


def _statement(statement: Statement) -> dict[str, Any]:
    return {"text": statement.text, "citations": list(statement.numbers), "supported": statement.is_supported}


def _refusal(answer: Answer) -> str:
    quotes = [f"“{one_line(citation.quote)}” ({citation.source})" for citation in answer.citations]
    return " ".join([*state_lines(answer), *quotes])


class PassageParser(NodeParser):
    """Split documents into the passages that the bot would index: whole sentences, with exact offsets.

    Offsets count characters of the document, or where a node of a document is split that has offsets, of the node's
    document. LlamaIndex's own search after the split, which is wrong on repeated text, is not used.
    """

    passage_characters: int = 1000

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex stores the parser in a pipeline."""
        return "PassageParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [part for node in nodes for part in self._parts(node)]

    def _parts(self, node: BaseNode) -> Iterator[TextNode]:
        text = node.get_content(MetadataMode.NONE)
        passages = split(Document(node.node_id, "", "", text), self.passage_characters)
        offset = node.start_char_idx or 0 if isinstance(node, TextNode) else 0
        parts = build_nodes_from_splits([passage.text for passage in passages], node, id_func=self.id_func)
        for part, passage in zip(parts, passages, strict=True):
            span = passage.span.shifted(offset)
            part.start_char_idx, part.end_char_idx = span.start, span.end
            yield part

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, LlamaDocument]
    ) -> list[BaseNode]:
        parts = [node for node in nodes if isinstance(node, TextNode)]
        spans = [(part.start_char_idx, part.end_char_idx) for part in parts]
        nodes = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for part, (start, end) in zip(parts, spans, strict=True):
            part.start_char_idx, part.end_char_idx = start, end
        return nodes


class CitationProver(BaseNodePostprocessor):
    """Keep the nodes whose text is in a stored document, word for word; white space may differ.

    A proven node has the exact text, true offsets, the document's metadata and ``proven: True``. A node that names a
    document of the index, by its document's id, ``file_path`` or ``file_name``, must be in that one. Others are
    dropped, or with ``drop_unproven=False`` marked ``proven: False`` and stripped of their offsets.
    """

    bot: Bot
    drop_unproven: bool = True

    @classmethod
    def class_name(cls) -> str:
        """Return LlamaIndex's name of the component."""
        return "CitationProver"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        files = self.bot.status(compare_folder=False).files
        checked = [NodeWithScore(node=self._checked(one.node, files), score=one.score) for one in nodes]
        return [one for one in checked if one.metadata["proven"] or not self.drop_unproven]

    def _checked(self, node: BaseNode, files: Sequence[IndexedFile]) -> BaseNode:
        """Return the node as proven, or a copy of it marked as not."""
        quote = _SOURCE_LABEL.sub("", node.get_content(MetadataMode.NONE)).split()
        pattern = re.compile(r"\s+".join(map(re.escape, quote)))
        hint = (node.start_char_idx if isinstance(node, TextNode) else None) or 0
        for file in _named(node, files) if quote else ():
            matches = pattern.finditer(self.bot.documents.text(file.document_id))
            found = min(matches, key=lambda match: abs(match.start() - hint), default=None)
            if found:
                metadata = node.metadata | _metadata(file) | {"proven": True}
                return _node(self.bot, file.document_id, Span(*found.span()), metadata, node.node_id)
        unproven = node.model_copy(deep=True)
        if isinstance(unproven, TextNode):
            unproven.start_char_idx = unproven.end_char_idx = None
        unproven.metadata["proven"] = False
        return unproven


def _named(node: BaseNode, files: Sequence[IndexedFile]) -> Sequence[IndexedFile]:
    """Return the files that a node names by document id, path or name, in this order; all where it names none."""
    path, name = str(node.metadata.get("file_path", "")), node.metadata.get("file_name")
    return (
        [file for file in files if file.document_id == node.ref_doc_id]
        or [file for file in files if path == file.source or path.endswith(f"/{file.source}")]
        or [file for file in files if name == PurePosixPath(file.source).name]
        or files
    )


def _metadata(file: IndexedFile | Passage | Citation) -> dict[str, Any]:
    name = PurePosixPath(file.source).name
    return {"document_id": file.document_id, "file_name": name, "file_path": file.source, "title": file.title}


def _passage_node(bot: Bot, hit: Hit) -> NodeWithScore:
    passage = hit.passage
    node = _node(bot, passage.document_id, passage.span, _metadata(passage))
    return NodeWithScore(node=node, score=hit.score)


def _citation_node(bot: Bot, citation: Citation, hits: Sequence[Hit]) -> NodeWithScore:
    """Return the node of a citation; its score is that of its passage, if that is among `hits`."""
    metadata = _metadata(citation) | {"number": citation.number}
    node = _node(bot, citation.document_id, citation.span, metadata)
    scores = (hit.score for hit in hits if hit.passage.contains(citation.document_id, citation.span))
    return NodeWithScore(node=node, score=next(scores, None))


def _node(bot: Bot, document_id: str, span: Span, metadata: dict[str, Any], node_id: str = "") -> TextNode:
    """Return the node of a span of a document, its content the text alone; ``page_label`` is set where it has pages."""
    place = place_at(bot.documents.places(document_id), span.start)
    if place:
        metadata |= {"place": place.name} | ({"page_label": str(place.number)} if place.kind == "page" else {})
    return TextNode(
        id_=node_id or passage_id(document_id, span),
        text=span.of(bot.documents.text(document_id)),
        start_char_idx=span.start,
        end_char_idx=span.end,
        metadata=metadata,
        excluded_llm_metadata_keys=list(metadata),
        excluded_embed_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document_id)},
    )
