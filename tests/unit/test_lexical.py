"""Keyword search over provisions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexical import LexicalIndex, build, indexed_text, paths_above, tokens
from knowledge.model import Bilingual, Document, Obligation, Span
from knowledge.text import fold_accents
from knowledge.versions import Contents, Revision
from tests.builders import Row, document

LETTER = document(
    [
        ("preamble", "paragraph", "Kính gửi: Hiệu trưởng các trường"),
        ("1", "heading", "Tổ chức thực hiện"),
        ("1.a", "heading", "Sở Y tế"),
        ("1.a.1", "task", "Chủ trì, phối hợp kiểm tra bếp ăn"),
        ("1.b", "heading", "Sở Nội vụ"),
        ("1.b.1", "task", "Chủ trì, phối hợp khen thưởng cá nhân"),
        ("closing", "paragraph", "Trên đây là hướng dẫn"),
    ],
    name="so",
    title="An toàn thực phẩm",
)
LAW = document(
    [("14", "heading", "Quyền trẻ em"), ("14.1", "paragraph", "Trẻ em có quyền học tập")], name="luat", kind="luật"
)


def index_of(folder: Path, *documents: Document, duties: Sequence[Obligation] = ()) -> LexicalIndex:
    build(folder, Contents.of(Revision(d, tuple(o for o in duties if o.document == d.id)) for d in documents))
    return LexicalIndex(folder)


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    return index_of(tmp_path, LETTER, LAW)


def found(index: LexicalIndex, query: str | Sequence[str], **options: Sequence[str]) -> list[tuple[str, str]]:
    return [(hit.document, hit.path) for hit in index.search(query, 10, **options)]


@pytest.mark.parametrize("query", ["kiểm tra bếp ăn", "kiem tra bep an", "KIỂM TRA BẾP ĂN", ["kiem", "tra", "bep an"]])
def test_accents_case_and_form_of_the_query_make_no_difference(index: LexicalIndex, query: str | list[str]) -> None:
    """Typed in haste on a phone, the same words find the same task."""
    assert index.search(query, 10) == index.search("kiểm tra bếp ăn", 10)
    assert found(index, query)[0] == ("so", "1.a.1")


def test_a_dash_is_found_by_the_words_it_stands_under(index: LexicalIndex) -> None:
    """Two dashes alike in words are told apart by the office named above them."""
    for office, first, second in (("sở y tế", "1.a.1", "1.b.1"), ("sở nội vụ", "1.b.1", "1.a.1")):
        ranked = found(index, f"{office} chủ trì phối hợp việc gì")
        assert ranked.index(("so", first)) < ranked.index(("so", second))


def test_own_words_count_more_than_those_above(index: LexicalIndex) -> None:
    assert found(index, "sở nội vụ")[0] == ("so", "1.b")


def test_words_together_count_more_than_words_apart(tmp_path: Path) -> None:
    """Vietnamese words are of several syllables; neighbours are the nearest thing to them."""
    rows: list[Row] = [("1", "paragraph", "hoạt bát và sinh động"), ("2", "paragraph", "sinh hoạt và bát động")]
    index = index_of(tmp_path, document(rows))
    assert found(index, "sinh hoạt") == [("d", "2"), ("d", "1")]


def test_search_keeps_to_the_documents_allowed(index: LexicalIndex) -> None:
    assert {d for d, _ in found(index, "quyền trẻ em trường", allowed=["so"])} <= {"so"}
    assert found(index, "quyền trẻ em", allowed=[]) == []
    assert found(index, "quyền trẻ em", allowed=["không có"]) == []


def test_nothing_in_common_finds_nothing(index: LexicalIndex) -> None:
    """No score, no result: an answer must be able to say that nothing was found."""
    assert found(index, "xe máy điện") == []
    assert found(index, "") == []
    assert found(index, "?!") == []


def test_top_limits_the_results_and_the_best_come_first(index: LexicalIndex) -> None:
    hits = index.search("chủ trì phối hợp trẻ em", 3)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert hits == index.search("chủ trì phối hợp trẻ em", 10)[:3]
    assert index.search("trẻ em", 0) == []


def test_equal_scores_come_in_the_order_of_the_documents(tmp_path: Path) -> None:
    """The same question gets the same order each time."""
    rows: list[Row] = [(str(n), "paragraph", "trẻ em") for n in range(5)]
    index = index_of(tmp_path, document(rows, name="b"), document(rows, name="a"))
    assert found(index, "trẻ em") == [(d, str(n)) for d in ("b", "a") for n in range(5)]


def test_preamble_and_closing_are_found_by_letterhead_and_signature() -> None:
    """Who sent it, to whom, and who signed can be asked."""
    text = "SỞ Y TẾ Kính gửi: Trường 1. Việc Trên đây. Nơi nhận: Như trên GIÁM ĐỐC Nguyễn Văn A Ghi chú"
    rows: list[Row] = [("preamble", "paragraph", "Kính gửi: Trường"), ("closing", "paragraph", "Trên đây.")]
    letter = document(rows, name="x")
    outline = replace(
        letter.outline,
        text=text,
        provisions=(
            replace(letter.provisions[0], start=8, end=24),
            replace(letter.provisions[1], start=33, end=42),
        ),
        parts={"recipients": (Span(43, 61),), "signature": (Span(62, 83),), "footnotes": (Span(84, 91),)},
    )
    letter = replace(letter, outline=outline)
    assert indexed_text(letter, letter.provisions[0]) == "SỞ Y TẾ Kính gửi: Trường"
    assert indexed_text(letter, letter.provisions[1]) == "Trên đây. Nơi nhận: Như trên GIÁM ĐỐC Nguyễn Văn A"


@pytest.mark.parametrize(("reviewed", "expected"), [(True, [("luat", "14.1")]), (False, [])])
def test_what_a_reviewer_called_a_duty_finds_it(
    tmp_path: Path, expected: list[tuple[str, str]], *, reviewed: bool
) -> None:
    """A reviewer's words help to find; a draft's are the provision's own and say nothing new."""
    duty = Obligation(
        id="luat#14.1",
        document="luat",
        provision="14.1",
        title=Bilingual("Bảo đảm đến lớp", "Ensure attendance"),
        act="plan",
        who=Bilingual("Nhà trường", "School"),
        quote=Span(0, 1),
        period=None,
        reviewed=reviewed,
        evidence=(Bilingual("Sổ điểm danh", "Attendance book"),),
    )
    assert found(index_of(tmp_path, LAW, duties=[duty]), "sổ điểm danh") == expected


def test_an_index_of_nothing_can_be_searched(tmp_path: Path) -> None:
    """All documents taken out, questions still get an answer."""
    index = index_of(tmp_path)
    assert len(index) == 0
    assert found(index, "trẻ em") == []


def test_an_index_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="vocabulary"):
        LexicalIndex(tmp_path / "none").search("x", 1)


@pytest.mark.parametrize(
    ("path", "above"), [("2.b.3", ["2", "2.b"]), ("2", []), ("preamble", []), ("14.2.đ", ["14", "14.2"])]
)
def test_what_a_provision_stands_under(path: str, above: list[str]) -> None:
    assert paths_above(path) == above


VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵĐÊÂ0123456789 -/.,_(\n"
)


@given(st.text(VIETNAMESE))
def test_tokens_do_not_depend_on_accents_or_spacing(text: str) -> None:
    assert tokens(text) == tokens(f"  {text}\n") == tokens(fold_accents(text))
    assert all(token and " " not in token for token in tokens(text))


def test_coverage_is_the_share_of_a_question_that_an_article_holds(index: LexicalIndex) -> None:
    """All of it, none of it, a part: the part that few hold counts more."""
    whole, part, none = index.coverage("học tập", [("luat", "14"), ("so", "1.a.1"), ("so", "no such path")])
    assert whole == pytest.approx(1)
    assert (part, none) == (0, 0)
    common, rare = index.coverage("phối hợp bếp", [("so", "1.b.1"), ("so", "1.a.1")])
    assert 0 < common < 0.5 < rare < 1
    assert index.coverage("xyz", [("luat", "14")]) == [0]
    assert index.coverage("", [("luat", "14")]) == [0]
