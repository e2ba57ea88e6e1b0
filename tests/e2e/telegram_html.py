"""Telegram's HTML as a person reads it, and a refusal where the real server would refuse it."""

from html.parser import HTMLParser

TAGS = {
    *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del"),
    *("a", "code", "pre", "blockquote", "span", "tg-spoiler"),
}


class UnreadableError(ValueError):
    """A tag that Telegram does not know, or that is not closed where it should be."""


def plain_text(html: str) -> str:
    """The words without their tags. Raises `UnreadableError`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        message = f"Can't find end tag corresponding to start tag {reader.open[-1]}"
        raise UnreadableError(message)
    return "".join(reader.words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the base class's
        if tag not in TAGS:
            message = f'Unsupported start tag "{tag}"'
            raise UnreadableError(message)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            message = f'Unexpected end tag "{tag}"'
            raise UnreadableError(message)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
