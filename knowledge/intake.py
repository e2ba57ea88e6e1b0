"""From paths to revisions: finds the files, reads each, takes structure and duties, and says what it could not read."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.assemble import assemble
from knowledge.errors import UnreadableFileError
from knowledge.manifest import ManifestEntry, load_manifest
from knowledge.model import Bilingual, Document, Lineage, Obligation, Outline, UnitType
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
    """Reads document files and what the register of a folder says about them. Stores nothing."""

    def __init__(self, register: Path = REGISTER) -> None:
        self._register = register

    def read(self, paths: Iterable[Path]) -> Iterator[Revision | Unread]:
        """Each file as a revision, or why not; one bad file does not stop the rest.

        Raises `ManifestError` and `RegisterError`: those are to be mended before anything is loaded.
        """
        first: dict[str, str] = {}
        for source in [source for path in paths for source in self.sources(path)]:
            found = self._revision(source)
            if isinstance(found, Revision) and found.document.id in first:
                other = first[found.document.id]
                found = Unread(str(source.file), f"its id {found.document.id} is taken by {other}, read before it")
            elif isinstance(found, Revision):
                first[found.document.id] = found.file
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
        return Revision(document, obligations, reach, source.file.name, digest)


def _same(file: Path) -> str:
    """One spelling for the Unicode forms that file systems and editors give a name."""
    return unicodedata.normalize("NFC", file.as_posix())
