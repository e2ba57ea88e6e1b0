"""Definitions as the law writes them ("X là việc …", "X gồm …") and as people ask for them ("X là gì?").

A provision that defines a term carries one token more in the keyword index, made of the whole term, by which a question
for the definition finds it among the many that only use the term.
"""

import re
from collections.abc import Iterable

from knowledge.text import keys

# Longer subjects of a sentence are no terms.
MOST_SYLLABLES = 12

_DEFINES = re.compile(r" (?:la|duoc hieu la|bao gom|gom) ")
_ASKED_BEHIND = re.compile(
    r"^(?:khai niem |dinh nghia )?(?P<term>.+?) (?:(?:nghia )?la (?:gi|ai|nhu the nao|the nao)"
    r"|(?:duoc )?hieu (?:la gi|nhu the nao|the nao|la nhu the nao|ra sao)|gom (?:nhung )?(?:gi|ai))\b"
)
_ASKED_BEFORE = re.compile(
    r"^(?:the nao (?:duoc goi )?la|(?:khai niem|dinh nghia)(?: cua| ve)?|what (?:is|are)(?: an?| the)?) (?P<term>.+)$"
)


def defined(text: str) -> Iterable[str]:
    """The token of the term that a provision begins by defining; none where it defines nothing."""
    opening = " ".join(keys(text)[: MOST_SYLLABLES + 3])
    found = _DEFINES.search(opening)
    term = opening[: found.start()].split() if found else []
    return _token(term) if 0 < len(term) <= MOST_SYLLABLES else ()


def asked_for(question: str) -> Iterable[str]:
    """The token of the term whose definition a question asks for; none where it asks something else."""
    typed = " ".join(keys(question))
    found = _ASKED_BEFORE.match(typed) or _ASKED_BEHIND.match(typed)
    return _token(found["term"].split()) if found else ()


def _token(term: Iterable[str]) -> Iterable[str]:
    return (f"={'_'.join(term)}",)
