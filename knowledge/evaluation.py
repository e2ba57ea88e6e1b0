"""Measures answers and rankings on judged questions.

A judged question: `q`, and `expect` (the status, or several allowed); one of `gold` or `gold_any` must be cited first,
all of `gold_all` cited, more than half of `gold_most`; `must` and `must_not` are regular expressions over the text;
`min_gold` how many provisions the list of duties must hold, `doc` whose they are. `cat` groups the figures.
"""

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.answer import Answer
from knowledge.answering import Asking
from knowledge.errors import DauMoiError
from knowledge.library import Library
from knowledge.model import Document

Judged = Mapping[str, Any]
DEPTHS = (1, 3, 10)


def load_questions(path: Path) -> list[Judged]:
    """The questions of a JSONL file. Raises `DauMoiError` naming the line that is no JSON object."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # splitlines would also cut at signs that JSON may hold
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as a UTF-8 text file."
        raise DauMoiError(message) from error
    return [_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _question(path: Path, number: int, line: str) -> Judged:
    try:
        judged = json.loads(line)
    except json.JSONDecodeError as error:
        message = f"{path}, line {number}: not JSON ({error.msg})."
        raise DauMoiError(message) from error
    if not isinstance(judged, dict) or not isinstance(judged.get("q"), str):
        message = f"{path}, line {number}: not a question (an object with q)."
        raise DauMoiError(message)
    return judged


def measure_answers(
    questions: Sequence[Judged],
    answers: Callable[[Asking], Answer],
    documents: Mapping[str, Document],
    read: Callable[[Answer], str],
) -> dict[str, Any]:
    """Status accuracy, first and early citations, quote fidelity and forbidden words, as a whole and by category."""
    verdicts = []
    for judged in questions:
        start = time.perf_counter()
        day = date.fromisoformat(judged["today"]) if judged.get("today") else date.today()  # noqa: DTZ011 — the local day
        answer = answers(Asking(judged["q"], day, judged.get("unit_type"), judged.get("lang")))
        text = read(answer)
        verdicts.append(_judge(judged, answer, text, documents, (time.perf_counter() - start) * 1000))
    by_category: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for verdict in verdicts:
        by_category[verdict["cat"]].append(verdict)
    times = sorted(v["ms"] for v in verdicts) or [0.0]
    return {
        **_figures(verdicts),
        "p95_ms": round(times[int(0.95 * (len(times) - 1))], 2),
        "by_category": {cat: _figures(rows) for cat, rows in sorted(by_category.items())},
        "misses": [{k: v[k] for k in ("id", "cat", "q", "why")} for v in verdicts if v["why"]],
    }


def _judge(judged: Judged, answer: Answer, text: str, documents: Mapping[str, Document], ms: float) -> dict[str, Any]:
    cited = [f"{c.document}#{c.provision}" for c in answer.citations]
    gold = set(judged.get("gold") or judged.get("gold_any") or ())
    allowed = judged["expect"] if isinstance(judged["expect"], list) else [judged["expect"]]
    status = answer.status in allowed
    verbatim = all(documents[c.document].text[c.start : c.end] == c.quote for c in answer.citations)
    forbidden = [pattern for pattern in judged.get("must_not", ()) if re.search(pattern, text)]
    first = bool(cited) and cited[0] in gold
    early = any(each in gold for each in cited[:3])
    why = [] if status else [f"status {answer.status}, expected {'/'.join(allowed)}"]
    why += [f"cites {cited[:3]}, expected {sorted(gold)}"] if gold and not first else []
    why += [f"forbidden: {pattern}" for pattern in forbidden] + _missing(judged, answer, text, cited)
    why += [] if verbatim else ["a quote differs from its source"]
    return {
        "id": judged.get("id"), "cat": judged.get("cat", "-"), "q": judged["q"], "status": status,
        "gold": bool(gold), "first": first, "early": early, "verbatim": verbatim, "quotes": len(answer.citations),
        "forbidden": len(forbidden), "why": why, "ms": ms,
    }  # fmt: skip


def _missing(judged: Judged, answer: Answer, text: str, cited: Sequence[str]) -> list[str]:
    """What the question's judge wanted in the answer and does not find there."""
    why = [f"text lacks {pattern}" for pattern in judged.get("must", ()) if not re.search(pattern, text)]
    absent = sorted(set(judged.get("gold_all", ())) - set(cited))
    why += [f"does not cite {absent}"] if absent else []
    most = judged.get("gold_most", ())
    why += (
        [f"cites {sum(g in cited for g in most)} of {len(most)}"]
        if most and 2 * sum(g in cited for g in most) <= len(most)
        else []
    )
    held = {duty.provision for duty in answer.obligations}
    why += [f"lists {len(held)} provisions"] if len(held) < judged.get("min_gold", 0) else []
    other = judged.get("doc") and answer.obligations and answer.obligations[0].document != judged["doc"]
    return [*why, *([f"lists duties of {answer.obligations[0].document}"] if other else [])]


def _figures(verdicts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Shares of 0 to 1; None where nothing was to be measured."""
    cited = [v for v in verdicts if v["gold"]]
    quoted = [v for v in verdicts if v["quotes"]]
    return {
        "questions": len(verdicts),
        "status_accuracy": _share(v["status"] for v in verdicts),
        "hit_at_1": _share(v["first"] for v in cited),
        "hit_at_3": _share(v["early"] for v in cited),
        "quotes_verbatim": _share(v["verbatim"] for v in quoted),
        "must_not_violations": sum(v["forbidden"] for v in verdicts),
        "wholly_right": _share(not v["why"] for v in verdicts),
    }


def _share(marks: Any) -> float | None:
    listed = list(marks)
    return round(sum(listed) / len(listed), 4) if listed else None


def measure_retrieval(questions: Sequence[Judged], library: Library) -> dict[str, Any]:
    """Recall at 1, 3 and 10 and the mean reciprocal rank of ranked provisions.

    A gold path or anything under it is a hit; where gold paths are articles, rows are joined by article first.
    """
    rows = [judged for judged in questions if _gold(judged)]
    ranks, times = [], []
    for judged in rows:
        gold = _gold(judged)
        start = time.perf_counter()
        found = [f"{p.document}#{p.provision.path}" for p in library.search(judged["q"], 5 * max(DEPTHS))]
        times.append((time.perf_counter() - start) * 1000)
        ranks.append(_rank(found, gold))
    result: dict[str, Any] = {"questions": len(rows)}
    result |= {f"recall_at_{depth}": _share(rank is not None and rank <= depth for rank in ranks) for depth in DEPTHS}
    result["mrr"] = round(sum(1 / r for r in ranks if r) / len(ranks), 4) if ranks else None
    result["p95_ms"] = round(sorted(times)[int(0.95 * (len(times) - 1))], 2) if times else None
    result["misses"] = [
        {"id": q.get("id"), "q": q["q"], "why": [f"not among the first {DEPTHS[-1]}"]}
        for q, rank in zip(rows, ranks, strict=True)
        if rank is None or rank > DEPTHS[-1]
    ]
    return result


def _gold(judged: Judged) -> list[str]:
    return list(judged.get("gold") or judged.get("gold_any") or judged.get("gold_all") or ())


def _rank(found: Sequence[str], gold: Sequence[str]) -> int | None:
    """The place of the first hit among distinct provisions, those under one gold path counted once."""
    joined = dict.fromkeys(
        next((g for g in gold if each == g or each.startswith(f"{g}.")), _article(each)) for each in found
    )
    return next((place for place, each in enumerate(joined, 1) if each in gold), None)


def _article(each: str) -> str:
    """A provision of a law as its article, so that clauses of one do not crowd the list; others as they are."""
    document, _, path = each.partition("#")
    return (
        f"{document}#{path.split('.')[0]}"
        if re.fullmatch(r"[\d\w-]+-(?:qh|nd|tt|pl|l|ubtvqh)[\d\w-]*", document)
        else each
    )


def table_of(result: Mapping[str, Any]) -> str:
    """The figures as a table for people, the misses below."""
    lines = [_row("all", result)]
    lines += [_row(cat, figures) for cat, figures in result.get("by_category", {}).items()]
    lines += ["", *(f"{miss['id']}  {miss['q']}\n    {'; '.join(miss['why'])}" for miss in result["misses"])]
    return "\n".join(lines)


def _row(name: str, figures: Mapping[str, Any]) -> str:
    shown = [f"{key}={value}" for key, value in figures.items() if not isinstance(value, (dict, list))]
    return f"{name:16} " + "  ".join(shown)
