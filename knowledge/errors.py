"""One tree of errors; each message is a sentence that an admin can act on."""

from collections.abc import Mapping
from typing import ClassVar


class DauMoiError(Exception):
    """Anything the program foresees going wrong. The message says what, with which file, and how to mend it."""


class UnreadableFileError(DauMoiError):
    """A file that cannot be read as a document: encrypted, empty, truncated, mislabelled, binary, or of a later format.

    `code` names the fault and `params` its particulars (`knowledge/lexicon/file_faults.toml` holds the sentences for
    both languages); `why` is the English sentence.
    """

    def __init__(self, file: str, why: str, code: str = "unreadable", params: Mapping[str, str] | None = None) -> None:
        """`why` and `code` say the same, to a person and to the program."""
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why
        self.code = code
        self.params = dict(params or {})


class ManifestError(DauMoiError):
    """A manifest with an unknown key, a wrong value or a missing file; the message names it."""


class RegisterError(DauMoiError):
    """A register entry that does not agree with its document (unknown provision, words that are not in the source).

    `entry` names the file and the entry, `why` says what disagrees.
    """

    def __init__(self, entry: str, why: str) -> None:
        super().__init__(f"{entry}: {why}")
        self.entry = entry
        self.why = why


class UnknownDocumentError(DauMoiError):
    """A document id that is not loaded."""


class CatalogError(DauMoiError):
    """The database or the index folder cannot be read or written."""


class NothingServesError(CatalogError):
    """No index version has been published yet."""


class UnknownVersionError(DauMoiError):
    """An index version that does not exist or is no longer kept."""


class VectorError(DauMoiError):
    """Meaning cannot be searched or indexed now; words can. The message says why and what mends it."""


class EmbeddingError(VectorError):
    """The embedding model is missing, does not answer, or answers with something else than vectors."""


class EmbeddingPostponedError(VectorError):
    """So many texts are new that embedding them is work to be begun on purpose. Nothing was embedded."""


class VectorStoreError(VectorError):
    """The vectors of a version cannot be written or read."""


class RefreshRunningError(DauMoiError):
    """Another refresh holds the data folder; nothing was changed."""


class ChatModelError(DauMoiError):
    """The chat model did not help this time; everything is answered without it. The message says what mends it.

    `code` names the kind, where it is to be kept and told later.
    """

    code: ClassVar[str] = "unavailable"


class ModelUnavailableError(ChatModelError):
    """The model's server cannot be reached or fails: no connection, 5xx, 429 after all retries, a cut stream."""


class ModelTimedOutError(ChatModelError):
    """The model did not begin or did not go on in time."""

    code = "timed_out"


class ModelRefusedError(ChatModelError):
    """The server will not serve: a wrong key, an unknown model, no quota, a request it rejects or filters."""


class ModelMalformedError(ChatModelError):
    """What came back is not of the shape asked for: wrong JSON, nothing, or far too much."""

    code = "malformed"


class BudgetSpentError(ChatModelError):
    """The day's tokens are spent, of this person or of all; the model was not called."""


class CircuitOpenError(ChatModelError):
    """The model failed again and again and is left alone for a while; it was not called."""


class ModelMisconfiguredError(ModelRefusedError):
    """What the server refuses, it will refuse again until somebody mends the settings or the account."""

    code = "misconfigured"


class PromptError(DauMoiError):
    """A prompt file is missing or does not have the variables that the program fills in."""
