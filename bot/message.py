"""What the bot shows, before it is Telegram HTML or plain text."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.model import Span

Style = Literal["plain", "bold", "italic", "code"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style; with `url` they are a link."""

    words: str
    style: Style = "plain"
    url: str | None = None


Line: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together; a blank line parts one block from the next."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A source's own words, right below the block that introduces them.

    `expandable`: long ones may be shown folded; nothing is left out of them. `strong`: spans of `text` that are set
    off, in order and apart from each other; they change no word.
    """

    text: str
    expandable: bool = False
    strong: tuple[Span, ...] = ()


Block: TypeAlias = Paragraph | Quote


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: `action` comes back when it is pressed (at most 64 bytes), `url` opens a page."""

    text: str
    action: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is sent with the message as its caption."""

    name: str
    content: bytes
    kind: Literal["document", "photo"] = "document"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a person; where it is too long for a single one, the buttons stand under the last."""

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None


def paragraph(*lines: str | Line) -> Paragraph:
    """A paragraph of lines; a bare string is a plain line."""
    return Paragraph(tuple((Piece(line),) if isinstance(line, str) else line for line in lines))


def bold(words: str) -> Line:
    """A line in bold."""
    return (Piece(words, "bold"),)


def gap(block: Block) -> str:
    """What parts a block from the one before: a blank line, but a quote follows directly on what introduces it."""
    return "\n" if isinstance(block, Quote) else "\n\n"
