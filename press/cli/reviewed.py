"""What a reviewer is shown of a topic in a language: its words, who stands for them, and what the checks say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from press.build import Press
from press.catalogs import Catalog, Key, read_catalog
from press.checks.report import make_report
from press.compose.review import Remark, Remarks, Reviewed
from press.content.model import Handout
from press.localize import Translations, sheet_words
from press.meaning import Finding, bare_rules, check_message, inconsistencies, is_error
from press.places import INTERFACE, SOURCE_LANGUAGE, Library
from press.problems import ExitCode, HandoutError, Problem, shown


def gather(press: Press, topic: str, tag: str, when: date) -> Reviewed:
    """A topic in one language, with what the checks say of it on the day *when*.

    Raises:
        HandoutError: with every fault of the files, or if nobody has begun to translate.
    """
    handout = press.handout(topic)
    translations = press.translations(topic, tag)
    if not press.begun(topic, tag):
        path = press.library.catalog(tag, topic)
        what, hint = f"nothing of {topic} is translated into {tag} yet", "translate this file first"
        raise HandoutError([Problem(shown(path), 0, what, hint, ExitCode.TRANSLATION)])
    said = _of_english(handout, when) if tag == SOURCE_LANGUAGE else _of_translation(press, translations)
    return Reviewed(
        handout,
        press.library.language(tag),
        translations,
        sheet_words(handout, translations),
        press.standing(topic, tag),
        _by_message(said),
    )


def _by_message(said: Iterator[tuple[Key, Remark]]) -> Remarks:
    found: dict[Key, dict[Remark, None]] = {}
    for key, remark in said:
        found.setdefault(key, {})[remark] = None
    return {key: tuple(remarks) for key, remarks in found.items()}


def _of_english(handout: Handout, when: date) -> Iterator[tuple[Key, Remark]]:
    """Advice and faults, at the messages on whose lines they are."""
    report, place = make_report(handout, when), shown(handout.path)
    for message in handout.messages():
        here = place, message.line
        yield from (
            (message.key, Remark(one.what, error=True)) for one in report.faults if (one.place, one.line) == here
        )
        yield from ((message.key, Remark(one.what)) for one in report.on_words if (one.place, one.line) == here)


def _of_translation(press: Press, translations: Translations) -> Iterator[tuple[Key, Remark]]:
    """What was found in each translation, and where other topics say the same otherwise."""
    own = tuple(catalog for catalog in (translations.topic, translations.interface) if catalog is not None)
    for catalog in own:
        rules = translations.rules or bare_rules(press.library.language(catalog.language))
        for key, translation in catalog.items():
            if translation.fuzzy:
                yield key, Remark("The translator was not sure: it is marked fuzzy.", error=True)
            if translation.text.strip():
                yield from ((key, _remark(one)) for one in check_message(key[1], translation, rules))
    for catalog, key, one in inconsistencies((*_others(press.library, own), *own)):
        if any(catalog is one_of_ours for one_of_ours in own):
            yield key, _remark(one)


def _others(library: Library, own: tuple[Catalog, ...]) -> Iterator[Catalog]:
    """The catalogs of the language's other topics, as far as they can be read."""
    for path in (library.catalog(own[0].language, name) for name in (*library.topics(), INTERFACE)):
        if path.is_file() and path not in {catalog.path for catalog in own}:
            try:
                yield read_catalog(path, own[0].language)
            except HandoutError:  # “handouts check” tells of it
                continue


def _remark(finding: Finding) -> Remark:
    return Remark(f"{finding.what} ({finding.hint})" if finding.hint else finding.what, is_error(finding))
