"""What people type on a phone, read as what they meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicons import table
from knowledge.text import key, syllables
from knowledge.typing_habits import Vocabulary, read
from tests.builders import shipped

WORDS = Vocabulary.of([shipped("hung-yen-gddt-2021").text, shipped("molisa-2021").text])
NOTHING_LOADED = Vocabulary.of([])


def read_as(typed: str, vocabulary: Vocabulary = WORDS) -> str:
    """The keys of what was read, for comparing without marks."""
    return " ".join(t.key for t in read(typed, vocabulary))


def short_forms() -> dict[str, set[str]]:
    """All listed short forms with the keys of all their readings, whichever list they stand in."""
    found: dict[str, set[str]] = {}
    for section in table("abbreviations").values():
        for short, readings in section.items():
            found.setdefault(short, set()).update(folded(r) for r in readings)
    return found


def folded(text: str) -> str:
    return " ".join(key(s) for s in syllables(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bđg", "bình đẳng giới"),
        ("BĐG", "bình đẳng giới"),
        ("bdg", "bình đẳng giới"),
        ("phòng chống BLG", "phòng chống bạo lực trên cơ sở giới"),
        ("KH của trg", "kế hoạch của trường"),
        ("ko", "không"),
        ("lm ntn", "làm như thế nào"),
        ("gv", "giáo viên"),
        ("đv mình", "đơn vị mình"),
        ("cv của sgddt", "công văn của sở giáo dục và đào tạo"),
        ("đc ko ạ", "được không ạ"),
        ("TCCB", "tổ chức cán bộ"),
    ],
)
def test_short_forms_are_spelled_out(typed: str, meant: str) -> None:
    """I write BĐG, KH, ko, ntn, gv as everyone does, and am understood."""
    assert read_as(typed) == folded(meant)


def test_every_listed_short_form_is_understood() -> None:
    """Each short form of one word that is listed is read as one of its readings."""
    of_one_word = {short: readings for short, readings in short_forms().items() if len(syllables(short)) == 1}
    assert len(of_one_word) > 100
    assert {short for short, readings in of_one_word.items() if read_as(short, NOTHING_LOADED) not in readings} == set()


def test_of_two_readings_the_one_that_fits_its_neighbours_is_taken() -> None:
    """TT is tuyên truyền in a question about publicity, and trung tâm before GDNN-GDTX."""
    texts = ["tuyên truyền phổ biến pháp luật", "các trung tâm giáo dục nghề nghiệp"]
    words = Vocabulary.of(texts)
    assert read_as("tt phổ biến", words) == folded("tuyên truyền phổ biến")
    assert read_as("các tt giáo dục", words) == folded("các trung tâm giáo dục")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("truyeenf thoong", "truyền thông"),
        ("nguwowif", "người"),
        ("kees hoachj", "kế hoạch"),
        ("bìnhđẳng giới", "bình đẳng giới"),
        ("tuyen truyn", "tuyên truyền"),
        ("tuyên truyềnn", "tuyên truyền"),
        ("khen thuởng", "khen thưởng"),
        ("bao cáo", "báo cáo"),
    ],
)
def test_slips_of_the_keyboard_are_mended(typed: str, meant: str) -> None:
    """Telex keys left in, a letter missing or doubled, a space forgotten: I need not type it again."""
    assert read_as(typed) == folded(meant)


@pytest.mark.parametrize(
    "typed", ["hoa quả", "GDNN", "điểm c", "muc a", "năm 2021", "khóa XV", "quý III", "591", "2.b.3"]
)
def test_what_is_right_is_left_alone(typed: str) -> None:
    """Correct words, numbers, Roman numerals and the letters of points are not “corrected”."""
    if typed == "GDNN":
        assert read_as(typed) == folded("giáo dục nghề nghiệp")
    else:
        assert read_as(typed) == folded(typed)


def test_a_good_syllable_is_not_turned_into_a_better_known_one() -> None:
    """A Vietnamese word the documents never use stays my word."""
    assert read_as("quả mít chín") == folded("quả mít chín")


def test_english_words_are_not_mended_into_vietnamese() -> None:
    """In an English question only short forms in capitals are Vietnamese; “the plan” stays the plan."""
    typed = "which plan must th unit make on KH"
    assert " ".join(t.key for t in read(typed, WORDS, vietnamese=False)) == "which plan must th unit make on ke hoach"


def test_initials_that_the_documents_would_have_are_read_without_a_list() -> None:
    """An abbreviation of a phrase that recurs in the documents is understood though no list holds it."""
    words = Vocabulary.of(["lồng ghép nội dung vào trường. Lồng ghép nội dung ở lớp. Lồng ghép nội dung mới."])
    assert read_as("lgnd", words) == folded("lồng ghép nội dung")


def test_a_phrase_said_once_gives_no_initials() -> None:
    """What stands in the documents only once is no name, and its initials prove nothing."""
    once, twice = "chăm bón vườn trồng rau", "chăm bón vườn trồng rau, rồi lại chăm bón vườn trồng rau"
    assert "cbvtr" not in Vocabulary.of([once]).initials
    assert Vocabulary.of([twice]).initials["cbvtr"] == once


@given(st.text(max_size=120))
def test_any_message_can_be_read(text: str) -> None:
    """Whatever I send, reading it ends with words."""
    assert all(t.text for t in read(text, WORDS))
    assert all(t.text for t in read(text, NOTHING_LOADED, vietnamese=False))


@given(st.lists(st.sampled_from(sorted(w for w in WORDS.counts if w.isalpha())), max_size=12))
def test_words_of_the_documents_are_read_as_themselves(words: list[str]) -> None:
    """A message made of the documents' own syllables is never changed, but for short forms that look like one."""
    shorts = {key(short) for short in short_forms()}
    typed = [w for w in words if w not in shorts]
    assert [t.key for t in read(" ".join(typed), WORDS)] == typed
