"""The first meeting, and choosing where one works. Nothing is kept before the person has chosen."""

import asyncio

from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages import welcome
from bot.pages.notices import notice, said, told
from bot.people.errors import InvitationError
from bot.progress.evidence import LINK
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.files import send_file
from bot.telegram.show import replace, send


async def start(update: Update, context: BotContext) -> None:
    """/start, with the code of an invitation, or of a file, or without."""
    if update.effective_chat is None or update.effective_chat.type != "private":
        return
    reader = await asyncio.to_thread(context.reader, update)
    file = _file_named(context.args[0]) if context.args else None
    if file:
        await send_file(context, reader, update.effective_chat.id, *file)
        return
    if context.args:
        message = await asyncio.to_thread(_offer, context, reader, context.args[0])
    elif reader.unit_type:
        buttons = welcome.first_steps(reader.lang)
        message = notice(reader.lang, "start.again", buttons=buttons, unit=reader.unit_name)
    else:
        message = welcome.hello(reader.lang)
    await send(context.bot, update.effective_chat.id, message)


def _file_named(code: str) -> tuple[int, int] | None:
    """The check-in and the number of its file that a link in a workbook names."""
    found = LINK.fullmatch(code)
    return (int(found["check_in"]), int(found["number"])) if found else None


def _offer(context: BotContext, reader: Reader, code: str) -> Message:
    """What an invitation is to, before it is accepted."""
    try:
        invitation = context.services.invitations.check(code, now())
    except InvitationError as error:
        refused, hello = told(reader.lang, error.say), welcome.hello(reader.lang)
        return Message((*refused.blocks, *hello.blocks[1:]), hello.buttons)
    unit = context.services.units.unit(invitation.unit)
    name = unit.name if unit else invitation.unit
    message = welcome.invited(reader.lang, code, invitation.role, name, known=reader.person is not None)
    if unit is None or not reader.loses_a_role_in(unit) or reader.unit is None:
        return message
    warning = welcome.leaving(reader.lang, reader.unit, reader.role, unit)
    return Message((*message.blocks, *warning.blocks), message.buttons)


async def join(pressed: Pressed, action: callbacks.Join) -> None:
    """The invitation is accepted."""
    reader, context = pressed.reader, pressed.context

    def joined() -> Message:
        try:
            person, unit = context.services.people.join(reader.id, action.code, now())
        except InvitationError as error:
            return told(reader.lang, error.say)
        return welcome.joined(reader.lang, unit, person.role, context.services.periods.open_for(unit.code))

    await replace(pressed.query, context.bot, await asyncio.to_thread(joined))


async def be_guest(pressed: Pressed, action: callbacks.BeGuest) -> None:  # noqa: ARG001 - every press has its action
    """Someone only wants to ask."""
    lang = pressed.reader.lang
    steps = welcome.first_steps(lang)
    await replace(pressed.query, pressed.context.bot, notice(lang, "start.as_guest", buttons=steps))


async def set_unit_type(pressed: Pressed, action: callbacks.SetUnitType) -> None:
    """A kind of unit is chosen; where units are known, the unit itself is looked for next."""
    reader, context = pressed.reader, pressed.context

    def chosen() -> bool:
        context.services.people.change(reader.id, now(), unit_type=action.unit_type)
        kin = any(each.type == action.unit_type for each in context.services.units.all())
        return kin and reader.unit is None  # a member only looks at what others have to do

    if await asyncio.to_thread(chosen):
        await ask_for_unit(pressed)
        return
    after = await pressed.reader_now()
    steps = welcome.first_steps(reader.lang)
    message = notice(reader.lang, "unit.chosen", buttons=steps, unit=after.unit_name)
    await replace(pressed.query, context.bot, message)


async def find_unit(pressed: Pressed, action: callbacks.FindUnit) -> None:  # noqa: ARG001 - every press has its action
    """The person wants to type the unit's name."""
    await ask_for_unit(pressed)


async def ask_for_unit(pressed: Pressed) -> None:
    """Ask for the unit's name; the reply to this very message is the answer, also after a restart."""
    lang = pressed.reader.lang
    message = notice(lang, "unit.search")
    await send(pressed.context.bot, pressed.chat_id, message, answer_hint=said("unit.search_hint", lang))
    pressed.context.house.conversations.of(pressed.chat_id).prompt = said("unit.search", lang)


async def set_unit(pressed: Pressed, action: callbacks.SetUnit) -> None:
    """A unit is chosen."""
    reader, context = pressed.reader, pressed.context

    def chosen() -> Message:
        unit = next((u for u in context.services.units.all() if callbacks.ref(u.code) == action.unit), None)
        if unit is None:
            return notice(reader.lang, "fault.stale")
        if reader.unit and reader.loses_a_role_in(unit) and not action.sure:
            return welcome.leaving(reader.lang, reader.unit, reader.role, unit)
        context.services.people.change(reader.id, now(), unit=unit.code)
        return notice(reader.lang, "unit.chosen", buttons=welcome.first_steps(reader.lang), unit=unit.name)

    await replace(pressed.query, context.bot, await asyncio.to_thread(chosen))
