"""Fusion of words and meaning, article by article."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import EmbeddingError
from knowledge.lexical import LexicalIndex, build
from knowledge.model import Document, Modification
from knowledge.ports import VectorHit
from knowledge.retrieval import Retriever, added, scaled, spread
from knowledge.short_forms import spelled_out
from knowledge.versions import Contents, DocumentInfo, Revision
from tests.builders import Row, document

LABOUR = document(
    [
        ("1", "heading", "Nghỉ hằng năm"),
        ("1.1", "paragraph", "Người lao động được nghỉ mười hai ngày"),
        ("1.2", "paragraph", "Lịch nghỉ do hai bên thỏa thuận"),
        ("2", "heading", "Thử việc"),
        ("2.1", "paragraph", "Thời gian thử việc không quá sáu mươi ngày"),
    ],
    name="lao-dong",
    title="Lao động",
    kind="Luật",
)
CHILDREN = document(
    [("1", "heading", "Quyền học tập"), ("1.1", "paragraph", "Trẻ em được đến trường, được nghỉ hè")],
    name="tre-em",
    title="Trẻ em",
    kind="Luật",
)
LETTER = document(
    [("1", "heading", "Nhiệm vụ"), ("1.1", "task", "Tổ chức dạy bơi"), ("1.2", "task", "Tổ chức dạy võ")],
    name="thu",
)
Units = st.dictionaries(st.tuples(st.text(max_size=2), st.text(max_size=2)), st.floats(0, 1e6), max_size=6)


class Meaning:
    """Search by meaning that gives what it was told to, and keeps what it was asked."""

    def __init__(
        self, *hits: tuple[str, str, float], fails: bool = False, titled: Mapping[str, float] | None = None
    ) -> None:
        self.hits, self.fails, self.titled, self.asked, self.times = hits, fails, titled or {}, "", 0

    def search(self, query: str, top: int, allowed: Collection[str] | None = None) -> Sequence[VectorHit]:
        """What it was told to give, of the documents allowed."""
        self.asked = query
        self.times += 1
        if self.fails:
            message = "the model does not answer"
            raise EmbeddingError(message)
        return [VectorHit(*hit) for hit in self.hits if allowed is None or hit[0] in allowed][:top]

    def titles(self, query: str) -> Mapping[str, float]:
        """How near it was told that titles are."""
        self.search(query, 0)
        return self.titled


def retriever(folder: Path, meaning: Meaning | None = None, documents: Sequence[Document] = ()) -> Retriever:
    loaded = documents or (LABOUR, CHILDREN, LETTER)
    folder.mkdir(exist_ok=True)
    build(folder, Contents.of(Revision(d) for d in loaded))
    return Retriever(map(_info, loaded), LexicalIndex(folder), meaning)  # type: ignore[arg-type]  # a stand-in


def _info(d: Document) -> DocumentInfo:
    return DocumentInfo(
        d.id, d.title, "r", len(d.provisions), number=d.number, kind=d.kind,
        effective_from=d.effective_from, effective_until=d.effective_until,
        replaces=d.replaces, modifications=d.modifications,
    )  # fmt: skip


def found(each: Retriever, query: str, **options: object) -> list[tuple[str, str]]:
    return [(hit.document, hit.path) for hit in each.search(query, 10, **options)]  # type: ignore[arg-type]


def test_an_article_stands_once_in_the_list_with_its_nearest_clause(tmp_path: Path) -> None:
    """Ten results are ten articles, each shown where it answers."""
    assert found(retriever(tmp_path), "nghỉ mười hai ngày")[0] == ("lao-dong", "1.1")
    listed = found(retriever_again(tmp_path), "người lao động nghỉ hai ngày thử việc")
    articles = [(d, path.split(".")[0]) for d, path in listed if d == "lao-dong"]
    assert sorted(articles) == [("lao-dong", "1"), ("lao-dong", "2")]


def retriever_again(folder: Path) -> Retriever:
    return Retriever(map(_info, (LABOUR, CHILDREN, LETTER)), LexicalIndex(folder))


def test_the_tasks_of_a_directive_stand_each_for_itself(tmp_path: Path) -> None:
    assert {("thu", "1.1"), ("thu", "1.2")} <= set(found(retriever(tmp_path), "tổ chức dạy"))


def test_meaning_finds_what_shares_no_word_with_the_question(tmp_path: Path) -> None:
    """I ask in other words and still find it."""
    meaning = Meaning(("lao-dong", "2.1", 0.86), ("tre-em", "1.1", 0.8))
    assert found(retriever(tmp_path, meaning), "mới vào làm bao lâu")[0] == ("lao-dong", "2.1")


def test_an_english_question_is_looked_for_in_vietnamese_terms(tmp_path: Path) -> None:
    """The documents are Vietnamese: words find them, and the model is asked in their language."""
    meaning = Meaning()
    assert found(retriever(tmp_path, meaning), "How long is the probation period?")[0] == ("lao-dong", "2.1")
    assert meaning.asked == "thời gian thử việc bao lâu"


def test_words_and_meaning_together_outrank_either_alone(tmp_path: Path) -> None:
    meaning = Meaning(("thu", "1.1", 0.9), ("lao-dong", "1.1", 0.89), ("tre-em", "1.1", 0.7))
    assert found(retriever(tmp_path, meaning), "nghỉ mười hai ngày")[0] == ("lao-dong", "1.1")


def test_of_two_that_fit_alike_the_one_whose_law_is_about_it_stands_first(tmp_path: Path) -> None:
    """Two laws say the same of rest; I asked about children."""
    rows: list[Row] = [("1", "paragraph", "Được nghỉ theo quy định")]
    alike = [document(rows, name=name, kind="Luật") for name in ("cu-tru", "tre-em")]
    near = Meaning(*((each.id, "1", 0.8) for each in alike), titled={"cu-tru": 0.8, "tre-em": 0.85})
    assert found(retriever(tmp_path / "untitled", documents=alike), "con tôi được nghỉ không")[0][0] == "cu-tru"
    assert found(retriever(tmp_path / "titled", near, alike), "con tôi được nghỉ không")[0][0] == "tre-em"


def test_an_article_that_holds_all_of_the_question_outranks_one_that_repeats_a_part_of_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("1", "paragraph", "Nghỉ hè, nghỉ hè, nghỉ hè"),
        ("2", "paragraph", "Trẻ em được nghỉ hè " + " ".join(f"tại nơi số {n} do nhà trường chọn" for n in range(20))),
        *((str(n), "paragraph", f"Trẻ em học tập chương {n}") for n in range(3, 12)),
    ]
    each = retriever(tmp_path, documents=[document(rows, name="he", kind="Luật")])
    assert found(each, "trẻ em nghỉ hè tại nơi nào do nhà trường chọn")[0] == ("he", "2")


def test_when_the_model_fails_words_go_on(tmp_path: Path) -> None:
    """The embedding service is down: the search answers by words."""
    failing = retriever(tmp_path, Meaning(fails=True))
    assert found(failing, "nghỉ mười hai ngày") == found(retriever_again(tmp_path), "nghỉ mười hai ngày")


def test_a_model_that_fails_is_asked_once(tmp_path: Path) -> None:
    """Whoever waits for it waits no longer than for one request."""
    away = Meaning(fails=True)
    found(retriever(tmp_path, away), "nghỉ mười hai ngày")
    assert away.times == 1


def test_the_search_keeps_to_the_documents_allowed(tmp_path: Path) -> None:
    each = retriever(tmp_path, Meaning(("lao-dong", "2.1", 0.9), ("tre-em", "1.1", 0.8)))
    assert {d for d, _ in found(each, "nghỉ", allowed=["tre-em"])} == {"tre-em"}
    assert found(each, "nghỉ", allowed=[]) == []


def test_what_is_in_force_on_the_day_stands_first(tmp_path: Path) -> None:
    """Of two laws that say the same, the one in force on the day I ask about is first; the other is still found."""
    rows: list[Row] = [("1", "paragraph", "Trẻ em được nghỉ hè")]
    old = replace(document(rows, name="cu", kind="Luật"), effective_until=date(2019, 12, 31))
    new = replace(document(rows, name="moi", kind="Luật"), effective_from=date(2020, 1, 1))
    each = retriever(tmp_path, documents=[old, new])
    assert found(each, "nghỉ hè", today=date(2019, 12, 31)) == [("cu", "1"), ("moi", "1")]
    assert found(each, "nghỉ hè", today=date(2020, 1, 1)) == [("moi", "1"), ("cu", "1")]


def test_the_law_that_is_named_stands_first(tmp_path: Path) -> None:
    assert found(retriever(tmp_path), "nghỉ")[0][0] == "lao-dong"
    assert found(retriever_again(tmp_path), "Luật Trẻ em về nghỉ")[0][0] == "tre-em"


def test_what_another_document_ended_stands_behind(tmp_path: Path) -> None:
    """A decree says nothing of its own end; the one that replaces it does, and the article another repeals."""
    old = _law("cu", number="1/2010/NĐ-CP", effective_from=date(2010, 1, 1))
    new = _law("moi", number="2/2020/NĐ-CP", effective_from=date(2020, 1, 1), replaces=("1/2010/NĐ-CP",))
    each = retriever(tmp_path, documents=[old, new])
    assert found(each, "nghỉ hè", today=date(2019, 12, 31)) == [("cu", "1"), ("moi", "1")]
    assert found(each, "nghỉ hè", today=date(2020, 1, 1)) == [("moi", "1"), ("cu", "1")]
    part = Modification("repeals", "1/2010/NĐ-CP", ("1",))
    each = retriever(tmp_path / "part", documents=[old, replace(new, replaces=(), modifications=(part,))])
    assert found(each, "nghỉ hè", today=date(2020, 1, 1)) == [("moi", "1"), ("cu", "1")]


def _law(name: str, **known: object) -> Document:
    rows: list[Row] = [("1", "paragraph", "Trẻ em được nghỉ hè")]
    return replace(document(rows, name=name, kind="Nghị định"), **known)  # type: ignore[arg-type]


def test_the_clause_that_defines_a_term_stands_before_those_that_use_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("1", "paragraph", "Thử việc, thời gian thử việc, tiền lương thử việc"),
        ("2", "heading", "Giải thích từ ngữ"),
        ("2.1", "paragraph", "Hợp đồng là sự thỏa thuận giữa hai bên về quyền và nghĩa vụ"),
        ("2.2", "paragraph", "Thử việc là việc làm thử trước khi giao kết hợp đồng"),
    ]
    each = retriever(tmp_path, documents=[document(rows, name="x", kind="Luật")])
    assert found(each, "thử việc")[0] == ("x", "1")
    assert found(each, "thử việc là gì")[0] == ("x", "2.2")


def test_nothing_in_common_finds_nothing(tmp_path: Path) -> None:
    assert found(retriever(tmp_path), "xyz") == []
    assert found(retriever_again(tmp_path), "") == []


@pytest.mark.parametrize(
    ("typed", "added_words"), [("NLĐ nghỉ phép", "người lao động"), ("nld nghi phep", "người lao động")]
)
def test_short_forms_are_searched_by_what_they_stand_for(typed: str, added_words: str) -> None:
    assert spelled_out(typed) == f"{typed} {added_words}"


def test_words_that_are_no_short_forms_stay_as_typed() -> None:
    assert spelled_out("Trẻ em 145/2020 tt") == "Trẻ em 145/2020 tt"


@given(Units)
def test_scaling_keeps_the_order_and_stays_between_0_and_1(scores: dict[tuple[str, str], float]) -> None:
    for scale in (scaled, spread):
        out = scale(scores)
        assert all(0 <= score <= 1 for score in out.values())
        assert all(out[a] <= out[b] for a in out for b in out if scores[a] <= scores[b])


def test_parts_are_added_by_weight() -> None:
    a, b = ("d", "1"), ("d", "2")
    assert added((1.0, {a: 1.0}), (0.5, {a: 1.0, b: 1.0})) == {a: 1.5, b: 0.5}
