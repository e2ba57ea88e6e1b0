"""What a new period asks for: the obligations of some directives, each with the kinds of unit that it reaches."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import get_args

from bot.people.model import Unit
from bot.people.tree import UnitTree
from bot.progress.model import PeriodObligation
from knowledge.library import Library
from knowledge.model import Applies, Obligation, UnitType
from knowledge.scope import Scope, scope_of


def obligations_to_report(  # noqa: PLR0913 - who is asked, when, and for what
    library: Library,
    units: Iterable[Unit],
    today: date,
    *,
    province: str | None = None,
    documents: Sequence[str] | None = None,
    only: Collection[str] | None = None,
) -> tuple[PeriodObligation, ...]:
    """The obligations that some units are to report on, in the order of the documents.

    `documents`: ids; None for the directives of the newest year that reach the units' kinds. `only`: ids of the
    obligations, None for all. An obligation reaches a kind of unit by the directive that is addressed to it: what the
    level above wrote comes to a school through its department's letter and is not asked of it twice. Obligations that
    reach none of the units are left out. Raises `UnknownDocumentError`.
    """
    scopes: dict[UnitType, Scope] = {kind: scope_of(library, kind, today, province) for kind in get_args(UnitType)}
    kinds = sorted({unit.type for unit in units}, key=list(scopes).index)
    chosen = tuple(documents) if documents is not None else _newest(scopes[kind] for kind in kinds)
    addressed = {kind: _addressed(scope, chosen) for kind, scope in scopes.items()}
    found = (
        _asked(duty, {kind: _reach(duty, kind, addressed[kind]) for kind in scopes})
        for document in chosen
        for duty in library.obligations(document)
        if only is None or duty.id in only
    )
    return tuple(each for each in found if {each.applies_to(kind) for kind in kinds} & {"yes", "conditional"})


def units_asked(tree: UnitTree, top: str | None) -> list[Unit]:
    """Those for whose kinds a period asks: all below the top, which opens it for them; the top itself where none is."""
    within = tree.subtree(top) if top else list(tree)
    return [unit for unit in within if unit.code != top and unit.parent is not None] or within


def expects(obligations: Iterable[PeriodObligation], kind: UnitType) -> bool:
    """Whether something is expected of a kind of unit, whatever it does itself."""
    return any(each.applies_to(kind) == "yes" for each in obligations)


def _newest(scopes: Iterable[Scope]) -> tuple[str, ...]:
    """The directives of the newest year of each kind of unit."""
    found: dict[str, None] = {}
    for scope in scopes:
        years = [info.year for info in scope.own if info.year]
        found |= dict.fromkeys(info.id for info in scope.of_year([max(years)] if years else []))
    return tuple(found)


def _addressed(scope: Scope, chosen: Sequence[str]) -> Collection[str]:
    """Those of the chosen documents that come to a kind of unit; all of them where none is written to it."""
    own = [info.id for info in scope.own if info.id in chosen]
    return own or chosen


def _reach(duty: Obligation, kind: UnitType, addressed: Collection[str]) -> Applies:
    return duty.applies_to(kind).applies if duty.document in addressed else "no"


def _asked(duty: Obligation, applies: dict[UnitType, Applies]) -> PeriodObligation:
    return PeriodObligation(duty.id, duty.document, duty.provision, duty.title, duty.act, applies)
