"""Scores the reading of structure against documents read by hand (a folder with `gold/*.json`, see its README).

usage: python tests/evaluation/structure_gold.py [FOLDER] [--misses]

Provisions match by overlap of their spans first; path, kind and label are judged on the matched ones.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from knowledge.outline import outline_json, read_outline

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "directives" / "others"
_OVERLAP = 0.8
_FIELDS = (
    "number",
    "kind",
    "issuer",
    "place",
    "date",
    "subject",
    "addressees",
    "recipients",
    "signer",
    "signer_title",
    "basis",
)

Json = dict[str, Any]


@dataclass
class Score:
    """The figures of one document; shares are 1.0 where there was nothing to find."""

    name: str
    f1: float = 0.0
    path: float = 0.0
    kind: float = 0.0
    task_recall: float = 0.0
    false_tasks: int = 0
    header: float = 0.0
    references: float = 0.0
    misses: list[str] = field(default_factory=list)

    def row(self) -> str:
        """One line of figures."""
        return (
            f"{self.name[:28]:28} F1 {self.f1:.3f}  path {self.path:.3f}  kind {self.kind:.3f}"
            f"  task recall {self.task_recall:.3f}"
            f"  false tasks {self.false_tasks}  header {self.header:.2f}  references {self.references:.3f}"
        )


def gold_files(folder: Path = DEFAULT) -> list[Path]:
    """The gold files of a folder, none where the folder is not there."""
    return sorted((folder / "gold").glob("*.json"))


def score_file(gold_file: Path) -> Score:
    """Reads the document a gold file speaks of and compares."""
    gold: Json = json.loads(gold_file.read_text("utf-8"))
    source = (gold_file.parent.parent / gold["file"]).read_text("utf-8-sig")
    found = outline_json(read_outline(source.splitlines()))
    score = Score(gold_file.stem)
    _score_provisions(gold["provisions"], found["provisions"], score)  # type: ignore[arg-type]
    _score_header(gold, found["header"], score)  # type: ignore[arg-type]
    _score_references(gold["references"], found["references"], score)  # type: ignore[arg-type]
    return score


def _overlap(a: Json, b: Json) -> float:
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    whole: int = max(a["end"], b["end"]) - min(a["start"], b["start"])
    return max(0, shared) / max(1, whole)


def _matches(gold: list[Json], found: list[Json]) -> Iterator[tuple[Json, Json | None]]:
    for g in gold:
        best = max(found, key=lambda f: _overlap(g, f), default=None)
        short = {**g, "end": g["end"] - len(g["lead_in"])} if g.get("lead_in") else g
        fits = best is not None and max(_overlap(g, best), _overlap(short, best)) >= _OVERLAP
        yield g, best if fits else None


def _score_provisions(gold: list[Json], found: list[Json], score: Score) -> None:
    pairs = list(_matches([g for g in gold if not g.get("optional")], found))
    hits = [(g, f) for g, f in pairs if f]
    score.f1 = 2 * len(hits) / (len(pairs) + len(found))
    score.path = _share([f["path"] in [g["path"], *g.get("alt_paths", [])] for g, f in hits])
    score.kind = _share([f["kind"] in [g["kind"], *g.get("alt_kinds", [])] for g, f in hits])
    tasks = [(g, f) for g, f in pairs if g["kind"] == "task"]
    score.task_recall = _share([f is not None and f["kind"] in ["task", *g.get("alt_kinds", [])] for g, f in tasks])
    true = {id(f) for g, f in hits if "task" in [g["kind"], *g.get("alt_kinds", [])]}
    false = [f for f in found if f["kind"] == "task" and id(f) not in true]
    score.false_tasks = len(false)
    score.misses += [f"not found: {g['path']} {g['text'][:60]}" for g, f in pairs if not f]
    score.misses += [f"path {f['path']} for {g['path']}" for g, f in hits if f["path"] != g["path"]]
    score.misses += [
        f"kind {f['kind']} for {g['kind']}: {g['path']} {g['text'][:60]}" for g, f in hits if f["kind"] != g["kind"]
    ]
    score.misses += [f"false task: {f['path']} {f['text'][:60]}" for f in false]


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 1.0


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def _score_header(gold: Json, found: Json, score: Score) -> None:
    flags = []
    for name in _FIELDS:
        accepted = [gold["header"].get(name), *gold.get("header_accept", {}).get(name, [])]
        value = found[name]
        if name == "basis":
            optional = gold.get("header_accept", {}).get("basis_optional", [])
            value = [v for v in found[name] if v not in optional]
        flags.append(_plain(value) in [_plain(a) for a in accepted])
        if not flags[-1]:
            score.misses.append(f"{name}: {value!r} for {accepted!r}")
    score.header = _share(flags)


def _score_references(gold: list[Json], found: list[Json], score: Score) -> None:
    wanted = {(g["number"], g["path"], d) for g in gold if not g.get("optional") for d in [g["date"]]}
    got = {(f["number"], f["provision"], f["date"]) for f in found}
    optional = {(g["number"], g["path"]) for g in gold if g.get("optional")}
    extra = {g for g in got - wanted if g[:2] not in optional}
    score.references = (
        2 * len(wanted & got) / max(1, len(wanted) + len(wanted & got) + len(extra)) if wanted or extra else 1.0
    )
    score.misses += [f"reference missing: {w}" for w in wanted - got] + [f"reference extra: {e}" for e in extra]


def main() -> None:
    """Prints the figures of each document and, on request, what was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    for file in gold_files(arguments.folder):
        score = score_file(file)
        sys.stdout.write(score.row() + "\n")
        if arguments.misses:
            sys.stdout.writelines(f"    {m}\n" for m in score.misses)


if __name__ == "__main__":
    main()
