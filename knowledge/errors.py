"""One tree of errors; each message is a sentence that an admin can act on."""


class DauMoiError(Exception):
    """Anything the program foresees going wrong. The message says what, with which file or document, and how to mend it."""


class UnreadableFileError(DauMoiError):
    """A file that cannot be read as a document: encrypted, empty, truncated, mislabelled, binary, or of a later format."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why


class ManifestError(DauMoiError):
    """A manifest with an unknown key, a wrong value or a missing file; the message names it."""


class RegisterError(DauMoiError):
    """A register entry that does not agree with its document (unknown provision, words that are not in the source)."""


class UnknownDocumentError(DauMoiError):
    """A document id that is not loaded."""


class CatalogError(DauMoiError):
    """The database or the index folder cannot be read or written."""


class UnknownVersionError(DauMoiError):
    """An index version that does not exist or is no longer kept."""
