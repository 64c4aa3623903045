"""A small topic that is valid, for tests that break it in one place."""

from __future__ import annotations

from pathlib import Path

from press.content import read_handout
from press.content.model import Handout
from press.problems import HandoutError, Problem

HANDOUT = """\
---
id: nosebleed
title: "Nosebleeds: what to do"
audience: everyone
version: "1.0"
written: 2026-01-31
review_by: 2027-01-31
authors:
  - The Handout Press contributors
codes:
  icd-10-cm: [R04.0]
  snomed-ct: ["249366005"]
keywords: [nose]
glossary: [nostril]
---

## The short answer {#answer}

Most nosebleeds stop by themselves. [@doe2020]

## What to remember {#takeaways}

- Sit up and lean forward. [@doe2020]
- Pinch each **nostril** (the hole of the nose). [@doe2020; @roe]

## Get help now {#get-help}

Call if you have any of these:

- blood that runs for long [@roe]

## Questions people ask {#faq}

### Is it bad?

Not often. [@roe] Call {phone_24h} if you are not sure.

## What is not known {#unknowns}

Nobody knows why some people have more of them.

## What you can do {#next-steps}

- Tell your team.
"""

SOURCES = """\
- id: doe2020
  type: article-journal
  author:
    - {family: Doe, given: Jean-Luc}
    - {family: Poe, given: AB}
  title: "Noses: a review"
  container-title: Nose J
  volume: "1"
  page: 1-2
  issued: "2020"
  DOI: 10.1234/nose.1
  checked: read
- id: roe
  type: webpage
  author: [{literal: Royal Nose Society}]
  title: Noses
  issued: n.d.
  URL: https://nose.example/page
  checked: secondary
  note: "as another text tells it"
"""


def write_topic(root: Path, handout: str = HANDOUT, sources: str = SOURCES) -> Path:
    """The folder of a topic with these two files."""
    folder = root / "nosebleed"
    folder.mkdir(exist_ok=True)
    (folder / "handout.md").write_bytes(handout.encode("utf-8", "surrogateescape"))
    (folder / "sources.yaml").write_bytes(sources.encode("utf-8", "surrogateescape"))
    return folder


def topic(root: Path, *changes: tuple[str, str]) -> Handout:
    """The small topic, read, after each (old, new) was replaced in whichever of its files has the old."""
    handout, sources = HANDOUT, SOURCES
    for old, new in changes:
        assert (old in handout) != (old in sources), old
        handout, sources = handout.replace(old, new, 1), sources.replace(old, new, 1)
    return read_handout(write_topic(root, handout, sources))


def problems(root: Path, *changes: tuple[str, str]) -> list[Problem]:
    """What reading the changed topic says; a topic that reads well fails the test."""
    try:
        topic(root, *changes)
    except HandoutError as error:
        return list(error.problems)
    raise AssertionError("the topic was read without a problem")
