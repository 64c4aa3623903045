"""How sentences are made: the passive voice, and lengths that are allowed but long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.advice import About, Advice, advice, answers, blocks, cut
from press.checks.plain_words import MOST_WORDS, spoken
from press.checks.readability.measure import sentences, words
from press.content.inline import plain
from press.content.model import Handout, Items, Message, Paragraph

LONG_SENTENCE = 20  # words; more than MOST_WORDS is a fault
LONG_PARAGRAPH = 60
LONG_ITEM = 25

_IRREGULAR = (
    "born|borne|bought|broken|brought|built|caught|chosen|cut|done|drawn|driven|eaten|fed|felt|found|forgotten|given"
    "|gone|grown|heard|held|hidden|hurt|kept|known|laid|led|left|lost|made|meant|met|paid|put|read|said|seen|sent|set"
    "|shown|shut|spent|spread|stuck|sung|swept|taken|taught|thought|thrown|told|torn|understood|won|worn|written"
)
_STATES = (  # participles that say how somebody or something is, and no action
    "advanced|afraid|allowed|alarmed|anxious|ashamed|blessed|bloated|bored|closed|concerned|confused|crowded|delayed"
    "|depressed|dilated|divided|educated|embarrassed|engaged|excited|exhausted|experienced|frightened|frustrated|infected"
    "|inflamed|injured|interested|involved|known|limited|linked|lost|mixed|married|needed|overwhelmed|pleased|prepared|puzzled"
    "|related|relaxed|relieved|satisfied|scared|separated|shocked|skilled|stressed|supposed|surprised|swollen|tired"
    "|trained|troubled|unmarried|upset|used|worried|wounded"
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?:n['’]t)?\s+"
    r"(?:(?:not|also|always|often|only|never|most|\w+ly)\s+){0,2}"
    rf"(?!(?:{_STATES}|[a-z]*eed|\w{{0,2}}ed)\b)(\w+ed|{_IRREGULAR})\b",
    re.IGNORECASE,
)
_TOLD = "say who does it: “your midwife checks you”"


def check_passive(handout: Handout) -> Iterator[Advice]:
    """Advice on sentences that look passive: a form of “to be” or “to get” with a participle behind it.

    The rule of thumb knows the common irregular participles and leaves out
    those that describe (“you are worried”). It takes some descriptions for
    passives (“the clinic is located”), and misses a participle far from its verb.
    """
    for message in answers(handout):
        if found := _PASSIVE.search(plain(message.text)):
            yield advice(About.PASSIVE, handout, message.line, f"“{found[0]}” looks passive", _TOLD)


def check_lengths(handout: Handout) -> Iterator[Advice]:
    """Advice on sentences, paragraphs and items that are long."""
    for message in answers(handout):
        for sentence in sentences(spoken(message)):
            count = len(words(sentence))
            if LONG_SENTENCE < count <= MOST_WORDS:
                what = f"a sentence of {count} words: “{cut(sentence)}”"
                yield advice(About.LENGTH, handout, message.line, what, f"{LONG_SENTENCE} words are easier to follow")
    for block in blocks(handout):
        match block:
            case Paragraph(message):
                yield from _long(handout, message, "a paragraph", LONG_PARAGRAPH)
            case Items(messages):
                for message in messages:
                    yield from _long(handout, message, "an item of a list", LONG_ITEM)


def _long(handout: Handout, message: Message, kind: str, most: int) -> Iterator[Advice]:
    count = len(words(spoken(message)))
    if count > most:
        what = f"{kind} of {count} words: “{cut(message.text)}”"
        yield advice(About.LENGTH, handout, message.line, what, f"make two of it; {most} words are plenty")
