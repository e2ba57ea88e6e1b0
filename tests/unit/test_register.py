"""The reviewed register of the two shipped letters, and how a register that disagrees with its document is refused."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.errors import RegisterError
from knowledge.model import Document, Lineage, Obligation, Span
from knowledge.outline import read_outline
from knowledge.register import TITLE_LIMIT, load_lineage, load_reach, load_register
from tests.builders import REGISTER, SHIPPED, document, shipped

DEPARTMENT, MINISTRY = "hung-yen-gddt-2021", "molisa-2021"
SEVENTEEN = [  # the tasks of either letter
    *("1.1", "1.2", "2.a.1", "2.a.2", "2.a.3", "2.b.1", "2.b.2", "2.b.3", "2.c.1"),
    *("3.1", "3.2", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6"),
]

ENTRY = """
document = "d"
[who]
vi = "Các đơn vị"
en = "The units"
[reach.school]
applies = "no"
vi = "Không gửi trường."
en = "Not sent to schools."
[[obligation]]
provision = "1"
title_vi = "Lập kế hoạch"
title_en = "Make a plan"
act = "plan"
"""


def duties(name: str) -> dict[str, Obligation]:
    found = load_register(REGISTER, shipped(name))
    assert found is not None
    return {duty.id.removeprefix(f"{name}#"): duty for duty in found}


def chain() -> Lineage:
    (found,) = load_lineage(REGISTER, [shipped(DEPARTMENT), shipped(MINISTRY)])
    return found


def words(source: Document, span: Span) -> str:
    return source.text[span.start : span.end]


def small(folder: Path, register: str) -> tuple[Obligation, ...] | None:
    (folder / "d.toml").write_text(register, "utf-8")
    return load_register(folder, document([("1", "task", "Xây dựng kế hoạch của đơn vị.")]))


@pytest.mark.parametrize("name", [DEPARTMENT, MINISTRY])
def test_every_task_of_the_letter_has_a_reviewed_duty(name: str) -> None:
    """All 17 tasks are in the register, in the letter's order, and nothing else is."""
    found = duties(name).values()
    assert list(dict.fromkeys(duty.provision for duty in found)) == SEVENTEEN
    assert all(duty.reviewed for duty in found)


@pytest.mark.parametrize("name", [DEPARTMENT, MINISTRY])
def test_titles_fit_a_phone_in_both_languages(name: str) -> None:
    """Each title is a short sentence of its own, told apart from the others."""
    titles = [duty.title for duty in duties(name).values()]
    assert all(0 < len(each) <= TITLE_LIMIT for title in titles for each in (title.vi, title.en))
    assert len({title.vi for title in titles}) == len({title.en for title in titles}) == len(titles)


@pytest.mark.parametrize("name", [DEPARTMENT, MINISTRY])
def test_no_duty_has_a_deadline_because_neither_letter_sets_one(name: str) -> None:
    """I am never told a date that the letter does not contain."""
    assert {duty.due for duty in duties(name).values()} == {None}


@pytest.mark.parametrize("name", [DEPARTMENT, MINISTRY])
def test_the_words_of_a_duty_lie_in_its_provision_and_parts_do_not_overlap(name: str) -> None:
    """What is quoted for a task is the letter's own text."""
    source = {provision.path: provision for provision in shipped(name).provisions}
    quotes = [(duty, duty.quote) for duty in duties(name).values()]
    for duty, quote in quotes:
        assert source[duty.provision].start <= quote.start < quote.end <= source[duty.provision].end
    for (_, first), (_, second) in pairwise(quotes):
        assert first.end <= second.start


def test_one_bullet_with_five_duties_is_five_duties() -> None:
    """Money, safe schools, shelters, new models and the localities' survey are told one by one."""
    parts = [duty for duty in duties(DEPARTMENT).values() if duty.provision == "3.2"]
    assert [duty.id[-2:] for duty in parts] == ["/1", "/2", "/3", "/4", "/5"]
    assert [duty.applies_to("school").applies for duty in parts] == ["conditional", "yes", "no", "no", "no"]
    assert [duty.relation for duty in parts] == ["reworded", "added", "added", "added", "added"]
    assert [duty.parent for duty in parts] == ["molisa-2021#3.2", None, None, None, None]


@pytest.mark.parametrize("name", [DEPARTMENT, MINISTRY])
def test_every_kind_of_unit_learns_where_it_stands(name: str) -> None:
    """A task that is not plainly mine says why, in both languages."""
    for duty in duties(name).values():
        assert len(duty.applicability) == 6
        for found in duty.applicability.values():
            assert found.applies == "yes" or found.reason


def test_training_for_inspectors_reaches_a_school_only_on_a_condition() -> None:
    """The letter copied it down to schools, which seldom have inspectors."""
    found = duties(DEPARTMENT)["4.3"].applies_to("school")
    assert found.applies == "conditional"
    assert found.reason is not None
    assert "Ban vì sự tiến bộ phụ nữ" in found.reason.vi


def test_the_election_has_passed_and_the_plans_run_on() -> None:
    """What was tied to the vote of 23 May 2021 is over; the plan to 2030 is not."""
    found = duties(DEPARTMENT)
    assert {path for path, duty in found.items() if duty.ended_on} == {"2.a.1/1", "2.a.2"}
    assert (found["1.1"].period, found["1.2"].period, found["2.b.3"].period) == ("2021-2030", "2021-2025", "2021")


def test_the_letter_says_how_it_reaches_schools_that_are_not_under_the_department() -> None:
    """Schools of a district are reached through the education office."""
    reach = load_reach(REGISTER, shipped(DEPARTMENT))
    assert "phòng giáo dục và đào tạo" in reach["school"].vi
    assert set(reach) == {"school", "office", "center", "commune", "department", "ministry"}


def test_a_document_nobody_reviewed_has_no_register() -> None:
    """None, so that the caller drafts instead."""
    source = document([("1", "task", "Xây dựng kế hoạch.")], name="other")
    assert load_register(REGISTER, source) is None
    assert load_reach(REGISTER, source) == {}


def test_the_register_agrees_with_the_letters_as_the_program_reads_them() -> None:
    """Every quoted word is found where the reading of structure puts it, in both letters and in the chain."""
    read = [
        replace(shipped(name), outline=read_outline((SHIPPED / f"{name}.txt").read_text("utf-8").splitlines()))
        for name in (DEPARTMENT, MINISTRY)
    ]
    by_hand = [len(duties(name)) for name in (DEPARTMENT, MINISTRY)]
    assert [len(load_register(REGISTER, source) or ()) for source in read] == by_hand
    assert [len(found.pairs) for found in load_lineage(REGISTER, read)] == [len(chain().pairs)]


def test_the_chain_has_one_pair_for_each_provision_as_a_whole() -> None:
    """Every task of the department is held against the ministry's task it came from."""
    whole = [pair.provision for pair in chain().pairs if not pair.aspect]
    assert whole == [provision.path for provision in shipped(DEPARTMENT).provisions]
    assert all(pair.parent == pair.provision for pair in chain().pairs if not pair.aspect)


@pytest.mark.parametrize(
    ("parent", "dropped"),
    [
        ("2.b.1", "tiếng dân tộc thiểu số"),
        ("2.a.3", "phóng viên báo chí"),
        ("4.3", "cán bộ làm công tác pháp chế"),
        ("1.2", "2232/QĐ-TTg"),
        ("1.2", "212/LĐTBXH-BĐG"),
        ("1.1", "sau khi Chính phủ phê duyệt"),
        ("2.a.1", "Đại hội đảng bộ"),
        ("4.4", "Ủy ban nhân dân các cấp"),
    ],
)
def test_what_the_department_left_out_is_named(parent: str, dropped: str) -> None:
    """Words of the ministry that are gone below, quoted from the ministry's letter, and truly gone below."""
    upper, lower = shipped(MINISTRY), shipped(DEPARTMENT)
    gone = [words(upper, span) for p in chain().pairs if p.relation == "dropped" and p.parent == parent
            for span in p.upper_words]  # fmt: skip
    below = next(p.text for p in lower.provisions if p.path == parent)
    assert any(dropped in each for each in gone)
    assert dropped not in below


@pytest.mark.parametrize("added", ["Đình Cao", "Đông Tảo", "trường học an toàn", "Câu lạc bộ", "nam giới tiên phong"])
def test_what_the_department_added_is_named(added: str) -> None:
    """Shelters, safe schools and the new models are the department's own."""
    lower, upper = shipped(DEPARTMENT), shipped(MINISTRY)
    own = [words(lower, span) for p in chain().pairs if p.relation == "added" and p.provision == "3.2"
           for span in p.lower_words]  # fmt: skip
    assert any(added in each for each in own)
    assert added not in upper.text


def test_the_letter_between_is_said_to_be_missing() -> None:
    """The provincial labour department's letter is cited and not here."""
    found = chain()
    assert found.missing == ("591/LĐTBXH-TE&BĐG",)
    assert found.note is not None
    assert found.missing[0] in found.note.vi


def test_a_chain_waits_until_both_documents_are_loaded() -> None:
    """With the ministry's letter removed there is nothing to compare with."""
    assert load_lineage(REGISTER, [shipped(DEPARTMENT)]) == ()


def test_a_register_may_be_as_short_as_the_facts(tmp_path: Path) -> None:
    """What the entry leaves out comes from the head of the file, or is not said."""
    (duty,) = small(tmp_path, ENTRY) or ()
    assert (duty.id, duty.period, duty.who.en, duty.relation) == ("d#1", None, "The units", None)
    assert duty.applies_to("school").applies == "no"
    assert duty.applies_to("office").applies == "unknown"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("document", "documents"), "unknown key documents"),
        (('document = "d"', 'document = "e"'), "is about e"),
        (('provision = "1"', 'provision = "9"'), "no provision 9"),
        (('act = "plan"', 'act = "ponder"'), "act is ponder"),
        (('act = "plan"', 'act = "plan"\nquote = "trước ngày 31/12"'), "holds 0 times"),
        (('act = "plan"', 'act = "plan"\nwhen = "mai"'), "unknown key when"),
        (('act = "plan"', 'act = "plan"\ndue = "mai"'), "due must be a date"),
        (('act = "plan"', 'act = "plan"\npart = 0'), "part must be a whole number"),
        (('title_en = "Make a plan"\n', ""), "one language only"),
        (("Lập kế hoạch", "Lập " + "rất " * 20 + "dài"), "60 at most"),
        (('vi = "Không gửi trường."\nen = "Not sent to schools."\n', ""), "without a reason"),
        (("[[obligation]]", "[[obligation"), "cannot be read"),
        ((ENTRY[ENTRY.index("[[") :], ""), "no entry for the tasks 1"),
        (('act = "plan"', f'act = "plan"\n{ENTRY[ENTRY.index("[[") :]}'), "entered twice: d#1"),
    ],
)
def test_a_register_that_disagrees_with_its_document_is_refused(
    tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    """The entry is named, and nothing wrong is ever shown."""
    with pytest.raises(RegisterError, match=complaint):
        small(tmp_path, ENTRY.replace(*change))


@pytest.mark.parametrize(
    ("pair", "complaint"),
    [
        ('provision = "1"\nrelation = "same"', "does not fit"),
        ('parent = "1"\nrelation = "same"', "does not fit"),
        ('provision = "1"\nparent = "1"\nrelation = "same"\nlower_words = ["mai"]', "holds 0 times"),
        ('provision = "1"\nparent = "8"\nrelation = "same"', "no provision 8"),
        ('provision = "1"\nrelation = "added"\nupper_words = ["kế hoạch"]', "without a provision"),
    ],
)
def test_a_chain_that_disagrees_with_its_documents_is_refused(tmp_path: Path, pair: str, complaint: str) -> None:
    """A change that is not in the texts is never told."""
    head = 'document = "d"\nabove = "u"\n[[pair]]\n'
    (tmp_path / "chain-d.toml").write_text(head + pair, "utf-8")
    lower = document([("1", "task", "Xây dựng kế hoạch.")])
    with pytest.raises(RegisterError, match=complaint):
        load_lineage(tmp_path, [lower, replace(lower, id="u")])
