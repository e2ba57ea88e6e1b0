"""From paths to revisions: finds the files, reads each, takes structure and duties, and says what it could not read."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.assemble import assemble
from knowledge.errors import UnreadableFileError
from knowledge.manifest import ManifestEntry, load_manifest
from knowledge.model import Bilingual, Document, Lineage, Obligation, Outline, UnitType
from knowledge.readings import Known, fingerprint_of, fingerprint_of_files, fingerprint_of_reader
from knowledge.versions import Revision

SHIPPED = Path(__file__).parent / "documents"
REGISTER = Path(__file__).parent / "register"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and the sentence that says why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, with its table in a manifest."""

    file: Path
    entry: ManifestEntry | None = None


class Intake:
    """Reads document files and what the register of a folder says about them. Stores nothing.

    `reader`: what tells one program that reads from another; what another has read is read again.
    """

    def __init__(self, register: Path = REGISTER, reader: str | None = None) -> None:
        self._register = register
        self._reader = reader

    def read(
        self, paths: Iterable[Path], known: Mapping[str, Known] | None = None
    ) -> Iterator[Revision | Known | Unread]:
        """Each file as a revision, or why not; one bad file does not stop the rest.

        `known`: by fingerprint what need not be read again. Raises `ManifestError` and `RegisterError`: those are to be
        mended before anything is loaded.
        """
        first: dict[str, str] = {}
        for source in [source for path in paths for source in self.sources(path)]:
            found: Revision | Known | Unread = (known and self._known(source, known)) or self._revision(source)
            document = None if isinstance(found, Unread) else _id(found)
            if document in first:
                found = Unread(str(source.file), f"its id {document} is taken by {first[document]}, read before it")
            elif not isinstance(found, Unread):
                first[_id(found)] = found.file
            yield found

    def sources(self, path: Path) -> list[Source]:
        """The files of a path, each with its manifest entry; a subfolder's own manifest speaks last.

        Raises `ManifestError`. A file given by itself has no manifest.
        """
        from knowledge.adapters.source_files import discover  # noqa: PLC0415 - file formats load when files are read

        files = discover(path)
        if not path.is_dir():
            return [Source(file) for file in files]
        folders = sorted({folder for file in files for folder in file.parents if folder.is_relative_to(path)})
        entries = {_same(folder / name): e for folder in folders for name, e in load_manifest(folder).items()}
        return [Source(file, entries.get(_same(file))) for file in files]

    def outline(self, file: Path) -> tuple[Outline, str]:
        """A file's structure and the SHA-256 of its bytes. Raises `UnreadableFileError`."""
        from knowledge.adapters.source_files import read_lines  # noqa: PLC0415 - as above
        from knowledge.outline import read_outline  # noqa: PLC0415 - as above

        source = read_lines(file)
        return read_outline(source.lines, source.encoding, source.warnings), source.sha256

    def duties(self, document: Document) -> tuple[tuple[Obligation, ...], Mapping[UnitType, Bilingual]]:
        """The reviewed duties of a document and its reach; drafts and no reach where nobody has reviewed it."""
        from knowledge.obligations import draft_obligations  # noqa: PLC0415 - as above
        from knowledge.register import load_reach, load_register  # noqa: PLC0415 - as above

        reviewed = load_register(self._register, document)
        if reviewed is not None:
            return reviewed, load_reach(self._register, document)
        return (draft_obligations(document) if document.is_directive else ()), {}

    def lineages(self, directives: Sequence[Document], loaded_numbers: Collection[str]) -> Sequence[Lineage]:
        """The chains among directives that are loaded together: reviewed ones, and drafts for the rest."""
        from knowledge.chains import lineages  # noqa: PLC0415 - as above
        from knowledge.register import load_lineage  # noqa: PLC0415 - as above

        return lineages(directives, load_lineage(self._register, directives), loaded_numbers)

    def _revision(self, source: Source) -> Revision | Unread:
        try:
            outline, digest = self.outline(source.file)
        except UnreadableFileError as error:
            return Unread(error.file, error.why)
        document = assemble(outline, source.file.name, source.entry)
        obligations, reach = self.duties(document)
        return Revision(document, obligations, reach, source.file.name, digest, self._fingerprint(source, digest))

    def _known(self, source: Source, known: Mapping[str, Known]) -> Known | None:
        from knowledge.adapters.source_files import sha256_of  # noqa: PLC0415 - as above

        try:
            return known.get(self._fingerprint(source, sha256_of(source.file)))
        except UnreadableFileError:  # reading it says why
            return None

    def _fingerprint(self, source: Source, digest: str) -> str:
        """Of all that goes into a reading: bytes, name, manifest entry, readers, register."""
        return fingerprint_of(self._reads_with, source.file.name, source.entry, digest)

    @cached_property
    def _reads_with(self) -> str:
        return fingerprint_of(self._reader or fingerprint_of_reader(), fingerprint_of_files(self._register.glob("*")))


def _id(found: Revision | Known) -> str:
    return found.document.id if isinstance(found, Revision) else found.document


def _same(file: Path) -> str:
    """One spelling for the Unicode forms that file systems and editors give a name."""
    return unicodedata.normalize("NFC", file.as_posix())
