"""Who looks at a page, and how pages speak to them."""

from dataclasses import dataclass
from datetime import date

from bot.message import Block, Line, Message, Piece, paragraph
from bot.render import sentence
from knowledge.answer import Answer, Detail, Say
from knowledge.answering import Answerer
from knowledge.model import Lang, UnitType


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person's unit, day and language. `unit`: what the unit is called; `year`: the one shown, None for today's."""

    unit_type: UnitType
    unit: str
    today: date
    lang: Lang = "vi"
    province: str | None = None
    year: int | None = None

    def says(self, key: str, **details: Detail) -> str:
        """A sentence of ours in the viewer's language."""
        return sentence(Say(key, details), self.lang)

    def field(self, key: str, words: str) -> Line:
        """A line that opens with what it is about, in bold."""
        return (Piece(f"{self.says(key)}: ", "bold"), Piece(words))

    def year_of(self, answerer: Answerer) -> Answer:
        """All that the viewer's unit must do in the year shown."""
        return answerer.unit_year(self.unit_type, self.today, self.lang, province=self.province, year=self.year)


def opening(words: str) -> str:
    """Words with a capital letter."""
    return words[:1].upper() + words[1:]


def aside(*lines: str) -> list[Block]:
    """What is said beside the matter, slanted; nothing for no lines."""
    said = [(Piece(line, "italic"),) for line in lines if line]
    return [paragraph(*said)] if said else []


def gone(viewer: Viewer) -> Message:
    """What is shown where a button's task or document is not in the library any more."""
    return Message((paragraph(viewer.says("pages.gone")),))
