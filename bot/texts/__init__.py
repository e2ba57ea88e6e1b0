"""Every sentence the program says of its own accord, Vietnamese first, English second. Nothing here is a quotation.

One module for each place where people are talked with; `TEXTS` is all of them. A key's first word names its family.
"""

from bot.texts.answers import ACTS, ANSWERS, KINDS_EN, RELATIONS
from bot.texts.chat import CHAT, COMMANDS, GROUP_COMMANDS, ROLES, UNIT_TYPES
from bot.texts.checkin import CHECKIN
from bot.texts.exports import EXPORTS
from bot.texts.operations import OPERATIONS
from bot.texts.progress import PROGRESS
from bot.texts.reminders import REMINDERS
from bot.texts.tasks import TASKS
from bot.texts.units import UNITS
from knowledge.model import Bilingual

__all__ = ["ACTS", "COMMANDS", "GROUP_COMMANDS", "KINDS_EN", "RELATIONS", "ROLES", "TEXTS", "UNIT_TYPES"]

TEXTS: dict[str, Bilingual] = {
    **ANSWERS,
    **CHAT,
    **CHECKIN,
    **EXPORTS,
    **OPERATIONS,
    **PROGRESS,
    **REMINDERS,
    **TASKS,
    **UNITS,
}
