"""Whether someone may be in danger. Better one kind answer too many than one too few; nothing of it is kept."""

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from knowledge.lexicons import table
from knowledge.tokens import Found, PhraseBook, Token, token


@cache
def _signs() -> PhraseBook:
    return PhraseBook(
        (name, phrase)
        for name, phrases in table("safety").items()
        if name not in ("blow", "not_blows", "pressure", "work")
        for phrase in phrases
    )


# "bị … đánh": who does it may stand between (bị bố mẹ nhốt, bị bạn trai ép).
_PASSIVE = "bi"
_PASSIVE_REACH = 5
_BARE_CRY = 4
"""Tokens of a message that is nothing but the harm ("bị đánh", "bị thầy đánh"): who writes so writes of themselves."""


@cache
def _blows() -> PhraseBook:
    return PhraseBook(("blow", phrase) for phrase in table("safety")["blow"])


@cache
def _at_work() -> PhraseBook:
    return PhraseBook((name, phrase) for name in ("pressure", "work") for phrase in table("safety")[name])


_WORK_REACH = 2
_HOME = ("chồng", "bố", "mẹ", "cha", "dượng", "cháu", "bé", "con")
_BEFORE, _BEHIND = 3, 2
"""Words about a pressure that tell who presses and who is pressed."""
_BETWEEN = frozenset({"phai", "se", "em", "toi", "minh", "bi", "co", "giao", "vien", "tu"})
"""What may stand between what is done to someone and the work it is about ("ép em phải viết đơn")."""


@cache
def _longer_words() -> PhraseBook:
    return PhraseBook(("word", phrase) for phrase in table("safety")["not_blows"])


def _half_of_a_longer_word(blow: Found, tokens: Sequence[Token]) -> bool:
    return any(word.start <= blow.start < word.end for word in _longer_words().find(tokens))


def _cut_short(hit: Found, tokens: Sequence[Token]) -> bool:
    """Whether a sign ends inside a longer word that means something else ("bị đánh" of "bị đánh giá")."""
    return hit.name == "harm" and any(w.start < hit.end < w.end for w in _longer_words().find(tokens))


def _of_employment(tokens: Sequence[Token]) -> frozenset[tuple[int, int]]:
    """Where pressure is about work ("đuổi việc", "ép em viết đơn", "sợ bị trừ lương"): no blow to the body.

    Not where a child is made to work, or the family is who presses ("em bị chồng ép bỏ việc").
    """
    found = _at_work().find(tokens)
    works = [hit.start for hit in found if hit.name == "work"]
    return frozenset(
        (hit.start, hit.end)
        for hit in found
        if hit.name == "pressure"
        and not any(_at_home(each) for each in tokens[max(0, hit.start - _BEFORE) : hit.end + _BEHIND])
        and any(0 <= work - hit.end <= _WORK_REACH and _only_between(tokens[hit.end : work]) for work in works)
    )


def _at_home(word: Token) -> bool:
    return any(word.agrees_with(token(each)) for each in _HOME)


def _only_between(tokens: Sequence[Token]) -> bool:
    return all(each.key in _BETWEEN for each in tokens)


def _suffers_a_blow(tokens: Sequence[Token]) -> bool:
    suffered = [i for i, t in enumerate(tokens) if t.key == _PASSIVE and t.agrees_with(token("bị"))]
    employment = _of_employment(tokens)
    blows = [
        found.start
        for found in _blows().find(tokens)
        if not _half_of_a_longer_word(found, tokens) and (found.start, found.end) not in employment
    ]
    return any(0 < blow - i <= _PASSIVE_REACH for i in suffered for blow in blows)


def _of_many(hit: Found, tokens: Sequence[Token]) -> bool:
    """What is said of many ("các em bị …") is no speaker's own story."""
    before = tokens[hit.start - 1].key if hit.start else ""
    return hit.name in ("speaker", "person") and before in _MANY


_MANY = frozenset({"cac", "nhung", "cho", "tre", "giup", "do", "nhieu", "voi", "moi", "nan"})


def safety_lead(tokens: Sequence[Token]) -> str:
    """The key of the first words: to someone who despairs, who is harmed, or who has seen another harmed."""
    found = {hit.name for hit in _signs().find(tokens) if not _of_many(hit, tokens)}
    if "asks_for_others" in found and "self" not in found:
        return "safety.witness"
    if "despair" in found:
        return "safety.despair"
    if "hotline" in found:
        return "safety.numbers"
    if len(tokens) <= _BARE_CRY and "person" not in found:
        return "safety.lead"
    of_another = "witness" in found or ("self" not in found and _names_a_child(tokens))
    return "safety.lead" if "speaker" in found and not of_another else "safety.witness"


def _names_a_child(tokens: Sequence[Token]) -> bool:
    """Whether harm is told of a child by name: "em Lan bị …", "em Lan lớp 9B …"; not "đánh em. Hôm qua …"."""
    own = {hit.end - 1 for hit in _signs().find(tokens) if hit.name == "speaker" and tokens[hit.start].key != "lop"}
    called = (at for at, each in enumerate(tokens) if each.text in _CALLED and at not in own)
    return any(_name_before_harm(tokens[at + 1 :]) for at in called)


def _name_before_harm(tokens: Sequence[Token]) -> bool:
    name = list(takewhile(lambda each: each.text.istitle(), tokens))
    after = tokens[len(name) : len(name) + 1]
    return bool(name) and bool(after) and after[0].key in {_PASSIVE, "lop"}


_CALLED = frozenset({"em", "cháu", "chau", "bé"})
"""How a child is spoken of before its name; small, as within a sentence."""


def in_danger(tokens: Sequence[Token]) -> bool:
    """Whether a message speaks of harm to someone rather than of the office's work against violence.

    Despair is enough by itself. Harm needs a person it happens to; where the message also speaks of office work,
    the speaker must be the one it happens to, and where it asks for a rule, one who suffers it or a child.
    """
    found = {hit.name for hit in _told(tokens)}
    if found & {"despair", "hotline"}:
        return True
    if "harm" not in found and not _suffers_a_blow(tokens) and not _expects_in_distress(found, tokens):
        return False
    if "speaker" in found:
        return True
    if "person" in found and "office" not in found and not _only_of_a_rule(found, tokens):
        return True
    return len(tokens) <= _BARE_CRY and "office" not in found


def asks_a_rule(tokens: Sequence[Token]) -> bool:
    """Whether a message asks what is right, so that whoever is helped is told the rule too; never in despair."""
    found = {hit.name for hit in _told(tokens)}
    return bool(found & {"rule", "law"}) and not found & {"despair", "hotline"}


def _only_of_a_rule(found: set[str], tokens: Sequence[Token]) -> bool:
    """Whether harm is only named as laws name it ("quấy rối tình dục … xử lý kỷ luật thế nào"): nobody suffers it."""
    if "rule" not in found or found & {"pupil", "child"} or any(t.key == _PASSIVE for t in tokens):
        return False
    told = _told(tokens)
    named = [hit for hit in told if hit.name == "named_in_law"]
    if any(tokens[hit.end].key in _SOMEONE for hit in named if hit.end < len(tokens)):
        return False
    return all(any(n.start <= hit.start and hit.end <= n.end for n in named) for hit in told if hit.name == "harm")


_SOMEONE = frozenset({"em", "toi", "minh", "con", "chau", "chi", "co", "ban", "me", "her", "him"})
"""Behind "quấy rối" the one who suffers it; not "đồng nghiệp" or "người khác", of whom rules speak."""


def _told(tokens: Sequence[Token]) -> list[Found]:
    """The signs of a message that mean what they say."""
    employment = _of_employment(tokens)
    return [
        hit
        for hit in _signs().find(tokens)
        if not _of_many(hit, tokens)
        and not _cut_short(hit, tokens)
        and not (hit.name == "harm" and (hit.start, hit.end) in employment)
    ]


def _expects_in_distress(found: set[str], tokens: Sequence[Token]) -> bool:
    """Whether a pregnancy told of is a pupil's, or told with fear; a question of rights by a grown-up is neither."""
    if "pregnant" not in found:
        return False
    if "pupil" in found:
        return True
    if found & {"adult", "rule"}:
        return False
    return "distress" in found or len(tokens) <= _BARE_CRY
