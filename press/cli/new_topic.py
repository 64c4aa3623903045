"""What a new topic is asked, and the two files that it begins with.

A text of a topic holds no comments: whatever stands in it prints. So the
advice to the writer stands in the front matter, and in the sentences that
press.checks.unfinished looks for.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, dropwhile
from pathlib import Path

import click

from press.cli.output import remark
from press.content import read_handout
from press.content.front_matter import TOPIC_ID, YEARS_TO_REVIEW
from press.files import write_whole
from press.places import INTERFACE, Library
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

QUESTIONS = {
    "title": "Title, as the patient reads it",
    "audience": "Who reads it",
    "author": "Who writes it: a person or a group",
}
_DEFAULTS = {"audience": "patients and their families"}
_SOUND = {"title": "Title", "audience": "patients", "author": "Author"}  # for answers that are not there yet
_LONGEST_ID = 80
_LONGEST_PROPOSAL = 40


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was answered about a new topic."""

    id: str
    title: str
    audience: str
    author: str
    written: date

    def files(self) -> Iterator[tuple[str, str]]:
        """The names and texts of its files."""
        texts = {key: _quoted(getattr(self, key)) for key in QUESTIONS}
        days = {"written": self.written.isoformat(), "review_by": _later(self.written).isoformat()}
        yield "handout.md", HANDOUT.format(id=self.id, **texts, **days)
        yield "sources.yaml", SOURCES


def ask(library: Library, id_: str | None, known: Mapping[str, str], written: date) -> Beginning:
    """The answers that options gave, and those of the person at the keyboard, each checked at once.

    Raises:
        HandoutError: naming what is wrong with the options.
    """
    raise_if_any((*_id_faults(library, id_), *_faults(known, written)))
    missing = [key for key in QUESTIONS if key not in known]
    if missing:
        remark("Press Enter after each answer. Each is checked at once.")
    answers = {**known, **{key: _answer(key, written) for key in missing}}
    if id_ is None:
        proposal = _proposed(answers["title"])
        id_ = _ask("Name of its folder", lambda answer: _id_faults(library, answer), proposal) if missing else proposal
        raise_if_any(_id_faults(library, id_))
    return Beginning(id_, written=written, **answers)


def _answer(key: str, written: date) -> str:
    return _ask(QUESTIONS[key], lambda answer: _faults({key: answer}, written), _DEFAULTS.get(key, ""))


def _ask(question: str, faults: Callable[[str], Iterable[Problem]], default: str = "") -> str:
    def checked(answer: str) -> str:
        if problems := tuple(faults(answer.strip())):
            raise click.UsageError("\n".join(f"{problem.what} → {problem.hint}" for problem in problems))
        return answer.strip()

    return str(click.prompt(question, default=default or None, value_proc=checked, err=True))


def _id_faults(library: Library, id_: str | None) -> Iterator[Problem]:
    """What keeps a folder from being made; nothing of a name that is not chosen yet."""
    if id_ is None:
        return
    folder = library.handouts / id_
    if id_ == INTERFACE:
        what = f"“{id_}” is the name of what all sheets say, in each language"
        yield Problem("", 0, what, "choose another name", ExitCode.USAGE)
    elif not TOPIC_ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
        hint = "use small letters and digits with hyphens between words, such as iron-in-pregnancy"
        yield Problem("", 0, f"“{id_[:60]}” cannot be the name of a topic", hint, ExitCode.USAGE)
    elif folder.exists():
        hint = "edit its files, or choose another name"
        yield Problem(shown(folder), 0, "this topic is there already", hint, ExitCode.CANNOT_WRITE)


def _faults(answers: Mapping[str, str], written: date) -> Iterator[Problem]:
    """What keeps *answers* from standing in a handout, which is read as it will be read, in another place."""
    with tempfile.TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere) / "topic"
        for name, text in Beginning(folder.name, written=written, **{**_SOUND, **answers}).files():
            write_whole(folder / name, text)
        try:
            read_handout(folder)
        except HandoutError as error:
            lines = (folder / "handout.md").read_text(encoding="utf-8").split("\n")
            for problem in error.problems:
                line = lines[problem.line - 1]
                option = next((f"--{key}" for key, answer in answers.items() if _quoted(answer) in line), "")
                yield Problem(option, 0, problem.what, problem.hint, ExitCode.USAGE)


def _proposed(title: str) -> str:
    """The name of a folder, made of the beginning of a title: "Iron in pregnancy: why?" gives iron-in-pregnancy."""
    plain = unicodedata.normalize("NFKD", re.split(r"[:?!.]", title)[0]).encode("ascii", "ignore").decode().lower()
    words = dropwhile(lambda word: word[0].isdigit(), re.findall("[a-z0-9]+", plain.replace("'", "")))
    names = accumulate(words, "{}-{}".format)
    return max((name for name in names if len(name) <= _LONGEST_PROPOSAL), key=len, default="")


def _quoted(answer: str) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _later(written: date) -> date:
    try:
        return written.replace(year=written.year + YEARS_TO_REVIEW)
    except ValueError:  # the 29th of February
        return written.replace(year=written.year + YEARS_TO_REVIEW, day=28)


HANDOUT = """\
---
# Lines that begin with # are notes to you, here and in sources.yaml; they never print. Below the second “---”
# every word prints. There, **strong** sets words apart, and [@id] cites a source of sources.yaml.
id: {id}
title: {title}
audience: {audience}
version: "0.1"
written: {written}
# At most two years after the day of writing:
review_by: {review_by}
authors:
  - {author}
# Codes of the topic, if you know them: icd-10-cm: [Z33.1], snomed-ct: ["77386006"]
codes:
  icd-10-cm: []
  snomed-ct: []
# Words to find the topic by, such as [iron, pregnancy]:
keywords: []
# Medical terms of the text. Each must stand in **strong** where it comes first, with its meaning beside it:
glossary: []
# The sections below stand in this order. You may add ## … {{#about}} and ## … {{#when-to-avoid}} (a list) behind
# {{#takeaways}}. Aim at sentences of 15 words or fewer that a child of twelve can read.
---

## The short answer {{#answer}}

Replace this: give the main message in one plain sentence. [@replace-me]

## What to remember {{#takeaways}}

- Replace this: write up to seven points to keep in mind. [@replace-me]

## Get help now {{#get-help}}

Replace this: say when to call right away.

- Replace this: name a sign of danger. [@replace-me]

## Questions people ask {{#faq}}

### Replace this: what do people ask?

Replace this: give the answer. [@replace-me]

## What is not known {{#unknowns}}

Replace this: say what nobody knows yet.

## What you can do {{#next-steps}}

- Replace this: name a next step.
"""

SOURCES = """\
# The sources of this topic, in the order in which handout.md cites them. Delete this placeholder when yours are in.
# `checked` says how far you confirmed the reference: read (the text or its abstract), secondary (another text that
# cites it) or unconfirmed. Never invent a source, a DOI or a date.

- id: replace-me
  type: webpage
  author:
    - {literal: "Replace this"}
  title: "Replace this with a source that you have read"
  issued: "n.d."
  URL: "https://www.example.org/replace-this"
  checked: unconfirmed
  note: "A placeholder. An article would have container-title, volume, issue, page, issued (the year) and DOI."
"""
