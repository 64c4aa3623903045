"""`handouts list`: what a library holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import click

from press.build import Press
from press.checks.age import Review, review
from press.checks.report import Survey
from press.cli.check_screen import review_line
from press.cli.choices import clinics, day, designs
from press.cli.output import counted, say, say_json
from press.cli.survey import survey
from press.content import read_handout
from press.design.brand import Brand, read_brand
from press.design.sheet import read_design
from press.places import SOURCE_LANGUAGE, Library
from press.problems import HandoutError

_UNREADABLE = "cannot be read"


@click.command(
    "list",
    short_help="Show what there is.",
    epilog="""\b
Examples:
  handouts list
  handouts list --json
""",
)
@click.option("--date", "when", metavar="YYYY-MM-DD", callback=day, help="The day to reckon from. Without it: today.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_obj
def list_library(library: Library, when: date, as_json: bool) -> None:
    """Show the topics, languages, clinics, designs and regions that there are.

    Of a topic whose review is overdue, or due within 90 days, that is said too.
    """
    press = Press(library)
    holds: dict[str, list[dict[str, Any]]] = {
        "topics": [_topic(press, name, when) for name in library.topics()],
        "languages": [_named("language", tag, lambda tag: _language(library, tag)) for tag in library.languages()],
        "clinics": [
            _named("clinic", name, lambda name: _clinic(read_brand(library.clinics / name)))
            for name in clinics(library)
        ],
        "designs": [
            _named("design", name, lambda name: {"name": read_design(library.designs, name).summary})
            for name in designs(library)
        ],
        "regions": [
            _named("region", code, lambda code: {"name": library.region(code).name}) for code in library.regions()
        ],
    }
    if as_json:
        say_json(holds)
        return
    for line in _lines(holds):
        say(line)


def _clinic(brand: Brand) -> dict[str, Any]:
    packets = [{"packet": one.name, "title": one.title, "topics": list(one.topics)} for one in brand.packets]
    return {"name": brand.name, "packets": packets}


def _language(library: Library, tag: str) -> dict[str, Any]:
    profile = library.language(tag)
    return {"name": profile.name, "own_name": profile.own_name}


def _named(kind: str, key: str, read: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """What a file says of itself; a broken one is in the list too."""
    try:
        return {kind: key} | read(key) | {"readable": True}
    except HandoutError:
        return {kind: key, "name": _UNREADABLE, "readable": False}


def _topic(press: Press, name: str, when: date) -> dict[str, Any]:
    try:
        handout = read_handout(press.library.handouts / name)
    except HandoutError:
        return {"topic": name, "title": _UNREADABLE, "languages": [], "review": None, "readable": False}
    surveys = [survey(press, handout, tag) for tag in press.library.languages()]
    told = [_survey(one) for one in surveys if one.there]
    due = review(handout, when)
    dates = {"by": due.by.isoformat(), "days": due.days}
    return {"topic": name, "title": handout.title.text, "languages": told, "review": dates, "readable": True}


def _survey(one: Survey) -> dict[str, Any]:
    return {
        "language": one.language,
        "complete": one.complete,
        "translated": one.translated,
        "messages": one.messages,
        "signed": one.complete and not one.standing.draft,
    }


def completeness(one: dict[str, Any]) -> str:
    """A language of a topic in a few words: "es", "hi 97 %"."""
    if one["complete"] or one["language"] == SOURCE_LANGUAGE:
        return str(one["language"])
    share = one["translated"] * 100 // one["messages"] if one["messages"] else 0
    return f"{one['language']} ({'faults' if share == 100 else f'{share} %'})"


def _lines(holds: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for title, entries in holds.items():
        yield f"{title.capitalize()}{'' if entries else ': none'}"
        keys = [str(next(iter(entry.values()))) for entry in entries]
        width = max(map(len, keys), default=0)
        for key, entry in zip(keys, entries, strict=True):
            words = entry.get("title") or entry["name"]
            own = entry.get("own_name", words)
            yield f"  {key:{width}}  {words}{f' ({own})' if own != words else ''}"
            if entry.get("languages"):
                yield f"  {'':{width}}  in {', '.join(map(completeness, entry['languages']))}"
            if (due := entry.get("review")) and (
                told := review_line(Review(date.fromisoformat(due["by"]), due["days"]))
            ):
                yield f"  {'':{width}}  {told}"
            for packet in entry.get("packets", ()):
                sheets = counted(len(packet["topics"]), "sheet")
                yield f"  {'':{width}}  packet {packet['packet']}: {packet['title']} ({sheets})"
