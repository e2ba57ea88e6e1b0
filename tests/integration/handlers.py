"""What the handlers of the Telegram application work with, on a real database and without Telegram."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self, cast

from bot.message import Message
from bot.people.model import Role, Unit
from bot.progress.model import Period, PeriodObligation, Report, Status
from bot.services import Services
from bot.settings import Settings
from bot.telegram.context import BotContext, House, Reader
from knowledge.model import Act, Applies, Bilingual
from tests.databases import with_tables

TODAY = date(2021, 6, 15)
OPERATOR = 900
NOON = datetime(2021, 6, 15, 5, tzinfo=UTC)
TREE = (
    Unit("SO", "Sở GDĐT Hưng Yên", "department", None, None, "Hưng Yên"),
    Unit("T1", "Trường THCS Số 1", "school", "THCS", "SO"),
    Unit("T2", "Trường THCS Số 2", "school", "THCS", "SO"),
    Unit("XA", "UBND xã Yên Mỹ", "commune", None, "SO"),
)


def obligation(number: int, applies: Applies = "yes", act: Act = "plan") -> PeriodObligation:
    """A task of schools."""
    return PeriodObligation(
        f"d#{number}", "d", str(number), Bilingual(f"Việc {number}", f"Task {number}"), act, {"school": applies}
    )


class Handlers:
    """A department with two schools and a commune, on a day in June 2021; whoever acts is made when first needed."""

    def __init__(self, folder: Path) -> None:
        with_tables(folder / "daumoi.db")
        self.services = Services(
            Settings.model_validate({"daumoi_data": folder, "daumoi_today": TODAY, "admin_telegram_ids": str(OPERATOR)})
        )
        self.services.units.load(TREE)
        house = House(self.services, cast("Any", None))
        application = SimpleNamespace(bot_data={"house": house})
        self.context = BotContext(cast("Any", application))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.services.engine.dispose()

    def period(self, name: str, due: date, obligations: Sequence[PeriodObligation], **more: Any) -> Period:
        """A period of the department that is open."""
        return self.services.periods.open(name, due, obligations, now=NOON, unit="SO", **more)

    def person(self, number: int, role: Role, unit: str) -> Reader:
        """Somebody who has joined a unit."""
        person = self.services.people.change(number, NOON, unit=unit, role=role)
        its = self.services.units.unit(unit)
        return Reader(number, "vi", self.services.today, person, its, "Hưng Yên")

    def operator(self) -> Reader:
        """Whoever runs the program, and belongs to no unit."""
        return Reader(OPERATOR, "vi", self.services.today)

    def report(self, period: Period, unit: str, number: int, status: Status = "done") -> None:
        """A unit's first report on a task."""
        self.services.check_ins.record(Report(period.id, unit, f"d#{number}", status), 0, by=None, now=NOON)

    def correct(self, number: int, **more: Any) -> None:
        """A new version of a check-in."""
        made = self.services.check_ins.get(number)
        assert made is not None
        report = replace(made.report, **({"note": "đã sửa"} | more))
        self.services.check_ins.record(report, made.version, by=None, now=NOON)


def labels(message: Message) -> list[str]:
    """What stands on the buttons."""
    return [button.text for row in message.buttons for button in row]
