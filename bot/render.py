"""Answers in words: made once as a message, which the terminal shows as plain text."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, groupby, pairwise

from bot.message import Block, Message, Quote, bold, paragraph
from bot.plain import plain_text
from bot.texts import ACTS, KINDS_EN, RELATIONS, TEXTS
from knowledge.answer import Answer, Detail, Say
from knowledge.labels import citation_label
from knowledge.model import Citation, Document, Lang, Obligation
from knowledge.text import shortened

HelpLines = Sequence[tuple[str, Mapping[str, str]]]
"""Number to call, and what it is, by language."""

HEADING_LIMIT = 90
"""Characters of a heading above its duties: two lines of a phone."""

MARKS = {"yes": "•", "conditional": "○", "no": "✕", "unknown": "?"}


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
    dated = details.get("issued_on")
    if isinstance(dated, date) and str(dated.year) == year:  # "ngày 15/3/2021 … năm 2021" says it twice
        year = None
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
    return plain_text(answer_message(answer, documents, help_lines))


def answer_message(answer: Answer, documents: Mapping[str, Document], help_lines: HelpLines = ()) -> Message:
    """The whole answer: the lead, then quotations or the list of duties, then notes and the source."""
    blocks: list[Block] = [*lead_blocks(answer)]
    if answer.status == "safety":
        blocks += _help(help_lines, answer.lang)
    if answer.status in ("obligations", "no_directive_for_year"):
        blocks += _list(answer, documents)
    else:
        blocks += chain.from_iterable(quotations(answer.citations, documents))
    return Message((*blocks, *note_blocks(answer), *source_blocks(answer, documents)))


def lead_blocks(answer: Answer) -> list[Block]:
    """What is said first, as one paragraph."""
    return _said(" ".join((*(_opening(sentence(say, answer.lang)) for say in answer.lead), *answer.said)))


def _said(*lines: str) -> list[Block]:
    return [paragraph(*lines)] if any(lines) else []


def _opening(said: str) -> str:
    """A sentence with a capital letter, also where it opens with the name of a kind of document."""
    return said[:1].upper() + said[1:]


def quotations(citations: Sequence[Citation], documents: Mapping[str, Document]) -> list[list[Block]]:
    """For each provision cited its label and its quotations; of several documents, each label names its own."""
    several = len({c.document for c in citations}) > 1
    groups: list[list[Block]] = []
    for place, group in groupby(citations, key=lambda c: (c.document, c.provision, c.label)):
        document = documents.get(place[0]) if several else None
        named = document is None or (document.number and document.number in place[2])  # laws are, in their labels
        of = "" if document is None or named else f" – {document_name(document)}"
        label = paragraph(bold(f"{_opening(place[2])}{of}:"))
        groups.append([label, *(Quote(citation.quote) for citation in group)])
    return groups


def note_blocks(answer: Answer) -> list[Block]:
    """What is said after the words themselves, a line each."""
    return _said(*(sentence(say, answer.lang) for say in answer.notes))


def source_blocks(answer: Answer, documents: Mapping[str, Document]) -> list[Block]:
    """The documents cited, each named once."""
    cited = dict.fromkeys(c.document for c in answer.citations)
    names = "; ".join(document_name(documents[each]) for each in cited if each in documents)
    return _said(sentence(Say("source", {"documents": names}), answer.lang)) if names else []


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


def _help(help_lines: HelpLines, lang: Lang) -> list[Block]:
    numbers = [f"☎ {number} – {name[lang]}" for number, name in help_lines]
    return [*_said(*numbers), *_said(sentence(Say("safety.kept"), lang))]


def _list(answer: Answer, documents: Mapping[str, Document]) -> list[Block]:
    """The duties under the directive's own headings; for a year without a directive, running and ended apart."""
    another_year = any(say.key == "note.other_year" for say in answer.notes)
    if answer.status == "obligations" and not another_year:
        return [*_grouped(answer, answer.obligations, documents), *_legend(answer)]
    running = [d for d in answer.obligations if d.id in answer.running]
    ended = [d for d in answer.obligations if d.id not in answer.running]
    blocks: list[Block] = []
    for key, duties in (("list.running", running), ("list.ended", ended)):
        if duties:
            blocks += _grouped(answer, duties, documents, sentence(Say(key), answer.lang).upper())
    return [*blocks, *_legend(answer)]


def _legend(answer: Answer) -> list[Block]:
    marks = {d.applies_to(answer.unit_type).applies for d in answer.obligations}
    return _said(sentence(Say("list.legend"), answer.lang)) if marks - {"yes"} else []


def _grouped(
    answer: Answer, duties: Sequence[Obligation], documents: Mapping[str, Document], title: str = ""
) -> list[Block]:
    """A paragraph for each heading with its duties; `title` stands above the first."""
    blocks: list[Block] = []
    for heading, group in groupby(duties, key=lambda duty: top_heading(documents.get(duty.document), duty.provision)):
        lines = [_duty_line(answer, duty, documents.get(duty.document)) for duty in group]
        above = [words for words in (title, heading) if words]
        blocks.append(paragraph(*map(bold, above), *lines))
        title = ""
    return blocks


def top_heading(document: Document | None, path: str, limit: int = HEADING_LIMIT) -> str | None:
    """The first heading a provision stands under, with its label, cut between words to `limit` characters."""
    top = path.split(".", maxsplit=1)[0]
    provisions = document.provisions if document else ()
    found = next((p for p in provisions if p.path == top and p.kind == "heading"), None)
    if found is None or path == top:
        return None
    return f"{found.label or top} {shortened(found.text, limit)}"


def _duty_line(answer: Answer, duty: Obligation, document: Document | None) -> str:
    lang = answer.lang
    mark = MARKS[duty.applies_to(answer.unit_type).applies]
    extras = []
    if duty.due:
        extras.append(sentence(Say("list.due", {"due": duty.due}), lang))
    if duty.event and answer.status == "obligations" and duty.id not in answer.running:
        extras.append(sentence(Say("list.event_over", {"event": duty.event[lang]}), lang))
    label = citation_label(document.provisions, duty.provision, lang) if document else duty.provision
    more = f" · {'; '.join(extras)}" if extras else ""
    return f"{mark} {duty.title[lang]} ({label}){more}"
