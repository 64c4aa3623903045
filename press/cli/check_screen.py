"""What `handouts check` shows of a topic: about one screen, the faults first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from press.checks.advice import Advice
from press.checks.age import OLD, Review, old
from press.checks.plain_words import GRADE, MOST_GRADE, MOST_SECTION_GRADE
from press.checks.readability.formulas import LEAST_SENTENCES
from press.checks.readability.measure import Readability
from press.checks.report import INFORMED_BY, Report, Survey
from press.checks.sources import unconfirmed
from press.checks.word_lists import checklist
from press.cli.output import counted, screen_width
from press.content.model import Source
from press.places import SOURCE_LANGUAGE
from press.problems import shown

_HEAD = "bold"
_QUIET = "dim"
_GOOD = "green"
_BAD = "bold red"
_LOOK = "yellow"
_NONE = "–"


def screen(report: Report) -> Iterator[str]:
    """The lines of a report, as wide as the screen."""
    yield from _printed(_facts(report))
    yield from map(str, report.problems)  # never folded: an editor finds file and line in them
    parts = (_english(report), _advice(report), _sources(report), _languages(report.languages))
    for part in parts:
        yield ""
        yield from _printed(part)


def question_lines() -> Iterator[str]:
    """The lines of what only a person can judge."""
    yield from _printed(Text("For a person to judge", _HEAD))
    for part in checklist():
        boxes = Table.grid(padding=(0, 1))
        for question in part.questions:
            boxes.add_row("  [ ]", question)
        yield from _printed(Group(Text(f"  {part.title}", _QUIET), boxes))


def note_lines(asked: bool) -> Iterator[str]:
    """The last lines: what a program cannot judge, and whose ideas these are."""
    count = sum(len(part.questions) for part in checklist())
    more = "" if asked else f"{count} questions are for a person to judge: --questions shows them. "
    yield from _printed(Text(f"{more}{INFORMED_BY}", _QUIET))


def _printed(what: RenderableType) -> list[str]:
    width, colours = screen_width()
    written = StringIO()
    console = Console(file=written, width=width, force_terminal=colours, highlight=False, emoji=False, markup=False)
    console.print(what)
    return [line.rstrip() for line in written.getvalue().rstrip("\n").split("\n")]


def _facts(report: Report) -> RenderableType:
    front, count = report.handout.front, len(report.problems)
    found = (counted(count, "problem"), _BAD) if count else ("no problems", _GOOD)
    head = Text.assemble((front.id, _HEAD), ": ", found)
    made = f"  Version {front.version}, written {front.written.isoformat()} by {', '.join(front.authors)}"
    return Group(head, Text(f"  {front.title}"), Text(made, _QUIET), _review(report))


def _review(report: Report) -> Text:
    due = report.review
    if told := review_line(due):
        return Text(f"  {told}", _BAD if due.overdue else _LOOK)
    return Text(f"  To be reviewed by {due.by.isoformat()}", _QUIET)


def review_line(due: Review) -> str:
    """What is to be said of a day of review that is past or near; nothing of one that is far away."""
    by = due.by.isoformat()
    if due.overdue:
        return f"the review is overdue: it was due by {by}, {counted(-due.days, 'day')} ago; build refuses this topic"
    return f"the review is due by {by}, in {counted(due.days, 'day')}" if due.soon else ""


def _english(report: Report) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET)
    table.add_column("  Section")
    for heading in ("Grade", "SMOG", "Sentences", "Words a sentence", "Long words"):
        table.add_column(heading, justify="right")
    for one in report.sections:
        table.add_row(f"  {one.section.id}", *_row(one.readability, MOST_SECTION_GRADE))
    table.add_row("  whole text", *_row(report.whole, MOST_GRADE), style=_HEAD)
    note = (
        f"Grade is {GRADE}’s: at most {MOST_SECTION_GRADE:g} a section, terms of the glossary aside, and "
        f"{MOST_GRADE:g} in all. SMOG is for {LEAST_SENTENCES} sentences or more. Long words have 3 syllables or more."
    )
    return Group(Text("How hard the English is", _HEAD), table, Padding(Text(note, _QUIET), (0, 0, 0, 2)))


def _row(of: Readability, most: float) -> tuple[RenderableType, ...]:
    grade, words = of.score(GRADE), of.counts.words
    return (
        Text(_figure(grade), _BAD if grade is not None and grade > most else ""),
        _figure(of.score("SMOG")),
        str(of.counts.sentences),
        _figure(of.sentence_length),
        f"{100 * of.counts.long_words / words:.0f} %" if words else _NONE,
    )


def _figure(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"


def _advice(report: Report) -> RenderableType:
    if not report.on_words:
        return Text("What could be better: nothing that a rule of thumb can find", _HEAD)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", style=_QUIET)
    table.add_column(style=_LOOK)
    table.add_column(ratio=1)
    for one in report.on_words:
        table.add_row(f"  {one.line}", str(one.about), _told(one))
    head = Text.assemble(("What could be better", _HEAD), (f"  {shown(report.handout.path)}, by line", _QUIET))
    return Group(head, table)


def _told(one: Advice) -> Text:
    return Text.assemble(one.what, (f" → {one.hint}", _QUIET))


def _sources(report: Report) -> RenderableType:
    sources = report.handout.sources
    unread, aged = unconfirmed(report.handout), old(report.handout, report.when)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column(ratio=1)
    if unread:
        table.add_row(f"  {len(unread)} not confirmed", _named(f"{source.id} ({source.checked})" for source in unread))
    if aged:
        table.add_row(f"  {len(aged)} older than {OLD} years", _named(map(_of_year, aged)))
    return Group(Text(f"Sources: {len(sources)}", _HEAD), table)


def _of_year(source: Source) -> str:
    return f"{source.id} {source.year}" if str(source.year) not in source.id else source.id


def _named(names: Iterable[str]) -> str:
    return ", ".join(names)


def _languages(languages: tuple[Survey, ...]) -> RenderableType:
    there = [one for one in languages if one.there]
    faulty = [one.language for one in there if not one.complete]
    head = Text(f"Languages: {len(there)}", _HEAD)
    head.append(f", with faults in {_named(faulty)}" if faulty else ", all whole", _BAD if faulty else _GOOD)
    translated = [one for one in there if one.language != SOURCE_LANGUAGE]
    rows = (("Begun", _named(map(_share, _begun(there)))), *_standings(languages))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=_QUIET)
    table.add_column(ratio=1)
    for name, told in rows:
        if told:
            table.add_row(f"  {name}", told)
    return Group(head, *_scores(translated), *_lengths(translated), table)


def _begun(there: list[Survey]) -> list[Survey]:
    """The languages of which some messages are missing."""
    return [one for one in there if one.translated < one.messages]


def _share(one: Survey) -> str:
    return f"{one.language} ({one.translated} of {one.messages} messages)"


def _scores(translated: list[Survey]) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET)
    table.add_column("  Language")
    table.add_column("Words a\nsentence", justify="right")
    table.add_column("Formula")
    table.add_column("Figure", justify="right")
    table.add_column("Reads as")
    for one in translated:
        names = (f"  {one.language}", _figure(one.readability.sentence_length) if one.readability else "")
        for score in one.readability.scores if one.readability else ():
            table.add_row(*names, score.formula, _figure(score.value), score.band or score.scale)
            names = ("", "")
    if table.row_count:
        yield table


def _lengths(translated: list[Survey]) -> Iterator[RenderableType]:
    """Of languages without a formula, how long their sentences are; by what can be counted."""
    kinds: dict[str, list[str]] = {}
    for one in translated:
        if one.readability and not one.readability.scores:
            whole = "message" if one.readability.without_stops else "sentence"
            kind = f"letters a {whole}" if one.readability.in_letters else f"words a {whole} / letters a word"
            figures = filter(None, (one.readability.sentence_length, one.readability.word_length))
            kinds.setdefault(kind, []).append(f"{one.language} {' / '.join(map(_figure, figures))}")
    for kind, told in kinds.items():
        yield Text(f"  No validated formula; {kind}:", _QUIET)
        yield Padding(Columns(told, padding=(0, 2, 0, 0), equal=True), (0, 0, 0, 2))


def _standings(languages: tuple[Survey, ...]) -> Iterator[tuple[str, str]]:
    there = [one for one in languages if one.there and not one.unreadable]
    unsigned = [one for one in there if one.standing.unsigned]
    signed = [f"{one.language} by {'; '.join(one.standing.reviewers)}" for one in there if one not in unsigned]
    reasons = (reason for one in unsigned for reason in one.standing.unsigned)
    changed = dict.fromkeys(reason for reason in reasons if not reason.endswith("is not signed"))
    yield "Signed", _named(signed) or "none: every sheet is a draft"
    yield "Changed since", "; ".join(changed)
    yield "Not signed", _named(one.language for one in unsigned) if signed else ""
    yield "Not translated", _named(one.language for one in languages if not one.there)
