"""What may be asked next about a task: only what the answerer really answers, found out by asking it."""

from collections.abc import Sequence

from bot.callbacks import Ask
from bot.pages.levels import level_above
from bot.pages.viewer import Viewer
from knowledge.answer import Answer
from knowledge.answering import Answerer
from knowledge.model import Obligation

# What an answer says first where it is an answer to the question.
_ANSWERED_BY: dict[Ask, tuple[str, ...]] = {
    "who": ("found.who",),
    "when": ("missing.deadline", "missing.when", "found.duty", "found.conditional", "found.place"),
    "compare": ("chain.compare", "chain.added"),
}
_HELD = 2048


class Suggestions:
    """Follow-up questions about tasks, each tried once. Made once for each answerer; safe to share between threads."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self._tried: dict[tuple[object, ...], bool] = {}

    def about(self, duty: Obligation, viewer: Viewer, said: Sequence[str], most: int = 2) -> list[Ask]:
        """Up to `most` questions; `said` are the keys of what was just answered, which need not be asked again."""
        order: tuple[Ask, ...] = ("when", "who", "compare")
        told = [ask for ask in order if set(_ANSWERED_BY[ask]) & _plainly(said)]
        found: list[Ask] = []
        for ask in order:
            if len(found) < most and ask not in told and self._answered(ask, duty, viewer):
                found.append(ask)
        return found

    def question(self, ask: Ask, duty: Obligation, viewer: Viewer) -> str:
        """The question in full, as a person would type it."""
        above = level_above(self.answerer.library, duty.document, viewer.lang) or ""
        return viewer.says(f"follow.{ask}", title=duty.title[viewer.lang], above=above)

    def _answered(self, ask: Ask, duty: Obligation, viewer: Viewer) -> bool:
        """Whether the question is answered to such a viewer; a day's finding is kept."""
        key = (ask, duty.id, viewer.unit_type, viewer.province, viewer.lang, viewer.today)
        known = self._tried.get(key)
        if known is None:
            known = self._try(ask, duty, viewer)
            if len(self._tried) >= _HELD:
                self._tried = {}
            self._tried[key] = known
        return known

    def _try(self, ask: Ask, duty: Obligation, viewer: Viewer) -> bool:
        if ask == "compare" and level_above(self.answerer.library, duty.document, viewer.lang) is None:
            return False
        answer = self.answerer.answer(
            self.question(ask, duty, viewer), viewer.today, viewer.unit_type, viewer.lang, province=viewer.province
        )
        return _answers(answer, ask, duty)


def _answers(answer: Answer, ask: Ask, duty: Obligation) -> bool:
    cites = any(c.document == duty.document and c.provision == duty.provision for c in answer.citations)
    leads = {say.key for say in answer.lead} & set(_ANSWERED_BY[ask])
    return answer.status in ("answered", "not_specified") and cites and bool(leads)


def _plainly(said: Sequence[str]) -> set[str]:
    """What was said that settles a question: that a task was named does not yet say until when."""
    return {key for key in said if key.startswith(("missing.", "chain.")) or key == "found.who"}
