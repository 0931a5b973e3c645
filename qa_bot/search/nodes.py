"""Passages as LlamaIndex nodes, and back. Every passage that enters or leaves a vector store passes here."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode

from qa_bot.records import Passage, Span
from qa_bot.text.passages import passage_id

Row = Mapping[str, str]

_NODE = "_node_content"
"""Where LlamaIndex looks for a node's JSON in the metadata of a vector store."""


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
    return _passage(node.metadata, node.ref_doc_id or "", node.get_content())


def to_row(passage: Passage) -> Row:
    """The metadata under which Chroma keeps a passage's text: its node as LlamaIndex reads it, and what is filtered by.

    LlamaIndex would write the node with all its defaults, its metadata beside it once more, and the document's id three
    times; since Chroma has an index of all values, that is two thirds of its database (32 MB of 10,000 short passages).
    """
    node = to_node(passage).model_dump_json(exclude_defaults=True, exclude={"text"})
    return {_NODE: node, "document_id": passage.document_id}


def from_row(row: Row, text: str) -> Passage:
    """The passage of such a row and its text; making a node first would take longer than a search."""
    return _passage(orjson.loads(row[_NODE])["metadata"], row["document_id"], text)


def _passage(metadata: Mapping[str, Any], document_id: str, text: str) -> Passage:
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
