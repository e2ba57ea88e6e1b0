"""Facts that a question may ask for and a provision may or may not give: a date, a sum, a number, a form, a time span.

The patterns are of the language of official letters. They read the source as written, marks included.
"""

import re

from knowledge.question import Question
from knowledge.references import find_references
from knowledge.text import fold_accents

_DAY = (
    r"(?:ngày\s+\d{1,2}|\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?|tháng\s+\d{1,2}\b|quý\s+(?:[IVX]+|\d)\b"
    r"|(?:cuối|đầu|hết)\s+(?:tháng|năm|quý|học kỳ)|hằng\s+(?:tháng|quý|tuần))"
)
_UNITS_OF_TIME = r"(?:ngày|tuần|tháng|giờ|tiết|buổi|phút|năm)"
_FIGURE = r"(?:\d+(?:[.,]\d+)*|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_YEARS = (
    r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d|giai đoạn\s+\d+\s+năm|\d+\s+năm|nhiệm kỳ\s+\d{4}"
    r"|từ năm\s+\d{4}|đến năm\s+\d{4}|kh[óo][aá]\s+[XVI]+"
)
_AGENCY = r"(?:cơ quan|Sở|Bộ|Phòng|Vụ|UBND|Ủy ban|Văn phòng|Ban|cấp có thẩm quyền|Thủ tướng|Chính phủ)"

# Facts without which the nearest words of a text that nobody named answer nothing.
FIGURES = frozenset({"amount", "count", "deadline", "duration", "penalty", "phone"})
CONTACT_WORDS = re.compile(r"vướng mắc|khó khăn|(?:thông tin|phản ánh|liên hệ)\s+(?:về|với|tới)|Chi tiết liên hệ")
PHONE = re.compile(r"\d{3}[\d .]{4,}|[\w.]+@[\w.]+|https?://|www\.")

# What each slot must find in the words of a provision to count as given.
GIVEN: dict[str, re.Pattern[str]] = {
    "deadline": re.compile(_DAY),
    "when": re.compile(rf"{_DAY}|(?:trước|trong|sau)(?: và (?:trước|trong|sau))?\s+(?:thời gian|khi|kỳ|dịp|ngày)"),
    "amount": re.compile(r"\d[\d.,]*\s*(?:đồng|triệu|tỷ|nghìn|ngàn|USD|%)|mức\s+(?:chi|thưởng|hỗ trợ)"),
    "form": re.compile(r"\b(?:biểu mẫu|mẫu (?:số|báo cáo|biểu|kèm)|theo mẫu|[Pp]hụ lục|PHỤ LỤC|[Đđ]ề cương)\b"),
    "duration": re.compile(rf"{_FIGURE}\s+{_UNITS_OF_TIME}\b"),
    "period": re.compile(_YEARS),
    "phone": PHONE,
    "frequency": re.compile(
        r"[Hh]ằng (?:năm|tháng|quý)|[Hh]àng (?:năm|tháng|quý)|[Đđ]ịnh kỳ|mỗi (?:năm|quý|tháng)|từng năm|\d+\s+lần"
    ),
    "medium": re.compile(r"bản giấy|bản mềm|bản điện tử|văn bản giấy|thư điện tử|trục liên thông|[Ee]-?mail"),
    "papers": re.compile(r"[Hh]ồ sơ|thủ tục|giấy tờ|minh chứng|danh sách kèm"),
    "trainer": re.compile(r"giảng viên|báo cáo viên|chuyên gia"),
    "penalty": re.compile(r"xử phạt|mức phạt|phạt tiền|kỷ luật|chế tài"),
    "send_to": re.compile(
        rf"(?:[Bb]áo cáo|[Gg]ửi|[Nn]ộp|[Tt]hông tin|[Pp]hản ánh)[^.;]*?\b(?:về|cho|tới|đến|qua)\s+{_AGENCY}"
    ),
    "where": re.compile(
        r"\b(?:xã|phường|huyện|thị xã|thành phố|tỉnh|TP\.?)\s+[A-ZĐÂĂÊÔƠƯ]"
        r"|(?:ở|tại)\s+(?:những|một số|các|đơn vị|địa phương|cộng đồng)|tại\s+[A-ZĐ]"
    ),
}
# The order in which slots are looked at: a deadline is also a "when", an amount also a "count".
_ORDER = (
    "deadline",
    "frequency",
    "amount",
    "form",
    "medium",
    "papers",
    "trainer",
    "phone",
    "penalty",
    "duration",
    "period",
    "send_to",
    "when",
    "where",
    "count",
)


def slot_of(question: Question) -> str | None:
    """The fact a question asks for, the most particular where several cues are found; None where it asks for none."""
    return next((slot for slot in _ORDER if question.asks_for(slot)), None)


def gives(slot: str, words: str, question: Question) -> bool:
    """Whether a provision's words give the fact; dates and numbers of other documents cited in it do not count."""
    if slot == "letter_number":
        return bool(find_references(words))
    own = without_references(words)
    if slot == "count":
        return _counts_what_is_asked(own, question)
    return bool(GIVEN[slot].search(own))


def without_references(words: str) -> str:
    """A provision's words with each reference to another document blanked out, its date included."""
    for reference in reversed(find_references(words)):
        words = words[: reference.start] + " " * (reference.end - reference.start) + words[reference.end :]
    return re.sub(r"\(\s*(?:Quyết định|Công văn|Nghị quyết|Chỉ thị)[^)]*\)", " ", words)


def _counts_what_is_asked(words: str, question: Question) -> bool:
    """Whether a figure stands before the noun that is counted ("3 buổi", "hai mô hình")."""
    folded = fold_accents(words)
    counted = _counted_nouns(question)
    if not counted or counted == ["phan"]:  # "là bao nhiêu", "bao nhiêu phần trăm": any figure beside the subject
        return bool(_ANY_FIGURE.search(words))
    return any(re.search(rf"\b{fold_accents(_FIGURE)}\s+(?:\w+\s+)?{re.escape(noun)}\b", folded) for noun in counted)


_ANY_FIGURE = re.compile(r"(?<![\d/])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?![\d/])")


def figures_in(words: str) -> list[str]:
    """The figures of a text that are no years, dates or document numbers."""
    return _ANY_FIGURE.findall(without_references(words))


def dates_in(words: str) -> list[str]:
    """The days that a text sets, dates inside references left out."""
    return _A_DAY.findall(without_references(words))


_A_DAY = re.compile(r"\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}")


def _counted_nouns(question: Question) -> list[str]:
    """What is counted: the word behind "mấy", "bao nhiêu"; none where these end the question or a verb follows."""
    ends = [cue.end for cue in question.cues if cue.name == "count"]
    following = [question.tokens[end].key for end in ends if end < len(question.tokens)]
    return [key for key in following if key not in _NOT_COUNTED]


_NOT_COUNTED = frozenset(
    {"a", "vay", "the", "thi", "la", "so", "tro", "tren", "duoi", "nhi", "ha", "z", "khi", "va", "de"}
)
