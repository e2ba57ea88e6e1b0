"""Small documents made by hand, for tests of what comes after the reading of structure."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.model import Document, Header, Outline, Provision, ProvisionKind
from knowledge.text import fold_spaces

SHIPPED = Path(__file__).resolve().parents[1] / "knowledge" / "documents"
REGISTER = Path(__file__).resolve().parents[1] / "knowledge" / "register"

Row = tuple[str, ProvisionKind, str]


def document(
    rows: Iterable[Row], *, name: str = "d", title: str = "", addressees: Sequence[str] = (), kind: str = "công văn"
) -> Document:
    """A document of provisions given as (path, kind, text), in order."""
    provisions: list[Provision] = []
    text = ""
    for path, provision_kind, words in rows:
        start = len(text) + 1 if text else 0
        text = f"{text} {words}".strip()
        provisions.append(Provision(path, None, provision_kind, words, start, len(text)))
    outline = Outline(text, Header(addressees=tuple(addressees)), tuple(provisions), ())
    return Document(id=name, title=title, outline=outline, kind=kind, addressees=tuple(addressees))


# Where each provision of the two shipped letters begins, read by hand (path, kind, opening words).
_OPENINGS: tuple[Row, ...] = (
    ("1", "heading", "1. Xây dựng Kế hoạch và tổ chức"),
    ("1.1", "task", "- Xây dựng kế hoạch triển khai"),
    ("1.2", "task", "- Xây dựng "),
    ("2", "heading", "2. Đẩy mạnh"),
    ("2.a", "heading", "a) Nhằm"),
    ("2.a.1", "task", "- Tiếp tục thực hiện"),
    ("2.a.2", "task", "- Tổ chức các lớp"),
    ("2.a.3", "task", "- Tổ chức các hội"),
    ("2.b", "heading", "b) Tăng"),
    ("2.b.1", "task", "- Tích cực"),
    ("2.b.2", "task", "- Tăng cường và"),
    ("2.b.3", "task", "- Xây dựng kế hoạch,"),
    ("2.c", "heading", "c) Tiếp"),
    ("2.c.1", "task", "Tổ chức tuyên truyền"),
    ("3", "heading", "3. Tiếp"),
    ("3.1", "task", "- Rà soát"),
    ("3.2", "task", "- Chủ động"),
    ("4", "heading", "4. Nâng"),
    ("4.1", "task", "- Tiếp tục"),
    ("4.2", "task", "- Tham mưu"),
    ("4.3", "task", "- Tổ chức các lớp"),
    ("4.4", "task", "- Tổ chức kiểm"),
    ("4.5", "task", "- Thực hiện nghiêm"),
    ("4.6", "task", "- Tổ chức khen"),
)
_CLOSINGS = ("Trên đây là một số", "Trong quá trình thực hiện")
_LABEL = re.compile(r"(?:\d+\.|[a-z]\)|-) ")


def shipped(name: str) -> Document:
    """One of the two shipped letters, its provisions cut at the openings above."""
    text = fold_spaces((SHIPPED / f"{name}.txt").read_text("utf-8"))
    starts = _starts(text)
    ends = [*(start for _, _, start in starts[1:]), text.index(" Nơi nhận:")]
    provisions = tuple(
        _cut(text, path, kind, start, end) for (path, kind, start), end in zip(starts, ends, strict=True)
    )
    addressees = _addressees(text)
    return Document(
        id=name,
        title="công tác bình đẳng giới năm 2021",
        outline=Outline(text, Header(addressees=addressees), provisions, ()),
        kind="công văn",
        addressees=addressees,
        year=2021,
    )


def _starts(text: str) -> list[tuple[str, ProvisionKind, int]]:
    starts: list[tuple[str, ProvisionKind, int]] = [("preamble", "paragraph", 0)]
    for path, kind, words in _OPENINGS:
        starts.append((path, kind, text.index(words, starts[-1][2] + 1)))
    last = starts[-1][2]
    closing = min(at for words in _CLOSINGS if (at := text.find(words, last)) > 0)
    return [*starts, ("closing", "paragraph", closing)]


def _cut(text: str, path: str, kind: ProvisionKind, start: int, end: int) -> Provision:
    label = _LABEL.match(text, start)
    start = label.end() if label and path != "preamble" else start
    words = text[start:end].removesuffix(" - ").strip()
    return Provision(path, label[0].strip() if label else None, kind, words, start, start + len(words))


def _addressees(text: str) -> tuple[str, ...]:
    block = text[text.index("Kính gửi:") + len("Kính gửi:") :]
    block = block[: block.index(".") if "trực thuộc Sở" in block[:120] else block.index(" Năm 2021")]
    return tuple(each.strip(" -;.") for each in re.split(r"; - |: - |^ - ", block) if each.strip(" -;."))
