"""A small LlamaIndex vector store for tests, with the restrictions of real ones."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    MetadataFilters,
    VectorStoreQuery,
    VectorStoreQueryResult,
)
from llama_index.core.vector_stores.utils import build_metadata_filter_fn, node_to_metadata_dict

_ROWS: dict[str, list[BaseNode]] = defaultdict(list)
"""By the collection's name: a store opened again sees what was put in."""


class NumpyStore(BasePydanticVectorStore):
    """A list of nodes.

    As a table in PostgreSQL it keeps a node twice that is put in twice. What it calls similarity is no cosine: minus
    the squared distance. The nodes that it gives bear no vectors.
    """

    stores_text: bool = True
    collection: str

    def __init__(self, collection: str) -> None:
        super().__init__(collection=collection, stores_text=True)  # type: ignore[call-arg]

    @property
    def client(self) -> Any:
        return _ROWS[self.collection]

    def add(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[str]:
        self.client.extend(node.model_copy() for node in nodes)
        return [node.node_id for node in nodes]

    def delete(self, ref_doc_id: str, **delete_kwargs: Any) -> None:
        self.client[:] = [node for node in self.client if node.ref_doc_id != ref_doc_id]

    def clear(self) -> None:
        self.client.clear()

    def get_nodes(self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None) -> list[BaseNode]:
        return [_bare(node) for node in self._kept(filters)]

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        wanted = numpy.asarray(query.query_embedding)
        nodes = self._kept(query.filters)
        similarities = [-float(numpy.sum((wanted - numpy.asarray(node.get_embedding())) ** 2)) for node in nodes]
        order = numpy.argsort(similarities, kind="stable")[::-1][: query.similarity_top_k]
        best = [nodes[place] for place in order]
        return VectorStoreQueryResult(
            nodes=[_bare(node) for node in best],
            similarities=[similarities[place] for place in order],
            ids=[node.node_id for node in best],
        )

    def _kept(self, filters: MetadataFilters | None) -> list[BaseNode]:
        metadata = {str(place): node_to_metadata_dict(node) for place, node in enumerate(self.client)}
        keeps = build_metadata_filter_fn(metadata.__getitem__, filters)
        return [node for place, node in enumerate(self.client) if keeps(str(place))]


class ListlessStore(NumpyStore):
    """One that can neither list nor clear what it holds, as many stores cannot."""

    def get_nodes(self, node_ids: list[str] | None = None, filters: MetadataFilters | None = None) -> list[BaseNode]:
        raise NotImplementedError("get_nodes not implemented")

    def clear(self) -> None:
        raise NotImplementedError("clear not implemented")


class LostStore(NumpyStore):
    """One whose connection is gone."""

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        raise ConnectionResetError(104, "Connection reset by peer")


class TextlessStore(NumpyStore):
    """One that keeps vectors alone."""

    def __init__(self, collection: str) -> None:
        super().__init__(collection)
        self.stores_text = False


def _bare(node: BaseNode) -> BaseNode:
    return node.model_copy(update={"embedding": None})
