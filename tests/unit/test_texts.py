"""Every sentence the program says of its own accord: there when it is wanted, in both languages, none of them idle."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

from bot.callbacks import Ask
from bot.progress.model import Status, Verdict
from bot.reminders.model import Audience, State
from bot.texts import ACTS, COMMANDS, GROUP_COMMANDS, KINDS_EN, RELATIONS, TEXTS
from knowledge.lexicons import table
from knowledge.model import DIRECTIVE_KINDS, Act, Applies, Relation, UnitType
from knowledge.slots import GIVEN

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = {name.split(".")[0] for name in TEXTS if "." in name}
# What the computed part of a key may be: the facts one may ask for, how far a duty applies, the kinds of small talk.
COMPUTED = {
    "missing.": {*GIVEN, "count", "number", "date"},
    "letter.": {"number", "date"},
    "found.": set(get_args(Applies)) - {"yes"},
    "mark.": set(get_args(Applies)) - {"yes"},
    "applies.": set(get_args(Applies)),
    "follow.": set(get_args(Ask)),
    "next.": set(get_args(Ask)),
    "list.": {"running", "ended"},
    "state.": set(get_args(Status)),
    "verdict.": set(get_args(Verdict)),
    "reviewed.": set(get_args(Verdict)),
    "reminder.": set(get_args(State)),
    "audience.": set(get_args(Audience)),
    "signer.": set(get_args(UnitType)),
    "column.": {
        *("code", "unit", "above", "obligation", "task", "check_in", "version", "note", "reason", "verdict", "state"),
        *("expected", "reported", "on_time", "silent", "people", "women", "happened_on", "sent_on"),
    },
    "legend.": {"on_time", "late", "done", "under_way", "blocked", "not_applicable", "silent"},
    "resting.": {"unavailable", "timed_out", "misconfigured", "malformed"},
    "rate.": {"wrong", "missing", "unclear"},
    "smalltalk.": set(table("small_talk")),
    "law.": {
        *("in_force", "in_force.since", "in_force.since.old", "pending", "pending.since"),
        *("unknown", "unknown.by", "unknown.since.by"),
        *("lapsed", "lapsed.by", "lapsed.since", "lapsed.since.by"),
    },
}
# `safety_lead` returns the key itself.
SAID_BY_SAFETY = {"safety.lead", "safety.despair", "safety.witness", "safety.numbers"}
# The same thing said in each language's own way.
VARIANTS = {
    "kind_of": "kind", "kind_lower": "kind", "kind_of_en": "kind", "of_issuer": "issuer",
    "for_year_vi": "year", "for_year_en": "year",
    "stands_in_vi": "signer_title", "stands_in_en": "signer_title",
    "acts_vi": "acts", "acts_en": "acts", "relation_vi": "relation", "relation_en": "relation",
}  # fmt: skip
# A sentence may name the letter by its kind or as “the letter”.
LEFT_OUT = {"kind"}


def sources() -> Iterator[ast.Module]:
    """The product's modules, but the catalogue itself."""
    for folder in ("bot", "knowledge"):
        for path in (ROOT / folder).rglob("*.py"):
            if not {"texts", "migrations"} & set(path.parts):
                yield ast.parse(path.read_text("utf-8"))


@cache
def nodes() -> tuple[ast.AST, ...]:
    return tuple(node for module in sources() for node in ast.walk(module))


def constants(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def said_outright() -> set[str]:
    """Keys given to `Say` as they are (or one of two), and any text of the form of a key of a known family."""
    calls = (
        n
        for n in nodes()
        if isinstance(n, ast.Call) and n.args and getattr(n.func, "id", "") in ("Say", "say_document")
    )
    first = {key for call in calls if not isinstance(call.args[0], ast.JoinedStr) for key in constants(call.args[0])}
    shaped = {text for node in nodes() for text in constants_here(node) if re.fullmatch(r"[a-z]+\.[a-z_]+", text)}
    return {key for key in first if re.fullmatch(r"[a-z_.]+", key)} | {
        key for key in shaped if key.split(".")[0] in FAMILIES
    }


def constants_here(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def computed_heads() -> set[str]:
    """The fixed beginnings of keys whose end is computed (`missing.{slot}`)."""
    strings = (node.values[0] for node in nodes() if isinstance(node, ast.JoinedStr) and node.values)
    heads = {text for first in strings for text in constants_here(first)}
    return {head for head in heads if re.fullmatch(r"[a-z]+\.", head) and head[:-1] in FAMILIES}


def computed() -> set[str]:
    known = {head + end for head in computed_heads() for end in COMPUTED[head]}
    return (
        known
        | {*COMMANDS.values(), *GROUP_COMMANDS.values()}
        | {f"missing.{fact}" for fact in facts_left_out()}
        | SAID_BY_SAFETY
    )


def facts_left_out() -> set[str]:
    """What the answers call a `slot` beside those that have a pattern: a claim, for instance."""
    named = [n.value for n in nodes() if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "slot"]
    passed = [n.args[1] for n in nodes() if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "_not_specified"]
    return {text for node in [*named, *passed] for text in constants(node)}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_key_whose_end_is_computed_is_known_here() -> None:
    """A new family of computed keys is held to the catalogue too."""
    assert computed_heads() == set(COMPUTED)


def test_every_sentence_that_is_said_is_in_the_catalogue() -> None:
    """No answer ends in an error because its sentence was forgotten."""
    said = said_outright()
    assert len(said) > 20
    assert (said | computed()) - set(TEXTS) == set()


def test_no_sentence_is_idle() -> None:
    """Whoever translates the catalogue translates nothing that is never said."""
    assert set(TEXTS) - said_outright() - computed() == set()


def test_a_sentence_is_in_both_languages_with_the_same_particulars() -> None:
    """An English reader is told the same facts as a Vietnamese one."""
    assert [name for name, text in TEXTS.items() if not (text.vi.strip() and text.en.strip())] == []
    told = {name: [{VARIANTS.get(f, f) for f in fields(words)} for words in (t.vi, t.en)] for name, t in TEXTS.items()}
    assert {name: vi ^ en for name, (vi, en) in told.items() if not vi ^ en <= LEFT_OUT} == {}


def test_each_language_uses_its_own_words() -> None:
    """No Vietnamese word list is put into an English sentence, nor the other way round."""
    vietnamese = {"kind_of", "kind_lower", "of_issuer", "acts_vi", "relation_vi", "acts", "relation"}
    assert [name for name, text in TEXTS.items() if any(f.endswith("_en") for f in fields(text.vi))] == []
    assert [name for name, text in TEXTS.items() if fields(text.en) & vietnamese] == []


def test_every_act_and_relation_of_the_model_has_its_words() -> None:
    """What a duty asks for, and what became of it on the way down, can always be said, in both languages."""
    assert set(ACTS) == set(get_args(Act))
    assert set(RELATIONS) == set(get_args(Relation))
    assert all(words.vi and words.en for words in [*ACTS.values(), *RELATIONS.values()])


def test_kinds_named_in_english_are_kinds_of_documents() -> None:
    """The usual kinds of directives have an English name."""
    assert {"công văn", "chỉ thị", "kế hoạch", "hướng dẫn"} <= set(KINDS_EN) & DIRECTIVE_KINDS
