"""What every handler works with, and who it is that writes."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from telegram import CallbackQuery, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot import access
from bot.callbacks import References
from bot.pages.suggestions import Suggestions
from bot.pages.tasks import TaskPages
from bot.pages.viewer import Viewer
from bot.people.model import Person, Role, Unit
from bot.telegram.conversations import Conversations
from bot.texts import UNIT_TYPES

if TYPE_CHECKING:
    from bot.delivery.inbox import Inbox
    from bot.services import Services
    from knowledge.answering import Answerer
    from knowledge.library import Library
    from knowledge.model import Lang, UnitType


@dataclass
class House:
    """What lives as long as the program does."""

    services: "Services"
    inbox: "Inbox"
    conversations: Conversations = field(default_factory=Conversations)
    # Thinking is the processor's work: more threads would only make the quick things wait.
    thinking: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "thinking"))
    listening: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(16, "listening"))
    _references: References | None = None
    _suggestions: Suggestions | None = None
    _tasks: TaskPages | None = None

    def references(self, library: "Library") -> References:
        """What short names stand for in a library; read once for each version."""
        found = self._references
        if found is None or found.library is not library:
            found = self._references = References(library)
        return found

    def tasks(self, answerer: "Answerer") -> TaskPages:
        """The pages of tasks; each made once for each version and all who see the same."""
        found = self._tasks
        if found is None or found.answerer is not answerer:
            found = self._tasks = TaskPages(answerer)
        return found

    def suggestions(self, answerer: "Answerer") -> Suggestions:
        """What may be asked next; found out once for each version."""
        found = self._suggestions
        if found is None or found.answerer is not answerer:
            found = self._suggestions = Suggestions(answerer)
        return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Who writes, as far as it matters for an answer. `person` is None where nothing is kept of them."""

    id: int
    client_lang: "Lang"
    today: date
    person: Person | None = None
    unit: Unit | None = None
    province: str | None = None
    """The unit's province, None where it is not known."""

    @property
    def lang(self) -> "Lang":
        """The language of what the bot says of its own accord: the chosen one, else the client's."""
        return (self.person and self.person.lang) or self.client_lang

    @property
    def chosen_lang(self) -> "Lang | None":
        """The language chosen for answers; None: that of each question."""
        return self.person.lang if self.person else None

    @property
    def unit_type(self) -> "UnitType | None":
        """The kind of unit to answer for, None for someone who has not said."""
        chosen = self.person.unit_type if self.person else None
        return chosen or (self.unit.type if self.unit else None)

    @property
    def unit_name(self) -> str:
        """The unit as it is called, or the kind that is looked at."""
        if self.unit and self.unit_type == self.unit.type:
            return self.unit.name
        return UNIT_TYPES[self.unit_type or "school"][self.lang]

    @property
    def role(self) -> Role:
        """What the person does for the unit."""
        return self.person.role if self.person else "teacher"

    def loses_a_role_in(self, other: Unit) -> bool:
        """Whether belonging to another unit would end more than a teacher's place in this one."""
        return self.unit is not None and self.unit != other and self.role != "teacher"

    def viewer(self) -> Viewer:
        """The person as the pages know them."""
        return Viewer(
            self.unit_type or "school", self.unit_name, self.today, self.lang, province=self.province, year=self.year
        )

    @property
    def year(self) -> int | None:
        """The year whose tasks are shown, None for the current one."""
        return self.person.year if self.person else None


class BotContext(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context with the house in it."""

    @property
    def house(self) -> House:
        """What the program lives in."""
        house: House = self.application.bot_data["house"]
        return house

    @property
    def services(self) -> "Services":
        """What the handlers call."""
        return self.house.services

    def reader(self, update: Update) -> Reader:
        """Who writes; reads the database, so call it in a thread."""
        user = update.effective_user
        if user is None:
            return Reader(0, "vi", self.services.today)
        # Someone whose Telegram speaks neither language reads English more likely than Vietnamese.
        client: Lang = "vi" if (user.language_code or "vi").startswith("vi") else "en"
        person = self.services.people.person(user.id)
        if person and person.blocked_at and update.my_chat_member is None:
            self.services.people.unblock(user.id)  # who writes again has let the bot back
        if person is None or person.unit is None:
            return Reader(user.id, client, self.services.today, person)
        tree = self.services.units.tree()
        unit = tree.unit(person.unit)
        province = tree.province(unit.code) if unit else None
        return Reader(user.id, client, self.services.today, person, unit, province)

    def roles_to_give(self, reader: Reader, unit: Unit) -> tuple[Role, ...]:
        """As what this person may invite others to a unit; nothing for someone who may not."""
        someone = reader.person or Person(reader.id)
        admins = self.services.settings.admin_telegram_ids
        return access.roles_to_give(someone, unit.code, self.services.units, admins)

    def may(self, reader: Reader, act: access.Permission, unit: str | None) -> bool:
        """Whether this person may do this for a unit."""
        someone = reader.person or Person(reader.id)
        return access.may(someone, act, unit, self.services.units, self.services.settings.admin_telegram_ids)

    def is_admin(self, reader: Reader) -> bool:
        """Whether the person manages more than one unit."""
        admin = reader.person is not None and reader.person.role == "admin"
        return admin or reader.id in self.services.settings.admin_telegram_ids

    def years(self) -> list[int]:
        """The years that directives are loaded for, the newest first."""
        documents = self.services.library().documents()
        return sorted({info.year for info in documents if info.is_directive and info.year}, reverse=True)


@dataclass(frozen=True)
class Pressed:
    """A button that was pressed, by whom and where."""

    query: CallbackQuery
    update: Update
    context: BotContext
    reader: Reader
    chat_id: int

    @cached_property
    def answerer(self) -> "Answerer":
        """What answers this press; the documents may have been renewed since the button was made.

        It may open them, so ask for it in a thread.
        """
        return self.context.services.answerer()

    @property
    def references(self) -> "References":
        """What the short names in buttons stand for in its documents."""
        return self.context.house.references(self.answerer.library)

    async def reader_now(self) -> Reader:
        """The person after a change."""
        return await asyncio.to_thread(self.context.reader, self.update)


Press: TypeAlias = Callable[[Pressed, Any], Awaitable[None]]
"""What a pressed button does; the second argument is its action."""

BotApplication: TypeAlias = Application[ExtBot[int], BotContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
