"""Check-ins half filled in, in the database. Each method is one transaction; safe to share between threads."""

from sqlalchemy import BindParameter, Engine, bindparam, delete, insert, select

from bot.people.rows import hold_person
from bot.progress import tables
from bot.progress.errors import NotExpectedError
from bot.progress.model import Draft
from bot.progress.rows import ITS_OBLIGATION, ITS_PERIOD, ITS_UNIT, as_draft, get_period, its_record
from knowledge.adapters.sql_engine import reading, writing
from knowledge.adapters.sql_statements import Statement, at_once
from knowledge.answer import Say

_draft, _there, _asked = tables.draft, tables.period_unit, tables.period_obligation
_ITS_PERSON: BindParameter[int] = bindparam("its_person")
_MINE = its_record(_draft) & (_draft.c.person == _ITS_PERSON)
_IS_ASKED = Statement(
    select(_there.c.unit)
    .join(_asked, _asked.c.period == _there.c.period)
    .where(_there.c.period == ITS_PERIOD, _there.c.unit == ITS_UNIT, _asked.c.obligation == ITS_OBLIGATION)
)
_GET = Statement(select(_draft).where(_MINE))
_OF_PERSON = Statement(select(_draft).where(_draft.c.person == _ITS_PERSON).order_by(_draft.c.at.desc()))
_OF_RECORD = Statement(select(_draft).where(its_record(_draft)).order_by(_draft.c.at.desc()))
_DROP = Statement(delete(_draft).where(_MINE))
_KEEP = Statement(insert(_draft).values({column.name: bindparam(column.name) for column in _draft.c}))


class Drafts:
    """Check-ins half filled in, by person and what they are about. Raises `CatalogError` where the database fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, draft: Draft) -> None:
        """Keep a draft in the place of an earlier one of the same. Raises `NotExpectedError`, `UnknownPeriodError`."""
        row = {name: getattr(draft, name) for name in Draft.__slots__} | {"content": dict(draft.content)}
        its = _its(draft.person, draft.period, draft.unit, draft.obligation)
        with writing(self._engine) as connection:
            if _IS_ASKED.run(connection, its).first() is None:
                get_period(connection, draft.period)  # or it is the period that is not known
                raise NotExpectedError(Say("checkin.not_expected"))
            with at_once(connection):
                hold_person(connection, draft.person)
                _DROP.run(connection, its)
                _KEEP.run(connection, row)

    def of(self, person: int) -> list[Draft]:
        """A person's drafts, the latest first."""
        with reading(self._engine) as connection:
            return [as_draft(row) for row in _OF_PERSON.run(connection, {"its_person": person}).all()]

    def of_record(self, period: int, unit: str, obligation: str) -> list[Draft]:
        """Everybody's drafts of one check-in, the latest first."""
        its = {"its_period": period, "its_unit": unit, "its_obligation": obligation}
        with reading(self._engine) as connection:
            return [as_draft(row) for row in _OF_RECORD.run(connection, its).all()]

    def get(self, person: int, period: int, unit: str, obligation: str) -> Draft | None:
        """A person's draft of one check-in."""
        with reading(self._engine) as connection:
            row = _GET.run(connection, _its(person, period, unit, obligation)).first()
            return as_draft(row) if row else None

    def drop(self, person: int, period: int, unit: str, obligation: str) -> bool:
        """Throw a draft away; False where there is none."""
        with writing(self._engine) as connection:
            return _DROP.run(connection, _its(person, period, unit, obligation)).changed > 0


def _its(person: int, period: int, unit: str, obligation: str) -> dict[str, int | str]:
    return {"its_person": person, "its_period": period, "its_unit": unit, "its_obligation": obligation}
