"""Files as they come: each is read, or refused with the one reason that is true of it."""

import codecs
import errno
import hashlib
import io
import os
import re
import tomllib
import unicodedata
import zipfile
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.adapters import docx_package, source_files
from knowledge.adapters.source_files import discover, read_lines, translate
from knowledge.errors import UnreadableFileError
from knowledge.file_faults import explain
from knowledge.text import fold_spaces
from tests.builders import SHIPPED
from tests.word_files import p, package, write, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
LETTER = "Căn cứ Luật Bình đẳng giới;\nSở Giáo dục và Đào tạo hướng dẫn các đơn vị triển khai nhiệm vụ năm 2021:\n"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
GOOD = package(p("Kính gửi: Các trường"))


def unzipped(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


GOOD_MEMBERS = unzipped(GOOD)


def fault(path: Path) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read_lines(path)
    return caught.value


def cp1258(text: str) -> bytes:
    """Windows' Vietnamese code page: vowels are whole, tones follow as marks of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    spelled = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        vowel = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        spelled += vowel + "".join(c for c in parts if c in tones)
    return spelled.encode("cp1258")


# ---------------------------------------------------------------------------------------------------- plain text


@pytest.mark.parametrize("bom", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read_with_or_without_byte_order_mark(tmp_path: Path, bom: str) -> None:
    source = read_lines(write(tmp_path / "a.txt", LETTER.encode(bom)))
    assert "\n".join(source.lines) == LETTER
    assert (source.encoding, source.warnings, source.wrapped) == ("unicode", (), True)


def test_big_endian_utf16_is_read(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be")
    assert "\n".join(read_lines(write(tmp_path / "a.txt", data)).lines) == LETTER


def test_lines_of_every_system_are_split_and_blank_ones_kept(tmp_path: Path) -> None:
    source = read_lines(write(tmp_path / "a.txt", "một\r\n \r\nhai\rba\fbốn\u00a0năm\n".encode()))
    assert source.lines == ("một", "", "hai", "ba", "bốn\u00a0năm", "")


def test_combining_accents_and_invisible_characters_are_kept(tmp_path: Path) -> None:
    """Offsets count characters of the source; only the byte order mark goes."""
    words = unicodedata.normalize("NFD", "Việt\u200b Nam")
    assert read_lines(write(tmp_path / "a.txt", words.encode())).lines == (words,)


def test_fingerprint_is_of_the_files_bytes(tmp_path: Path) -> None:
    assert read_lines(write(tmp_path / "a.txt", b"abc")).sha256 == hashlib.sha256(b"abc").hexdigest()


VNI_MOTTO = "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc, Thuû töôùng"
MOTTO = "Cộng hoà xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc, Thủ tướng"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc, Thñ t\xadíng".encode("cp1252")),
        (
            "vni",
            "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc, Thuû töôùng".encode("cp1252"),
        ),
        ("viscii", "Cµng hoà xã hµi chü nghîa Vi®t Nam. Ðµc l§p - Tñ do - HÕnh phúc, Thü tß¾ng".encode("cp1252")),
        ("cp1258", cp1258(MOTTO)),
    ],
)
def test_text_from_before_unicode_is_mended(tmp_path: Path, encoding: str, data: bytes) -> None:
    """Offices still keep files of the nineties; the reader is told which encoding was found."""
    source = read_lines(write(tmp_path / "a.txt", data))
    words = fold_spaces("\n".join(source.lines))
    assert words == MOTTO
    assert source.encoding == encoding
    assert encoding in source.warnings[0]


def test_legacy_text_saved_as_utf8_is_mended_too(tmp_path: Path) -> None:
    """Pasting .VnTime text into a modern editor keeps the wrong letters."""
    source = read_lines(write(tmp_path / "a.txt", "Uû ban nh©n d©n tØnh H­ng Yªn, ngµy 15 th¸ng 3".encode()))
    assert (source.lines[0], source.encoding) == ("Uỷ ban nhân dân tỉnh Hưng Yên, ngày 15 tháng 3", "tcvn3")


def test_columns_and_blank_lines_survive_mending(tmp_path: Path) -> None:
    data = "Bé Gi¸o dôc      Céng hoµ\r\n\r\n\r\n   §éc lËp".encode("cp1252")
    assert read_lines(write(tmp_path / "a.txt", data)).lines == ("Bộ Giáo dục      Cộng hoà", "", "", "   Độc lập")


@pytest.mark.parametrize(
    "words", ["Les élèves français ont été reçus à l'école", "Größe, Straße und Übung für Schüler"]
)
def test_other_languages_are_never_turned_into_vietnamese(tmp_path: Path, words: str) -> None:
    assert read_lines(write(tmp_path / "a.txt", words.encode())).lines == (words,)
    assert fault(write(tmp_path / "b.txt", words.encode("latin-1"))).code == "unknown_encoding"


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.txt")), ids=lambda path: path.name)
def test_shipped_directives_are_read_word_for_word(path: Path) -> None:
    assert fold_spaces("\n".join(read_lines(path).lines)) == fold_spaces(path.read_text("utf-8"))


# -------------------------------------------------------------------------------------------------------- faults


def bomb(size: int) -> bytes:
    return package(p("x") + " " * size)


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("a.txt", b"", "empty", "empty"),
        ("a.docx", b"", "empty", "empty"),
        ("a.txt", " \r\n\u00a0\u200b\ufeff".encode(), "no_text", "white space"),
        ("a.docx", package(p("  ")), "no_text", "white space"),
        ("a.docx", package("<w:p><w:r><w:drawing><blip/></w:drawing></w:r></w:p>"), "images_only", "scan"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        ("a.docx", GOOD[: len(GOOD) // 2], "truncated", "download"),
        ("a.docx", b"\x01\x02\x00rubbish", "truncated", "download"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "mislabelled", "old Word document"),
        ("a.docx", b"%PDF-1.4 \x00\x01", "mislabelled", "PDF"),
        ("a.docx", b"{\\rtf1 abc}", "mislabelled", "RTF"),
        ("a.docx", b"<!DOCTYPE html><html></html>", "mislabelled", "web page"),
        ("a.docx", "chữ thường".encode(), "mislabelled", "plain text"),
        ("a.docx", zipped({"a.txt": "x"}), "mislabelled", "archive"),
        ("a.docx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "mislabelled", "Excel"),
        ("a.docx", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "mislabelled", "OpenDocument"),
        ("a.docx", package(p("x"), content_type=MACROS), "mislabelled", "macros"),
        ("a.doc", GOOD, "mislabelled", "rename it to end in .docx"),
        ("a.txt", GOOD, "mislabelled", "Word document"),
        ("a.pdf", b"khong phai pdf", "mislabelled", "plain text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "mislabelled", "image"),
        ("a.txt", b"ab\x00\x01\x02cd", "binary", "binary"),
        ("a.txt", bytes(range(1, 32)) * 9, "binary", "binary"),
        ("a.txt", ("a" * 99 + "\0").encode("utf-16"), "binary", "binary"),
        ("a.txt", "Việt".encode()[:-2], "truncated", "download"),
        ("a.pdf", b"%PDF-1.4", "later_format", "PDF"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "later_format", "save it as .docx"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "later_format", "Excel"),
        ("a.rtf", b"{\\rtf1 abc}", "later_format", "save it as .docx"),
        ("a.html", b"<p>abc</p>", "later_format", "web page"),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "later_format", "OpenDocument"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "later_format", "image"),
        ("a.xyz", b"abc", "unknown_format", ".xyz"),
        ("a.docx", zipped({"[Content_Types].xml": "", "word/x.xml": ""}), "damaged", "_rels/.rels"),
        ("a.docx", package("<w:p>"), "damaged", "word/document.xml"),
        ("a.docx", package(p("x"), prolog='<!DOCTYPE x [<!ENTITY a "b">]>'), "unsafe_xml", "DTD"),
        ("a.docx", bomb(docx_package.MAX_PART_MB * 1024 * 1024), "unpacks_too_large", "unpacks"),
    ],
)  # fmt: skip
def test_each_fault_is_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, code: str, says: str) -> None:
    error = fault(write(tmp_path / name, data))
    assert error.code == code
    assert says in str(error)
    assert str(error).startswith(name)
    assert "{" not in explain(error).vi + explain(error).en


def test_strict_dialect_of_word_is_named(tmp_path: Path) -> None:
    """Its parts have other names throughout; Word itself offers the other kind."""
    strict = GOOD_MEMBERS | {"_rels/.rels": '<x xmlns="http://purl.oclc.org/ooxml/officeDocument/relationships"/>'}
    error = fault(write(tmp_path / "a.docx", zipped(strict)))
    assert (error.code, error.params) == ("later_format", {"actual": "strict_docx"})


def test_password_protected_archive_is_encrypted(tmp_path: Path) -> None:
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert fault(write(tmp_path / "a.docx", bytes(data))).code == "encrypted"


def test_relationship_that_leads_nowhere_does_no_harm(tmp_path: Path) -> None:
    """Word forgives a picture that is gone, and so do we."""
    members = dict(GOOD_MEMBERS)
    lost = '<Relationship Id="q" Type="http://x/image" Target="../NULL"/></Relationships>'
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace("</Relationships>", lost)
    assert read_lines(write(tmp_path / "a.docx", zipped(members))).lines == ("Kính gửi: Các trường",)


def test_missing_file_folder_and_loop_are_told_apart(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert fault(tmp_path / "none.txt").code == "missing"
    assert fault(tmp_path / "nul\0.txt").code == "missing"
    assert fault(tmp_path).code == "not_a_file"
    assert fault(loop).code == "symlink_loop"


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert fault(tmp_path / "a.txt").code == "not_a_file"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "permission"), (errno.EPERM, "permission"), (errno.EIO, "unreadable")]
)
def test_errors_of_the_system_are_translated(number: int, code: str) -> None:
    error = translate(Path("a.txt"), OSError(number, os.strerror(number)))
    assert error.code == code
    assert "{" not in str(error)


def test_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_files, "MAX_MEGABYTES", 1)
    assert fault(write(tmp_path / "a.txt", b"a" * (1024 * 1024 + 1))).params == {"limit": "1"}
    assert read_lines(write(tmp_path / "b.txt", b"a" * 1024 * 1024)).lines


def test_every_sentence_says_the_same_things_in_both_languages() -> None:
    """A translation that forgets a particular, or asks for one that is never given, would fail before the user."""
    lexicon = tomllib.loads(files("knowledge").joinpath("lexicon", "file_faults.toml").read_text("utf-8"))
    for section in ("fault", "warning", "remedy"):
        for code, sentence in lexicon[section].items():
            vi, en = ({name for _, name, _, _ in Formatter().parse(sentence[lang]) if name} for lang in ("vi", "en"))
            assert vi == en, code
    assert {form["remedy"] for form in lexicon["format"].values()} <= lexicon["remedy"].keys()


def test_every_fault_and_warning_the_readers_name_has_its_sentence() -> None:
    lexicon = tomllib.loads(files("knowledge").joinpath("lexicon", "file_faults.toml").read_text("utf-8"))
    code = "\n".join(path.read_text("utf-8") for path in Path(source_files.__file__).parent.glob("*.py"))
    faults = set(re.findall(r'unreadable\([^,()]+, "(\w+)"', code))
    assert len(faults) > 10
    assert faults <= lexicon["fault"].keys()
    warnings = set(re.findall(r'(?:warning\(|flags\[)"(\w+)"', code))
    assert warnings == lexicon["warning"].keys()


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.docx"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, name: str) -> None:
    """Whatever someone sends, the answer is words or one plain sentence, never a crash."""
    path = write(tmp_path / name, data)
    try:
        assert read_lines(path).lines
    except UnreadableFileError as error:
        assert explain(error).vi  # noqa: PT017 - either outcome is right


@quick
@given(cut=st.integers(0, len(GOOD)), junk=st.binary(max_size=20), at=st.integers(0, len(GOOD)))
def test_damaged_word_files_are_read_or_refused(tmp_path: Path, cut: int, junk: bytes, at: int) -> None:
    data = GOOD[:at] + junk + GOOD[at + len(junk) :]
    for broken in (data, data[:cut]):
        path = write(tmp_path / "a.docx", broken)
        try:
            assert read_lines(path).lines
        except UnreadableFileError as error:
            assert explain(error).vi  # noqa: PT017 - either outcome is right


@quick
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_every_word_of_a_unicode_word_file_arrives(tmp_path: Path, words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    path = write(tmp_path / "a.docx", package(p(f"Các trường {escaped} của Việt Nam được")))
    assert fold_spaces("\n".join(read_lines(path).lines)) == fold_spaces(f"Các trường {words} của Việt Nam được")


# ------------------------------------------------------------------------------------------------------ discover


def test_folder_gives_its_documents_in_a_stable_order(tmp_path: Path) -> None:
    """Subfolders included; the manifest, hidden and temporary files left out, unreadable formats kept to be named."""
    for name in ("b.txt", "a.docx", "manifest.toml", ".DS_Store", "~$a.docx", "sub/c.pdf", ".git/d.txt", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, b"x")
    assert [path.relative_to(tmp_path).as_posix() for path in discover(tmp_path)] == ["a.docx", "b.txt", "sub/c.pdf"]


def test_file_or_nothing_stands_for_itself(tmp_path: Path) -> None:
    """A path that is not there is reported when it is read, so that the rest of a batch goes on."""
    assert discover(tmp_path / "none.txt") == [tmp_path / "none.txt"]


def test_folder_that_links_to_itself_is_walked_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"x")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert discover(tmp_path) == [tmp_path / "a.txt"]
