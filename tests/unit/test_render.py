"""Answers as plain text: what a person reads in the terminal and can paste anywhere."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import document_name, plain, sentence
from knowledge.answer import Answer, Say
from knowledge.model import Act, Applicability, Applies, Bilingual, Citation, Document, Obligation, Span
from tests.builders import document

HEADING = "Xây dựng kế hoạch và tổ chức thực hiện"
LONG_HEADING = (
    "Đẩy mạnh tuyên truyền, phổ biến, giáo dục chính sách, pháp luật về bình đẳng giới tới toàn thể cán bộ, giáo viên"
)
LETTER = replace(
    document(
        [
            ("1", "heading", HEADING),
            ("1.1", "task", "Lập kế hoạch năm."),
            ("1.2", "task", "Báo cáo kết quả về Sở."),
            ("2", "heading", LONG_HEADING),
            ("2.1", "task", "Tuyên truyền."),
            ("3", "task", "Khen thưởng."),
        ],
        name="letter",
    ),
    issuer="Sở Giáo dục",
    issued_on=date(2021, 3, 5),
    year=2021,
)
LETTER = replace(
    LETTER,
    outline=replace(
        LETTER.outline,
        provisions=tuple(replace(p, label="-" if "." in p.path else f"{p.path}.") for p in LETTER.provisions),
    ),
)
LIBRARY: Mapping[str, Document] = {"letter": LETTER}
HELP = [("111", {"vi": "Tổng đài trẻ em", "en": "Children"}), ("113", {"vi": "Công an", "en": "Police"})]


def citation(path: str, label: str = "mục 1, gạch đầu dòng 1") -> Citation:
    found = next(p for p in LETTER.provisions if p.path == path)
    return Citation("letter", path, label, found.text, found.start, found.end)


def duty(path: str, applies: Applies = "yes", act: Act = "plan", **more: object) -> Obligation:
    made = Obligation(
        id=f"letter#{path}",
        document="letter",
        provision=path,
        title=Bilingual(f"Việc {path}", f"Task {path}"),
        act=act,
        who=Bilingual("trường", "school"),
        quote=Span(0, 1),
        period="2021",
        reviewed=True,
        applicability={"school": Applicability(applies)},
    )
    return replace(made, **more)  # type: ignore[arg-type]  # the caller names the fields


def lines_of(answer: Answer) -> list[str]:
    return plain(answer, LIBRARY, HELP).splitlines()


def test_the_lead_comes_first_then_the_words_then_the_notes_then_the_source() -> None:
    """I read the answer itself first, and last where it is from."""
    answer = Answer(
        "answered",
        lead=(Say("found.duty", {"title": "Lập kế hoạch"}),),
        citations=(citation("1.1"), citation("1.2", "mục 1, gạch đầu dòng 2")),
        notes=(Say("note.other_year", {"year": 2021}), Say("note.no_due")),
    )
    assert plain(answer, LIBRARY).split("\n\n") == [
        sentence(answer.lead[0], "vi"),
        "Mục 1, gạch đầu dòng 1:\n“Lập kế hoạch năm.”",
        "Mục 1, gạch đầu dòng 2:\n“Báo cáo kết quả về Sở.”",
        f"{sentence(answer.notes[0], 'vi')}\n{sentence(answer.notes[1], 'vi')}",
        "Nguồn: Công văn ngày 5/3/2021 của Sở Giáo dục",
    ]


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=200))
def test_a_quotation_is_printed_letter_for_letter(words: str) -> None:
    """Between “ and ” stand the source's own words, braces and all; nothing is interpreted."""
    cited = Citation("letter", "1.1", "mục 1", words, 0, len(words))
    assert f"Mục 1:\n“{words}”" in plain(Answer("answered", citations=(cited,)), LIBRARY)


def test_a_source_is_named_once() -> None:
    """Two quotations of one letter name it once."""
    answer = Answer("answered", citations=(citation("1.1"), citation("1.2")))
    assert plain(answer, LIBRARY).count("Nguồn:") == 1
    assert plain(answer, LIBRARY).count("Sở Giáo dục") == 1


def test_nothing_cited_names_no_source() -> None:
    """A refusal shows no source and no empty lines."""
    text = plain(Answer("out_of_scope", lead=(Say("scope.out"),)), LIBRARY, HELP)
    assert text == sentence(Say("scope.out"), "vi")


def listed(*duties: Obligation, **more: object) -> Answer:
    made = Answer("obligations", obligations=duties, running=frozenset(d.id for d in duties))
    return replace(made, **more)  # type: ignore[arg-type]  # the caller names the fields


def test_duties_stand_under_the_headings_of_the_letter() -> None:
    """I see the list as the letter is built: each heading once, its duties below, in order."""
    lines = lines_of(listed(duty("1.1"), duty("1.2"), duty("2.1"), duty("3")))
    assert [line for line in lines if line] == [
        f"1. {HEADING}",
        "• Việc 1.1 (mục 1, gạch đầu dòng 1)",
        "• Việc 1.2 (mục 1, gạch đầu dòng 2)",
        next(line for line in lines if line.startswith("2. ")),
        "• Việc 2.1 (mục 2, gạch đầu dòng 1)",
        "• Việc 3 (mục 3)",
    ]


def test_a_long_heading_is_cut_between_words() -> None:
    """A heading takes no more than two lines of a phone, and is never cut inside a word."""
    heading = next(line for line in lines_of(listed(duty("2.1"))) if line.startswith("2. "))
    assert heading.endswith("…")
    assert LONG_HEADING.startswith(heading[3:-1])
    assert LONG_HEADING[len(heading) - 4] == " "
    assert len(heading) <= 100


@pytest.mark.parametrize(("applies", "mark"), [("yes", "•"), ("conditional", "○"), ("no", "✕"), ("unknown", "?")])
def test_each_duty_is_marked_by_whether_it_applies(applies: Applies, mark: str) -> None:
    """I see at a glance what is mine; the legend explains the marks where there are any to explain."""
    text = plain(listed(duty("1.1", applies)), LIBRARY)
    assert f"{mark} Việc 1.1" in text
    assert (sentence(Say("list.legend"), "vi") in text) == (applies != "yes")


def test_marks_are_those_of_the_unit_that_asks() -> None:
    """What is a school's duty may be unknown for a commune."""
    assert "? Việc 1.1" in plain(listed(duty("1.1"), unit_type="commune"), LIBRARY)


def test_a_due_date_and_a_past_event_stand_beside_the_duty() -> None:
    """A deadline the letter sets is shown on the duty's own line, as we write dates; so is that its event is over."""
    over = duty("1.2", event=Bilingual("Bầu cử", "The election"), ended_on=date(2021, 5, 23))
    answer = listed(duty("1.1", due=date(2021, 12, 1)), over, running=frozenset({"letter#1.1"}))
    assert "• Việc 1.1 (mục 1, gạch đầu dòng 1) · hạn 1/12/2021" in lines_of(answer)
    assert "• Việc 1.2 (mục 1, gạch đầu dòng 2) · đã qua: Bầu cử" in lines_of(answer)


def test_for_a_year_without_a_directive_what_still_runs_stands_apart() -> None:
    """Of an old letter I am shown first what still runs, then what has ended, each duty once."""
    answer = replace(
        listed(duty("1.1"), duty("1.2")), status="no_directive_for_year", running=frozenset({"letter#1.2"})
    )
    text = plain(answer, LIBRARY)
    running, ended = (
        text.index(sentence(Say("list.running"), "vi").upper()),
        text.index(sentence(Say("list.ended"), "vi").upper()),
    )
    assert running < text.index("Việc 1.2") < ended < text.index("Việc 1.1")
    assert text.count("Việc 1.") == 2


def test_where_all_has_ended_nothing_is_said_to_run() -> None:
    """No empty heading is shown."""
    answer = replace(listed(duty("1.1")), status="no_directive_for_year", running=frozenset())
    assert sentence(Say("list.running"), "vi").upper() not in plain(answer, LIBRARY)


def test_danger_shows_every_help_line_and_that_nothing_is_kept() -> None:
    """In danger I read whom to call, in the order of the file, and that my words are not stored."""
    answer = Answer("safety", lead=(Say("safety.lead"),))
    assert plain(answer, LIBRARY, HELP).split("\n\n") == [
        sentence(Say("safety.lead"), "vi"),
        "☎ 111 – Tổng đài trẻ em\n☎ 113 – Công an",
        sentence(Say("safety.kept"), "vi"),
    ]


def test_an_english_answer_is_english_but_for_the_source_s_words() -> None:
    """Lead, titles, labels, notes and help lines in English; headings and quotations stay as the letter has them."""
    text = plain(listed(duty("1.1", "conditional"), lang="en", notes=(Say("note.no_due"),)), LIBRARY)
    assert f"1. {HEADING}\n○ Task 1.1 (section 1, dash 1)" in text
    assert sentence(Say("list.legend"), "en") in text
    assert sentence(Say("note.no_due"), "en") in text
    assert "Việc 1.1" not in text
    quoted = plain(Answer("answered", lang="en", citations=(citation("1.1", "section 1, dash 1"),)), LIBRARY)
    assert quoted.startswith("Section 1, dash 1:\n“Lập kế hoạch năm.”")
    assert "☎ 111 – Children" in plain(Answer("safety", lang="en", lead=(Say("safety.lead"),)), LIBRARY, HELP)


def test_a_sentence_names_a_letter_by_its_number_or_else_by_its_day() -> None:
    """Công văn số 12/SGDĐT where it has a number, công văn ngày 5/3/2021 where the copy shows none."""
    dated: dict[str, str | int | date] = {
        "kind": "công văn",
        "issuer": "Sở",
        "issued_on": date(2021, 3, 5),
        "value": "trường",
    }
    assert sentence(Say("letter.addressees", dated), "vi") == "Công văn ngày 5/3/2021 của Sở gửi: trường."
    numbered = Say("letter.addressees", dated | {"number": "12/SGDĐT"})
    assert sentence(numbered, "vi") == "Công văn số 12/SGDĐT của Sở gửi: trường."


def test_what_became_of_a_duty_is_said_in_the_reader_s_language() -> None:
    """A relation is a word of mine, not the program's."""
    say = Say("chain.compare", {"label": "mục 1", "relation": "narrowed"})
    assert "thu hẹp" in sentence(say, "vi")
    assert "narrowed" in sentence(say, "en")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Công văn ngày 5/3/2021 của Sở Giáo dục"),
        ({"number": "12/SGDĐT"}, "Công văn số 12/SGDĐT ngày 5/3/2021 của Sở Giáo dục"),
        ({"issued_on": None}, "Công văn năm 2021 của Sở Giáo dục"),
        ({"issued_on": None, "year": None, "issuer": None}, "Công văn"),
        ({"kind": None}, "Văn bản ngày 5/3/2021 của Sở Giáo dục"),
    ],
)
def test_a_document_is_named_by_what_is_known_of_it(changes: dict[str, str | None], name: str) -> None:
    """A number, day or issuer that the copy does not show is left out, never guessed."""
    assert document_name(replace(LETTER, **changes)) == name  # type: ignore[arg-type]  # fields of a document
