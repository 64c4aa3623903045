"""The catalogs that ship through the tools of translators and back: no message changes, and at most one line does."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from translate.storage.pypo import pofile

from press.catalogs import count, read_catalog, source_messages
from press.catalogs.extract import SourceMessage
from press.catalogs.gate import read_po
from press.catalogs.po import without_line
from press.places import SOURCE_LANGUAGE, find_library

LIBRARY = find_library()
NAMES = (*LIBRARY.topics(), "interface")
every_language = pytest.mark.parametrize("tag", [tag for tag in LIBRARY.languages() if tag != SOURCE_LANGUAGE])
gettext = pytest.mark.gettext
needs_gettext = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="GNU gettext is not installed")


@pytest.fixture(scope="module")
def sources() -> dict[str, tuple[SourceMessage, ...]]:
    return source_messages(LIBRARY)


def _msgmerge(path: Path, pot: Path) -> str:
    options = ("--quiet", "--no-fuzzy-matching", "--previous", "--no-wrap")
    return subprocess.run(
        ["msgmerge", *options, path, pot], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def _polib(path: Path, pot: Path) -> str:
    """With a line that is its own: an empty note above the header."""
    return str(polib.pofile(str(path), wrapwidth=0))


def _translate_toolkit(path: Path, pot: Path) -> str:
    """As Weblate saves: its setting “No line wrapping” is this width."""
    store = pofile.parsefile(str(path))
    store.wrapper.width = -1
    return bytes(store).decode()


def _round_trip(tool: Callable[[Path, Path], str], tag: str, folder: Path, most: int = 0) -> None:
    for name in NAMES:
        path = LIBRARY.catalog(tag, name)
        came_back = folder / f"{name}.po"
        came_back.write_text(tool(path, LIBRARY.pot(name)), encoding="utf-8", newline="\n")
        assert _messages(came_back, tag) == _messages(path, tag), name
        if came_back.read_bytes() == path.read_bytes():
            continue
        lines = (one.read_text(encoding="utf-8").splitlines() for one in (path, came_back))
        changed = [line for line in difflib.ndiff(*lines) if line[0] in "+-"]
        assert len(changed) <= most, (name, changed)


def _messages(path: Path, tag: str) -> list[object]:
    """All of a file but the notes above its header, where polib leaves an empty one."""
    return [without_line(entry) if not entry.is_header else entry.forms for entry in read_po(path, tag)]


@gettext
@needs_gettext
@every_language
def test_msgmerge_changes_nothing(tag: str, tmp_path: Path) -> None:
    _round_trip(_msgmerge, tag, tmp_path)


@every_language
def test_polib_changes_no_message(tag: str, tmp_path: Path) -> None:
    _round_trip(_polib, tag, tmp_path, most=1)


@every_language
def test_the_translate_toolkit_changes_nothing(tag: str, tmp_path: Path) -> None:
    _round_trip(_translate_toolkit, tag, tmp_path)


def _statistics(path: Path) -> tuple[int, int, int]:
    """Translated, fuzzy and missing messages, as msgfmt counts them."""
    done = subprocess.run(
        ["msgfmt", "--statistics", "-o", "-", path], capture_output=True, env={"LC_ALL": "C"}, check=True
    )
    told = done.stderr.decode()
    found = (re.search(rf"(\d+) {kind}", told) for kind in ("translated", "fuzzy", "untranslated"))
    translated, fuzzy, missing = (int(one[1]) if one else 0 for one in found)
    return translated, fuzzy, missing


def _emptied(entry: str) -> str:
    return re.sub(r"^msgstr .*", 'msgstr ""', entry, flags=re.MULTILINE)


def _fuzzy(entry: str) -> str:
    """One line of flags: of two, gettext heeds the last."""
    flagged = re.sub(r"^#, ", "#, fuzzy, ", entry, flags=re.MULTILINE)
    return flagged if flagged != entry else re.sub(r"^msg", "#, fuzzy\nmsg", entry, count=1, flags=re.MULTILINE)


@gettext
@needs_gettext
@every_language
def test_we_count_as_msgfmt_does(tag: str, sources: dict[str, tuple[SourceMessage, ...]], tmp_path: Path) -> None:
    """Each catalog as it is; and one with its second message emptied, its third fuzzy and its fourth both."""
    spoilt = tmp_path / "interface.po"
    text = LIBRARY.catalog(tag, "interface").read_text(encoding="utf-8")
    header, first, second, third, fourth, *rest = text.split("\n\n")
    entries = (header, first, _emptied(second), _fuzzy(third), _fuzzy(_emptied(fourth)), *rest)
    spoilt.write_text("\n\n".join(entries), encoding="utf-8", newline="\n")
    for path in (*(LIBRARY.catalog(tag, name) for name in NAMES), spoilt):
        counted = count(sources[path.stem], read_catalog(path, tag))
        assert (counted.translated, counted.fuzzy, counted.missing) == _statistics(path), path
    assert (counted.fuzzy, counted.missing) == (1, 2)
