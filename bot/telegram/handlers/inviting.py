"""/moi: those who manage a unit invite people into it, by a link and its picture."""

import asyncio

from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages import invitations as pages
from bot.pages.notices import notice
from bot.people.inviting import USUAL_DAYS, deep_link, qr_png, usual_uses
from bot.people.model import Unit
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.show import replace, send

_MOST_FOUND = 500


async def command(update: Update, context: BotContext) -> None:
    """/moi, for one's own unit; /moi NAME for one below it."""
    chat = update.effective_chat
    if chat is None or chat.type != "private":
        return
    reader = await asyncio.to_thread(context.reader, update)
    name = " ".join(context.args or ())
    await send(context.bot, chat.id, await asyncio.to_thread(choices, context, reader, name))


def choices(context: BotContext, reader: Reader, name: str) -> Message:
    """As what to invite into the unit of a name, or into the own one; which unit, where several are meant.

    An invitation hands out power: a name that is not found is never taken for another unit.
    """
    own = context.roles_to_give(reader, reader.unit) if reader.unit else ()
    if not own and not context.is_admin(reader):
        return notice(reader.lang, "fault.not_allowed")
    if not name:
        return _roles(context, reader, reader.unit) if reader.unit else notice(reader.lang, "inviting.unit")
    units = context.services.units
    found = units.search(name, None, _MOST_FOUND)
    if not found:
        return notice(reader.lang, "inviting.not_found", name=name)
    written_out = [each for each in found if units.is_written_out(name, each)]
    theirs = [each for each in written_out or found if context.roles_to_give(reader, each)]
    if len(theirs) > 1:
        return pages.choose_unit(reader.lang, theirs, {each.code: each.name for each in units.all()})
    return _roles(context, reader, theirs[0]) if theirs else notice(reader.lang, "fault.not_allowed")


def _roles(context: BotContext, reader: Reader, unit: Unit) -> Message:
    allowed = context.roles_to_give(reader, unit)
    return pages.roles(reader.lang, unit, allowed) if allowed else notice(reader.lang, "fault.not_allowed")


async def choose(pressed: Pressed, action: callbacks.InviteInto) -> None:
    """One of several units is chosen."""
    context, reader = pressed.context, pressed.reader

    def chosen() -> Message:
        unit = _unit(context, action.unit)
        return _roles(context, reader, unit) if unit else notice(reader.lang, "fault.stale")

    await replace(pressed.query, context.bot, await asyncio.to_thread(chosen))


async def invite(pressed: Pressed, action: callbacks.InviteAs) -> None:
    """A role is chosen: the invitation is made, if this person may."""
    context, reader = pressed.context, pressed.reader

    def made() -> Message:
        unit = _unit(context, action.unit)
        if unit is None:
            return notice(reader.lang, "fault.stale")
        if action.role not in context.roles_to_give(reader, unit):
            return notice(reader.lang, "fault.not_allowed")
        uses = usual_uses(action.role)
        invitation = context.services.invitations.create(unit.code, action.role, uses, USUAL_DAYS, now())
        link = deep_link(context.bot.username, invitation.code or "")
        return pages.made(reader.lang, invitation, unit, link, qr_png(link))

    await replace(pressed.query, context.bot, await asyncio.to_thread(made))


async def revoke(pressed: Pressed, action: callbacks.Revoke) -> None:
    """Nobody joins by this invitation any more."""
    context, reader = pressed.context, pressed.reader

    def revoked() -> Message:
        invitation = context.services.invitations.find(action.invitation)
        unit = context.services.units.unit(invitation.unit) if invitation else None
        if invitation is None or unit is None:
            return notice(reader.lang, "fault.stale")
        if invitation.role not in context.roles_to_give(reader, unit):
            return notice(reader.lang, "fault.not_allowed")
        context.services.invitations.revoke(invitation.id, now())
        return notice(reader.lang, "inviting.revoked")

    await send(context.bot, pressed.chat_id, await asyncio.to_thread(revoked))


def _unit(context: BotContext, short: str) -> Unit | None:
    return next((unit for unit in context.services.units.all() if callbacks.ref(unit.code) == short), None)
