"""The index in other people's chains."""

import re
from pathlib import Path

import pytest

from knowledge.adapters.langchain_retriever import ProvisionRetriever
from knowledge.answering import Answerer
from tests.integration.desk import Desk

PAGE = Path(__file__).resolve().parents[2] / "docs" / "langchain.md"
QUESTION = "xây dựng kế hoạch vì sự tiến bộ của phụ nữ"


def test_each_document_is_a_citation(answerer: Answerer) -> None:
    """What a chain quotes from a document stands in the source, at the place its metadata names."""
    library = answerer.library
    found = ProvisionRetriever(library=library, top=4).invoke(QUESTION)
    assert len(found) == 4
    for each in found:
        cited = each.metadata
        assert library.document(cited["document"]).text[cited["start"] : cited["end"]] == each.page_content
        assert each.id == f"{cited['document']}#{cited['provision']}"
        assert cited["index_version"] == library.version
    assert [d.metadata["score"] for d in found] == sorted((d.metadata["score"] for d in found), reverse=True)


def test_it_ranks_as_the_search_does_and_keeps_to_the_documents_allowed(answerer: Answerer) -> None:
    library = answerer.library
    found = ProvisionRetriever(library=library, allowed=["molisa-2021"]).invoke(QUESTION)
    searched = library.search(QUESTION, 10, ["molisa-2021"])
    assert [d.id for d in found] == [f"{p.document}#{p.provision.path}" for p in searched]
    assert {d.metadata["document"] for d in found} == {"molisa-2021"}


def test_the_example_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """I copy the example, run it, and it prints provisions with their citations."""
    with Desk(tmp_path) as desk:
        desk.publisher.ensure_published()
        monkeypatch.setenv("DAUMOI_DATA", str(desk.data))
        example = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
        assert len(example) == 1
        exec(example[0], {})  # noqa: S102 - the words of our own page
    assert len(re.findall(r"\[.+, [\w-]+\]", capsys.readouterr().out)) == 3
