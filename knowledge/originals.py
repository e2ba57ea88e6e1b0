"""The files that shipped documents were read from, to be handed on as they are."""

from pathlib import Path

from knowledge.intake import SHIPPED
from knowledge.manifest import load_manifest
from knowledge.model import Document
from knowledge.text import fold_spaces


def original_of(document: Document) -> Path | None:
    """The shipped text file whose words a document is; None for other documents, or where other words were loaded."""
    entries = load_manifest(SHIPPED)
    files = (SHIPPED / name for name, entry in entries.items() if entry.id == document.id and name.endswith(".txt"))
    return next((file for file in files if fold_spaces(file.read_text("utf-8")) == document.text), None)
