"""Hold the answers to the project's own questions against the floors in `floors.toml`; exit 1 below one.

Run by `make evaluate` and CI in an empty data folder: it measures what a newcomer gets. Floors may be set for
`overall` and for any `category.NAME`; `ceilings` count what must not happen.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CONFIGURED = ("DAUMOI_", "DATABASE_URL", "CHROMA_URL", "OPENAI_")
Figures = Mapping[str, Any]


def shortfalls(measured: Figures, floors: Figures) -> Iterator[str]:
    """A sentence for each figure beyond its limit, or not measured at all."""
    yield from _below("overall", measured, floors.get("overall", {}))
    for category, wanted in floors.get("category", {}).items():
        yield from _below(category, measured["by_category"].get(category, {}), wanted)
    for name, most in floors.get("ceilings", {}).items():
        if name not in measured:
            yield f"overall: {name} was not measured"
        elif measured[name] > most:
            yield f"overall: {name} is {measured[name]}, the most allowed is {most}"


def _below(group: str, measured: Figures, wanted: Figures) -> Iterator[str]:
    for name, floor in wanted.items():
        figure = measured.get(name)
        if figure is None:
            yield f"{group}: {name} was not measured"
        elif figure < floor:
            yield f"{group}: {name} is {figure:.3f}, the floor is {floor}"


def measure(questions: Path) -> dict[str, Any]:
    """What `daumoi evaluate --json` prints for a question file, in a data folder that holds the shipped documents."""
    daumoi = [sys.executable, "-m", "bot"]
    own = {name: value for name, value in os.environ.items() if not name.startswith(CONFIGURED)}
    with tempfile.TemporaryDirectory() as folder:  # also the working folder, so that nobody's .env is read
        run = partial(
            subprocess.run, cwd=folder, env={**own, "DAUMOI_DATA": folder}, check=True, stdout=subprocess.PIPE
        )
        run([*daumoi, "refresh", "--yes"])
        done = run([*daumoi, "evaluate", str(questions), "--json"])
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main() -> int:
    """Print the figures, the misses and what falls short."""
    measured = measure(HERE / "questions.jsonl")
    print(json.dumps({name: value for name, value in measured.items() if name not in {"misses", "by_category"}}))
    for category, figures in measured["by_category"].items():
        print(f"  {category}: {json.dumps(figures)}")
    for miss in measured["misses"]:
        print(f"  missed: {json.dumps(miss, ensure_ascii=False)}")
    short = list(shortfalls(measured, tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))))
    print("\n".join(short) or "every floor holds")
    return 1 if short or not measured["questions"] else 0


if __name__ == "__main__":
    sys.exit(main())
