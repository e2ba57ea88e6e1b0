"""True sentences of other hands, as they were written, and what is made of those that stand."""

from dataclasses import replace

import pytest

from knowledge.answering import Answerer
from tests.evaluation.mutations import mutations
from tests.evaluation.phrasing_cases import Bench, Case, cases

INDEPENDENT = cases("phrasings_independent")
ASKED = cases("phrasings_asked")
FALSE = cases("phrasings_false")
FALLEN = {"first": 19 / 80, "second": 26 / 80}
"""The measured share of each lot that falls: less would be better, more is a step back (docs/model.md)."""
ASKED_FALLEN = 16 / 186
"""The same of sentences built as the prompt asks."""


@pytest.fixture(scope="module")
def bench(answerer: Answerer) -> Bench:
    return Bench(answerer)


@pytest.mark.parametrize("lot", FALLEN)
def test_no_more_of_them_fall_than_was_measured(bench: Bench, lot: str) -> None:
    own = [case for case in INDEPENDENT if case.set == lot]
    fallen = [case.text for case in own if not bench.stands(case)]
    assert len(fallen) <= FALLEN[lot] * len(own), "\n".join(fallen)


def test_what_is_built_as_the_prompt_asks_hardly_falls(bench: Bench) -> None:
    fallen = [case.text for case in ASKED if not bench.stands(case)]
    assert len(fallen) <= ASKED_FALLEN * len(ASKED), "\n".join(fallen)


def test_nothing_altered_stands(bench: Bench) -> None:
    known = [*INDEPENDENT, *ASKED]
    altered = [(case, text) for seed, case in enumerate(known) for _, text in mutations(case.text, case.lang, seed)]
    assert len(altered) > 2500
    assert [text for case, text in altered if bench.misleads(case, text)] == []


@pytest.mark.parametrize("case", FALSE, ids=lambda case: case.text)
def test_nothing_false_stands(bench: Bench, case: Case) -> None:
    """All its words are of the passage: somebody else does it, another may, one of two is both."""
    assert not bench.stands(replace(case, yes=True))


LETTER = "hung-yen-gddt-2021"


@pytest.mark.parametrize(
    ("place", "lang", "said"),
    [
        ("4.1", "vi", "Hiệu trưởng còn đẩy mạnh xã hội hóa, không chỉ huy động nguồn lực hợp pháp."),
        ("4.1", "vi", "Chỉ trong tỉnh, nguồn lực hợp pháp được huy động từ các cơ quan, tổ chức, cá nhân."),
        ("4.1", "vi", "Trừ trong tỉnh, nguồn lực hợp pháp còn được huy động từ các cơ quan, tổ chức, cá nhân."),
        ("4.3", "vi", "Các trường phải tổ chức các lớp tập huấn kiến thức về giới."),
        ("4.3", "vi", "Đơn vị phải tổ chức các lớp tập huấn kiến thức về giới, bình đẳng giới."),
        ("3.2", "vi", "Đơn vị phải chủ động bố trí kinh phí để duy trì và nhân rộng các mô hình."),
        ("4.6", "vi", "Trường khen thưởng rồi các cá nhân chưa có thành tích xuất sắc."),
        ("4.6", "vi", "Các cá nhân có thành tích xuất sắc được khen thưởng rồi."),
        ("4.6", "en", "Individuals with outstanding results were rewarded promptly."),
        ("4.6", "en", "Units with outstanding results should be rewarded promptly."),
        ("4.4", "en", "Sudden cases are to be verified promptly and reported by the competent state agency."),
        ("4.4", "vi", "Cơ quan nhà nước có thẩm quyền kịp thời xác minh, báo cáo những vụ việc đột xuất."),
        ("4.4", "en", "The competent state agency reports sudden cases promptly."),
        ("4.6", "en", "Individuals reward outstanding achievements in gender equality."),
        ("4.6", "en", "People must reward individuals with outstanding results."),
        ("2.b.3", "en", "Your school should hold the Month of Action each month."),
        ("closing", "en", "Report problems to the Personnel Office through the Department of Education and Training."),
    ],
)  # fmt: skip
def test_what_may_be_said_otherwise_is_not_turned_round(bench: Bench, place: str, lang: str, said: str) -> None:
    """What claims nothing, another word for a thing and another order are allowed; nothing false is, by them."""
    case = Case(said, (f"{LETTER}#{place}",), lang, yes=True, set="dev")  # type: ignore[arg-type]  # a language
    assert not bench.stands(case)
