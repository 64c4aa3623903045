"""A clinical change of the English takes the old translation off the sheet, in every language."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from small_topic import topic

from press.catalogs import read_catalog, topic_messages, update_catalog
from press.catalogs.update import fill_catalog
from press.content.inline import Words
from press.content.model import Handout
from press.localize import Localized, Translations, localize
from press.places import LanguageProfile, find_library
from press.problems import HandoutError

CHANGES = tomllib.loads((Path(__file__).parent / "meaning" / "changes.toml").read_text(encoding="utf-8"))["change"]
LIBRARY = find_library()
LANGUAGES = [LIBRARY.language(tag) for tag in ("es", "ar", "zh-Hans", "sw", "hi")]
US = LIBRARY.region("US")
OLD = "—"  # what every translation begins with
MOST_ITEMS = 7  # of a list
LAST = "Tell your team."  # the only item of its section


def _translated(path: Path, handout: Handout, profile: LanguageProfile) -> None:
    """Write a PO file in which all messages of *handout* are translated."""
    fill_catalog(path, topic_messages(handout), profile, lambda text: f"{OLD} {text}")


def _shown(handout: Handout, path: Path, profile: LanguageProfile, *, preview: bool) -> list[Localized]:
    translations = Translations((), read_catalog(path, profile.language.tag))
    localized = localize(handout, profile, US, translations, preview=preview)
    return [message for section in localized.sections for message in section.messages()]


def _is_old(message: Localized) -> bool:
    first = message.parts[0]
    return isinstance(first, Words) and first.text.startswith(OLD)


def test_the_changes_are_many_and_of_many_kinds() -> None:
    assert len(CHANGES) >= 40
    assert {change["kind"] for change in CHANGES} >= {
        "dose", "side", "negation", "timing", "frequency", "age", "body part", "modality",
    }  # fmt: skip
    assert all(change["before"] != change["after"] for change in CHANGES)


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_a_sentence_that_changes_alone_is_not_printed_in_its_old_translation(tmp_path: Path, number: int) -> None:
    before, after = (topic(tmp_path, (LAST, CHANGES[number][which])) for which in ("before", "after"))
    _changes_are_not_shown(tmp_path, before, after, LANGUAGES[number % len(LANGUAGES)])


@pytest.mark.parametrize("first", range(0, len(CHANGES), MOST_ITEMS))
def test_nor_are_sentences_that_change_together(tmp_path: Path, first: int) -> None:
    some = CHANGES[first : first + MOST_ITEMS]
    before, after = (
        topic(tmp_path, (LAST, "\n- ".join(dict.fromkeys(change[which] for change in some))))
        for which in ("before", "after")
    )
    for profile in LANGUAGES:
        _changes_are_not_shown(tmp_path, before, after, profile)


def _changes_are_not_shown(tmp_path: Path, before: Handout, after: Handout, profile: LanguageProfile) -> None:
    path = tmp_path / profile.language.tag / "nosebleed.po"
    _translated(path, before, profile)
    assert all(map(_is_old, _shown(before, path, profile, preview=False)))
    assert update_catalog(path, topic_messages(after), profile)
    kept = {message.text for message in before.messages()}
    new = [message.text for message in after.messages() if message.text not in kept]
    with pytest.raises(HandoutError, match="is not translated") as caught:
        _shown(after, path, profile, preview=False)
    assert len(caught.value.problems) == len(new) > 0
    shown = _shown(after, path, profile, preview=True)
    assert [message.source for message in shown if not _is_old(message)] == new
    assert all(
        message.missing and message.parts == (Words(message.source),) for message in shown if not _is_old(message)
    )
