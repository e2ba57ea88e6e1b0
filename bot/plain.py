"""Messages as plain text: for the terminal, and to be copied into any messenger."""

from bot.message import Block, Line, Message, Piece, Quote, gap


def plain_text(message: Message) -> str:
    """The words of a message, quotations between “ and ”; buttons and files are not part of it."""
    said = ""
    for at, block in enumerate(message.blocks):
        said += gap(block) * bool(at) + _block(block)
    return said


def _block(block: Block) -> str:
    if isinstance(block, Quote):
        return f"“{block.text}”"
    return "\n".join(_line(line) for line in block.lines)


def _line(line: Line) -> str:
    return "".join(_piece(piece) for piece in line)


def _piece(piece: Piece) -> str:
    return f"{piece.words} ({piece.url})" if piece.url and piece.url != piece.words else piece.words
