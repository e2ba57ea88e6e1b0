"""Force on a day, out of what documents say of themselves and of each other."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.model import Modification
from knowledge.validity import Forces
from knowledge.versions import DocumentInfo

OLD, NEW = "5-2005-qh11", "43-2019-qh14"
BEFORE, AFTER = date(2020, 6, 30), date(2020, 7, 1)


def info(name: str, number: str, **more: object) -> DocumentInfo:
    return DocumentInfo(name, name, "r", 1, number=number, kind="Luật", **more)  # type: ignore[arg-type]


def old(**more: object) -> DocumentInfo:
    return info(OLD, "5/2005/QH11", effective_from=date(2006, 1, 1), **more)


def new(*changes: Modification, **more: object) -> DocumentInfo:
    return info(NEW, "43/2019/QH14", **({"effective_from": AFTER} | more), modifications=changes)


def test_a_law_is_pending_before_its_day_and_in_force_from_it() -> None:
    """On the day before, not yet; on the day itself, yes."""
    forces = Forces([new()])
    assert [forces.of(NEW, day).state for day in (BEFORE, AFTER)] == ["pending", "in_force"]
    assert forces.of(NEW, BEFORE).since == AFTER


def test_a_replaced_law_lapses_when_its_successor_takes_effect() -> None:
    """Until then it holds; after, I am told since when and by which law it is gone."""
    forces = Forces([old(), new(Modification("replaces", "5/2005/QH11"))])
    assert forces.of(OLD, BEFORE).state == "in_force"
    lapsed = forces.of(OLD, AFTER)
    assert (lapsed.state, lapsed.since, lapsed.by) == ("lapsed", AFTER, "43/2019/QH14")


def test_a_manifest_may_say_who_replaces_whom() -> None:
    """What a person wrote in the manifest counts as what a text says."""
    assert Forces([old(), new(replaces=("5/2005/QH11",))]).of(OLD, AFTER).state == "lapsed"


def test_a_law_that_says_no_day_is_unknown() -> None:
    """Silence is not force."""
    assert Forces([info(OLD, "5/2005/QH11")]).of(OLD, AFTER).state == "unknown"


def test_a_law_ended_from_a_day_nobody_says_is_unknown() -> None:
    """The successor is there, but when it took effect is not known: so is whether the old one still holds."""
    forces = Forces([old(), new(Modification("replaces", "5/2005/QH11"), effective_from=None)])
    assert forces.of(OLD, AFTER).state == "unknown"
    assert forces.of(OLD, AFTER).by == "43/2019/QH14"


def test_a_term_ends_a_law_after_its_last_day() -> None:
    """The last day of the term still counts."""
    forces = Forces([old(effective_until=BEFORE)])
    assert [forces.of(OLD, day).state for day in (BEFORE, AFTER)] == ["in_force", "lapsed"]


def test_a_repealed_article_lapses_and_the_rest_holds() -> None:
    """Only the article that was repealed, and what stands under it, is gone; the law is known to be amended."""
    forces = Forces([old(), new(Modification("repeals", "5/2005/QH11", ("12",)))])
    assert forces.of(OLD, AFTER, "12.1").state == "lapsed"
    assert forces.of(OLD, AFTER, "1").state == "in_force"
    assert forces.of(OLD, AFTER, "120").state == "in_force"
    assert forces.of(OLD, AFTER).amended_by == ("43/2019/QH14",)
    assert forces.of(OLD, BEFORE).amended_by == ()


def test_a_clause_that_starts_later_is_pending_in_a_law_in_force() -> None:
    """A part of a law may begin later than the law."""
    forces = Forces([new(Modification("starts", "43/2019/QH14", ("1.8",), since=date(2021, 7, 1)))])
    assert forces.of(NEW, AFTER, "1.8").state == "pending"
    assert forces.of(NEW, AFTER, "1.7").state == "in_force"


def test_of_two_documents_of_one_number_the_date_tells() -> None:
    """Resolutions are numbered anew each year: the one of another date is not meant."""
    of_2021 = info("28-nq-cp", "28/NQ-CP", effective_from=date(2021, 3, 3), issued_on=date(2021, 3, 3))
    ends = Modification("repeals", "28/NQ-CP", dated=date(2015, 1, 1))
    assert Forces([of_2021, new(ends)]).of("28-nq-cp", AFTER).state == "pending"
    assert Forces([of_2021, new(ends)]).of("28-nq-cp", date(2022, 1, 1)).state == "in_force"


def test_a_law_that_is_not_loaded_may_be_known_to_have_lapsed() -> None:
    """The law that ended it says so."""
    assert Forces([new(Modification("repeals", "38/2005/QH11"))]).of_number("38/2005/QH11", AFTER).state == "lapsed"
    assert Forces([new()]).of_number("38/2005/QH11", AFTER).state == "unknown"


def test_a_law_with_a_newer_one_of_its_name_is_not_told_to_hold() -> None:
    """Nobody says that the old one ended; that a newer one of its name holds is enough not to claim its force."""
    named = {"issued_on": date(2005, 6, 14)}
    older = replace(old(**named), title="Luật Giáo dục")
    newer = replace(new(issued_on=date(2019, 6, 14)), title="Luật Giáo dục")
    forces = Forces([older, newer])
    assert forces.of(OLD, BEFORE).state == "in_force"
    force = forces.of(OLD, AFTER)
    assert (force.state, force.since, force.by) == ("unknown", AFTER, "43/2019/QH14")
    assert forces.of(NEW, AFTER).state == "in_force"


def test_a_newer_law_that_is_known_and_not_loaded_counts_as_well() -> None:
    """The law against domestic violence of 2022 is known to the bot; the one of 2007 is loaded."""
    of_2007 = info("02-2007-qh12", "02/2007/QH12", effective_from=date(2008, 7, 1), issued_on=date(2007, 11, 21))
    forces = Forces([replace(of_2007, title="Luật Phòng, chống bạo lực gia đình")])
    assert forces.of("02-2007-qh12", date(2023, 6, 30)).state == "in_force"
    force = forces.of("02-2007-qh12", date(2023, 7, 1))
    assert (force.state, force.by) == ("unknown", "13/2022/QH15")


@pytest.mark.parametrize(
    "title",
    [
        "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục",
        "Sửa đổi điều 10 của Luật Giáo dục",
        "Sửa đổi một số điều của Quy chế thi kèm theo Luật số 5/2005/QH11 được sửa đổi bởi Luật số 9/2009/QH12",
    ],
)
def test_an_amending_law_is_known_by_its_title(title: str) -> None:
    """It names the other by its name, or only what came with it: the other is known to be amended."""
    older = replace(old(issued_on=date(2005, 6, 14)), title="Luật Giáo dục")
    amending = replace(new(issued_on=date(2019, 6, 14)), title=title)
    assert Forces([older, amending]).of(OLD, AFTER).amended_by == ("43/2019/QH14",)
    assert Forces([older, amending]).of(OLD, BEFORE).amended_by == ()
