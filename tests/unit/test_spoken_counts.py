"""How many took part, in the many forms in which people put it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.sentence import read_sentence
from knowledge.text import fold_accents

TODAY = date(2021, 6, 15)


def counted(text: str) -> tuple[int | None, int | None]:
    counts = read_sentence(text, TODAY).counts
    return counts.get("participants"), counts.get("women")


@pytest.mark.parametrize(
    ("said", "participants", "women"),
    [
        ("tổng số người tham dự: 45, nữ: 30", 45, 30),
        ("tổng 45, nữ 30", 45, 30),
        ("số người 45 nữ 30", 45, 30),
        ("tổng số 45 nữ 30", 45, 30),
        ("45 người dự, nữ chiếm 30", 45, 30),
        ("tập huấn cán bộ nữ: 54 người, 31 nữ", 54, 31),
        ("tập huấn về giới cho ban tiến bộ phụ nữ: 20 người, 12 nữ", 20, 12),
        ("tập huấn cho 1200 hs, 50% nữ", 1200, 600),
        ("nam 15 nữ 30", 45, 30),
        ("tập huấn 20 cán bộ nữ, 15 nam", 35, 20),
        ("100 hs nữ, 90 hs nam", 190, 100),
        ("tập huấn cán bộ nữ 45 người", 45, None),
        ("tập huấn phụ nữ: 20 người", 20, None),
        ("45 nữ 30", 45, 30),
        ("tuyên truyền cho 120 nữ, 80 nam", 200, 120),
        ("nam: 15, nữ: 30", 45, 30),
        ("15 nam 30 nữ", 45, 30),
        ("nữ 30, nam 15", 45, 30),
        ("nữ 30 nam 15", 45, 30),
        ("tổng 45: nam 15, nữ 30", 45, 30),
        ("tổng số 45 người, trong đó nữ 30", 45, 30),
        ("tổng 45 trong đó nữ 30", 45, 30),
        ("45 (nữ 30)", 45, 30),
        ("45 người (30 nữ)", 45, 30),
        ("nữ 30/45", 45, 30),
        ("30/45 nữ", 45, 30),
        ("45/30 nữ", 45, 30),
        ("30 nữ trên tổng số 45 người", 45, 30),
        ("30 nữ/45 người", 45, 30),
        ("30 trong số 45 người là nữ", 45, 30),
        ("20 gv nữ 12", 20, 12),
        ("20 gv nữ 30 hs nữ", None, None),
        ("20 gv (12 nữ), 150 hs (90 nữ)", 170, 102),
        ("hs 200, nữ 100", 200, 100),
        ("số hs: 200, nữ: 100", 200, 100),
        ("số giáo viên tham dự là 45, nữ là 30", 45, 30),
        ("sĩ số 45 nữ 30", 45, 30),
        ("45 người, cán bộ nữ: 30", 45, 30),
        ("nữ giáo viên: 30, tổng số: 45", 45, 30),
        ("cán bộ nữ: 30, nam: 15", 45, 30),
        ("tập huấn cho 30 nữ 2 buổi", None, 30),
        ("tập huấn lớp 9, nữ 5", None, 5),
        ("hs lớp 9 nữ 30", None, 30),
        ("khối 6, 7, 8, nữ 5", None, 5),
        ("tập huấn giáo viên 2 buổi cho 45 người", 45, None),
        ("45 người dự, nữ chiếm 60%", 45, 27),
        ("nữ 50% của 1200 hs", 1200, 600),
        ("45 người, 50 phần trăm nữ", 45, None),
        ("năm 2021 tập huấn cho 45 người, 30 nữ", 45, 30),
        ("năm học 2020-2021 có 45 gv, 30 nữ", 45, 30),
        ("tổng cộng 45 đại biểu, nữ 30", 45, 30),
        ("45 đại biểu - nữ 30", 45, 30),
        ("45 người, nữ - 30", 45, 30),
        ("Tổng số: 45; Nữ: 30", 45, 30),
        ("45 hs nữ", None, 45),
        ("12 nữ ứng cử viên", None, 12),
        ("45 người nữ 30", 45, 30),
        ("nữ 30 người, nam 15 người", 45, 30),
        ("nam 15 người nữ 30 người", 45, 30),
        ("45 cả nam và nữ", 45, None),
        ("cả nam và nữ 45 người", 45, None),
        ("45/50 giáo viên tham gia", 45, None),
        ("45 người buổi sáng, 30 người buổi chiều", None, None),
        ("tập huấn cho 20 nữ cán bộ và 15 nam cán bộ", 35, 20),
        ("1.200 hs, nữ 600", 1200, 600),
        ("20 gv, 150 hs, tổng 170, nữ 90", 170, 90),
        ("giáo viên 20, học sinh 150, nữ 90", 170, 90),
        ("45 người, 20 nam, 30 nữ", None, None),
        ("tập huấn hội phụ nữ 20 người", 20, None),
        ("45 người, trong đó có 30 phụ nữ", 45, 30),
        ("có 45 người tham gia, trong đó phụ nữ là 30 người", 45, 30),
        ("nữ: 30 người, tổng: 45 người", 45, 30),
        ("45 người dự trong đó nữ có 30 người", 45, 30),
        ("45 nữ, 31 nữ", None, None),
        ("54 người, nhầm, 45 người chứ", None, None),
        ("tập huấn cho học sinh nam nữ 45 em", 45, None),
        ("7h30 ngày 20/11, nữ 30", None, 30),
        ("tổng 45 người nữ 30 người", 45, 30),
        ("nữ: 30", None, 30),
        ("45, 30 nữ", 45, 30),
        ("45 30 nữ", 45, 30),
        ("nữ 45 người, nam 30 người, tổng 75 người", 75, 45),
        ("tổng số học sinh: 310, trong đó nữ: 170", 310, 170),
        ("tập huấn cho 45 thầy cô", 45, None),
        ("tập huấn về phụ nữ cho 45 người, 30 nữ", 45, 30),
        ("tuyên truyền luật bđg 320 hs, 175 nữ", 320, 175),
        ("nhầm, 54 ng chứ ko phải 45, 31 nữ", 54, 31),
        ("không phải 45 mà là 54 người, 31 nữ", 54, 31),
        ("45/50 gv, 30 nữ", 45, 30),
        ("tập huấn 45 nữ 30", 45, 30),
        ("phổ biến luật cho 1 giáo viên, 0 nữ", 1, 0),
        ("45 đồng chí trong đó có 30 đồng chí nữ", 45, 30),
        ("nam/nữ: 15/30", 45, 30),
        ("tổng số: 13. 1 nữ", 13, 1),
        ("2 buổi, mỗi buổi 40 em", None, None),
        ("1 nghìn 2 trăm hs", None, None),
        ("hai trăm hs", None, None),
        ("1 nghìn 200 hs, 50 nữ", None, None),
        ("45 người trong đó 2/3 là nữ", 45, 30),
        ("vắng 3, có mặt 45, nữ 30", 45, 30),
        ("tập huấn cho 5 cán bộ nữ và 40 học sinh", None, None),
        ("45 hs, 30 hs nữ", 45, 30),
        ("35 cbgvnv trong đó nữ 28", 35, 28),
        ("tập huấn 45 người 2 buổi", 45, None),
        ("tập huấn cho 40 gv nữ và 5 gv nam", 45, 40),
        ("toàn nữ 12 người", 12, 12),
        ("total 45, women 30", 45, 30),
        ("women: 30, total: 45", 45, 30),
    ],
)
def test_how_many_took_part(said: str, participants: int | None, women: int | None) -> None:
    """With accents, without, in capitals; what can be read in two ways is left out, to be asked."""
    for typed in (said, fold_accents(said), said.upper()):
        assert counted(typed) == (participants, women), typed


@pytest.mark.parametrize(
    ("said", "participants", "women", "share"),
    [
        ("tập huấn cho 1200 hs, 50% nữ", 1200, 600, "50%"),
        ("tập huấn 1200 hs 50% nữ", 1200, 600, "50%"),
        ("tập huấn 1200 hs nữ 50%", 1200, 600, "50%"),
        ("1.200 hs (50% nữ)", 1200, 600, "50%"),
        ("1200 hs, 50% số học sinh là nữ", 1200, 600, "50%"),
        ("1200, 50% nữ", 1200, 600, "50%"),
        ("cho 40 gv, tỉ lệ nữ: 62,5%", 40, 25, "62,5%"),
        ("40 người, nữ chiếm 60 phần trăm", 40, 24, "60 phần trăm"),
        ("45 người, 100% nữ", 45, 45, "100%"),
        ("45 người, 0% nữ", 45, 0, "0%"),
        ("45 người, 2/3 nữ", 45, 30, "2/3"),
        ("45 people, 60% women", 45, 27, "60%"),
        # what comes to no exact number is left out, and told
        ("45 người, 50% nữ", 45, None, "50%"),
        ("1200 hs, khoảng 50% nữ", 1200, None, "khoảng 50%"),
        ("1200 hs, nữ chiếm hơn 50%", 1200, None, "hơn 50%"),
        ("1200 hs, 150% nữ", 1200, None, "150%"),
        ("20 gv, 150 hs, 50% nữ", 170, None, "50%"),
        ("50% nữ", None, None, "50%"),
        ("nam 15, 50% nữ", None, None, "50%"),
        # other shares, and women whose number is told
        ("45 người, 30 nữ (66,7%)", 45, 30, None),
        ("45 người, 30 nữ chiếm 66,7%", 45, 30, None),
        ("45 người, 30 nữ, đạt 95%", 45, 30, None),
        ("45 gv, đạt 95%, 30 nữ", 45, 30, None),
        ("45 người, 30 nữ, 50% nữ giáo viên", 45, 30, None),
        ("45 người, tăng 10% nữ", 45, None, None),
        ("45 hs nữ chiếm 60%", None, 45, None),
        ("100% gv nữ tham gia, 45 người", 45, None, None),
    ],
)
def test_women_told_as_a_share(said: str, participants: int | None, women: int | None, share: str | None) -> None:
    """Their number where it is whole, of the one number of people that is told; what it was reckoned from is known."""
    for typed in (said, fold_accents(said)):
        reading = read_sentence(typed, TODAY)
        assert counted(typed) == (participants, women), typed
        words = fold_accents(share) if share else None
        assert (fold_accents(reading.share.words) if reading.share else None) == words, typed


TOTALS = (
    *("tổng số: {n}", "tổng {n}", "tổng số người tham dự: {n}", "số người: {n}", "{n} người", "{n} hs tham gia"),
    *("tổng cộng {n} đại biểu", "sĩ số {n}", "học sinh: {n}", "số giáo viên tham gia là {n}"),
)
WOMEN = (
    *("nữ: {n}", "nữ {n}", "trong đó nữ: {n}", "trong đó có {n} nữ", "nữ chiếm {n}", "{n} nữ", "{n} phụ nữ"),
    "số nữ {n}",
)
MEN = ("nam {n}", "nam: {n}", "{n} nam", "{n} em nam")
AUDIENCES = ("cán bộ nữ", "phụ nữ", "ban vì sự tiến bộ phụ nữ", "nữ giáo viên", "nữ cán bộ quản lý")
HOW_MANY = st.tuples(st.integers(13, 1899), st.integers(0, 1899))  # "nam 1900" may be a year


@given(st.sampled_from(TOTALS), st.sampled_from(WOMEN), st.sampled_from((", ", "; ", " (", ". ")), HOW_MANY)
def test_a_total_and_the_women_among_them(total: str, women: str, between: str, many: tuple[int, int]) -> None:
    everybody, some = max(many), min(many)
    said = f"{total.format(n=everybody)}{between}{women.format(n=some)}"
    assert counted(said) == counted(fold_accents(said)) == (everybody, some)


@given(st.sampled_from(("nữ {n}", "nữ: {n}", "{n} nữ", "{n} hs nữ")), st.sampled_from(MEN), HOW_MANY)
def test_men_and_women_are_everybody(women: str, men: str, many: tuple[int, int]) -> None:
    parts = [women.format(n=many[0]), men.format(n=many[1])]
    for said in (", ".join(parts), ", ".join(reversed(parts))):
        assert counted(said) == counted(fold_accents(said)) == (sum(many), many[0])


@given(st.sampled_from(AUDIENCES), st.sampled_from((": ", " ")), HOW_MANY, st.sampled_from(("", ", {n} nữ")))
def test_an_audience_of_women_counts_no_women(audience: str, between: str, many: tuple[int, int], women: str) -> None:
    """Training "for women staff: 54 people, 31 women" tells of 54 people."""
    said = f"tập huấn {audience}{between}{max(many)} người{women.format(n=min(many))}"
    assert counted(said) == counted(fold_accents(said)) == (max(many), min(many) if women else None)


@given(st.text(alphabet="0123456789 ,:/nữamgườitổngsốhđ", max_size=60))
def test_nothing_breaks_it(text: str) -> None:
    assert all(number >= 0 for number in read_sentence(text, TODAY).counts.values())
