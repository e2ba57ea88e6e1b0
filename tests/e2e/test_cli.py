"""The real program as a process, from a new machine on: what scripts call and people read.

One data folder serves all tests that only ask; the tests that change what is loaded have one of their own.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.cli import build_parser
from knowledge.model import Act, Applies, Relation, Status
from tests.e2e.program import ROOT, Done, Program
from tests.test_project import subcommands

SHIPPED = ROOT / "knowledge" / "documents"
DEPARTMENT, MINISTRY = "hung-yen-gddt-2021", "molisa-2021"
WHOLE_LIST = "Năm nay trường tôi phải làm gì?"
Types = Mapping[str, type | tuple[type, ...]]


@pytest.fixture(scope="module")
def first_answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, list[Done]]:
    """A new machine on which two people ask at the same moment, before anything was loaded."""
    program = Program(tmp_path_factory.mktemp("machine"))
    with ThreadPoolExecutor(2) as both:
        return program, list(both.map(lambda q: program.run("ask", q, "--json"), [WHOLE_LIST, "Ai được khen thưởng?"]))


@pytest.fixture(scope="module")
def program(first_answers: tuple[Program, list[Done]]) -> Program:
    """The machine after its first start."""
    return first_answers[0]


def check_types(value: Mapping[str, Any], types: Types) -> None:
    """Each key of the contract is there with its type."""
    assert set(types) <= set(value)
    assert {name: type(value[name]) for name, kind in types.items() if not isinstance(value[name], kind)} == {}


ANSWER: Types = {
    "status": str, "text": str, "citations": list, "obligations": list, "document_year": (int, type(None)),
    "index_version": str, "mode": str, "elapsed_ms": float,
}  # fmt: skip
CITATION = {"document": str, "provision": str, "label": str, "quote": str, "start": int, "end": int}
OBLIGATION: Types = {
    "id": str, "title": str, "act": str, "provision": str, "applies": str, "reason": (str, type(None)),
    "period": (str, type(None)), "due": (str, type(None)), "parent": (str, type(None)),
    "relation": (str, type(None)), "reviewed": bool,
}  # fmt: skip


def check_answer(answer: Mapping[str, Any]) -> None:
    """What the contract says of an answer as JSON."""
    check_types(answer, ANSWER)
    assert answer["status"] in get_args(Status)
    assert answer["mode"] in ("extracted", "generated")
    assert answer["elapsed_ms"] > 0
    for citation in answer["citations"]:
        check_types(citation, CITATION)
        assert citation["end"] - citation["start"] == len(citation["quote"])
    for duty in answer["obligations"]:
        check_types(duty, OBLIGATION)
        assert duty["act"] in get_args(Act)
        assert duty["applies"] in get_args(Applies)
        assert duty["relation"] in (*get_args(Relation), None)
        assert duty["id"].split("#")[1].split("/")[0] == duty["provision"]


# --------------------------------------------------------------------------------------------------- the first start


def test_two_first_starts_at_once_both_answer(first_answers: tuple[Program, list[Done]]) -> None:
    """On a new machine the shipped documents load themselves, also when two of us ask at the same moment."""
    program, done = first_answers
    assert [d.code for d in done] == [0, 0], [d.err for d in done]
    whole, one = (json.loads(d.out) for d in done)
    assert (whole["status"], len(whole["obligations"])) == ("obligations", 26)
    assert one["citations"][0]["provision"] == "4.6"
    assert [v["status"] for v in program.json("versions", "--json")].count("published") == 1


def test_an_answer_as_json_has_the_promised_keys_and_types(first_answers: tuple[Program, list[Done]]) -> None:
    """A script reads status, text, citations with offsets, obligations, year, version, mode and time, and no `id`."""
    for done in first_answers[1]:
        answer = json.loads(done.out)
        check_answer(answer)
        assert "id" not in answer
    whole = json.loads(first_answers[1][0].out)
    assert {d["applies"] for d in whole["obligations"]} == {"yes", "conditional", "no"}
    assert all(d["reason"] for d in whole["obligations"] if d["applies"] in ("conditional", "no"))
    assert f"{MINISTRY}#2.b.3" in [d["parent"] for d in whole["obligations"]]


def test_help_lists_every_command(tmp_path: Path) -> None:
    """`--help` shows all there is, makes nothing, and succeeds; `ask --help` shows its options."""
    machine = Program(tmp_path)
    done = machine.run("--help")
    assert done.code == 0
    assert all(f"    {name} " in done.out for name in subcommands(build_parser()))
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------------------ batches


def batch(folder: Path, *lines: object) -> Path:
    path = folder / "in.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines), "utf-8")
    return path


def test_a_batch_keeps_its_order_and_survives_bad_lines(program: Program, tmp_path: Path) -> None:
    """One JSON line for each line of mine, in order; a bad one says what is wrong with it and the rest go on."""
    bad = [
        '{"id": "cut", "q": "Ai',
        "[1, 2]",
        {"id": "no-q"},
        {"id": "empty", "q": "  "},
        {"id": "number", "q": 5},
        {"id": "unit", "q": WHOLE_LIST, "unit_type": "kindergarten"},
        {"id": "day", "q": WHOLE_LIST, "today": "hôm nay"},
        {"id": "lang", "q": WHOLE_LIST, "lang": "fr"},
        {"id": "past", "q": "Còn hạn nộp?", "history": "hôm qua"},
    ]
    good: list[dict[str, Any]] = [
        {"id": "first", "q": WHOLE_LIST},
        {"id": 7, "q": WHOLE_LIST, "today": "2026-11-22"},
        {"id": "office", "q": WHOLE_LIST, "unit_type": "department"},
        {"id": "en", "q": "Ai được khen thưởng?", "lang": "en"},
        {"id": "then", "q": "Còn hạn nộp?", "history": [{"q": "Tháng hành động triển khai thế nào?", "text": "…"}]},
        {"id": "danger", "q": "em muốn chết"},
        {"q": "không có mã"},
    ]
    lines = [*good[:3], *bad, "", *good[3:]]
    found = program.lines("ask", "--batch", batch(tmp_path, *lines))
    ids = ["first", 7, "office", None, None, *(line["id"] for line in bad[2:]), "en", "then", "danger", None]  # type: ignore[index]  # those are objects
    assert [line["id"] for line in found] == ids
    for line in found[3:12]:
        assert set(line) == {"id", "error"}
        assert line["error"]
    answers = {line["id"]: line for line in found if "error" not in line}
    for answer in answers.values():
        check_answer(answer)
    assert answers["first"]["status"] == "obligations"
    assert answers[7]["status"] == "no_directive_for_year"
    assert answers["office"]["obligations"][0]["id"].startswith(MINISTRY)
    assert answers["en"]["citations"][0]["label"] == "section 4, dash 6"
    assert answers["then"]["citations"][0]["provision"] == "2.b.3"
    assert (answers["danger"]["status"], answers["danger"]["citations"]) == ("safety", [])
    assert "111" in answers["danger"]["text"]


def test_a_reader_who_has_enough_ends_the_batch_quietly(program: Program, tmp_path: Path) -> None:
    """`ask --batch … | head -1` ends without a word on stderr."""
    file = batch(tmp_path, *[{"id": n, "q": "Ai ký công văn?"} for n in range(300)])
    with program.start("ask", "--batch", file) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["id"] == 0
        process.stdout.close()
        err = process.stderr.read()
    assert (process.returncode, err) == (0, b"")


# ------------------------------------------------------------------------------------------- search, outline, chain


RESULT = {"document": str, "provision": str, "label": str, "score": float, "text": str}


def test_search_ranks_provisions_of_everything_loaded(program: Program, tmp_path: Path) -> None:
    """For each query ranked provisions, as many as I ask for, best first; one line a query in the batch form."""
    queries = [{"id": "a", "q": "khen thưởng cá nhân"}, {"q": "thang hanh dong"}, {"id": "bad"}, "không phải JSON"]
    first, second, bad, unread = program.lines("search", "--batch", batch(tmp_path, *queries), "--top", "3")
    for line in (first, second):
        assert len(line["results"]) == 3
        scores = [row["score"] for row in line["results"]]
        assert scores == sorted(scores, reverse=True)
        for row in line["results"]:
            check_types(row, RESULT)
    assert first["id"] == "a"
    assert {row["document"] for row in first["results"]} == {DEPARTMENT, MINISTRY}
    assert second["results"][0]["provision"] == "2.b.3"
    assert set(bad) == set(unread) == {"id", "error"}
    single = program.json("search", "khen thưởng cá nhân", "--top", "3", "--json")
    assert single == {"results": first["results"]}


def test_outline_prints_what_was_understood_and_stores_nothing(tmp_path: Path) -> None:
    """The shipped letter as JSON: the text, the letterhead, all 17 tasks, references with dates; nothing is kept."""
    found = Program(tmp_path).json("outline", SHIPPED / f"{DEPARTMENT}.txt", "--json")
    assert {"text", "header", "provisions", "references", "encoding", "warnings"} <= set(found)
    assert sum(p["kind"] == "task" for p in found["provisions"]) == 17
    for provision in found["provisions"]:
        check_types(
            provision, {"path": str, "label": (str, type(None)), "kind": str, "text": str, "start": int, "end": int}
        )
        assert found["text"][provision["start"] : provision["end"]] == provision["text"]
    header = found["header"]
    assert (header["date"], header["number"], header["signer"]) == ("2021-03-15", None, "Đỗ Tiến Hùng")
    assert header["basis"] == ["591/LĐTBXH-TE&BĐG"]
    assert {"number": "11-NQ/TW", "date": "2007-04-27"}.items() <= found["references"][1].items()
    assert list(tmp_path.iterdir()) == []


def test_chain_holds_the_letter_against_the_ministry_s(program: Program) -> None:
    """Each provision with its parent and what became of it; the cited letter in between is named as missing."""
    found = program.json("chain", DEPARTMENT, "--json")
    assert (found["document"], found["above"]) == (DEPARTMENT, MINISTRY)
    assert found["missing"] == ["591/LĐTBXH-TE&BĐG"]
    for pair in found["pairs"]:
        check_types(pair, {"provision": (str, type(None)), "parent": (str, type(None)), "relation": str})
        assert pair["relation"] in get_args(Relation)
        assert (pair["parent"] is None) <= (pair["relation"] == "added")
        assert (pair["provision"] is None) <= (pair["relation"] == "dropped")
    assert {"added", "dropped", "same"} <= {pair["relation"] for pair in found["pairs"]}


# --------------------------------------------------------------------------------------------------- reading people


def test_a_talk_in_the_terminal_goes_on_until_i_leave(program: Program) -> None:
    """Each line is answered, a follow-up is understood, an empty line changes nothing, and “thoát” ends it."""
    typed = "Tháng hành động triển khai thế nào?\n\nCòn hạn nộp?\nem muốn chết\nthoát\nAi ký công văn?\n"
    done = program.run("chat", typed=typed)
    assert done.code == 0
    assert done.err == ""
    for said in ("Sở Giáo dục và Đào tạo Hưng Yên", "Mục 2, điểm b, gạch đầu dòng 3", "không nêu thời hạn", "☎ 111"):
        assert said in done.out
    assert "Đỗ Tiến Hùng" not in done.out
    assert (
        done.out.index("thế nào" if "thế nào" in done.out else "Mục 2")
        < done.out.index("không nêu thời hạn")
        < done.out.index("☎ 111")
    )


def test_a_talk_ends_with_its_input(program: Program) -> None:
    """When the input ends the talk says goodbye, and is no error."""
    done = program.run("chat", "--unit-type", "department", "--today", "2026-01-01", typed="What must we do this year?")
    assert (done.code, done.err) == (0, "")
    assert "No directive for 2026" in done.out


def test_any_locale_gets_utf8(program: Program) -> None:
    """Under LANG=C, or a terminal that says ASCII, Vietnamese comes out whole."""
    plain = Program(program.folder, {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii"})
    done = plain.run("ask", "Ai được khen thưởng?")
    assert (done.code, done.err) == (0, "")
    assert "“Tổ chức khen thưởng, biểu dương kịp thời các cá nhân" in done.out


def test_evaluate_measures_and_doctor_finds_nothing(program: Program, tmp_path: Path) -> None:
    """`evaluate --json` gives figures for my own questions; `doctor` names the data folder and succeeds."""
    judged = {"id": "x", "cat": "c", "q": "Ai được khen thưởng?", "expect": "answered", "gold": [f"{DEPARTMENT}#4.6"]}
    found = program.json("evaluate", batch(tmp_path, judged | {"today": "2021-06-15"}), "--json")
    assert (found["questions"], found["hit_at_1"], found["misses"]) == (1, 1.0, [])
    done = program.run("doctor")
    assert done.code == 0
    assert str(program.folder / "data") in done.out


# -------------------------------------------------------------------------------------------------- wrong, and failed


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "Ai ký?", "--batch", "in.jsonl"],
        ["ask", "Ai ký?", "--today", "2021-02-30"],
        ["ask", "Ai ký?", "--unit-type", "kindergarten"],
        ["search", "kế hoạch", "--top", "0"],
        ["invent"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(tmp_path: Path, arguments: Sequence[str]) -> None:
    """Wrong usage ends with 2, says why on stderr, prints nothing and makes nothing."""
    done = Program(tmp_path).run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "usage: daumoi" in done.err
    assert list(tmp_path.iterdir()) == []


FAILURES: Sequence[tuple[Sequence[str], Mapping[str, str], str]] = (
    (["outline", "nowhere.txt"], {}, "nowhere.txt"),
    (["chain", "no-such-letter"], {}, "no-such-letter"),
    (["ask", "--batch", "nowhere.jsonl"], {}, "nowhere.jsonl"),
    (["ask", "Ai ký?"], {"DAUMOI_TODAY": "yesterday"}, "DAUMOI_TODAY"),
    (["versions"], {"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
)


def test_failed_work_is_1_with_a_sentence(program: Program) -> None:
    """What fails is named in one sentence on stderr, without a traceback, and ends with 1."""
    with ThreadPoolExecutor(2) as two:
        ended = list(two.map(lambda each: Program(program.folder, each[1]).run(*each[0]), FAILURES))
    for (arguments, _, named), done in zip(FAILURES, ended, strict=True):
        assert (done.code, done.out) == (1, ""), arguments
        assert named in done.err
        assert len(done.err.splitlines()) == 1, done.err


# ----------------------------------------------------------------------------------------------------------- loading

LETTER = """SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 12/SGDĐT-VP
Hưng Yên, ngày 10 tháng 6 năm 2021

Kính gửi: Các trường trực thuộc Sở.

Sở yêu cầu các trường thực hiện các nội dung sau:
1. Xây dựng kế hoạch phòng chống đuối nước.
2. Báo cáo kết quả về Sở trước ngày 20/8/2021.
Trên đây là hướng dẫn của Sở.
"""
MANIFEST = '[[document]]\nfile = "letter.txt"\nid = "swimming-2021"\ntitle = "Phòng chống đuối nước"\n'
VERSION: Types = {
    "version": str, "status": str, "published_at": (str, type(None)), "documents": int, "provisions": int,
    "embedding": (str, type(None)),
}  # fmt: skip
REPORT: Types = {
    "version": (str, type(None)),
    "published": bool,
    "added": list,
    "changed": list,
    "unchanged": list,
    "unreadable": list,
}


@pytest.fixture(scope="module")
def keeper(program: Program, embeddings: Path) -> Program:
    """Another machine with the same documents loaded, on which documents come and go."""
    machine = Program(Path(tempfile.mkdtemp(dir=program.folder.parent)))
    shutil.copytree(program.folder / "data", machine.folder / "data")
    return machine.keep_vectors_in(embeddings)


@pytest.fixture(scope="module")
def letters(keeper: Program) -> Path:
    """A folder with a manifest, a letter, and a file that cannot be read."""
    folder = keeper.folder / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text(LETTER, "utf-8")
    (folder / "manifest.toml").write_text(MANIFEST, "utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    return folder


def serving(versions: Sequence[Mapping[str, Any]]) -> str:
    (version,) = [str(v["version"]) for v in versions if v["status"] == "published"]
    return version


def test_documents_are_loaded_rolled_back_and_removed(keeper: Program, letters: Path) -> None:
    """A dry run changes nothing; loading names what is new and what is unreadable; taking out and going back work."""
    tried = keeper.json("refresh", letters, "--dry-run", "--json")
    check_types(tried, REPORT)
    assert (tried["added"], tried["published"]) == (["swimming-2021"], False)
    before = keeper.json("versions", "--json")
    assert [v["version"] for v in before] == [serving(before)]

    loaded = keeper.json("refresh", letters, "--yes", "--json")
    check_types(loaded, REPORT)
    assert (loaded["added"], loaded["published"]) == (["swimming-2021"], True)
    assert [(Path(bad["file"]).name, bool(bad["why"])) for bad in loaded["unreadable"]] == [("broken.docx", True)]

    removed = keeper.json("remove", "swimming-2021", "--yes", "--json")
    assert removed["published"] is True
    versions = keeper.json("versions", "--json")
    assert serving(versions) == removed["version"]
    assert {v["version"] for v in versions} >= {serving(before), loaded["version"], removed["version"]}
    assert next(v["documents"] for v in versions if v["version"] == removed["version"]) == 2
    for version in versions:
        check_types(version, VERSION)

    back = keeper.run("rollback", loaded["version"])
    assert (back.code, back.out) == (0, "")
    asked = keeper.json("ask", "Hạn báo cáo kết quả phòng chống đuối nước là ngày nào?", "--json")
    assert (asked["status"], asked["citations"][0]["document"]) == ("answered", "swimming-2021")
    assert asked["index_version"] == loaded["version"]
    assert (asked["obligations"][0]["due"], asked["obligations"][0]["reviewed"]) == ("2021-08-20", False)


def test_without_a_yes_nothing_is_published(keeper: Program, letters: Path) -> None:
    """A script that says no yes loads nothing; the plan it may approve is on stderr, pure JSON on stdout."""
    (letters / "letter.txt").write_text(LETTER.replace("đuối nước", "cháy nổ"), "utf-8")
    done = keeper.run("refresh", letters, "--json")
    assert done.code == 0
    assert json.loads(done.out)["published"] is False
    assert "swimming-2021" in done.err


def test_nothing_readable_is_a_failure(keeper: Program, letters: Path) -> None:
    """When the only file I give cannot be read, the command says why and ends with 1."""
    done = keeper.run("refresh", letters / "broken.docx", "--yes", "--json")
    assert done.code == 1
    assert [Path(bad["file"]).name for bad in json.loads(done.out)["unreadable"]] == ["broken.docx"]
