"""Which questions and orders are about reporting itself."""

from datetime import date

import pytest

from bot.progress.asked import Wish, wants_last_time, wish

TODAY = date(2021, 6, 15)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("hạn nộp báo cáo là ngày nào?", "due"),
        ("khi nào phải gửi báo cáo về sở", "due"),
        ("han bao cao la bao gio", "due"),
        ("còn mấy việc nữa?", "due"),
        ("hạn chót kỳ này?", "due"),
        ("when is the report due?", "due"),
        ("how many tasks are left to report?", "due"),
        ("han nop la bao gio", "due"),
        ("khi nao het han", "due"),
        ("hạn chót là ngày nào", "due"),
        ("bao giờ phải nộp", "due"),
        ("báo cáo gồm mấy phần?", "due"),  # beside what the documents say
        ("còn bao nhiêu việc chưa báo cáo?", "state"),
        ("việc nào chưa báo cáo", "state"),
        ("tiến độ báo cáo của trường đến đâu", "state"),
        ("don vi nao chua bao cao", "state"),
        ("tinh hinh bao cao the nao roi", "state"),
        ("tien do den dau roi", "state"),
        ("trường nào chưa nộp", "state"),
        ("ai chưa báo cáo", "state"),
        ("con truong nao chua bao cao khong", "state"),
        ("Nhắc các trường báo cáo", "remind"),
        ("nhac cac don vi chua nop bao cao", "remind"),
        ("đôn đốc các trường báo cáo giúp tôi", "remind"),
        ("mo ky bao cao quy 2 han 30/6", "open"),
        ("mở kỳ báo cáo quý III", "open"),
        ("mở kỳ báo cáo 6 tháng cuối năm", "open"),
    ],
)
def test_what_is_asked_or_ordered_about_reporting(words: str, meant: Wish) -> None:
    assert wish(words, TODAY) == meant


@pytest.mark.parametrize(
    "words",
    [
        "báo cáo gửi cho ai?",
        "mẫu báo cáo nào?",
        "khi nào tập huấn?",
        "hạn lập kế hoạch là ngày nào?",
        "tập huấn mấy buổi?",
        "công văn về báo cáo ban hành ngày nào?",
        "chi bao nhiêu tiền?",
        "trường phải làm gì?",
        "còn kinh phí thì sao?",
        "nhắc lại giúp tôi",
        "nhắc đến bạo lực giới ở mục nào?",
        "trường nào phải lập kế hoạch?",
        "tình hình bạo lực học đường thế nào?",
        "thời hạn của kế hoạch là đến năm nào?",
        "nộp cho ai?",
        "ngày nào?",
        "nhắc học sinh lớp 5 nộp bài",
        "xin chào",
    ],
)
def test_a_question_about_the_documents_alone(words: str) -> None:
    assert wish(words, TODAY) is None


@pytest.mark.parametrize("words", ["như lần trước", "nhu ky truoc nhe", "vẫn giống kỳ trước ạ", "As last time"])
def test_the_same_as_last_time_is_asked_for(words: str) -> None:
    assert wants_last_time(words)


@pytest.mark.parametrize("words", ["như lần trước nhưng có 45 người", "lần trước ai ký?", "như sau", ""])
def test_more_than_that_is_something_else(words: str) -> None:
    assert not wants_last_time(words)
