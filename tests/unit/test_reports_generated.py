"""Sentences made by a grammar of reports: what the card proposes is right, or it is asked; it is never wrong."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.progress.sentence import Reading, read_sentence
from knowledge.lexicons import table
from knowledge.text import fold_accents

TODAY = date(2021, 6, 15)
"""A Tuesday."""
YESTERDAY = TODAY - timedelta(days=1)

DAYS = {
    "hôm qua ": YESTERDAY,
    "ngày 10/6 ": date(2021, 6, 10),
    "10/6/2021 ": date(2021, 6, 10),
    "thứ 6 tuần trước ": date(2021, 6, 11),
}
ACTS = (
    "tập huấn",
    "tuyên truyền luật bình đẳng giới",
    "phổ biến bộ luật lao động",
    "tọa đàm về giới",
    "nói chuyện chuyên đề",
)
GROUPS = (
    "gv",
    "giáo viên",
    "học sinh",
    "hs",
    "người",
    "ng",
    "phụ huynh",
    "cán bộ",
    "thầy cô",
    "đại biểu",
    "lượt người",
    "đảng viên",
)
WOMEN = ("{w} nữ", "trong đó {w} nữ", "({w} nữ)", "nữ: {w}", "nữ {w}", "có {w} nữ", "{w} chị em", "nữ chiếm {w}")
INTENDED = (
    *(
        "sắp",
        "sẽ",
        "định",
        "dự định",
        "dự kiến",
        "chuẩn bị",
        "lên kế hoạch",
        "đang lên kế hoạch",
        "mai",
        "ngày mai",
        "mốt",
    ),
    *(
        "tuần tới",
        "tuần sau",
        "tháng tới",
        "tháng sau",
        "tháng 7",
        "thứ 6 này",
        "chủ nhật này",
        "thứ 6 tới",
        "20/6",
        "quý tới",
    ),
    *("phấn đấu", "ngày 20/6 sẽ", "cuối tháng này", "thứ 7 tuần này", "kế hoạch", "đã lên kế hoạch", "đã lên lịch"),
)
BESIDE = (
    *(
        "2 buổi",
        "lớp 9",
        "khối 6, 7, 8",
        "theo công văn 569",
        "theo KH 12/KH-THCS",
        "hết 5 triệu",
        "lúc 7h30",
        "tầng 2",
    ),
    *("mời 2 báo cáo viên", "phát 300 tờ rơi", "tại phòng 12", "đợt 2", "năm học 2020-2021", "3 tiết", "lớp 6A, 6B"),
)
"""What tells other numbers and changes nothing."""
IN_DOUBT = (
    *(
        "mỗi lớp {n} em",
        "12 lớp x {n} em",
        "{n} em/lớp",
        "từng buổi {n} người",
        "{n} gv, vắng 3",
        "{n} người, 5 người xin nghỉ",
    ),
    *(
        "{n}-{m} người",
        "từ {n} đến {m} người",
        "{n} gv và {m} hs, nữ lần lượt 12 và 13",
        "{n} gv, {m} gv",
        "{n} người, {m} người",
    ),
    *(
        "{n} người hoặc {m} người",
        "chỉ tiêu {m}, đạt {n} người",
        "1k2 hs",
        "1 nghìn 200 hs",
        "hai trăm hs",
        "{n} gv, 3 đảng viên",
    ),
    *("buổi 1 {n} người, buổi 2 {m} người", "{n} cbgv, {m} gv", "{n} gv (12 nữ), {m} hs", "{n} gv, {m} hs (12 nữ)"),
    *(
        "tập huấn {n} gv, tuyên truyền {m} hs",
        "còn {m} người chưa dự, {n} người đã dự",
        "trung bình {n} em",
        "một cán bộ, {n} gv",
    ),
)
COMPOUNDS = tuple(phrase for phrase in table("reports")["status"]["none"] if " " in phrase and "vướng" not in phrase)
SEVERAL = settings(max_examples=60)
MANY = st.tuples(st.integers(13, 1800), st.integers(13, 1800)).map(lambda two: (max(two), min(two)))


def typed(text: str, *, accents: bool) -> Reading:
    return read_sentence(text if accents else fold_accents(text), TODAY)


def counts_are(reading: Reading, people: int, women: int | None) -> bool:
    """Right, or asked."""
    right = {"participants": people} | ({} if women is None else {"women": women})
    return reading.counts == right or (not reading.counts and reading.doubted)


@SEVERAL
@given(
    day=st.sampled_from(sorted(DAYS)),
    act=st.sampled_from(ACTS),
    group=st.sampled_from(GROUPS),
    women=st.sampled_from(WOMEN),
    many=MANY,
    accents=st.booleans(),
)
def test_a_past_event_is_read(  # noqa: PLR0913 - what varies
    *, day: str, act: str, group: str, women: str, many: tuple[int, int], accents: bool
) -> None:
    people, some = many
    said = typed(f"{day}{act} cho {people} {group}, {women.format(w=some)}", accents=accents)
    assert (said.status, said.happened_on, said.counts) == ("done", DAYS[day], {"participants": people, "women": some})


@SEVERAL
@given(
    lead=st.sampled_from(INTENDED),
    act=st.sampled_from(ACTS),
    group=st.sampled_from(GROUPS),
    many=MANY,
    accents=st.booleans(),
    behind=st.booleans(),
)
def test_what_is_meant_to_be_done_is_not_done(  # noqa: PLR0913 - what varies
    *, lead: str, act: str, group: str, many: tuple[int, int], accents: bool, behind: bool
) -> None:
    """Nor where a day to come stands behind the act."""
    event = f"{act} cho {many[0]} {group}"
    is_day = lead[0] in "mt0123456789"
    said = typed(f"{event} {lead}" if behind and is_day else f"{lead} {event}", accents=accents)
    assert said.status in ("not_started", "in_progress", None)
    assert said.happened_on is None


@SEVERAL
@given(
    beside=st.sampled_from(BESIDE),
    at=st.integers(0, 3),
    group=st.sampled_from(GROUPS),
    women=st.sampled_from(WOMEN),
    many=MANY,
    accents=st.booleans(),
)
def test_other_numbers_change_nothing(  # noqa: PLR0913 - what varies
    *, beside: str, at: int, group: str, women: str, many: tuple[int, int], accents: bool
) -> None:
    parts = ["đã tập huấn xong", f"cho {many[0]} {group}", women.format(w=many[1])]
    said = typed(", ".join([*parts[:at], beside, *parts[at:]]), accents=accents)
    assert said.status in ("done", None)
    assert counts_are(said, *many)


@SEVERAL
@given(
    doubt=st.sampled_from(IN_DOUBT),
    many=MANY,
    lead=st.sampled_from(("đã tập huấn xong, ", "hôm qua ", "")),
    accents=st.booleans(),
)
def test_what_is_not_plain_is_asked(*, doubt: str, many: tuple[int, int], lead: str, accents: bool) -> None:
    said = typed(lead + doubt.format(n=many[0], m=many[1] + 1800), accents=accents)
    assert (said.counts, said.doubted) == ({}, True)


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_compounds_of_the_language_tell_no_status(compound: str) -> None:
    for accents in (True, False):
        past = typed(f"hôm qua tuyên truyền {compound} cho 300 hs, 160 nữ", accents=accents)
        done = typed(f"đã tuyên truyền {compound} xong", accents=accents)
        assert past.status in ("done", None), past
        assert done.status in ("done", None), done
        assert past.counts in ({"participants": 300, "women": 160}, {}), past
        assert typed(f"tuyên truyền {compound}", accents=accents).status in (None, "done")


@SEVERAL
@given(
    st.lists(
        st.sampled_from(("gv", "hs", "ph", "nv", "cb", "người", "em", "đảng viên", "cbgv")), min_size=1, max_size=4
    ),
    st.data(),
)
def test_groups_are_summed_only_where_nobody_is_in_two(groups: list[str], data: st.DataObject) -> None:
    """Of teachers, pupils and parents the sum is right; of words that may be of the same people none is proposed."""
    numbers = [data.draw(st.integers(13, 900)) for _ in groups]
    said = read_sentence("đã tập huấn: " + ", ".join(f"{n} {g}" for n, g in zip(numbers, groups, strict=True)), TODAY)
    apart = len(set(groups)) == len(groups) and not {"người", "đảng viên"} & set(groups)
    apart = apart and not {"hs", "em"} <= set(groups) and not ("cbgv" in groups and {"gv", "nv", "cb"} & set(groups))
    whole = groups[0] == "người" and groups.count("người") == 1 and sum(numbers[1:]) <= numbers[0]
    last = groups[-1] == "người" and groups.count("người") == 1 and sum(numbers[:-1]) == numbers[-1]
    if len(groups) == 1 or apart:
        assert said.counts == {"participants": sum(numbers)}
    elif whole or last:
        assert said.counts in ({"participants": max(numbers)}, {})
    else:
        assert said.counts == {}, said
