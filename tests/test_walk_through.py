"""The walk-through of a new language is played as it is written: each command says what the page says it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from cli_library import TOPIC, Workshop, workshop

from press.catalogs.po import Entry, read_entries, write_entries
from press.content.inline import Words, parse

__all__ = ["workshop"]

PAGE = Path(__file__).parent.parent / "docs/how-to/walk-through-a-new-language.md"
REST = "the-rest-of-the-words"  # what the page leaves out: an evening of typing
BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```\n|^<!-- (.*?) -->\n", re.MULTILINE | re.DOTALL)
_VOWELS = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")


def test_the_page_is_played_as_it_is_written(workshop: Workshop, request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    played = BLOCK.sub(lambda block: _played(workshop, block), text)
    if request.config.getoption("--approve"):
        PAGE.write_text(played, encoding="utf-8")
    assert played.splitlines() == text.splitlines()
    assert {f"{TOPIC}.qaa-Latn.example.pdf", f"{TOPIC}.qaa-Latn.review.pdf", f"{TOPIC}.qaa-Latn.changes.pdf"} <= {
        *workshop.files()
    }


def _played(workshop: Workshop, block: re.Match[str]) -> str:
    """A block of the page with what its commands say; its edits are made."""
    if block[1] == "diff":
        _edit(workshop, block[2])
        return block[0]
    if block[1] is None:
        assert block[3] == REST
        _translate_the_rest(workshop)
        return block[0]
    return f"```console\n{''.join(_said(workshop, block[2]))}```\n"


def _said(workshop: Workshop, session: str) -> Iterator[str]:
    for command, written in re.findall(r"^\$ (handouts (?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE):
        words = re.findall(r'"([^"]*)"|(\S+)', command.replace("\\\n", " "))
        output = workshop.run(*[quoted or bare for quoted, bare in words][1:]).output
        yield f"$ {command}\n"
        yield written if _matches(output, written) else output


def _matches(output: str, written: str) -> bool:
    """Whether the page has what was said; "…" stands for what differs from copy to copy."""
    said, pattern = output.splitlines(), written.splitlines()
    if "…" in pattern:  # a line of its own: lines that the page leaves out
        at = pattern.index("…")
        last = len(pattern) - at - 1
        said = [*said[:at], "…", *(said[-last:] if last else [])]
    return len(said) == len(pattern) and all(map(_alike, said, pattern))


def _alike(said: str, pattern: str) -> bool:
    return fnmatchcase(said, re.sub(r"([\[*?])", r"[\1]", pattern).replace("…", "*"))


def _edit(workshop: Workshop, diff: str) -> None:
    """Change a file as a translator does in a text editor."""
    name, *lines = diff.splitlines()
    old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    path = name.removeprefix("--- library/")
    assert (workshop.library / path).read_text(encoding="utf-8").count(old) == 1, f"{path} has not one {old!r}"
    workshop.change(path, old, new)


def _translate_the_rest(workshop: Workshop) -> None:
    """Give each message that has none its words: those of the English, with an accent on each vowel."""
    for name in (TOPIC, "interface"):
        path = workshop.library / f"locales/qaa-Latn/LC_MESSAGES/{name}.po"
        entries, faults = read_entries(path.read_text(encoding="utf-8"))
        assert faults == ()
        path.write_text(write_entries(tuple(map(_translated, entries))), encoding="utf-8")


def _translated(entry: Entry) -> Entry:
    words = {part.text for part in parse(entry.text) if isinstance(part, Words)}
    text = entry.text
    for one in sorted(words, key=len, reverse=True):
        text = text.replace(one, one.translate(_VOWELS))
    return entry if any(entry.forms) else replace(entry, forms=(text,))


@pytest.mark.parametrize(
    ("said", "written", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a 1.5 [x]?\n", "a … [x]?\n", True),
        ("a\nb\nc\nd\n", "a\n…\nd\n", True),
        ("a\nb\nc\nd\n", "a\n…\nc\n", False),
        ("a\nb\n", "a\n", False),
        ("a b\n", "a c\n", False),
    ],
)
def test_the_comparison_can_tell(said: str, written: str, same: bool) -> None:
    assert _matches(said, written) is same
