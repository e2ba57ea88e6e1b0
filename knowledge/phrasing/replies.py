"""What a chat model writes, read as it arrives: each sentence is handed on once its JSON object is closed.

The shapes are asked for as a JSON schema where the server knows schemas, and read here in any case: a server that does
not may wrap the object in a code fence, put words around it or think aloud before it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn, get_args

from knowledge.errors import ModelMalformedError
from knowledge.model import Act, Applies, UnitType
from knowledge.phrasing.model import PromptName, Refusal, Sentence

LONGEST = 8_000
"""Characters of a reply: many times what three sentences need. What is longer is cut off and refused."""
MOST_SENTENCES = 12
LONGEST_QUESTION = 600

_SENTENCES = re.compile(r'"sentences"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_REFUSALS: tuple[Refusal, ...] = get_args(Refusal)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model suggests for the passage under `token`, not yet proven."""

    token: str
    title: str
    act: Act
    applies: Mapping[UnitType, Applies]


def _object(**properties: Any) -> dict[str, Any]:
    """An object of exactly these properties, as strict schemas demand."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list_of(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_APPLIES = {"type": "string", "enum": list(get_args(Applies))}
SHAPES: Mapping[PromptName, Mapping[str, Any]] = {
    "answer": _object(
        refusal={"anyOf": [{"type": "string", "enum": list(_REFUSALS)}, {"type": "null"}]},
        sentences=_list_of(_object(text=_TEXT, tokens=_list_of(_TEXT))),
    ),
    "stand_alone": _object(question=_TEXT),
    "obligations": _object(
        obligations=_list_of(
            _object(
                token=_TEXT,
                title=_TEXT,
                act={"type": "string", "enum": list(get_args(Act))},
                applies=_object(**dict.fromkeys(get_args(UnitType), _APPLIES)),
            )
        )
    ),
}
"""The JSON schema of each prompt's reply."""


def read_sentences(pieces: Iterable[str]) -> Iterator[Sentence | Refusal]:
    """The sentences of a reply as they are closed, or one refusal and nothing else.

    Raises `ModelMalformedError`, also after some sentences, for what is not of the shape.
    """
    text, given, place = "", 0, None
    for piece in pieces:
        text = _within_bounds(text + piece)
        if place is None and (begun := _SENTENCES.search(_thought_out(text))):
            place = begun.end() if _refusal_before(text, begun) is None else None
        if place is not None:
            closed, place = _closed_objects(_thought_out(text), place)
            for each in closed:
                given += 1
                yield _sentence(each, given)
    reply = _json_object(text)
    refusal, sentences = reply.get("refusal"), reply.get("sentences") or []
    if refusal is not None and not given:
        yield _checked_refusal(refusal)
        return
    if refusal is not None or not isinstance(sentences, list) or not sentences:
        _refuse("it neither says anything nor refuses")
    for at, each in enumerate(sentences[given:], given + 1):  # of a server that quotes the keys in its own way
        yield _sentence(each, at)


def read_question(pieces: Iterable[str]) -> str:
    """The question of a reply, on one line. Raises `ModelMalformedError`."""
    question = _json_object(_all(pieces, LONGEST)).get("question")
    if not isinstance(question, str) or not 0 < len(question.strip()) <= LONGEST_QUESTION:
        _refuse("it holds no question")
    return " ".join(question.split())


def read_suggestions(pieces: Iterable[str], longest: int) -> list[Suggestion]:
    """Suggestions for duties; `longest` characters at most. What names another act or kind of unit is left out.

    Raises `ModelMalformedError`.
    """
    rows = _json_object(_all(pieces, longest)).get("obligations")
    if not isinstance(rows, list):
        _refuse("it holds no obligations")
    found = (_suggestion(row) for row in rows if isinstance(row, dict))
    return [each for each in found if each is not None]


def _suggestion(row: Mapping[str, Any]) -> Suggestion | None:
    token, title, applies = (row.get(name) for name in ("token", "title", "applies"))
    act: Act | None = next((each for each in get_args(Act) if each == row.get("act")), None)
    if not isinstance(token, str) or not isinstance(title, str) or act is None:
        return None
    told = applies if isinstance(applies, dict) else {}
    known = {kind: told[kind] for kind in get_args(UnitType) if told.get(kind) in get_args(Applies)}
    return Suggestion(token.strip("[] "), " ".join(title.split()), act, known)


def _sentence(found: Any, number: int) -> Sentence:
    text, tokens = (found.get("text"), found.get("tokens")) if isinstance(found, dict) else (None, None)
    if not isinstance(text, str) or not text.strip() or not isinstance(tokens, list) or number > MOST_SENTENCES:
        _refuse("a sentence is not of the shape asked for, or there are too many")
    return Sentence(" ".join(text.split()), tuple(str(token).strip("[] ") for token in tokens))


def _checked_refusal(found: Any) -> Refusal:
    refusal = next((each for each in _REFUSALS if each == found), None)
    if refusal is None:
        _refuse("it refuses in a word that was not given")
    return refusal


def _refusal_before(text: str, begun: re.Match[str]) -> str | None:
    """A refusal that stands before the sentences: they are not listened to then."""
    refused = re.search(r'"refusal"\s*:\s*"(\w*)"', _thought_out(text)[: begun.start()])
    return refused[1] if refused else None


def _closed_objects(text: str, place: int) -> tuple[list[Any], int]:
    """The objects of a list that are complete from a place on, and where the next one will begin."""
    decoder, found = json.JSONDecoder(strict=False), []
    with suppress(json.JSONDecodeError, RecursionError):
        while (start := _after(text, place)) < len(text) and text[start] == "{":
            each, place = decoder.raw_decode(text, start)
            found.append(each)
    return found, place


def _after(text: str, place: int) -> int:
    between = _BETWEEN.match(text, place)
    return between.end() if between else place


def _json_object(text: str) -> Mapping[str, Any]:
    """The first JSON object in a text, whatever stands around it."""
    text = _thought_out(text)
    start = text.find("{")
    if start < 0:
        _refuse("it holds no JSON object")
    found: Any = None
    with suppress(json.JSONDecodeError, RecursionError):
        found, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    if not isinstance(found, dict):
        _refuse("it is not JSON, or breaks off")
    return found


def _thought_out(text: str) -> str:
    """Without what some models think aloud before they reply; what is still being thought is left out too."""
    return _THOUGHTS.sub("", text) if "<think" in text else text


def _all(pieces: Iterable[str], longest: int) -> str:
    text = ""
    for piece in pieces:
        text = _within_bounds(text + piece, longest)
    return text


def _within_bounds(text: str, longest: int = LONGEST) -> str:
    if len(text) > longest:
        _refuse(f"it is longer than {longest} characters")
    return text


def _refuse(why: str) -> NoReturn:
    message = f"The chat model's reply cannot be used: {why}."
    raise ModelMalformedError(message)
