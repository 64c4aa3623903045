"""The source gate: every claim leads to a source, and every source can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.content.inline import Citation, Placeholder, Words, parse, plain
from press.content.model import Checked, Handout, Items, Message, Question, Section, Source, messages_of
from press.content.reading import did_you_mean
from press.problems import Problem, shown

_ALL_CLAIMS = frozenset({"answer"})  # sections whose every message claims something
_ITEMS_CLAIM = frozenset({"takeaways", "when-to-avoid", "get-help"})
_IN_PRINT = frozenset({"book", "chapter"})  # a library finds these by publisher, title and year

_NUMBER_WORD = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million"
)
_NUMERAL = re.compile(
    rf"\d|(?<!\w)(?:{_NUMBER_WORD})(?:s|fold)?(?!\w)|(?<!\w)one (?:in|of|out of) (?:{_NUMBER_WORD})"
    r"|(?<!\w)(?:half|twice|third|quarter|percent|per cent)(?!\w)",
    re.IGNORECASE,
)
_CLAIMED_FACTS = frozenset({"miscarriage_weeks"})  # of the facts, the number that a claim is made with


def check_sources(handout: Handout) -> Iterator[Problem]:
    """Problems of citations without a source, sources without a use or a way to find them, claims without either."""
    yield from _unknown(handout)
    yield from _unused(handout)
    yield from _bare_claims(handout)
    yield from _not_to_be_found(handout)


def unconfirmed(handout: Handout) -> tuple[Source, ...]:
    """The sources that nobody has read for this topic; no error, but the sheet says so."""
    return tuple(source for source in handout.sources if source.checked is not Checked.READ)


def cited(message: Message) -> tuple[str, ...]:
    """The ids that a message cites, in its order."""
    return tuple(id_ for part in parse(message.text) if isinstance(part, Citation) for id_ in part.ids)


def _unknown(handout: Handout) -> Iterator[Problem]:
    known = [source.id for source in handout.sources]
    for message in handout.messages():
        for id_ in cited(message):
            if id_ not in known:
                hint = f"add it to sources.yaml; {did_you_mean(id_, known)}" if known else "add it to sources.yaml"
                yield Problem(shown(handout.path), message.line, f"the source “{id_}” is cited and not known", hint)


def _unused(handout: Handout) -> Iterator[Problem]:
    used = {id_ for message in handout.messages() for id_ in cited(message)}
    for source in handout.sources:
        if source.id not in used:
            hint = "cite it at the claim it bears out, or delete it"
            yield Problem(_place(handout), source.line, f"the source “{source.id}” is never cited", hint)


def _bare_claims(handout: Handout) -> Iterator[Problem]:
    for section in handout.sections:
        for claim in _claims(section):
            if not any(map(cited, claim)):
                words = " ".join(plain(claim[0].text).split()[:6])
                hint = "end it with [@source], or leave the claim out"
                yield Problem(shown(handout.path), claim[0].line, f"a claim has no source: “{words} …”", hint)


def _claims(section: Section) -> Iterator[tuple[Message, ...]]:
    """The claims of a section; one that runs over several messages, an answer of the FAQ, may cite in any of them."""
    for block in section.blocks:
        match block:
            case Question(_, answer):
                yield tuple(messages_of(answer))
            case Items(messages) if section.id in _ITEMS_CLAIM:
                yield from ((message,) for message in messages)
            case _:
                always = section.id in _ALL_CLAIMS
                yield from ((message,) for message in messages_of((block,)) if always or _has_numeral(message))


def _has_numeral(message: Message) -> bool:
    return any(
        (isinstance(part, Words) and _NUMERAL.search(part.text))
        or (isinstance(part, Placeholder) and part.name in _CLAIMED_FACTS)
        for part in parse(message.text)
    )


def _not_to_be_found(handout: Handout) -> Iterator[Problem]:
    for source in handout.sources:
        if not source.year and not (source.type == "webpage" and source.url):
            hint = "give the year in “issued”; only a web page with an address may bear no date"
            yield Problem(_place(handout), source.line, f"the source “{source.id}” has no year", hint)
        in_print = source.type in _IN_PRINT and source.publisher
        if not (source.doi or source.url or (source.volume and source.page) or in_print):
            hint = "give its DOI, its URL, its volume and page, or a book's publisher"
            yield Problem(_place(handout), source.line, f"nobody can find the source “{source.id}”", hint)


def _place(handout: Handout) -> str:
    return shown(handout.path.with_name("sources.yaml"))
