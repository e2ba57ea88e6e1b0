"""What Word prints is what is read: order, labels, notes, changes, legacy fonts."""

from pathlib import Path

import docx
import pytest

from knowledge.adapters.source_files import SourceText, read_lines
from knowledge.text import fold_spaces
from tests.word_files import lvl, numbering, p, package, part, r, write

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TRANSCRIBED = sorted((SHARED / "ingest" / "legacy").glob("*.docx"))


def read(tmp_path: Path, body: str, **parts: str) -> SourceText:
    return read_lines(write(tmp_path / "van-ban.docx", package(body, **parts)))


def lines(tmp_path: Path, body: str, **parts: str) -> list[str]:
    return [line for line in read(tmp_path, body, **parts).lines if line]


def test_letterhead_table_is_read_left_column_first(tmp_path: Path) -> None:
    """The issuer's column comes before the motto's, each line of a cell on its own, a blank line between the cells."""
    document = docx.Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "UBND TỈNH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("Kính gửi: Các trường")
    document.save(str(tmp_path / "a.docx"))
    assert read_lines(tmp_path / "a.docx").lines == (
        "Trước bảng", "", "UBND TỈNH", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "",
        "Kính gửi: Các trường",
    )  # fmt: skip


def test_paragraphs_of_word_are_not_wrapped_lines(tmp_path: Path) -> None:
    assert read(tmp_path, p("Một")).wrapped is False


def test_page_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Trang tiêu đề"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.add_paragraph("Nội dung")
    document.save(str(tmp_path / "a.docx"))
    assert read_lines(tmp_path / "a.docx").lines == ("Nội dung",)


def test_numbers_that_word_computes_stand_before_their_paragraphs(tmp_path: Path) -> None:
    """I. / 1. / a) begin anew under each parent, and a warning says that they were computed."""
    levels = numbering(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"))
    plan = [("Mục", 0), ("Việc", 1), ("Điểm", 2), ("Điểm", 2), ("Việc", 1), ("Điểm", 2), ("Mục", 0), ("Việc", 1)]
    source = read(tmp_path, "".join(p(t, num=1, level=i) for t, i in plan), numbering=levels)
    assert source.lines == (
        "I. Mục", "1. Việc", "a) Điểm", "b) Điểm", "2. Việc", "a) Điểm", "II. Mục", "1. Việc"
    )  # fmt: skip
    assert any("computed" in warning for warning in source.warnings)


@pytest.mark.parametrize(
    ("form", "start", "expected"),
    [
        ("decimal", 9, ["9.", "10."]),
        ("decimalZero", 9, ["09.", "10."]),
        ("lowerLetter", 26, ["z.", "aa."]),
        ("upperLetter", 1, ["A.", "B."]),
        ("lowerRoman", 3, ["iii.", "iv."]),
        ("upperRoman", 39, ["XXXIX.", "XL."]),
        ("none", 1, [".", "."]),
    ],
)
def test_each_number_format_counts_as_word_does(tmp_path: Path, form: str, start: int, expected: list[str]) -> None:
    levels = numbering(lvl(0, form, "%1.", start=start))
    found = lines(tmp_path, p("x", num=1) + p("x", num=1), numbering=levels)
    assert [line.split()[0] for line in found] == expected


def test_decimal_outline_shows_all_its_levels(tmp_path: Path) -> None:
    """1.1.2 is printed from three counters, in plain digits where the list is marked legal."""
    legal = "<w:isLgl/>"
    levels = numbering(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2.", more=legal))
    body = p("Mục", num=1) + p("Việc", num=1, level=1) + p("Việc", num=1, level=1)
    assert lines(tmp_path, body, numbering=levels) == ["I. Mục", "1.1. Việc", "1.2. Việc"]


def test_second_list_goes_on_counting_unless_it_starts_anew(tmp_path: Path) -> None:
    body = p("a", num=1) + p("b", num=2) + p("c", num=2)
    assert lines(tmp_path, body, numbering=numbering(lvl(0, "decimal", "%1."))) == ["1. a", "2. b", "3. c"]
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    restarted = numbering(lvl(0, "decimal", "%1."), overrides=anew)
    assert lines(tmp_path, body, numbering=restarted) == ["1. a", "1. b", "2. c"]


def test_numbering_comes_from_a_style_and_can_be_switched_off(tmp_path: Path) -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Điều"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="DieuCon"><w:basedOn w:val="Dieu"/></w:style>'
    )
    body = p("Phạm vi", style="Dieu") + p("Đối tượng", style="DieuCon") + p("Không số", style="Dieu", num=0)
    found = lines(tmp_path, body, numbering=numbering(lvl(0, "decimal", "Điều %1.")), styles=part("styles", style))
    assert found == ["Điều 1. Phạm vi", "Điều 2. Đối tượng", "Không số"]


def test_level_may_count_on_through_the_document(tmp_path: Path) -> None:
    """Articles run on over the chapters where the list says so; points restart after the level that it names."""
    levels = numbering(
        lvl(0, "upperRoman", "Chương %1."),
        lvl(1, "decimal", "Điều %2.", more='<w:lvlRestart w:val="0"/>'),
        lvl(2, "lowerLetter", "%3)", more='<w:lvlRestart w:val="1"/>'),
    )
    plan = [0, 1, 2, 1, 2, 0, 1, 2]
    found = lines(tmp_path, "".join(p("x", num=1, level=i) for i in plan), numbering=levels)
    labels = [line.removesuffix(" x") for line in found]
    assert labels == ["Chương I.", "Điều 1.", "a)", "Điều 2.", "b)", "Chương II.", "Điều 3.", "a)"]


@pytest.mark.parametrize(
    ("pattern", "font", "expected"),
    [
        ("-", "", "- việc"),
        ("+", "", "+ việc"),
        ("\uf0b7", "Symbol", "• việc"),
        ("§", "Wingdings", "▪ việc"),
        ("o", "Courier New", "○ việc"),
    ],
)
def test_bullets_are_printed(tmp_path: Path, pattern: str, font: str, expected: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:hAnsi="{font}"/></w:rPr>' if font else ""
    levels = numbering(lvl(0, "bullet", pattern, more=fonts))
    assert lines(tmp_path, p("việc", num=1), numbering=levels) == [expected]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    """What was deleted is gone, what was inserted is there, a deleted paragraph end joins the two."""
    body = (
        f"<w:p>{r('trước ngày ')}<w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        f"<w:ins>{r('15')}</w:ins>{r('/3')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('đầu ')}</w:p>{p('cuối')}"
    )
    source = read(tmp_path, body)
    assert source.lines == ("trước ngày 15/3", "đầu cuối")
    assert read(tmp_path, f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('hết')}</w:p>").lines == ("hết",)
    assert any("tracked" in warning for warning in source.warnings)


def test_footnotes_stand_at_the_end_under_their_marks(tmp_path: Path) -> None:
    body = f'<w:p>{r("theo Luật")}<w:r><w:footnoteReference w:id="7"/></w:r>{r(" này")}</w:p>'
    separator = f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote>'
    notes = f'{separator}<w:footnote w:id="7">{p("Luật số 73.")}</w:footnote>'
    assert read(tmp_path, body, footnotes=part("footnotes", notes)).lines == ("theo Luật[1] này", "", "[1] Luật số 73.")


def test_line_breaks_tabs_and_hyphens_of_word(tmp_path: Path) -> None:
    tab, line_break, hyphen = (f"<w:r><w:{sign}/></w:r>" for sign in ("tab", "br", "noBreakHyphen"))
    body = f"{r('Sở')}{tab}{r('A')}{line_break}{r('Lao động')}{hyphen}{r('B')}"
    assert read(tmp_path, f"<w:p>{body}</w:p>").lines == ("Sở\tA", "Lao động-B")


def test_links_fields_and_content_controls_keep_their_words(tmp_path: Path) -> None:
    """Hidden text and field codes are not printed, and so not read."""
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' + r("3")
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    control = f"<w:sdt><w:sdtContent>{p('trong khung')}</w:sdtContent></w:sdt>"
    body = f"<w:p><w:hyperlink>{r('liên kết ')}</w:hyperlink>{field}{hidden}</w:p>{control}"
    assert read(tmp_path, body).lines == ("liên kết 3", "trong khung")


def test_text_box_is_read_once(tmp_path: Path) -> None:
    """Word stores a text box twice, for new and for old programs; the new copy is read."""
    box, old = (f"<w:txbxContent>{p(words)}</w:txbxContent>" for words in ("DỰ THẢO", "dự thảo"))
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    drawing = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    assert read(tmp_path, f"<w:p>{r('Tờ trình')}<w:r>{drawing}</w:r></w:p>").lines == ("Tờ trình", "DỰ THẢO")


def test_generated_table_of_contents_is_left_out(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="ML1"><w:name w:val="toc 1"/></w:style>'
    source = read(tmp_path, p("Điều 1 … 3", style="ML1") + p("Điều 1"), styles=part("styles", style))
    assert source.lines == ("Điều 1",)
    assert any("table of contents" in warning for warning in source.warnings)


def test_unicode_under_a_legacy_font_name_stays_as_it_is(tmp_path: Path) -> None:
    """Old templates name .VnTime in their styles though the text was typed in Unicode."""
    words = "Phòng, chống bạo lực trên cơ sở giới; Céline là ý kiến"
    source = read(tmp_path, p(words, font=".VnTime") + p("Lê Bá Trình", font=".VnTime"))
    assert (source.lines, source.encoding) == ((words, "Lê Bá Trình"), "unicode")


def test_tcvn3_runs_are_mended_and_unicode_runs_beside_them_left(tmp_path: Path) -> None:
    body = f"<w:p>{r('Céng hoµ x· héi chñ nghÜa ViÖt Nam ', '.VnTime')}{r('năm 2021 của Việt Nam')}</w:p>"
    source = read(tmp_path, body)
    assert source.lines == ("Cộng hoà xã hội chủ nghĩa Việt Nam năm 2021 của Việt Nam",)
    assert source.encoding == "tcvn3"
    assert any("tcvn3" in warning for warning in source.warnings)


@pytest.mark.parametrize("words", ["Cộng hoà xã hội", "Céng hoµ x· héi"])
def test_font_of_the_default_style_counts(tmp_path: Path, words: str) -> None:
    """Most templates name their font once, in the style that all paragraphs follow."""
    style = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    )
    # "Bé" alone could be either; only the font and the other words tell.
    body = p(words) + p("Bé", font="Arial") + p("Bé")
    bo = "Bé" if words.startswith("Cộng") else "Bộ"
    assert read(tmp_path, body, styles=part("styles", style)).lines == ("Cộng hoà xã hội", "Bé", bo)


def test_plain_letters_in_a_legacy_font_decide_nothing(tmp_path: Path) -> None:
    """Numbers and unaccented words are the same in every encoding; `Bé` may be Bộ or Bé, and its neighbours tell."""
    legacy = [p(words, font=".VnTime") for words in ("2021", "Ban", "Thanh Lan", "Bé", "hoµ b×nh")]
    assert read(tmp_path, "".join(legacy)).lines == ("2021", "Ban", "Thanh Lan", "Bộ", "hoà bình")
    modern = [p(words, font=".VnTime") for words in ("2021 – 2030", "Bé", "hoà bình")]
    source = read(tmp_path, "".join(modern))
    assert (source.lines, source.encoding) == (("2021 – 2030", "Bé", "hoà bình"), "unicode")


def test_space_between_a_legacy_and_a_modern_run_is_kept(tmp_path: Path) -> None:
    body = f"<w:p>{r('hoµ b×nh ', '.VnTime')}{r('Việt')}{r(' h¹nh phóc', '.VnTime')}</w:p>"
    assert fold_spaces(read(tmp_path, body).lines[0]) == "hoà bình Việt hạnh phúc"


def test_legacy_font_that_hides_no_vietnamese_is_reported(tmp_path: Path) -> None:
    source = read(tmp_path, p("Größe Übung Schüler", font=".VnTime"))
    assert any(".VnTime" in warning for warning in source.warnings)


def test_paragraph_that_lost_its_font_goes_with_the_document(tmp_path: Path) -> None:
    body = p("Céng hoµ x· héi chñ nghÜa ViÖt Nam", font=".VnTime") + p("H¹nh phóc cña mäi ng­êi")
    assert read(tmp_path, body).lines[1] == "Hạnh phúc của mọi người"


def test_soft_hyphen_of_tcvn3_is_the_letter_u_horn(tmp_path: Path) -> None:
    """Word stores the byte AD of .VnTime as a soft hyphen of its own."""
    hyphen = "<w:r><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr><w:softHyphen/></w:r>"
    assert read(tmp_path, f"<w:p>{r('Thñ t', '.VnTime')}{hyphen}{r('íng', '.VnTime')}</w:p>").lines == ("Thủ tướng",)


def test_vni_letter_split_over_two_runs_is_mended_whole(tmp_path: Path) -> None:
    """Bold can begin between a letter and its mark."""
    body = f"<w:p>{r('Coäng hoaø xaõ ho', 'VNI-Times')}{r('äi chuû nghóa, tæ leä, laúng tai', 'VNI-Times')}</w:p>"
    assert read(tmp_path, body).lines == ("Cộng hoà xã hội chủ nghĩa, tỉ lệ, lẳng tai",)


def test_legacy_text_under_a_modern_font_name_is_found_by_its_words(tmp_path: Path) -> None:
    body = p("§éc lËp - Tù do - H¹nh phóc", font="Times New Roman") + p("Bé trëng Bé Gi¸o dôc vµ §µo t¹o")
    source = read(tmp_path, body)
    assert (source.lines[0], source.encoding) == ("Độc lập - Tự do - Hạnh phúc", "tcvn3")


@pytest.mark.parametrize("path", TRANSCRIBED, ids=lambda path: path.name)
def test_transcribed_legacy_documents_are_read_exactly(path: Path) -> None:
    truth = path.with_name(path.name + ".truth.txt").read_text("utf-8")
    assert fold_spaces("\n".join(read_lines(path).lines)) == fold_spaces(truth)
