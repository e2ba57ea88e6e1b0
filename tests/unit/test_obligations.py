"""Drafted duties: what a directive says of itself when nobody has reviewed it, and nothing more."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.model import Act, Applies, Document, Header, Obligation, Outline, Provision, UnitType
from knowledge.obligations import TITLE_LIMIT, act_of, draft_obligations, title_of
from knowledge.register import load_register
from tests.builders import REGISTER, Row, document, shipped

GOLD = sorted((Path(__file__).resolve().parents[2].parent / "shared/directives/others/gold").glob("*.json"))
LETTER = ("UBND các xã, phường", "Các trường trực thuộc Sở", "Các trung tâm GDNN-GDTX")


def drafted(*rows: Row, addressees: tuple[str, ...] = LETTER, title: str = "") -> tuple[Obligation, ...]:
    return draft_obligations(document(rows, addressees=addressees, title=title))


def reach(duty: Obligation, *units: UnitType) -> list[Applies]:
    return [duty.applies_to(unit).applies for unit in units]


def gold_document(path: Path) -> Document:
    gold = json.loads(path.read_text("utf-8"))
    head = gold["header"]
    header = Header(subject=head["subject"], addressees=tuple(head["addressees"]), recipients=tuple(head["recipients"]))
    provisions = tuple(
        Provision(p["path"], p.get("label"), p["kind"], p["text"], p["start"], p["end"]) for p in gold["provisions"]
    )
    return Document(path.stem, head["subject"] or "", Outline("", header, provisions, ()), kind=head["kind"])


def test_every_task_is_one_draft_and_headings_are_none() -> None:
    """Drafts are marked as such and quote the whole provision."""
    source = document([("1", "heading", "Nhiệm vụ"), ("1.1", "task", "Xây dựng kế hoạch."), ("x", "paragraph", "Hết.")])
    (duty,) = draft_obligations(source)
    assert (duty.id, duty.reviewed, duty.act) == ("d#1.1", False, "plan")
    assert source.text[duty.quote.start : duty.quote.end] == "Xây dựng kế hoạch."


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ban hành kế hoạch công tác năm.", "plan"),
        ("Tiếp tục thực hiện công tác truyền thông về an toàn giao thông.", "communicate"),
        ("Cử giáo viên tham gia các lớp bồi dưỡng.", "train"),
        ("Rà soát cơ sở vật chất.", "review"),
        ("Bố trí kinh phí mua sắm thiết bị.", "fund"),
        ("Tăng cường công tác kiểm tra, giám sát.", "inspect"),
        ("Thực hiện chế độ báo cáo theo quy định.", "report"),
        ("Kịp thời biểu dương tập thể, cá nhân.", "reward"),
        ("Chủ động phối hợp với công an xã; báo cáo kết quả.", "coordinate"),
        ("Hạn chế các hoạt động ngoài trời.", "coordinate"),
        ("Nội dung: Tập huấn cho đội ngũ cán bộ.", "train"),
        ("Căn cứ tình hình thực tế, tổ chức tuyên truyền.", "communicate"),
    ],
)
def test_the_act_is_what_the_task_says_first(text: str, act: str) -> None:
    """A task to train is filed under training, also when it mentions a plan or a report further on."""
    assert act_of(text) == act


@pytest.mark.parametrize("name", ["hung-yen-gddt-2021", "molisa-2021"])
def test_drafted_acts_agree_with_the_reviewed_ones(name: str) -> None:
    """On the two letters a person has read, the rules name the act that the person named."""
    reviewed: dict[str, Act] = {}
    for duty in load_register(REGISTER, shipped(name)) or ():
        reviewed.setdefault(duty.provision, duty.act)
    assert {duty.provision: duty.act for duty in draft_obligations(shipped(name))} == reviewed


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Rà soát cơ sở vật chất; sửa chữa kịp thời.", "Rà soát cơ sở vật chất"),
        ("Nội dung: Tập huấn cho cán bộ.", "Tập huấn cho cán bộ"),
        ("Căn cứ tình hình thực tế, các trường tổ chức dạy bù.", "Các trường tổ chức dạy bù"),
        ("Theo dõi, tổng hợp kết quả.", "Theo dõi, tổng hợp kết quả"),
        ("Bồi dưỡng giảng viên[2], đáp ứng chuẩn[3].", "Bồi dưỡng giảng viên, đáp ứng chuẩn"),
        (
            "Tổ chức kiểm tra việc thực hiện các quy định về an toàn trường học của các cơ sở trên địa bàn.",
            "Tổ chức kiểm tra việc thực hiện các quy định về an toàn…",
        ),
    ],
)
def test_a_title_is_the_beginning_of_the_task_itself(text: str, title: str) -> None:
    """Short, in the letter's words, and it does not stop at a word that leads nowhere."""
    assert title_of(text) == title


@example("a  ba, b và của các trường học trong toàn huyện", 20)
@given(st.text(alphabet="aăâbcdđeêghi ,.;:áàảãạ", max_size=300), st.integers(20, 80))
def test_a_title_never_grows_beyond_its_limit(text: str, limit: int) -> None:
    """Whatever the text, the title fits, and its words are the text's."""
    title = title_of(text, limit)
    assert len(title) <= limit
    assert title.rstrip("…").lower() in text.lower()


def test_a_duty_given_to_one_department_is_not_a_schools() -> None:
    """Under the heading "Sở Nội vụ" stand the duties of Sở Nội vụ."""
    (duty,) = drafted(("V.1", "heading", "Sở Nội vụ (cơ quan thường trực):"), ("V.1.1", "task", "Chủ trì rà soát."))
    assert duty.who.vi == "Sở Nội vụ"
    assert reach(duty, "school", "commune", "department") == ["no", "no", "conditional"]
    assert "Sở Nội vụ" in str(duty.applies_to("school").reason)


def test_a_duty_whose_subject_is_schools_is_theirs_alone() -> None:
    """What "các trường" are told to do is for schools, whoever else received the letter."""
    (duty,) = drafted(("1", "task", "Các trường trực thuộc chủ động điều chỉnh lịch học."))
    assert duty.who.vi == "Các trường trực thuộc"
    assert reach(duty, "school", "center", "commune") == ["yes", "no", "no"]


@pytest.mark.parametrize("text", ["Rà soát cơ sở vật chất.", "Các đơn vị chủ động rà soát.", "Tổ chức kiểm tra."])
def test_a_duty_for_all_reaches_those_the_letter_is_addressed_to(text: str) -> None:
    """Without a name of its own a task is for the addressees; of the others nothing is known."""
    (duty,) = drafted(("1", "task", text))
    assert duty.who.vi == "; ".join(LETTER)
    assert reach(duty, "school", "center", "commune") == ["yes", "yes", "yes"]
    assert reach(duty, "office", "department", "ministry") == ["unknown"] * 3
    assert duty.applies_to("office").reason is not None


@pytest.mark.parametrize("text", ["Trường hợp có dịch, chủ động dạy bù.", "Ban hành quy chế.", "Hội thảo về giới."])
def test_words_that_only_look_like_an_office_name_nobody(text: str) -> None:
    """The word "trường hợp" is not a school and "ban hành" not a board."""
    (duty,) = drafted(("1", "task", text))
    assert duty.who.vi == "; ".join(LETTER)


def test_a_document_that_names_nobody_says_so() -> None:
    """No addressee is made up."""
    (duty,) = drafted(("1", "task", "Rà soát cơ sở vật chất."), addressees=())
    assert duty.who.vi == "Văn bản không nêu"
    assert set(reach(duty, "school", "office", "commune", "center", "department", "ministry")) == {"unknown"}


def test_a_plan_reaches_those_it_is_sent_to() -> None:
    """A plan has no addressees; it binds its recipients, but not the ministries it reports to."""
    source = document([("1", "task", "Rà soát.")])
    header = Header(recipients=("Các bộ (để b/c)", "Các sở, ban, ngành", "UBND phường, xã, đặc khu"))
    (duty,) = draft_obligations(replace(source, outline=replace(source.outline, header=header)))
    assert reach(duty, "department", "commune", "school", "ministry") == ["yes", "yes", "unknown", "unknown"]


def test_years_and_days_are_the_letters_own() -> None:
    """The year comes from the title, the years of a plan from its own words, the date from the task."""
    plan, other, report = drafted(
        ("1", "task", "Xây dựng kế hoạch giai đoạn 2026 - 2030."),
        ("2", "task", "Tuyên truyền Chiến lược giai đoạn 2021 - 2030."),
        ("3", "task", "Báo cáo trước ngày 20/12/2025."),
        title="Về công tác năm 2025",
    )
    assert (plan.period, other.period, report.period) == ("2026-2030", "2025", "2025")
    assert (plan.due, other.due, report.due) == (None, None, date(2025, 12, 20))


@pytest.mark.parametrize(
    "title",
    ["Triển khai Luật Bảo hiểm y tế năm 2024", "Thực hiện Chỉ thị số 27/CT-TTg ngày 15 tháng 8 năm 2024 về dân số"],
)
def test_the_year_of_a_law_or_of_a_cited_letter_is_not_the_year_of_the_task(title: str) -> None:
    """A plan to carry out something of 2024 is not thereby of 2024."""
    (duty,) = drafted(("1", "task", "Rà soát."), title=title)
    assert duty.period is None


def test_without_a_year_there_is_no_period() -> None:
    """None, never this year's."""
    (duty,) = drafted(("1", "task", "Rà soát cơ sở vật chất."))
    assert duty.period is None


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_real_documents_are_drafted_whole(path: Path) -> None:
    """Each task once, with titles that fit in both languages."""
    source = gold_document(path)
    duties = draft_obligations(source)
    assert [duty.provision for duty in duties] == [p.path for p in source.provisions if p.kind == "task"]
    assert all(0 < len(words) <= TITLE_LIMIT for duty in duties for words in (duty.title.vi, duty.title.en))
