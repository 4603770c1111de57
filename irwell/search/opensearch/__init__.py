"""The other implementation of the search engine’s interface: BM25 and k-NN of an OpenSearch server."""

from .index import OpenSearchIndex

__all__ = ["OpenSearchIndex"]
