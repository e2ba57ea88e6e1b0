"""Documents named in a question."""

from datetime import date

import pytest

from knowledge.named_documents import NamedDocuments
from knowledge.versions import DocumentInfo


def info(name: str, number: str, kind: str, title: str, year: int) -> DocumentInfo:
    return DocumentInfo(name, title, "r", 1, number=number, kind=kind, issued_on=date(year, 6, 1))


LOADED = NamedDocuments(
    [
        info("giao-duc", "43/2019/QH14", "Luật", "Giáo dục", 2019),
        info("giao-duc-cu", "38/2005/QH11", "Luật", "Luật Giáo dục", 2005),
        info("nghe", "74/2014/QH13", "Luật", "Giáo dục nghề nghiệp", 2014),
        info("lao-dong", "45/2019/QH14", "Bộ luật", "Bộ luật Lao động", 2019),
        info("tre-em", "102/2016/QH13", "Luật", "Trẻ em", 2016),
        info("nd-145", "145/2020/NĐ-CP", "Nghị định", "Quy định chi tiết Bộ luật Lao động về lao động", 2020),
        info("nd-1145", "1145/2020/NĐ-CP", "Nghị định", "Việc khác", 2020),
        info("so", "591/LĐTBXH-TE", "công văn", "Công tác trẻ em", 2021),
    ]
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Nghị định 145/2020/NĐ-CP quy định gì", {"nd-145"}),
        ("nghi dinh 145/2020 quy dinh gi", {"nd-145"}),
        ("nghị định số 145 nói gì", {"nd-145"}),
        ("nghị định 145 năm 2020", {"nd-145"}),
        ("nghị định 145 năm 2019", set()),
        ("công văn 591/lđtbxh yêu cầu gì", {"so"}),
        ("tháng 145/2020 làm gì", set()),
        ("Luật Trẻ em cấm gì", {"tre-em"}),
        ("luat tre em cam gi", {"tre-em"}),
        ("law on children: what is forbidden", {"tre-em"}),
        ("luật lao động về nghỉ phép", {"lao-dong"}),
        ("Bộ luật Lao động 2019", {"lao-dong"}),
        ("Luật Giáo dục nghề nghiệp", {"nghe"}),
        ("Luật Giáo dục nói gì", {"giao-duc", "giao-duc-cu"}),
        ("Luật Giáo dục 2005 nói gì", {"giao-duc-cu"}),
        ("Luật Giáo dục năm 2019 nói gì", {"giao-duc"}),
        ("trẻ em có quyền gì", set()),
        ("", set()),
    ],
)
def test_documents_are_known_by_number_and_name(question: str, named: set[str]) -> None:
    """I name a law as people do, in full or in short, with the year or without, and it is that one."""
    assert LOADED.find(question) == named
