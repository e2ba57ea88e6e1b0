"""Units by the short names that buttons carry."""

from functools import lru_cache

from bot import callbacks
from bot.people.tree import UnitTree
from bot.progress.errors import NotExpectedError
from bot.telegram.context import BotContext
from knowledge.answer import Say


def unit_of(context: BotContext, short: str | None) -> str | None:
    """The unit of a button, None for all. Raises `NotExpectedError` for one that is gone."""
    if short is None:
        return None
    found = _by_ref(context.services.units.tree()).get(short)
    if found is None:
        raise NotExpectedError(Say("checkin.not_expected"))
    return found


@lru_cache(maxsize=2)
def _by_ref(tree: UnitTree) -> dict[str, str]:
    """Made once for each edition of the tree, which is never changed."""
    return {callbacks.ref(unit.code): unit.code for unit in tree}
