"""What a person sets for themselves, and what is kept of them."""

import asyncio
import json
from itertools import chain

from telegram import Update

from bot import callbacks
from bot.message import Attachment, Button, Message
from bot.model_state import model_state
from bot.pages import telling, welcome
from bot.pages.evidence import each_kind
from bot.pages.notices import notice, said, told
from bot.progress.filling import Filling
from bot.telegram.checking_in import Desk, desk
from bot.telegram.context import BotContext, Pressed, Reader, now
from bot.telegram.files import forget_files, waiting
from bot.telegram.private import sent_to_private
from bot.telegram.show import edit, replace, send
from bot.texts import ROLES


async def unit(update: Update, context: BotContext) -> None:
    """/donvi: the unit, the role, the year, and how to change them."""
    reader = await asyncio.to_thread(context.reader, update)
    if not await sent_to_private(update, context, reader.lang):
        await _reply(update, context, await asyncio.to_thread(_unit_page, context, reader))


async def choose_unit(pressed: Pressed, action: callbacks.ChooseUnit) -> None:  # noqa: ARG001 - every press has its action
    """The same, from the list of tasks."""
    message = await asyncio.to_thread(_unit_page, pressed.context, pressed.reader)
    await replace(pressed.query, pressed.context.bot, message)


def _unit_page(context: BotContext, reader: Reader) -> Message:
    lang = reader.lang
    role = ROLES[reader.person.role][lang] if reader.person and reader.unit else "–"
    shown = str(reader.year) if reader.year else said("unit.this_year", lang)
    years = [Button(said("unit.this_year", lang), callbacks.data(callbacks.SetYear(None)))]
    years += [Button(str(each), callbacks.data(callbacks.SetYear(each))) for each in context.years()]
    rows = [tuple(years), *welcome.kinds(lang)]
    if context.services.units.all():
        rows.insert(0, (Button(said("unit.change", lang), callbacks.data(callbacks.FindUnit())),))
    return notice(lang, "unit.now", buttons=tuple(rows), unit=reader.unit_name, role=role, year=shown)


async def set_year(pressed: Pressed, action: callbacks.SetYear) -> None:
    """The year whose tasks are shown."""
    await asyncio.to_thread(pressed.context.services.people.change, pressed.reader.id, now(), year=action.year)
    lang = pressed.reader.lang
    year = str(action.year) if action.year else said("unit.this_year", lang)
    message = notice(lang, "unit.year_set", buttons=welcome.first_steps(lang), year=year)
    await replace(pressed.query, pressed.context.bot, message)


async def language(update: Update, context: BotContext) -> None:
    """/ngonngu: Vietnamese or English."""
    reader = await asyncio.to_thread(context.reader, update)
    row = (
        Button("Tiếng Việt", callbacks.data(callbacks.SetLang("vi"))),
        Button("English", callbacks.data(callbacks.SetLang("en"))),
    )
    await _reply(update, context, notice(reader.lang, "lang.choose", buttons=(row,)))


async def set_language(pressed: Pressed, action: callbacks.SetLang) -> None:
    """A language is chosen."""
    await asyncio.to_thread(pressed.context.services.people.change, pressed.reader.id, now(), lang=action.lang)
    await replace(pressed.query, pressed.context.bot, notice(action.lang, "lang.set"))


async def kept(update: Update, context: BotContext) -> None:
    """/dulieu: everything that is kept about the person, as a file."""
    reader = await asyncio.to_thread(context.reader, update)
    if await sent_to_private(update, context, reader.lang):
        return
    if reader.person is None:
        await _reply(update, context, notice(reader.lang, "kept.nothing"))
        return
    rows = await asyncio.to_thread(context.services.people.kept, reader.id)
    rows |= await asyncio.to_thread(context.services.check_ins.kept, reader.id)
    rows |= await asyncio.to_thread(context.services.outbox.kept, reader.id)
    content = json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()
    about = notice(reader.lang, "kept.file")
    await _reply(update, context, Message(about.blocks, attachment=Attachment("dau-moi-du-lieu.json", content)))


async def erase(update: Update, context: BotContext) -> None:
    """/xoadulieu: erase it, once the person has said so twice."""
    reader = await asyncio.to_thread(context.reader, update)
    lang = reader.lang
    if reader.person is None:
        context.house.conversations.forget(reader.id)
        await _reply(update, context, notice(lang, "kept.nothing"))
        return
    row = (
        Button(said("kept.erase", lang), callbacks.data(callbacks.Erase(sure=True))),
        Button(said("kept.keep", lang), callbacks.data(callbacks.Erase(sure=False))),
    )
    await _reply(update, context, notice(lang, "kept.confirm", buttons=(row,)))


async def erase_pressed(pressed: Pressed, action: callbacks.Erase) -> None:
    """Erase, or leave it as it is."""
    lang = pressed.reader.lang
    if action.sure:
        await asyncio.to_thread(_erase, pressed)
        pressed.context.house.conversations.forget(pressed.chat_id)
    await replace(pressed.query, pressed.context.bot, notice(lang, "kept.erased" if action.sure else "kept.kept"))


def _erase(pressed: Pressed) -> None:
    services, person = pressed.context.services, pressed.reader.id
    services.check_ins.forget_word_of(person)
    services.people.erase(person)


async def cancel(update: Update, context: BotContext) -> None:
    """/huy: forget what the bot was waiting for: what was not yet said to be a report, else the last begun."""
    chat = update.effective_chat
    reader = await asyncio.to_thread(context.reader, update)
    if chat is None:
        return
    conversation = context.house.conversations.of(chat.id)
    choice = conversation.choice
    conversation.prompt, conversation.choice = "", None
    if choice:
        await edit(context.bot, chat.id, choice, telling.dropped(reader.lang))
    await _reply(update, context, await asyncio.to_thread(_cancelled, context, reader, chat.id, choice))
    forget_files(context, chat.id)


def _cancelled(context: BotContext, reader: Reader, chat_id: int, choice: int | None) -> Message:
    own = desk(context, reader)
    begun = own.drafts() if own else []
    files = waiting(context, chat_id, [file for draft in begun for file in Filling.of(draft.content).evidence])
    if own and files:
        return notice(reader.lang, "evidence.dropped", files=each_kind(reader.lang, files))
    if own and choice:
        return telling.dropped(reader.lang)
    if own is None or not begun:
        ticked = _untick(own) if own else 0
        return notice(reader.lang, "ticks.dropped" if ticked else "help.cancelled", count=ticked)
    spot = own.spot(begun[0].period, callbacks.ref(begun[0].obligation))
    own.drop(spot)
    return notice(reader.lang, "checkin.dropped", title=spot.expectation.obligation.title[reader.lang])


def _untick(own: Desk) -> int:
    """Drop all that is ticked; how many there were."""
    periods = own.context.services.periods.open_for(own.unit.code)
    ticked = [draft for period in periods for draft, _ in own.ticked(period.id)]
    for draft in ticked:
        own.drop(own.spot(draft.period, callbacks.ref(draft.obligation)))
    return len(ticked)


async def help_(update: Update, context: BotContext) -> None:
    """/trogiup."""
    reader = await asyncio.to_thread(context.reader, update)
    keys = ["help.text"]
    if context.is_admin(reader) or (reader.unit and context.roles_to_give(reader, reader.unit)):
        keys.append("help.admin")
    if reader.unit and context.may(reader, "report", reader.unit.code):
        keys.append("help.reporting")
    if context.is_admin(reader):
        keys.append("help.periods")
    if context.is_admin(reader) or (reader.unit and context.may(reader, "remind", reader.unit.code)):
        keys.append("help.reminders")
    message = notice(reader.lang, *keys)
    if context.is_admin(reader) and update.effective_chat is not None and update.effective_chat.type == "private":
        message = await asyncio.to_thread(with_model_state, context, reader, message)
    await _reply(update, context, message)


def with_model_state(context: BotContext, reader: Reader, message: Message) -> Message:
    """What an administrator is told besides: how the chat model is."""
    blocks = (told(reader.lang, say).blocks for _, say in model_state(context.services))
    return Message((*message.blocks, *chain(*blocks)))


async def _reply(update: Update, context: BotContext, message: Message) -> None:
    if update.effective_chat is not None:
        await send(context.bot, update.effective_chat.id, message)
