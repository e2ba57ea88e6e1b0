"""The index as a LangChain retriever, so that chains built by others can rest on its provisions and cite them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Passage


class ProvisionRetriever(BaseRetriever, arbitrary_types_allowed=True):
    """Ranked provisions of one index version.

    `top`: how many at most; `allowed`: only these documents, by id; `today`: what is not in force on that day ranks
    behind. Raises `CatalogError` where the index cannot be read.
    """

    library: Library
    top: int = 10
    allowed: Collection[str] | None = None
    today: date | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # nothing here runs long enough to report on
        found = self.library.search(query, self.top, self.allowed, self.today)
        return [Document(self._quote(each), id=_id(each), metadata=dict(self._metadata(each))) for each in found]

    def _quote(self, found: Passage) -> str:
        return self.library.document(found.document).text[found.provision.start : found.provision.end]

    def _metadata(self, found: Passage) -> Mapping[str, Any]:
        """Where the words stand: `start` and `end` count characters of the document's folded text."""
        document = self.library.document(found.document)
        return {
            "document": document.id,
            "title": document.title,
            "number": document.number,
            "provision": found.provision.path,
            "label": citation_label(document.provisions, found.provision.path),
            "start": found.provision.start,
            "end": found.provision.end,
            "score": found.score,
            "index_version": self.library.version,
        }


def _id(found: Passage) -> str:
    return f"{found.document}#{found.provision.path}"
