"""Short messages of the bot's own accord: a sentence or two, some with buttons."""

from bot import callbacks
from bot.message import Button, Message, paragraph
from bot.render import sentence
from knowledge.answer import Detail, Say
from knowledge.model import Lang


def said(key: str, lang: Lang, **details: Detail) -> str:
    """A sentence of the catalogue."""
    return sentence(Say(key, details), lang)


def told(lang: Lang, say: Say) -> Message:
    """A sentence that somebody else chose."""
    return Message((paragraph(sentence(say, lang)),))


def notice(lang: Lang, *keys: str, buttons: tuple[tuple[Button, ...], ...] = (), **details: Detail) -> Message:
    """A message of sentences, each a paragraph; a line break in a sentence is one in the message."""
    return Message(tuple(paragraph(*said(key, lang, **details).split("\n")) for key in keys), buttons)


def button(lang: Lang, key: str, action: callbacks.Action, **details: Detail) -> Button:
    """A button that says a sentence of the catalogue."""
    return Button(said(key, lang, **details), callbacks.data(action))
