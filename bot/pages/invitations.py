"""Inviting people into a unit."""

from bot import callbacks
from bot.message import Attachment, Button, Message
from bot.pages.notices import notice, said
from bot.people.model import Invitation, Role, Unit
from bot.texts import ROLES
from knowledge.model import Lang


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
