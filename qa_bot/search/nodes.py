"""Conversion of passages to LlamaIndex nodes and vector store rows, and back."""

import json
from collections.abc import Mapping
from typing import Any

import orjson
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode

from qa_bot.records import Passage, Span
from qa_bot.text.passages import passage_id

Metadata = Mapping[str, str]

_NODE = "_node_content"
"""The metadata key under which LlamaIndex expects a node's JSON in a vector store."""


def to_node(passage: Passage, vector: list[float] | None = None) -> TextNode:
    """Return the node of a passage: its id, text, offsets and, as metadata, its source."""
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
            "language": passage.language,
            **({"described": passage.described} if passage.described else {}),
        },
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
    )


def from_node(node: BaseNode) -> Passage:
    """Return the passage of a node that :func:`to_node` made; its id may have changed since."""
    return _passage(node.metadata, node.ref_doc_id or "", node.get_content())


def to_row(passage: Passage) -> Metadata:
    """Return the metadata of a passage's row in Chroma: its node as LlamaIndex reads it, and the filtered value.

    LlamaIndex itself writes the node with all defaults, its metadata twice, and the document's id three times; with
    Chroma's index of all values, that is two thirds of the database (32 MB of 10,000 short passages).
    """
    node = to_node(passage).model_dump_json(exclude_defaults=True, exclude={"text"})
    return {_NODE: node, "document_id": passage.document_id}


def from_row(row: Metadata, text: str) -> Passage:
    """Return the passage of a row and its text, without a node, which would take longer than a search."""
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
        language=metadata["language"],
        described=metadata.get("described", ""),
    )


def pack(spans: tuple[Span, ...]) -> str:
    """Return spans as one line of text, for stores that keep plain values only."""
    return json.dumps([[span.start, span.end] for span in spans], separators=(",", ":"))


def unpack(text: str) -> tuple[Span, ...]:
    """Return the spans that :func:`pack` wrote."""
    return tuple(Span(start, end) for start, end in json.loads(text))
