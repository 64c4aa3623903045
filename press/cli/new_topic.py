"""The two files that a new topic begins with.

A text of a topic holds no comments: whatever stands in it prints. So the
advice to the writer stands in the front matter, and in the sentences that
press.checks.unfinished looks for.
"""

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
