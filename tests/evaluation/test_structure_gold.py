"""Floors for the reading of structure, wherever documents read by hand are at hand."""

from pathlib import Path

import pytest

from tests.evaluation.structure_gold import gold_files, score_file


@pytest.mark.parametrize("gold_file", gold_files(), ids=lambda f: f.stem)
def test_a_document_is_read_as_a_person_reads_it(gold_file: Path) -> None:
    """Pieces and paths right, every task found and none invented, header and references right."""
    score = score_file(gold_file)
    assert min(score.f1, score.path, score.task_recall) >= 0.97, score.misses
    assert score.false_tasks == 0, score.misses
    assert score.header >= 0.9, score.misses
    assert score.references >= 0.95, score.misses
