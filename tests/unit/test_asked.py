"""Which questions are about reporting itself."""

from datetime import date

import pytest

from bot.progress.asked import asks_how_far, wants_last_time

TODAY = date(2021, 6, 15)


@pytest.mark.parametrize(
    "words",
    [
        "hạn nộp báo cáo là ngày nào?",
        "khi nào phải gửi báo cáo về sở",
        "han bao cao la bao gio",
        "còn bao nhiêu việc chưa báo cáo?",
        "việc nào chưa báo cáo",
        "đã báo cáo được mấy việc rồi?",
        "tiến độ báo cáo của trường đến đâu",
        "còn mấy việc nữa?",
        "hạn chót kỳ này?",
        "when is the report due?",
        "how many tasks are left to report?",
    ],
)
def test_a_question_about_when_or_how_many_reports(words: str) -> None:
    assert asks_how_far(words, TODAY)


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
    ],
)
def test_a_question_about_the_documents_alone(words: str) -> None:
    assert not asks_how_far(words, TODAY)


@pytest.mark.parametrize("words", ["như lần trước", "nhu ky truoc nhe", "vẫn giống kỳ trước ạ", "As last time"])
def test_the_same_as_last_time_is_asked_for(words: str) -> None:
    assert wants_last_time(words)


@pytest.mark.parametrize("words", ["như lần trước nhưng có 45 người", "lần trước ai ký?", "như sau", ""])
def test_more_than_that_is_something_else(words: str) -> None:
    assert not wants_last_time(words)
