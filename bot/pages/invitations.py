"""Inviting people into a unit."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot import callbacks
from bot.message import Attachment, Button, Message, paragraph
from bot.pages.notices import notice, said
from bot.people.model import Invitation, Role, Unit
from bot.texts import ROLES
from knowledge.model import Lang

MOST_CHOICES = 8
"""Units to choose from at once."""


def choose_unit(lang: Lang, units: Sequence[Unit], names: Mapping[str, str]) -> Message:
    """Into which of several units, the likeliest first. `names`: of all units, by code.

    Units of one name are told apart by the unit above.
    """
    shown = units[:MOST_CHOICES]
    same = Counter(each.name for each in shown)
    rows = []
    for each in shown:
        above = names.get(each.parent or "", "") if same[each.name] > 1 else ""
        label = f"{each.name} · {above}" if above else each.name
        rows.append((Button(label, callbacks.data(callbacks.InviteInto(callbacks.ref(each.code)))),))
    left = len(units) - len(shown)
    more = [paragraph(said("inviting.more_units", lang, count=left))] if left else []
    return Message((paragraph(said("inviting.which_unit", lang)), *more), tuple(rows))


def roles(lang: Lang, unit: Unit, allowed: tuple[Role, ...]) -> Message:
    """As what somebody is to be invited."""
    short = callbacks.ref(unit.code)
    rows = tuple((Button(ROLES[each][lang], callbacks.data(callbacks.InviteAs(each, short))),) for each in allowed)
    return notice(lang, "inviting.role", buttons=rows, unit=unit.name)


def made(lang: Lang, invitation: Invitation, unit: Unit, link: str, picture: bytes) -> Message:
    """An invitation with its link as a picture to print or to show."""
    revoke = Button(said("inviting.revoke", lang), callbacks.data(callbacks.Revoke(invitation.id)))
    about = notice(
        lang,
        "inviting.made",
        unit=unit.name,
        role=ROLES[invitation.role][lang],
        uses=invitation.uses,
        expires=invitation.expires_at.date(),
        link=link,
    )
    return Message(about.blocks, ((revoke,),), Attachment("moi.png", picture, "photo"))
