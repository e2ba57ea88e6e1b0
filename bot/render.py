"""Answers as plain text: what a person reads in the terminal, and can paste into any messenger."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise

from bot.texts import ACTS, KINDS_EN, RELATIONS, TEXTS
from knowledge.answer import Answer, Detail, Say
from knowledge.labels import citation_label
from knowledge.model import Citation, Document, Lang, Obligation

HelpLines = Sequence[tuple[str, Mapping[str, str]]]
"""Number to call, and what it is, by language."""

HEADING_LIMIT = 90
"""Characters of a heading above its duties: two lines of a phone."""

_MARKS = {"yes": "•", "conditional": "○", "no": "✕", "unknown": "?"}


def sentence(say: Say, lang: Lang) -> str:
    """A sentence of the catalogue with its details filled in."""
    return TEXTS[say.key][lang].format(**_words(say.details))


def _words(details: Mapping[str, Detail]) -> dict[str, str]:
    words = {name: _shown(value) for name, value in details.items()}
    kind = str(details.get("kind") or "văn bản")
    numbered = f"{kind} số {words['number']}" if "number" in words else kind
    issued = f" ngày {words['issued_on']}" if "issued_on" in words and "number" not in words else ""
    words["kind_of"] = numbered[:1].upper() + numbered[1:] + issued
    words["kind_lower"] = numbered + issued
    words["kind_of_en"] = KINDS_EN.get(kind, "the document") + (f" of {words['issued_on']}" if issued else "")
    words["issuer"] = readable_name(words.get("issuer", ""))
    words["of_issuer"] = f"của {words['issuer']}" if words["issuer"] else ""
    for name, table in (("acts", ACTS), ("relation", RELATIONS)):
        if name in words:
            named = [table[each] for each in words[name].split(",")]
            words |= {f"{name}_vi": ", ".join(n.vi for n in named), f"{name}_en": ", ".join(n.en for n in named)}
    stands_in = words.get("signer_title", "").upper().startswith("KT")
    words |= {
        "stands_in_vi": " (ký thay cấp trưởng)" if stands_in else "",
        "stands_in_en": " (signing for the head)" if stands_in else "",
    }
    year = words.get("year")
    words |= {"for_year_vi": f" năm {year}" if year else "", "for_year_en": f" for {year}" if year else ""}
    return words


def readable_name(name: str) -> str:
    """An office printed in capitals as a letterhead, written as in running text; other names as they are."""
    if not name.isupper():
        return name
    words = name.lower().split()
    at = next((i for i, pair in enumerate(pairwise(words), 2) if pair == ("thành", "phố")), None)
    place = at if at is not None else next((i for i, w in enumerate(words, 1) if w in ("tỉnh", "huyện")), len(words))
    written = [*words[:place], *(w.capitalize() for w in words[place:])]
    return " ".join([written[0].capitalize(), *written[1:]])


def _shown(value: Detail) -> str:
    """A detail as it is read: dates as Vietnam writes them."""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return str(value)


def plain(answer: Answer, documents: Mapping[str, Document], help_lines: HelpLines = ()) -> str:
    """The whole answer as plain text, lines parted by newlines."""
    lang = answer.lang
    blocks = [" ".join(_opening(sentence(say, lang)) for say in answer.lead)]
    if answer.status == "safety":
        blocks += [_help(help_lines, lang), sentence(Say("safety.kept"), lang)]
    if answer.status in ("obligations", "no_directive_for_year"):
        blocks += _list(answer, documents)
    else:
        blocks += _quotations(answer.citations, documents)
    blocks += [_notes(answer)]
    if answer.citations:
        blocks.append(_source(answer, documents))
    return "\n\n".join(block for block in blocks if block)


def _opening(said: str) -> str:
    """A sentence with a capital letter, also where it opens with the name of a kind of document."""
    return said[:1].upper() + said[1:]


def _quotations(citations: Sequence[Citation], documents: Mapping[str, Document]) -> list[str]:
    """The quotations, those of one provision under one label; of several documents, each label names its own."""
    several = len({c.document for c in citations}) > 1
    blocks = []
    for place, group in groupby(citations, key=lambda c: (c.document, c.provision, c.label)):
        label = place[2][:1].upper() + place[2][1:]
        of = f" – {document_name(documents[place[0]])}" if several and place[0] in documents else ""
        quotes = "\n".join(f"“{citation.quote}”" for citation in group)
        blocks.append(f"{label}{of}:\n{quotes}")
    return blocks


def _notes(answer: Answer) -> str:
    return "\n".join(sentence(say, answer.lang) for say in answer.notes)


def _source(answer: Answer, documents: Mapping[str, Document]) -> str:
    cited = dict.fromkeys(c.document for c in answer.citations)
    names = "; ".join(document_name(documents[each]) for each in cited if each in documents)
    return sentence(Say("source", {"documents": names}), answer.lang) if names else ""


def document_name(document: Document) -> str:
    """A document as it is named to people: kind, number or date, issuer, year."""
    kind = document.kind or "văn bản"
    number = f" số {document.number}" if document.number else ""
    day = (
        f" ngày {_shown(document.issued_on)}"
        if document.issued_on
        else f" năm {document.year}"
        if document.year
        else ""
    )
    issuer = f" của {readable_name(document.issuer)}" if document.issuer else ""
    return f"{kind[:1].upper()}{kind[1:]}{number}{day}{issuer}"


def _help(help_lines: HelpLines, lang: Lang) -> str:
    return "\n".join(f"☎ {number} – {name[lang]}" for number, name in help_lines)


def _list(answer: Answer, documents: Mapping[str, Document]) -> list[str]:
    """The duties under the directive's own headings; for a year without a directive, running and ended apart."""
    another_year = any(say.key == "note.other_year" for say in answer.notes)
    if answer.status == "obligations" and not another_year:
        return [_grouped(answer, answer.obligations, documents), _legend(answer)]
    running = [d for d in answer.obligations if d.id in answer.running]
    ended = [d for d in answer.obligations if d.id not in answer.running]
    blocks = []
    for key, duties in (("list.running", running), ("list.ended", ended)):
        if duties:
            blocks.append(f"{sentence(Say(key), answer.lang).upper()}\n{_grouped(answer, duties, documents)}")
    return [*blocks, _legend(answer)]


def _legend(answer: Answer) -> str:
    marks = {d.applies_to(answer.unit_type).applies for d in answer.obligations}
    return sentence(Say("list.legend"), answer.lang) if marks - {"yes"} else ""


def _grouped(answer: Answer, duties: Sequence[Obligation], documents: Mapping[str, Document]) -> str:
    lines: list[str] = []
    heading = None
    for duty in duties:
        document = documents.get(duty.document)
        top = _top_heading(document, duty.provision) if document else None
        if top != heading:
            heading = top
            lines.append(f"\n{top}" if top else "")
        lines.append(_duty_line(answer, duty, document))
    return "\n".join(lines).strip("\n")


def _top_heading(document: Document, path: str) -> str | None:
    """The first heading a provision stands under, with its label, cut to a phone's two lines."""
    top = path.split(".", maxsplit=1)[0]
    found = next((p for p in document.provisions if p.path == top and p.kind == "heading"), None)
    if found is None or path == top:
        return None
    words = found.text if len(found.text) <= HEADING_LIMIT else found.text[:HEADING_LIMIT].rsplit(" ", 1)[0] + "…"
    return f"{found.label or top} {words}"


def _duty_line(answer: Answer, duty: Obligation, document: Document | None) -> str:
    lang = answer.lang
    mark = _MARKS[duty.applies_to(answer.unit_type).applies]
    extras = []
    if duty.due:
        extras.append(sentence(Say("list.due", {"due": duty.due}), lang))
    if duty.event and answer.status == "obligations" and duty.id not in answer.running:
        extras.append(sentence(Say("list.event_over", {"event": duty.event[lang]}), lang))
    label = citation_label(document.provisions, duty.provision, lang) if document else duty.provision
    more = f" · {'; '.join(extras)}" if extras else ""
    return f"{mark} {duty.title[lang]} ({label}){more}"
