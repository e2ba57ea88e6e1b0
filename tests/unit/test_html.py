"""Messages as Telegram HTML: nothing lost, nothing too long, nothing Telegram would refuse."""

import re
from html import unescape
from html.parser import HTMLParser
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Attachment, Block, Message, Paragraph, Piece, Quote, bold, gap, paragraph
from bot.telegram.html import CAPTION_LIMIT, PAGE_LIMIT, html_pages, length
from knowledge.model import Span

TAGS = {"b", "i", "code", "a", "blockquote"}
ANY_TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60)
WORDS = st.one_of(ANY_TEXT, st.sampled_from(["<b>", "&amp;", "a < b & c > d", "“lời”", "Kế hoạch năm. ", "🎓" * 20]))
LONG = st.builds(lambda words, times: (words * times)[:9000], WORDS, st.integers(1, 400))
PIECES = st.builds(Piece, st.one_of(WORDS, LONG), st.sampled_from(["plain", "bold", "italic", "code"]))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    text = draw(st.one_of(WORDS, LONG))
    a, b = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Quote(text, draw(st.booleans()), (Span(a, b),) if a < b else ())


PARAGRAPHS = st.builds(
    lambda lines: Paragraph(tuple(tuple(line) for line in lines)),
    st.lists(st.lists(PIECES, min_size=1, max_size=3), min_size=1, max_size=4),
)
MESSAGES = st.builds(
    lambda blocks, file: Message(tuple(blocks), attachment=Attachment("a.txt", b"a") if file else None),
    st.lists(st.one_of(PARAGRAPHS, quotes()), min_size=1, max_size=5),
    st.booleans(),
)


def said(message: Message) -> str:
    """The words of a message, a quotation without its marks."""

    def words(block: Block) -> str:
        if isinstance(block, Quote):
            return block.text
        return "\n".join("".join(piece.words for piece in line) for line in block.lines)

    def between(at: int) -> str:
        if not at:
            return ""
        return "\n" if isinstance(message.blocks[at - 1], Quote) else gap(message.blocks[at])

    return "".join(between(at) + words(block) for at, block in enumerate(message.blocks))


class Checker(HTMLParser):
    """Holds that tags are Telegram's own, closed in order, and quotations not inside each other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        assert tag in TAGS
        assert tag not in self.open
        assert {name for name, _ in attrs} <= ({"href"} if tag == "a" else {"expandable"})
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:  # noqa: D102
        self.text += data


def read(page: str) -> str:
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    return checker.text


def without_breaks(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(MESSAGES)
def test_every_word_arrives_on_pages_that_telegram_takes(message: Message) -> None:
    """Whatever is said comes through letter for letter, in pages that parse and are short enough."""
    pages = [read(page) for page in html_pages(message)]
    limits = [CAPTION_LIMIT if message.attachment else PAGE_LIMIT, *[PAGE_LIMIT] * len(pages)]
    assert all(length(page) <= limit for page, limit in zip(pages, limits, strict=False))
    assert all(page.strip() for page in pages)
    assert without_breaks("".join(pages)) == without_breaks(said(message))
    if len(pages) == 1:
        assert pages[0].strip() == said(message).strip()


@given(MESSAGES)
def test_tags_taken_out_and_signs_read_back_give_the_words(message: Message) -> None:
    """The only angle brackets left unescaped are tags."""
    joined = "".join(html_pages(message))
    assert without_breaks(unescape(re.sub(r"<[^>]*>", "", joined))) == without_breaks(said(message))


@pytest.mark.skipif(find_spec("botapi_emulator") is None, reason="the strict parser is not on this machine")
@given(MESSAGES)
def test_the_strict_parser_takes_every_page(message: Message) -> None:
    """What reads HTML as Telegram's server does refuses no page and counts it as short enough."""
    from botapi_emulator.entities import parse_html  # type: ignore[import-not-found]  # lies beside the project

    for page in html_pages(message):
        text, _ = parse_html(page)
        assert length(text) <= PAGE_LIMIT
        assert text == read(page)


def test_each_style_has_its_tag() -> None:
    """Bold, slanted and code words and links look so on a phone; a link's address is escaped too."""
    line = (
        Piece("đậm", "bold"),
        Piece(" nghiêng", "italic"),
        Piece(" /moi", "code"),
        Piece(" trang", url="https://vbpl.vn/?a=1&b=2"),
    )
    assert html_pages(Message((paragraph(line),))) == [
        '<b>đậm</b><i> nghiêng</i><code> /moi</code><a href="https://vbpl.vn/?a=1&amp;b=2"> trang</a>'
    ]


def test_a_quotation_follows_on_what_introduces_it_and_may_be_folded() -> None:
    """The label stands right above the words; a long quotation opens on a tap; words set off are bold inside it."""
    message = Message(
        (
            paragraph(bold("Mục 1")),
            Quote("Lập kế hoạch <năm>.", expandable=True, strong=(Span(4, 12),)),
            paragraph("Hết"),
        )
    )
    assert html_pages(message) == [
        "<b>Mục 1</b>\n<blockquote expandable>Lập <b>kế hoạch</b> &lt;năm&gt;.</blockquote>\nHết"
    ]


def test_a_quotation_longer_than_a_page_goes_on_as_another_quotation() -> None:
    """The words go on where they stopped, at a sentence, again as a quotation."""
    text = "Các đơn vị xây dựng kế hoạch và báo cáo kết quả thực hiện. " * 150
    pages = html_pages(Message((paragraph("Nguyên văn:"), Quote(text.strip(), expandable=True))))
    assert len(pages) == 3
    assert pages[0].startswith("Nguyên văn:\n<blockquote expandable>Các")
    assert all(page.startswith("<blockquote expandable>Các") for page in pages[1:])
    assert all(page.endswith(("thực hiện. </blockquote>", "thực hiện.</blockquote>")) for page in pages)


def test_a_page_ends_between_blocks_rather_than_inside_one() -> None:
    """A block that would not fit goes whole to the next page, its label with it."""
    blocks: tuple[Block, ...] = (
        paragraph("a" * 3000),
        paragraph("Mục 2, điểm b:"),
        Quote("b" * 2000),
    )
    assert html_pages(Message(blocks)) == [
        "a" * 3000,
        f"Mục 2, điểm b:\n<blockquote>{'b' * 2000}</blockquote>",
    ]


def test_a_long_list_ends_between_lines() -> None:
    """No task of a list is cut in two."""
    lines = [f"{n}. Lập kế hoạch, tổ chức Tháng hành động vì bình đẳng giới" for n in range(200)]
    pages = html_pages(Message((paragraph(*lines),)))
    assert "\n".join(pages).split("\n") == lines


def test_no_tag_is_left_open_where_bold_words_run_over_a_page() -> None:
    """Each page is whole in itself."""
    pages = html_pages(Message((paragraph(bold("việc " * 1500)),)))
    assert all(page.startswith("<b>") and page.endswith("</b>") for page in pages)


def test_the_caption_of_a_file_is_short_and_the_rest_follows() -> None:
    """A file's caption takes 1,024 characters; more is said in a message after it."""
    pages = html_pages(Message((paragraph("Một câu. " * 300),), attachment=Attachment("a.docx", b"")))
    assert [length(page) <= limit for page, limit in zip(pages, (CAPTION_LIMIT, PAGE_LIMIT), strict=True)] == [True] * 2


def test_pictures_count_twice_as_telegram_counts_them() -> None:
    """An emoji is two units of Telegram's measure."""
    assert [length(read(page)) for page in html_pages(Message((paragraph("🎓" * 2049),)))] == [4096, 2]


def test_nothing_to_say_is_no_page() -> None:
    """Telegram refuses blank messages, so none is made."""
    blank: Any = Message((paragraph("  ", ""),))
    assert html_pages(blank) == []
