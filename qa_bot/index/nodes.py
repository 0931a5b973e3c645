"""Passages as LlamaIndex nodes, and back. Every passage that enters or leaves a vector store passes here."""

import json
from collections.abc import Mapping
from typing import Any

from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode

from qa_bot.passages import passage_id
from qa_bot.records import Passage, Span


def to_node(passage: Passage, vector: list[float] | None = None) -> TextNode:
    """The node of a passage: its id, text, offsets and, as metadata, where it comes from."""
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        embedding=vector,
        metadata={
            "source": passage.source,
            "title": passage.title,
            "start": passage.span.start,
            "end": passage.span.end,
            "sentences": pack(passage.sentences),
        },
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
    )


def from_node(node: BaseNode) -> Passage:
    """The passage of a node that :func:`to_node` made; the node may have got another id in between."""
    return from_metadata(node.metadata, node.ref_doc_id or "", node.get_content())


def from_metadata(metadata: Mapping[str, Any], document_id: str, text: str) -> Passage:
    """The passage that a node's metadata and text tell of; making a node first would take longer than a search."""
    span = Span(metadata["start"], metadata["end"])
    return Passage(
        id=passage_id(document_id, span),
        document_id=document_id,
        source=metadata["source"],
        title=metadata["title"],
        span=span,
        text=text,
        sentences=unpack(metadata["sentences"]),
    )


def pack(spans: tuple[Span, ...]) -> str:
    """Spans as one line of text, for stores that keep only plain values."""
    return json.dumps([[span.start, span.end] for span in spans], separators=(",", ":"))


def unpack(text: str) -> tuple[Span, ...]:
    """The spans that :func:`pack` wrote."""
    return tuple(Span(start, end) for start, end in json.loads(text))
