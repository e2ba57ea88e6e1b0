"""The unit's tasks: the list, a task's card, its source, what changed against the level above, copies to take away."""

import asyncio
from collections.abc import Callable

from telegram import Update

from bot import callbacks
from bot.message import Message
from bot.pages.card import card
from bot.pages.compare import compare as compare_page
from bot.pages.notices import notice, said
from bot.pages.share import file_page, print_page, share_page
from bot.pages.source import words_of_duty, words_of_place
from bot.pages.tasks import choose_act as choose_act_page
from bot.pages.viewer import gone
from bot.telegram.answering import Asked, answer
from bot.telegram.context import BotContext, Pressed
from bot.telegram.show import replace, send
from knowledge.model import Obligation

Page = Callable[[Obligation], Message]


async def command(update: Update, context: BotContext) -> None:
    """/nhiemvu."""
    if update.effective_chat is None:
        return

    def page() -> Message:
        return context.house.tasks(context.services.answerer()).page(context.reader(update).viewer())

    await send(context.bot, update.effective_chat.id, await asyncio.to_thread(page))


async def show_list(pressed: Pressed, action: callbacks.ShowList) -> None:
    """A page of the list."""
    viewer = pressed.reader.viewer()
    pages = pressed.context.house.tasks
    await _show(pressed, lambda: pages(pressed.answerer).page(viewer, action.page, action.act))


async def choose_act(pressed: Pressed, action: callbacks.ChooseAct) -> None:  # noqa: ARG001 - every press has its action
    """The kinds of act to narrow the list by."""
    await _show(pressed, lambda: choose_act_page(pressed.answerer, pressed.reader.viewer()))


async def show_duty(pressed: Pressed, action: callbacks.ShowDuty) -> None:
    """A task's card."""
    viewer = pressed.reader.viewer()
    await _of_duty(pressed, action.duty, lambda d: card(pressed.answerer, viewer, d, action.page, action.act))


async def show_words(pressed: Pressed, action: callbacks.ShowWords) -> None:
    """The source's words of a task, below its card."""
    viewer = pressed.reader.viewer()
    await _of_duty(pressed, action.duty, lambda duty: words_of_duty(pressed.answerer.library, viewer, duty), below=True)


async def show_place(pressed: Pressed, action: callbacks.ShowPlace) -> None:
    """The source's words of a provision that an answer cited."""
    viewer = pressed.reader.viewer()

    def page() -> Message:
        place = pressed.references.place(action)
        return words_of_place(pressed.answerer.library, viewer, *place) if place else gone(viewer)

    await _show(pressed, page, below=True)


async def compare(pressed: Pressed, action: callbacks.Compare) -> None:
    """A task held against the directive above."""
    viewer = pressed.reader.viewer()
    await _of_duty(pressed, action.duty, lambda duty: compare_page(pressed.answerer.library, viewer, duty), below=True)


async def about(pressed: Pressed, action: callbacks.AboutDuty) -> None:
    """The person wants to ask about a task: the reply to this very message is the question."""
    lang = pressed.reader.lang
    duty = await asyncio.to_thread(pressed.references.duty, action.duty)
    if duty is None:
        await send(pressed.context.bot, pressed.chat_id, gone(pressed.reader.viewer()))
        return
    prompt = notice(lang, "about.duty", title=duty.title[lang])
    await send(pressed.context.bot, pressed.chat_id, prompt, answer_hint=said("about.hint", lang))
    # What is typed next is about it, whether it is typed as a reply or not.
    words = said("about.duty", lang, title=duty.title[lang])
    pressed.context.house.conversations.of(pressed.chat_id).prompt = words


async def suggest(pressed: Pressed, action: callbacks.Suggest) -> None:
    """A question that was offered below an answer."""
    viewer = pressed.reader.viewer()
    duty = await asyncio.to_thread(pressed.references.duty, action.duty)
    if duty is None:
        await send(pressed.context.bot, pressed.chat_id, gone(viewer))
        return
    question = pressed.context.house.suggestions(pressed.answerer).question(action.ask, duty, viewer)
    await answer(pressed.context, pressed.reader, Asked(pressed.chat_id, None, question, []))


async def send_file(pressed: Pressed, action: callbacks.SendFile) -> None:
    """A document as a file."""
    viewer = pressed.reader.viewer()

    def page() -> Message:
        document_id = pressed.references.document(action.document)
        return file_page(pressed.answerer.library, viewer, document_id) if document_id else gone(viewer)

    await _show(pressed, page, below=True)


async def share(pressed: Pressed, action: callbacks.ShareList) -> None:  # noqa: ARG001 - every press has its action
    """The list as plain text to copy."""
    await _show(pressed, lambda: share_page(pressed.answerer, pressed.reader.viewer()), below=True)


async def print_(pressed: Pressed, action: callbacks.PrintList) -> None:  # noqa: ARG001 - every press has its action
    """The list as a file to print."""
    await _show(pressed, lambda: print_page(pressed.answerer, pressed.reader.viewer()), below=True)


async def _of_duty(pressed: Pressed, short: str, page: Page, *, below: bool = False) -> None:
    def made() -> Message:
        duty = pressed.references.duty(short)
        return page(duty) if duty else gone(pressed.reader.viewer())

    await _show(pressed, made, below=below)


async def _show(pressed: Pressed, page: Callable[[], Message], *, below: bool = False) -> None:
    """Show a page in place of the one pressed on; `below` it where that one is still wanted."""
    message = await asyncio.to_thread(page)
    if below:
        await send(pressed.context.bot, pressed.chat_id, message)
    else:
        await replace(pressed.query, pressed.context.bot, message)
