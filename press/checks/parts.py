"""Does a sheet do its work? A main message, things to do, when to call, and what nobody knows.

That the sections are there, and that the main message is one paragraph, is a
matter of form, and press.content refuses a topic without. Here is what must
stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.advice import About, Advice, advice, answers, cut, items
from press.checks.plain_words import spoken
from press.checks.readability.measure import sentences, words
from press.checks.word_lists import actions
from press.content.inline import plain
from press.content.model import Handout, Section, messages_of

LONGEST_MAIN_MESSAGE = 20  # words

_LEAD_IN = re.compile(r"(?:if|when|before|after|while|until|for|at|in|on|every|each)\b[^,:]*[,:]\s*", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:please|do not|don['’]t|never|always|you can|you may|try to|gently|slowly|only)\s+", re.IGNORECASE
)
_CALL = re.compile(r"\b(?:call|phone|ring|dial|go to|see a)\b|\{(?:phone_24h|emergency_number)\}", re.IGNORECASE)


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_HOW_FAST = _any_of(
    "right away", "straight away", "now", "at once", "immediately", "today", "the same day", "day or night", "24 hours",
    r"within \w+ \w+", "urgent", "do not wait", "soon",
)  # fmt: skip
_VAGUE = _any_of(
    "unusual", "abnormal", "excessive", "significant", "concerning", "worrying", "any problems?", "anything strange",
    "some", "other symptoms", "a lot", "too much",
)  # fmt: skip
_NOT_KNOWN = _any_of(
    "unknown", "unclear", "uncertain", "nobody", "no one", "few", "weak", "limited", "not enough", r"no stud(?:y|ies)",
    "not (?:yet )?(?:known|sure|clear|certain|studied|tested)", "small studies", "more (?:research|studies)",
    "(?:do|does|did) ?(?:not|n['’]t) know", "cannot (?:say|tell)", "disagree", "hard to study", "still being studied",
)  # fmt: skip
_TOO_SURE = _any_of(
    r"(?:(?:does|do|will|can) not|cannot|(?:does|do|wo|ca)n['’]t) (?:cause|harm|hurt)", r"prove[sn]?", "guarantee[sd]?",
    "(?:completely|totally|perfectly) safe", "no risk", "risk[- ]free", "without (?:any )?doubt",
)  # fmt: skip
_DENIED = _any_of("no", "none", "not", "never", "nothing")  # “none of these proves”


def check_parts(handout: Handout) -> Iterator[Advice]:
    """Advice on the four parts that a sheet is made for, and on words that are surer than anybody is."""
    for section in handout.sections:
        match section.id:
            case "answer":
                yield from _main_message(handout, section)
            case "get-help":
                yield from _when_to_call(handout, section)
            case "unknowns" if not _NOT_KNOWN.search(_text(section)):
                what = "this section does not say what is not known"
                hint = "say plainly what nobody knows yet: “Studies are few.”"
                yield advice(About.UNKNOWN, handout, section.heading.line, what, hint)
            case _:
                pass
    yield from _actions(handout)
    yield from _too_sure(handout)


def _main_message(handout: Handout, section: Section) -> Iterator[Advice]:
    line = section.heading.line
    said = [sentence for message in messages_of(section.blocks) for sentence in sentences(spoken(message))]
    if len(said) > 1:
        what = f"the main message has {len(said)} sentences"
        yield advice(About.MAIN_MESSAGE, handout, line, what, "keep the one that a reader must not forget")
    for sentence in said:
        count = len(words(sentence))
        if count > LONGEST_MAIN_MESSAGE:
            what = f"the main message has {count} words in one sentence"
            yield advice(About.MAIN_MESSAGE, handout, line, what, f"say it in {LONGEST_MAIN_MESSAGE} words or fewer")
        if sentence.endswith("?"):
            what = "the main message is a question"
            yield advice(About.MAIN_MESSAGE, handout, line, what, "give the answer: it is what people came for")


def _when_to_call(handout: Handout, section: Section) -> Iterator[Advice]:
    line, text = section.heading.line, _text(section)
    if not _CALL.search(text):
        yield advice(About.WHEN_TO_CALL, handout, line, "nothing here says to call", "begin: “Call right away if …”")
    if not _HOW_FAST.search(f"{section.heading.text} {text}"):
        what = "nothing here says how fast to call"
        yield advice(About.WHEN_TO_CALL, handout, line, what, "say “right away”, “today” or “day or night”")
    for message in items(handout, section.id):
        if found := _VAGUE.search(plain(message.text)):
            what = f"“{found[0]}” leaves the reader to guess"
            hint = "say what they can see or feel: “blood that soaks a pad in an hour”"
            yield advice(About.WHEN_TO_CALL, handout, message.line, what, hint)


def _actions(handout: Handout) -> Iterator[Advice]:
    for message in items(handout, "next-steps"):
        if not begins_with_action(plain(message.text)):
            what = f"this does not begin with what to do: “{cut(message.text)}”"
            hint = "begin with a verb: “Call …”, “Write down …”, “Ask …”"
            yield advice(About.ACTION, handout, message.line, what, hint)


def begins_with_action(text: str) -> bool:
    """Whether a text begins with a thing to do, perhaps behind “if …,” or “do not”."""
    rest = _LEAD_IN.sub("", text, count=1) if _LEAD_IN.match(text) else text
    while aside := _ASIDE.match(rest):
        rest = rest[aside.end() :]
    first = re.match(r"\w+", rest)
    return bool(first and first[0].casefold() in actions())


def _too_sure(handout: Handout) -> Iterator[Advice]:
    said = ((message, sentence) for message in answers(handout) for sentence in sentences(plain(message.text)))
    for message, sentence in said:
        found = _TOO_SURE.search(sentence)
        if found and not _DENIED.search(sentence, 0, found.start()):
            what = f"“{found[0]}” is surer than anybody is"
            hint = "say what was looked for and what was found: “experts have found no good evidence that …”"
            yield advice(About.UNKNOWN, handout, message.line, what, hint)


def _text(section: Section) -> str:
    return " ".join(message.text for message in messages_of(section.blocks))
