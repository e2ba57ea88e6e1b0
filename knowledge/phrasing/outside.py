"""What may not stand in a sentence whatever it rests on: addresses, orders, markup, anything of the program itself."""

import re
from functools import cache, lru_cache

from knowledge.lexicons import table
from knowledge.safety import in_danger
from knowledge.text import fold_accents
from knowledge.tokens import tokenize

LONGEST = 420
"""Characters of one sentence: three lines of a phone are a lead, more is a text of the model's own."""

CONTACT = re.compile(
    r"https?:|www\.|\b[\w.+-]+@[\w-]+|\b[\w-]+\.(?:vn|com|org|net|info|me|gov|edu|io)\b|(?<!\w)@\w{3,}"
    r"|(?<![\d/.,-])(?:\+?\d[\d .]{7,}\d|1900[ .]?\d{2,})(?![\d/])",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>{}\[\]`*_#|\\~^=]|&\w+;|[\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SECRET = re.compile(
    r"\bsk-\w|\bapi[ _-]?key\b|\bOPENAI|\bTOKEN\b|\b\d{8,}:[\w-]{20,}|\bBearer\b|bearer\s|password|mật khẩu",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"\bprompts?\b|system message|lời nhắc hệ thống|hướng dẫn hệ thống|mô hình ngôn ngữ|language model"
    r"|chat ?gpt|openai|chatbot"
    r"|tôi là (?:một )?(?:ai|trợ lý)|as an ai|instructions? (?:above|given)|json|schema",
    re.IGNORECASE,
)
_LETTERS_OF_OTHERS = re.compile(r"[^\W\d_a-zA-ZÀ-ỹđĐ]")
_ALL_WORDS = re.compile(r"\w+")
_RUN = 7
"""Words in a row that a sentence shares with a prompt before it counts as told from there."""


@cache
def _orders() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in table("orders")["patterns"])


def gives_orders(text: str) -> bool:
    """Whether a text tells the program what to do."""
    return any(order.search(text) for order in _orders())


def is_of_the_program(text: str) -> bool:
    """Whether a text speaks of keys, prompts or the model instead of the documents."""
    return bool(_SECRET.search(text) or _PROGRAM.search(text))


def is_marked_up(text: str) -> bool:
    """Whether it holds signs of markup or code, invisible ones, or letters of another script."""
    return bool(_MARKUP.search(text) or _LETTERS_OF_OTHERS.search(text))


def is_unfinished(text: str) -> bool:
    """Whether a sentence breaks off: a reply that was cut short may still be of the right shape."""
    words = _ALL_WORDS.findall(text.lower())
    return bool(words) and words[-1] in {*table("phrasing")["unfinished"]["vi"], *table("phrasing")["unfinished"]["en"]}


def contacts(text: str) -> list[str]:
    """Web addresses, mail addresses, account names and telephone numbers."""
    return [found.group() for found in CONTACT.finditer(text)]


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    return f" {' '.join(_ALL_WORDS.findall(fold_accents(text)))} "


def repeats(text: str, prompt: str, besides: str) -> bool:
    """Whether a sentence repeats words of a prompt that do not stand in the passages (`besides`)."""
    said, told, shown = (_plain(each) for each in (text, prompt, besides))
    taken = said.split()
    runs = (" ".join(taken[at : at + _RUN]) for at in range(len(taken) - _RUN + 1))
    return any(f" {run} " in told and f" {run} " not in shown for run in runs)


def may_be_sent(text: str) -> bool:
    """Whether a text may be handed to a model: no orders in it, and nobody who may be in danger."""
    return not gives_orders(text) and not in_danger(tokenize(text))


def without_contacts(text: str) -> str:
    """A question without telephone numbers and addresses: no answer needs them, and nobody else is to have them."""
    return CONTACT.sub("…", text)
