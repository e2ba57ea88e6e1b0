"""What those who ask notice of refreshes: failed and mixed answers, how soon a new version answers, how long it takes.

Works on copies of the folder and of the data folder. Another process refreshes; this one asks, as the bot does.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.services import Services
from knowledge.answer import Answer
from knowledge.answering import Asking
from knowledge.errors import DauMoiError
from knowledge.index_folders import IndexFolders
from knowledge.library import Library

THREADS = 8
FIRST = 10
"""Answers of a version that are told apart as its first."""
PAUSE_SECONDS = 3
"""Between two refreshes, so that some answers have the machine to themselves."""
_FIRST_ARTICLE = re.compile(r"^Điều 1\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A question: when it was due, when a thread took it, when it was answered (seconds since 1970), and how."""

    due: float
    began: float
    ended: float
    answer: Answer | None
    error: str = ""

    @property
    def milliseconds(self) -> float:
        """From when it was due, so that waiting for a thread counts."""
        return (self.ended - self.due) * 1000


@dataclass(frozen=True)
class Refresh:
    """A version that another process made: when it was published and its command ended, and what this one held then."""

    version: str
    began: float
    published: float
    ended: float
    memory: float


def main() -> None:
    """Refresh again and again while questions come in, and print what came of it."""
    options = _options()
    questions = [json.loads(line)["q"] for line in options.questions.read_text("utf-8").splitlines()]
    print(f"load average before: {os.getloadavg()[0]:.2f}")  # noqa: T201 - the script's result
    with TemporaryDirectory(prefix="daumoi-switching-") as scratch:
        services, folder = _copies(Path(scratch), options)
        asking = Asker(services, questions)
        files = _most_cited(folder, asking.once())
        begins_with = services.library().version
        with asking.at(options.per_second):
            refreshes = [_refreshed(services, folder, files[n % len(files)], n) for n in range(options.refreshes)]
        _report(services, begins_with, asking.asked, refreshes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="documents as text files, with a manifest.toml")
    parser.add_argument("questions", type=Path, help="one JSON object a line, with `q`")
    parser.add_argument("--data", type=Path, required=True, help="a data folder into which they are loaded")
    parser.add_argument("--refreshes", type=int, default=20)
    parser.add_argument("--per-second", type=float, default=10)
    return parser.parse_args()


def _copies(scratch: Path, options: argparse.Namespace) -> tuple[Services, Path]:
    """Services over a copy of the data folder that keeps all versions, and a copy of the documents."""
    shutil.copytree(options.data, scratch / "data")
    shutil.copytree(options.folder, scratch / "documents")
    kept = str(options.refreshes + 2)
    os.environ |= {"DAUMOI_DATA": str(scratch / "data"), "DAUMOI_VERSIONS_KEPT": kept, "OMP_WAIT_POLICY": "passive"}
    os.environ |= {"DATABASE_URL": "", "CHROMA_URL": ""}
    return Services.from_environment(), scratch / "documents"


class Asker:
    """Asks the questions one after another, from the first again after the last."""

    def __init__(self, services: Services, questions: Sequence[str]) -> None:
        self.services = services
        self.questions = questions
        self.asked: list[Asked] = []

    def once(self) -> list[Asked]:
        """All questions, for what they warm and cite."""
        return [self._ask(question, time.time()) for question in self.questions]

    def at(self, per_second: float) -> "_Meanwhile":
        """While the context lasts so many questions are due each second, however long the answers take."""
        return _Meanwhile(self, per_second)

    def keep(self, number: int, due: float) -> None:
        """Ask one and note it."""
        self.asked.append(self._ask(self.questions[number % len(self.questions)], due))

    def _ask(self, question: str, due: float) -> Asked:
        began = time.time()
        try:
            answer = self.services.answer(Asking(question, self.services.today, "school"))
        except Exception as error:  # noqa: BLE001 - each of them is a failed answer
            return Asked(due, began, time.time(), None, repr(error))
        return Asked(due, began, time.time(), answer)


class _Meanwhile:
    """See `Asker.at`."""

    def __init__(self, asker: Asker, per_second: float) -> None:
        self._asker = asker
        self._step = 1 / per_second
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        start = time.time()
        with ThreadPoolExecutor(THREADS) as pool:
            for number in count():
                due = start + number * self._step
                if self._over.wait(max(0.0, due - time.time())):
                    return
                pool.submit(self._asker.keep, number, due)


def _most_cited(folder: Path, asked: Iterable[Asked]) -> list[Path]:
    """The files of documents that answers quote, the most quoted first: a change in them shifts their quotations."""
    entries = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["document"]
    files = {entry["id"]: folder / entry["file"] for entry in entries if "id" in entry}
    cited = Counter(c.document for each in asked if each.answer for c in each.answer.citations)
    found = [files[document] for document, _ in cited.most_common() if document in files]
    return [file for file in found if file.suffix == ".txt" and _FIRST_ARTICLE.search(file.read_text("utf-8"))]


def _refreshed(services: Services, folder: Path, file: Path, number: int) -> Refresh:
    """Write a line into the first article of a document, and have another process make a version of it."""
    words = file.read_text("utf-8")
    end = _FIRST_ARTICLE.search(words).end()  # type: ignore[union-attr]  # chosen because it has one
    file.write_text(f"{words[:end]}\nBản này được ghi vào kho lần thứ {number}.{words[end:]}", encoding="utf-8")
    time.sleep(PAUSE_SECONDS)
    began = time.time()
    command = [sys.executable, "-m", "bot", "refresh", str(folder), "--yes", "--embed", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - this program itself
    ended = time.time()
    if done.returncode:
        raise DauMoiError(done.stderr)
    version = services.catalog.version(json.loads(done.stdout)["version"])
    published = version.published_at.replace(tzinfo=UTC).timestamp() if version.published_at else ended
    time.sleep(1)  # until the new version has answered
    return Refresh(version.version, began, published, ended, _memory())


def _memory() -> float:
    """What this process holds of its own, in MB, without the files it has mapped."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(re.search(r"RssAnon:\s+(\d+)", status).group(1)) / 1024  # type: ignore[union-attr]  # Linux has it


def _report(services: Services, begins_with: str, asked: list[Asked], refreshes: list[Refresh]) -> None:
    asked.sort(key=lambda each: each.began)
    good = [each for each in asked if each.answer]
    quotes = Quotations(services, [begins_with, *(r.version for r in refreshes)])
    firsts = {r.version: [a for a in good if _version(a) == r.version] for r in refreshes}
    mixed = [a for a in good if not quotes.are_of_one_version(a)]
    wrong_time = [a for a in good if not _served(a, refreshes)]
    lines = [
        f"asked {len(asked)}, failed {len(asked) - len(good)}, mixed {len(mixed)}",
        f"of a version that did not serve {len(wrong_time)}, of an older one than answered before {_back(good)}",
        f"quotations {quotes.read}, of them {quotes.telling} that another version does not hold in their place",
        f"refresh, s: {_figures([r.ended - r.began for r in refreshes], 1)}",
        "from published to the first answer of the version, s: "
        + _figures([min(a.ended for a in firsts[r.version]) - r.published for r in refreshes], 2),
        *_latencies(good, refreshes, firsts),
        "memory after each, MB: " + " ".join(f"{r.memory:.0f}" for r in refreshes),
        f"load average after: {os.getloadavg()[0]:.2f}",
        *sorted({a.error for a in asked if a.error}),
    ]
    print("\n".join(lines))  # noqa: T201 - the script's result


def _latencies(good: Sequence[Asked], refreshes: Sequence[Refresh], firsts: Mapping[str, list[Asked]]) -> list[str]:
    first = [a for each in firsts.values() for a in each[:FIRST]]
    told = {id(a) for a in first}
    rest = [(a, any(r.began <= a.due <= r.ended for r in refreshes)) for a in good if id(a) not in told]
    kinds = {
        "the very first of a version": [each[0] for each in firsts.values()],
        f"the first {FIRST} of a version": first,
        "others while a refresh runs": [a for a, while_one_runs in rest if while_one_runs],
        "others": [a for a, while_one_runs in rest if not while_one_runs],
    }
    return [f"ms, {kind} ({len(of)}): {_figures([a.milliseconds for a in of])}" for kind, of in kinds.items() if of]


def _figures(values: Sequence[float], digits: int = 0) -> str:
    ordered = sorted(values)
    high = ordered[int(0.95 * (len(ordered) - 1))]
    return f"median {statistics.median(ordered):.{digits}f}, p95 {high:.{digits}f}, most {ordered[-1]:.{digits}f}"


def _version(asked: Asked) -> str:
    return asked.answer.index_version if asked.answer else ""


def _served(asked: Asked, refreshes: Sequence[Refresh]) -> bool:
    """Whether the version of an answer served between its beginning and its end.

    A version serves from the moment that is noted with it, until at the latest the command that made the next ended.
    """
    names = [r.version for r in refreshes]
    place = names.index(_version(asked)) if _version(asked) in names else -1
    since = refreshes[place].published if place >= 0 else 0.0
    until = refreshes[place + 1].ended if place + 1 < len(refreshes) else float("inf")
    return since <= asked.ended and asked.began <= until


def _back(good: Sequence[Asked]) -> int:
    """Answers that carry an older version than one that ended before they began."""
    ended = sorted(good, key=lambda a: a.ended)
    newest, place, back = "", 0, 0
    for each in sorted(good, key=lambda a: a.began):
        while ended[place].ended < each.began:
            newest = max(newest, _version(ended[place]))
            place += 1
        back += _version(each) < newest
    return back


class Quotations:
    """Holds quotations against the documents of each version.

    `read`: how many were; `telling`: how many of them would not stand in their place in every version.
    """

    def __init__(self, services: Services, versions: Sequence[str]) -> None:
        folders = IndexFolders.of(services.settings.daumoi_data)
        self._libraries = {v: Library(services.catalog, folders, v) for v in versions}
        self.read = self.telling = 0

    def are_of_one_version(self, asked: Asked) -> bool:
        """Whether all that an answer quotes stands in the version that it carries, byte for byte, in its place."""
        answer = asked.answer
        if answer is None or answer.index_version not in self._libraries:
            return False
        places = [(c.document, c.start, c.end, c.quote) for c in answer.citations]
        self.read += len(places)
        self.telling += sum(any(self._words(v, *p[:3]) != p[3] for v in self._libraries) for p in places)
        return all(self._words(answer.index_version, *place[:3]) == place[3] for place in places)

    def _words(self, version: str, document: str, start: int, end: int) -> str:
        return self._libraries[version].document(document).text[start:end]


if __name__ == "__main__":
    main()
