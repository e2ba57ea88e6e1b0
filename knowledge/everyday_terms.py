"""A question in the words of the laws: what people say in everyday words is called otherwise there."""

from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.lexicons import table
from knowledge.tokens import PhraseBook, Token, longest, tokenize


def reading_in_law(text: str) -> str | None:
    """The text with its everyday words as the laws call them; None where it has none."""
    tokens = tokenize(text)
    found = longest(_everyday().find(tokens))
    starts = list(_places(text, tokens))
    if not found or len(starts) < len(tokens):
        return None
    read, at = "", 0
    for hit in found:
        if starts[hit.start] >= at:
            last = hit.end - 1
            read += text[at : starts[hit.start]] + hit.name
            at = starts[last] + len(tokens[last].text)
    return read + text[at:]


def _places(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Where each token stands in the text, as far as they are found as they are written."""
    at = 0
    for each in tokens:
        start = text.find(each.text, at)
        if start < 0:
            return
        yield start
        at = start + len(each.text)


@cache
def _everyday() -> PhraseBook:
    terms: dict[str, list[str]] = table("everyday_terms")["terms"]
    return PhraseBook((term, said) for term, phrases in terms.items() for said in phrases)
