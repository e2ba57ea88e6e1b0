"""The Telegram application: one visible list of handlers, in order, and how it starts and stops."""

import asyncio
import gc
import json
import logging
import secrets
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import BotCommand, BotCommandScopeAllGroupChats, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from bot import callbacks
from bot.delivery.inbox import Inbox, Unfinished
from bot.delivery.writer import InboxWriter
from bot.pages.notices import said
from bot.telegram import notify
from bot.telegram.context import BotApplication, BotContext, House, Press, Pressed, now
from bot.telegram.handlers import (
    evidence,
    faults,
    groups,
    inviting,
    other,
    periods,
    personal,
    progress,
    questions,
    reminders,
    reporting,
    reviewing,
    start,
    tasks,
    telling,
    ticking,
)
from bot.telegram.inbox_queue import InboxBot, InboxQueue
from bot.telegram.limiter import AT_A_TIME, ChatLimiter
from bot.telegram.order import InOrder, current_update
from bot.telegram.reminding import Reminding
from bot.telegram.show import acknowledge, send
from bot.telegram.transport import connections
from bot.texts import COMMANDS, GROUP_COMMANDS
from knowledge.errors import DauMoiError

if TYPE_CHECKING:
    from bot.services import Services
    from knowledge.model import Lang

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
POLL_SECONDS = 25
SPINNING = 0.25
"""Seconds that a pressed button may spin: what is shown sooner than that goes first."""

PRESSES: dict[type[callbacks.Action], Press] = {
    callbacks.ShowList: tasks.show_list,
    callbacks.ChooseAct: tasks.choose_act,
    callbacks.ChooseUnit: personal.choose_unit,
    callbacks.ShowDuty: tasks.show_duty,
    callbacks.ShowWords: tasks.show_words,
    callbacks.ShowPlace: tasks.show_place,
    callbacks.Compare: tasks.compare,
    callbacks.AboutDuty: tasks.about,
    callbacks.Suggest: tasks.suggest,
    callbacks.SendFile: tasks.send_file,
    callbacks.ShareList: tasks.share,
    callbacks.PrintList: tasks.print_,
    callbacks.Rate: questions.rated,
    callbacks.RatePhrased: questions.rated,
    callbacks.AskAgain: questions.again,
    callbacks.Join: start.join,
    callbacks.BeGuest: start.be_guest,
    callbacks.SetUnitType: start.set_unit_type,
    callbacks.FindUnit: start.find_unit,
    callbacks.SetUnit: start.set_unit,
    callbacks.SetYear: personal.set_year,
    callbacks.SetLang: personal.set_language,
    callbacks.Erase: personal.erase_pressed,
    callbacks.InviteInto: inviting.choose,
    callbacks.InviteAs: inviting.invite,
    callbacks.Revoke: inviting.revoke,
    callbacks.ShowReports: reporting.show_list,
    callbacks.ReportOn: reporting.show_duty,
    callbacks.SetStatus: reporting.set_status,
    callbacks.AsLastTime: reporting.as_last_time,
    callbacks.TypeIn: reporting.type_in,
    callbacks.GoOn: reporting.go_on,
    callbacks.SendReport: reporting.send_report,
    callbacks.DropReport: reporting.drop,
    callbacks.ShowVersions: reporting.show_versions,
    callbacks.ShowMeant: telling.show,
    callbacks.Meant: telling.meant,
    callbacks.WasQuestion: telling.was_question,
    callbacks.DropMeant: telling.drop,
    callbacks.ShowTicks: ticking.show,
    callbacks.Tick: ticking.tick,
    callbacks.LookOverTicks: ticking.look_over,
    callbacks.SendTicks: ticking.send_all,
    callbacks.DropFile: evidence.drop_file,
    callbacks.ShowFile: evidence.show_file,
    callbacks.ShowReviews: reviewing.show_list,
    callbacks.ReviewOne: reviewing.show,
    callbacks.ReviewVersions: reviewing.show_versions,
    callbacks.Approve: reviewing.approve,
    callbacks.SendBack: reviewing.send_back,
    callbacks.Lock: reviewing.lock,
    callbacks.Unlock: reviewing.unlock,
    callbacks.ShowProgress: progress.show,
    callbacks.SendChart: progress.send_chart,
    callbacks.ShowPeriods: periods.show_list,
    callbacks.ShowPeriod: periods.show,
    callbacks.ClosePeriod: periods.close,
    callbacks.ReopenPeriod: periods.reopen,
    callbacks.OpenPeriod: periods.open_,
    callbacks.AnnouncePeriod: reminders.announce,
    callbacks.ShowReminders: reminders.show,
    callbacks.RemindNow: reminders.remind_now,
    callbacks.SilenceReminders: reminders.silence,
}
"""What a pressed button does."""


async def press(update: Update, context: BotContext) -> None:
    """A button was pressed: let it stop spinning, then do what it says; for one that means nothing, say so."""
    query = update.callback_query
    if query is None:
        return
    action = callbacks.parse(query.data or "")
    reader = await asyncio.to_thread(context.reader, update)
    if action is None:
        await acknowledge(query, said("fault.stale", reader.lang), alert=True)
        return
    chat_id = query.message.chat.id if query.message else query.from_user.id
    handling = asyncio.ensure_future(PRESSES[type(action)](Pressed(query, update, context, reader, chat_id), action))
    if not isinstance(action, callbacks.Rate):  # which says thanks in the same breath
        await asyncio.wait([handling], timeout=SPINNING)
        context.application.create_task(acknowledge(query))
    await handling


def add_handlers(application: BotApplication) -> None:
    """Who deals with what. The first that fits does, so the order is the meaning."""
    private = filters.ChatType.PRIVATE
    # Someone blocked the bot or let it back, or a group took it in: nothing else must happen then.
    application.add_handler(ChatMemberHandler(groups.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    # A command is never a question.
    application.add_handler(CommandHandler("start", start.start))
    application.add_handler(CommandHandler(["nhiemvu", "tasks"], tasks.command))
    application.add_handler(CommandHandler(["baocao", "report"], reporting.command))
    application.add_handler(CommandHandler(["tiendo", "progress"], progress.command))
    application.add_handler(CommandHandler(["ky", "period"], periods.command))
    application.add_handler(CommandHandler(["nhac", "remind"], reminders.command))
    application.add_handler(CommandHandler(["donvi", "unit"], personal.unit))
    application.add_handler(CommandHandler(["ngonngu", "language"], personal.language))
    application.add_handler(CommandHandler(["dulieu", "mydata"], personal.kept))
    application.add_handler(CommandHandler(["xoadulieu", "erase"], personal.erase))
    application.add_handler(CommandHandler(["huy", "cancel"], personal.cancel))
    application.add_handler(CommandHandler(["trogiup", "help"], personal.help_))
    application.add_handler(CommandHandler(["moi", "invite"], inviting.command))
    application.add_handler(CommandHandler(["hoi", "ask"], groups.command))
    application.add_handler(MessageHandler(filters.COMMAND & private, other.unknown_command))
    # Buttons: what they mean is told apart by their data.
    application.add_handler(CallbackQueryHandler(press))
    # Words: a reply to something the bot asked for, else a question. In a group only when it is meant.
    written = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handler(MessageHandler(written & private, questions.words))
    application.add_handler(MessageHandler(written & filters.ChatType.GROUPS, groups.words))
    # Anything else gets a kind sentence, in private only.
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, other.not_words))
    application.add_error_handler(faults.failed)


def build(services: "Services") -> BotApplication:
    """The application, not yet started. Raises `DauMoiError` where the settings or the database do not allow one."""
    settings = services.settings
    if settings.telegram_bot_token is None:
        message = "TELEGRAM_BOT_TOKEN is not set. Get a token from @BotFather on Telegram and put it into .env."
        raise DauMoiError(message)
    inbox = Inbox(services.engine)
    writer = InboxWriter(inbox)
    house = House(services, inbox)

    async def before_sending() -> None:
        update_id = current_update.get()
        if update_id is not None:
            current_update.set(None)  # once is enough
            await writer.sending(update_id)

    async def end(application: BotApplication) -> None:
        reminding: Reminding = application.bot_data["reminding"]
        await reminding.stop()
        await writer.close()
        log.info("@%s has stopped", application.bot.username)

    async def too_many(chat_id: int, unread: int) -> None:
        await notify.too_many(application.bot, chat_id, unread)

    queue = InboxQueue(writer)
    bot: ExtBot[int] = InboxBot(
        queue,
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{settings.telegram_api_base_url}/bot",
        base_file_url=f"{settings.telegram_api_base_url}/file/bot",
        request=connections(settings, AT_A_TIME * 2),
        get_updates_request=connections(settings, 2),
        rate_limiter=ChatLimiter(settings.telegram_messages_per_second, before_sending),
    )
    builder = (
        Application.builder()
        .bot(bot)
        .context_types(ContextTypes(context=BotContext))
        .update_queue(queue)
        .concurrent_updates(InOrder(writer.done, too_many))
        .job_queue(None)
        .post_init(_begin)
        .post_stop(end)
        .post_shutdown(_hang_up)
    )
    application: BotApplication = builder.build()
    application.bot_data["house"] = house
    application.bot_data["reminding"] = Reminding(
        services, partial(send, application.bot), now, services.settings.daumoi_today
    )
    add_handlers(application)
    return application


def run(services: "Services") -> int:
    """Run until told to stop (SIGINT, SIGTERM); answers under way are finished first.

    Raises `DauMoiError` where Telegram cannot be reached at the start, or does not know the token.
    """
    settings = services.settings
    application = build(services)
    services.answerer()  # documents loaded and index built before anyone is answered
    try:
        if settings.telegram_webhook_url is None:
            application.run_polling(timeout=POLL_SECONDS, bootstrap_retries=1, allowed_updates=ALLOWED_UPDATES)
        else:
            listen = settings.telegram_webhook_listen
            path = urlsplit(settings.telegram_webhook_url).path.strip("/")
            secret = settings.telegram_webhook_secret
            application.run_webhook(
                listen.host,
                listen.port,
                url_path=path,
                webhook_url=settings.telegram_webhook_url,
                secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
                bootstrap_retries=1,
                allowed_updates=ALLOWED_UPDATES,
            )
    except InvalidToken:
        message = "Telegram does not accept TELEGRAM_BOT_TOKEN. Copy it again from @BotFather, whole, into .env."
        raise DauMoiError(message) from None
    except NetworkError:
        message = (
            "Telegram cannot be reached. Check the network; where Telegram is blocked, set TELEGRAM_PROXY to a proxy."
        )
        raise DauMoiError(message) from None
    return 0


async def _begin(application: BotApplication) -> None:
    """Once connected: the menu in both languages, what the last run left unfinished, then reminders."""
    bot = application.bot
    log.info("@%s is at work", bot.username)
    await _introduce(bot)
    house: House = application.bot_data["house"]
    await asyncio.to_thread(house.inbox.forget, now())
    again, unknown = await asyncio.to_thread(house.inbox.unfinished)
    if isinstance(application.update_queue, InboxQueue):
        for each in again:
            update = Update.de_json(json.loads(each.payload or "{}"), bot)
            await application.update_queue.put_again(update)
    for each in unknown:
        await asyncio.to_thread(house.inbox.uncertain, each.update_id)
        log.warning("update %s: whether its answer arrived is not known", each.update_id)
        await _tell_uncertain(application, each)
    reminding: Reminding = application.bot_data["reminding"]
    reminding.start()
    # What is loaded by now stays: looking through all of it for garbage would hold every answer up for 100 ms.
    gc.collect()
    gc.freeze()


async def _hang_up(application: BotApplication) -> None:
    """The library leaves connections open where it could not begin."""
    await application.bot.shutdown()


async def _tell_uncertain(application: BotApplication, left: Unfinished) -> None:
    """Tell the person that an answer may be missing; they say whether it is to be given again."""
    payload = json.loads(left.payload) if left.payload else {}
    message_id = payload.get("message", {}).get("message_id")
    if left.chat_id is None or message_id is None:
        return  # a button: pressing it again does no harm
    code = payload["message"].get("from", {}).get("language_code", "vi")
    try:
        await notify.maybe_lost(application.bot, left.chat_id, message_id, "vi" if code.startswith("vi") else "en")
    except TelegramError as error:
        log.warning("chat of update %s cannot be told: %s", left.update_id, type(error).__name__)


async def _introduce(bot: "ExtBot[int]") -> None:
    """Commands and descriptions; without them the bot works as well, so a refusal is only noted."""
    try:
        languages: tuple[tuple[Lang, str | None], ...] = (("vi", None), ("en", "en"))
        for lang, code in languages:
            commands = [BotCommand(name, said(key, lang)) for name, key in COMMANDS.items()]
            await bot.set_my_commands(commands, language_code=code)
            in_groups = [BotCommand(name, said(key, lang)) for name, key in GROUP_COMMANDS.items()]
            await bot.set_my_commands(in_groups, BotCommandScopeAllGroupChats(), language_code=code)
            await bot.set_my_description(said("menu.description", lang), language_code=code)
            await bot.set_my_short_description(said("menu.short", lang), language_code=code)
    except TelegramError as error:
        log.warning("the menu could not be set: %s", type(error).__name__)
