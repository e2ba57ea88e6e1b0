"""Laws loaded and asked through the real program."""

from pathlib import Path

from tests.e2e.program import Program
from tests.integration.test_laws import write_laws


def test_a_loaded_law_answers_on_the_command_line(tmp_path: Path, embeddings: Path) -> None:
    """I load a folder of laws, ask for a clause by its place, and get it with its name, words and force as JSON."""
    program = Program(tmp_path).keep_vectors_in(embeddings)
    report = program.json("refresh", write_laws(tmp_path / "laws"), "--yes", "--json")
    assert set(report["added"]) >= {"15-2019-qh14", "11-2018-nd-cp"}
    answer = program.json("ask", "Khoản 2 Điều 3 Luật Thư viện trường học nói gì?", "--json")
    assert answer["status"] == "answered"
    (citation,) = answer["citations"]
    assert (citation["document"], citation["provision"]) == ("15-2019-qh14", "3.2")
    assert citation["label"] == "khoản 2 Điều 3 Luật Thư viện trường học"
    assert citation["quote"] in answer["text"]
    assert "1/7/2020" in answer["text"]
