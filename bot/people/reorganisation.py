"""Units that change: renamed, moved, closed into another. Each is dated and kept; what was reported stays where it was.

Raises `CatalogError` wherever the database fails.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from bot.people import tables
from bot.people.errors import ReorganisationError
from bot.people.model import Role, Unit, UnitEvent
from bot.people.rows import all_units, as_person, get_unit, hold_units, save_person, units_edition
from bot.people.tree import UnitTree
from knowledge.adapters.sql_engine import reading, writing
from knowledge.answer import Say

_VIETNAM = timezone(timedelta(hours=7))


class Reorganisation:
    """Changes of the tree of units. Each takes effect at once; `day`, up to today, is when it came into force."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rename(self, code: str, name: str, day: date, *, now: datetime, by: int | None = None) -> Unit:
        """Give a unit another name. Raises `UnknownUnitError`, `ReorganisationError`."""
        name = " ".join(name.split())
        if not name:
            raise ReorganisationError(Say("csv.name_missing"))
        with writing(self._engine) as connection:
            unit = _held(connection, code, day, now)
            _set(connection, code, name=name)
            _note(connection, UnitEvent(code, "renamed", day, unit.name, name, now, by))
            return replace(unit, name=name)

    def move(self, code: str, parent: str | None, day: date, *, now: datetime, by: int | None = None) -> Unit:
        """Put a unit, with all below it, under another; `parent` None: at the top.

        Raises `UnknownUnitError`, and `ReorganisationError` where it would stand above itself.
        """
        with writing(self._engine) as connection:
            unit = _held(connection, code, day, now)
            _require_outside(connection, parent, code)
            _move(connection, unit, parent, day, now, by)
            return replace(unit, parent=parent)

    def close(self, code: str, day: date, *, into: str | None = None, now: datetime, by: int | None = None) -> None:
        """End a unit. With `into`, the units below it and its people go to that one, the people as officers at most.

        Without, its people belong to no unit any more. Its invitations are revoked. Raises `UnknownUnitError`, and
        `ReorganisationError` where units below it would be left alone, or `into` is one of them.
        """
        with writing(self._engine) as connection:
            unit = _held(connection, code, day, now)
            _require_outside(connection, into, code)
            below = UnitTree(all_units(connection)).children(code)
            if below and into is None:
                raise ReorganisationError(Say("unit.has_below", {"code": code, "units": len(below)}))
            for child in below:
                _move(connection, child, into, day, now, by)
            _send_people(connection, code, into, now)
            invitations = tables.invitation
            open_ = (invitations.c.unit == code) & invitations.c.revoked_at.is_(None)
            connection.execute(update(invitations).where(open_).values(revoked_at=now))
            _set(connection, code, closed_on=day, closed_into=into)
            _note(connection, UnitEvent(code, "closed", day, unit.parent, into, now, by))

    def events(self, code: str | None = None) -> list[UnitEvent]:
        """What became of a unit, or of all, in the order of the days."""
        table = tables.unit_event
        found = select(table).order_by(table.c.day, table.c.id)
        if code is not None:
            found = found.where(table.c.unit == code)
        with reading(self._engine) as connection:
            rows = connection.execute(found).all()
        same = ("unit", "kind", "day", "before", "after", "recorded_at")
        return [UnitEvent(**{name: getattr(row, name) for name in same}, by=row.person) for row in rows]


def _held(connection: Connection, code: str, day: date, now: datetime) -> Unit:
    if day > now.astimezone(_VIETNAM).date():
        raise ReorganisationError(Say("unit.not_yet", {"day": day}))
    hold_units(connection)
    return get_unit(connection, code)


def _require_outside(connection: Connection, target: str | None, code: str) -> None:
    """Raise where a unit that is to stand above another, or take it over, is not there or stands below it itself."""
    if target is None:
        return
    if target in {unit.code for unit in UnitTree(all_units(connection)).subtree(code)}:
        raise ReorganisationError(Say("csv.circle", {"codes": f"{target}, {code}"}))
    get_unit(connection, target)


def _move(  # noqa: PLR0913, PLR0917 - what is moved where, and the note about it
    connection: Connection, unit: Unit, parent: str | None, day: date, now: datetime, by: int | None
) -> None:
    _set(connection, unit.code, parent=parent)
    _note(connection, UnitEvent(unit.code, "moved", day, unit.parent, parent, now, by))


def _set(connection: Connection, code: str, **values: Any) -> None:
    """Change a unit, as an edition of its own so that everybody reads the tree again."""
    values["edition"] = units_edition(connection) + 1
    connection.execute(update(tables.unit).where(tables.unit.c.code == code).values(values))


def _note(connection: Connection, event: UnitEvent) -> None:
    person = tables.person.c.telegram_id
    row = {name: getattr(event, name) for name in ("unit", "kind", "day", "before", "after", "recorded_at")}
    known = select(person).where(person == event.by).scalar_subquery()
    connection.execute(insert(tables.unit_event).values(row | {"person": known}))


def _send_people(connection: Connection, code: str, into: str | None, now: datetime) -> None:
    """Nobody comes to lead a unit by what became of another: who did is invited anew."""
    table = tables.person
    for row in connection.execute(select(table).where(table.c.unit == code).with_for_update()).all():
        before = as_person(row)
        if into is None:
            after = replace(before, unit=None, role="teacher", joined_at=None)
        else:
            role: Role = "teacher" if before.role == "teacher" else "officer"
            after = replace(before, unit=into, role=role, unit_type=None, joined_at=now)
        save_person(connection, before, after, now)
