"""Which obligation a sentence is about, held against the shipped directive."""

from datetime import date

import pytest

from bot.people.model import Unit
from bot.people.tree import UnitTree
from bot.progress.asking import obligations_to_report, units_asked
from bot.progress.meant import ObligationFinder, names_others
from bot.progress.model import PeriodObligation
from bot.progress.sentence import read_sentence
from knowledge.answering import Answerer
from knowledge.library import Library

TODAY = date(2021, 6, 15)
SCHOOL = Unit("a", "Trường A", "school", None, "so")
DEPARTMENT = Unit("so", "Sở", "department")


@pytest.fixture(scope="module")
def library(answerer: Answerer) -> Library:
    return answerer.library


@pytest.fixture(scope="module")
def obligations(library: Library) -> tuple[PeriodObligation, ...]:
    return obligations_to_report(library, [SCHOOL], TODAY)


@pytest.fixture(scope="module")
def finder(library: Library, obligations: tuple[PeriodObligation, ...]) -> ObligationFinder:
    return ObligationFinder(library, obligations)


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("đã lập xong kế hoạch tháng hành động vì bình đẳng giới", "2.b.3"),
        ("da khen thuong 3 giao vien", "4.6"),
        ("tuyên truyền bộ luật lao động cho 60 gv xong rồi", "2.c.1"),
        ("đang huy động nguồn lực", "4.1/2"),
        ("tập huấn cho ban vì sự tiến bộ phụ nữ 12 người", "4.3"),
        ("hôm qua kiểm tra, xử lý vi phạm", "4.4/1"),
    ],
)
def test_a_sentence_names_its_obligation(
    finder: ObligationFinder, obligations: tuple[PeriodObligation, ...], said: str, path: str
) -> None:
    best, *_ = finder.find(read_sentence(said, TODAY).about, obligations, TODAY)
    assert best.obligation.id == f"hung-yen-gddt-2021#{path}"
    assert best.sure


def test_what_fits_several_is_not_sure(finder: ObligationFinder, obligations: tuple[PeriodObligation, ...]) -> None:
    """Three trainings are asked for; the one who reports chooses among them."""
    found = finder.find(read_sentence("hôm qua tập huấn xong cho 45 người, 30 nữ", TODAY).about, obligations, TODAY)
    assert [guess.obligation.act for guess in found[:3]] == ["train"] * 3
    assert not any(guess.sure for guess in found)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("hôm qua tập huấn xong cho 45 người, 30 nữ", True),
        ("xong rồi, có 45 gv dự, 30 nữ", False),
        ("kế hoạch xong rồi", False),
        ("đã gửi cho phòng, hiệu trưởng ký rồi", False),
        ("xong", False),
    ],
)
def test_a_sentence_may_name_other_obligations_than_the_one_at_hand(
    finder: ObligationFinder, obligations: tuple[PeriodObligation, ...], said: str, *, named: bool
) -> None:
    """Somebody is at a plan; of trainings they may have begun to tell, of what is not named it is the plan."""
    plan = next(each for each in obligations if each.act == "plan")
    assert names_others(finder.find(read_sentence(said, TODAY).about, obligations, TODAY), plan.id) is named


@pytest.mark.parametrize("about", ["", "cho", "làm", "xyz"])
def test_words_without_a_subject_find_nothing_sure(
    finder: ObligationFinder, obligations: tuple[PeriodObligation, ...], about: str
) -> None:
    assert not any(guess.sure for guess in finder.find(about, obligations, TODAY))


def test_an_obligation_whose_document_is_gone_is_found_by_its_title(
    library: Library, obligations: tuple[PeriodObligation, ...]
) -> None:
    from dataclasses import replace

    gone = [replace(each, document="gone", id=f"gone#{each.provision}") for each in obligations]
    best, *_ = ObligationFinder(library, gone).find("khen thưởng cá nhân xuất sắc", gone, TODAY)
    assert best.obligation.act == "reward"


def test_what_the_level_above_wrote_is_not_asked_of_schools_twice(library: Library) -> None:
    """A department's period asks for its letter; the ministry's is for the department itself."""
    tree = UnitTree([DEPARTMENT, SCHOOL])
    asked = obligations_to_report(library, units_asked(tree, "so"), TODAY)
    assert {each.document for each in asked} == {"hung-yen-gddt-2021"}
    assert {each.applies_to("department") for each in asked} == {"no"}
    both = obligations_to_report(library, tree, TODAY, documents=["hung-yen-gddt-2021", "molisa-2021"])
    ministry = [each for each in both if each.document == "molisa-2021"]
    assert {each.applies_to("school") for each in ministry} == {"no"}
    assert "yes" in {each.applies_to("department") for each in ministry}
    assert [each.act for each in obligations_to_report(library, [SCHOOL], TODAY, only=["hung-yen-gddt-2021#4.6"])] == [
        "reward"
    ]
