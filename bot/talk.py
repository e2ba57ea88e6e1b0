"""The commands that answer people: `ask`, `chat`, `search`."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from bot.answer_json import answer_json
from bot.people.errors import UnknownUnitError
from bot.render import document_name, plain, sentence
from bot.services import LoadedDocuments, Services
from knowledge.answer import Answer, Say
from knowledge.answering import Asking, Turn
from knowledge.errors import DauMoiError
from knowledge.labels import citation_label
from knowledge.library import Library
from knowledge.model import Lang, Passage, UnitType

_LEAVE = frozenset({"thoát", "thoat", "quit", "exit", "bye", ":q"})
_TURNS_KEPT = 6

Reply = Callable[[Mapping[str, Any]], dict[str, Any]]


class BadLineError(DauMoiError):
    """A line of a batch that is no question; the message says why."""


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Run `ask`, `chat` or `search`."""
    services = Services.from_environment()
    if options.command == "chat":
        return _chat(options, services)
    asked = options.question if options.command == "ask" else options.query
    if (asked is None) == (options.batch is None):
        parser.error(f"{options.command}: give a question, or --batch with a file")
    return _ask(options, services) if options.command == "ask" else _search(options, services)


def _ask(options: argparse.Namespace, services: Services) -> int:
    if options.batch:
        return _batch(options.batch, lambda line: _answer_line(line, options, services))
    line = {"q": options.question}
    found = _answer_line(line, options, services)
    found.pop("id")
    print(json.dumps(found, ensure_ascii=False) if options.json else found["text"])
    return 0


def _answer_line(line: Mapping[str, Any], options: argparse.Namespace, services: Services) -> dict[str, Any]:
    """One question of a batch, its own fields before the command's options. Raises `BadLineError`."""
    question = _field(line, "q", str)
    if question is None or not question.strip():
        message = "there is no question: it needs some text (q in a line of a batch)"
        raise BadLineError(message)
    unit_type, province = _asker(line, options, services)
    today = _date(_field(line, "today", str)) or options.today or services.today
    lang = _lang(_field(line, "lang", str) or options.lang)
    start = time.perf_counter()
    answerer = services.answerer()
    asking = Asking(question, today, unit_type, lang, _history(line), province=province)
    answer = services.answer(asking, answerer=answerer)
    documents = LoadedDocuments(answerer.library)
    found = answer_json(answer, documents, services.help_lines(), 0.0)
    return {"id": line.get("id"), **found, "elapsed_ms": round((time.perf_counter() - start) * 1000, 3)}


def _asker(
    line: Mapping[str, Any], options: argparse.Namespace, services: Services
) -> tuple[UnitType | None, str | None]:
    """The kind of unit that asks and its province; a kind that is told wins over the unit's own.

    Raises `BadLineError` for a unit or a kind that is not known.
    """
    told = _unit_type(_field(line, "unit_type", str))
    code = _field(line, "unit", str) or (None if told else options.unit)
    if code is None:
        return told or options.unit_type or services.settings.daumoi_unit_type, None
    unit = services.units.unit(code)
    if unit is None:
        raise BadLineError(str(UnknownUnitError(code)))
    return told or options.unit_type or unit.type, services.units.province(code)


def _batch(path: Path, reply: Reply) -> int:
    """One JSON line out for each line in, in order; a bad line says why and the rest go on."""
    for line in _lines(path):
        print(json.dumps(_replied(line, reply), ensure_ascii=False), flush=True)
    return 0


def _replied(line: bytes, reply: Reply) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    try:
        fields = _fields(line)
        return reply(fields)
    except BadLineError as error:
        return {"id": fields.get("id"), "error": str(error)}


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, a number or a nesting beyond all bounds
        message = f"not a line of JSON in UTF-8 ({error.__class__.__name__})"
        raise BadLineError(message) from error
    if not isinstance(fields, dict):
        message = "a line must be a JSON object"
        raise BadLineError(message)
    return fields


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that are not blank. Raises `DauMoiError` where it cannot be read."""
    try:
        with path.open("rb") as lines:
            yield from (line for line in lines if line.strip())
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror})"
        raise DauMoiError(message) from error


def _field(line: Mapping[str, Any], name: str, kind: type) -> Any:
    value = line.get(name)
    if value is not None and not isinstance(value, kind):
        message = f"{name} must be a {kind.__name__}"
        raise BadLineError(message)
    return value


def _unit_type(text: str | None) -> UnitType | None:
    if text is not None and text not in get_args(UnitType):
        message = f"unit_type must be one of {', '.join(get_args(UnitType))}"
        raise BadLineError(message)
    return text  # type: ignore[return-value]  # checked above


def _lang(text: str | None) -> Lang | None:
    if text is not None and text not in get_args(Lang):
        message = "lang must be vi or en"
        raise BadLineError(message)
    return text  # type: ignore[return-value]  # checked above


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = "today must be a date written YYYY-MM-DD"
        raise BadLineError(message) from None


def _history(line: Mapping[str, Any]) -> list[Turn]:
    turns = _field(line, "history", list) or []
    return [(str(turn.get("q", "")), str(turn.get("text", ""))) for turn in turns if isinstance(turn, dict)]


def _search(options: argparse.Namespace, services: Services) -> int:
    library = services.library()
    today = options.today or services.today
    if options.batch:
        return _batch(options.batch, lambda line: _found_line(library, line, options.top, today))
    found = _found(library, options.query, options.top, today)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for row in found["results"]:
        print(
            f"{row['score']:8.3f}  {row['document']}#{row['provision']}  {row['label']}\n          {row['text'][:160]}"
        )
    return 0


def _found_line(library: Library, line: Mapping[str, Any], top: int, today: date) -> dict[str, Any]:
    """One query of a batch, its own day before the command's. Raises `BadLineError`."""
    day = _date(_field(line, "today", str)) or today
    return {"id": line.get("id"), **_found(library, _query(line), top, day)}


def _query(line: Mapping[str, Any]) -> str:
    query = _field(line, "q", str) or _field(line, "query", str)
    if not query:
        message = "no query: a line needs a text in q"
        raise BadLineError(message)
    return str(query)


def _found(library: Library, query: str, top: int, today: date) -> dict[str, list[dict[str, Any]]]:
    return {"results": [_row(library, passage) for passage in library.search(query, top, today=today)]}


def _row(library: Library, passage: Passage) -> dict[str, Any]:
    provisions = library.document(passage.document).provisions
    return {
        "document": passage.document,
        "provision": passage.provision.path,
        "label": citation_label(provisions, passage.provision.path),
        "score": round(passage.score, 4),
        "text": passage.provision.text,
    }


def _chat(options: argparse.Namespace, services: Services) -> int:
    """Talk until the person leaves. Nothing said is stored; a message of danger is not even kept for follow-ups."""
    library = services.library()
    lang: Lang = "vi"
    print(sentence(Say("chat.welcome"), lang))
    directives = [library.document(info.id) for info in library.documents() if info.is_directive]
    print(sentence(Say("chat.documents", {"documents": "; ".join(map(document_name, directives))}), lang))
    turns: list[Turn] = []
    danger = False
    unit_type = options.unit_type or services.settings.daumoi_unit_type
    for message in _messages():
        day = options.today or services.today
        answerer = services.answerer()
        asking = Asking(message, day, unit_type, history=turns, after_danger=danger)
        answer = services.answer(asking, answerer=answerer)
        danger = answer.status == "safety"
        lang = answer.lang
        text = plain(answer, LoadedDocuments(answerer.library), services.help_lines())
        print(f"\n{text}")
        turns = _remember(turns, message, text, answer)
    print(sentence(Say("chat.bye"), lang))
    return 0


def _messages() -> Iterator[str]:
    """What the person types, until they leave or the input ends."""
    while sys.stdin is not None:
        try:
            message = input("\n> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return
        if message.lower() in _LEAVE:
            return
        if message:
            yield message


def _remember(turns: list[Turn], message: str, text: str, answer: Answer) -> list[Turn]:
    return turns if answer.status == "safety" else [*turns, (message, text)][-_TURNS_KEPT:]
