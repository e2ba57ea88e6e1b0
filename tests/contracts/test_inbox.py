"""The inbox keeps its promises on every database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery.inbox import KEPT_FOR, Inbox
from bot.delivery.tables import telegram_update
from knowledge.adapters.sql_engine import reading
from tests.contracts.engines import migrated

NOW = datetime(2021, 6, 15, 8, tzinfo=UTC)


@pytest.fixture
def inbox(url: str) -> Iterator[Inbox]:
    engine = migrated(url)
    yield Inbox(engine)
    engine.dispose()


def test_an_update_is_taken_once(inbox: Inbox) -> None:
    """Telegram may deliver an update again; nothing is done twice."""
    assert inbox.receive(7, 1, "{}", NOW)
    assert not inbox.receive(7, 1, "{}", NOW)
    inbox.done(7)
    assert not inbox.receive(7, 1, "{}", NOW)


def test_what_was_not_begun_is_dealt_with_again(inbox: Inbox) -> None:
    """In the order it came."""
    for number in (9, 8):
        inbox.receive(number, 1, f'{{"update_id": {number}}}', NOW)
    again, unknown = inbox.unfinished()
    assert [each.update_id for each in again] == [8, 9]
    assert again[0].payload == '{"update_id": 8}'
    assert unknown == []


def test_what_may_have_been_sent_is_not_repeated(inbox: Inbox) -> None:
    """A crash between sending and crossing out leaves an outcome that nobody knows."""
    inbox.receive(7, 5, "{}", NOW)
    inbox.sending(7)
    again, unknown = inbox.unfinished()
    assert again == []
    assert [(each.update_id, each.chat_id) for each in unknown] == [(7, 5)]


def test_what_was_never_kept_cannot_be_dealt_with_again(inbox: Inbox) -> None:
    """A message of danger is not written down: the person is told that the answer may be missing."""
    inbox.receive(7, 5, None, NOW)
    again, unknown = inbox.unfinished()
    assert (list(again), [each.update_id for each in unknown]) == ([], [7])


def test_nothing_of_an_update_is_kept_once_it_is_dealt_with(inbox: Inbox) -> None:
    inbox.receive(7, 5, '{"text": "chuyện riêng"}', NOW)
    inbox.sending(7)
    inbox.done(7)
    assert inbox.unfinished() == ([], [])
    assert (inbox.count("done"), inbox.count("sending")) == (1, 0)
    with reading(inbox._engine) as connection:  # noqa: SLF001 - what is kept is the promise
        assert connection.execute(select(telegram_update.c.chat_id, telegram_update.c.payload)).all() == [(None, None)]


def test_what_is_uncertain_stays_so(inbox: Inbox) -> None:
    """The handler ends after the fault was written down."""
    inbox.receive(7, 5, "{}", NOW)
    inbox.uncertain(7)
    inbox.done(7)
    assert inbox.count("uncertain") == 1


def test_numbers_are_forgotten_after_days_and_open_updates_never(inbox: Inbox) -> None:
    for number in (1, 2, 3):
        inbox.receive(number, 5, "{}", NOW)
    inbox.done(1)
    inbox.forget(NOW + KEPT_FOR)
    assert not inbox.receive(1, 5, "{}", NOW)
    inbox.forget(NOW + KEPT_FOR + timedelta(seconds=1))
    assert inbox.receive(1, 5, "{}", NOW)
    assert len(inbox.unfinished()[0]) == 3
