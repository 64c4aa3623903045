"""Begin a language: how it is set, as far as CLDR and the fonts tell, and a PO file for each topic.

Nothing here knows a language that CLDR knows better. What CLDR does not tell,
how much room the letters of a script need, stands in a table by script.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from babel import localedata
from babel.core import Locale, get_global

from press.catalogs.extract import Remark, no_remark, source_messages
from press.catalogs.pseudo import PSEUDO_LANGUAGES
from press.catalogs.tags import known_as, subtags, without_extensions
from press.catalogs.update import fill_catalog, update_catalog
from press.document import Direction, Language
from press.files import write_whole
from press.fonts import FontLibrary, is_right_to_left
from press.places import SOURCE_LANGUAGE, LanguageProfile, Library
from press.problems import ExitCode, HandoutError, Problem, RefusedError, raise_if_any, shown

LAST_FAMILY = "noto-sans"  # ends every list: it has the rare blanks and hyphens that others lack
_LONGEST_NAME = 100
_ENGLISH = Locale(SOURCE_LANGUAGE)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the letters of a script ask for."""

    leading: float
    size: float
    family: str = ""  # where the letters alone do not tell which one it is
    letters: str = ""  # the script of Unicode, where that has another name


_OTHERWISE = _Setting(1.5, 1.0)
_SETTINGS: Mapping[str, _Setting] = {
    "Latn": _Setting(1.35, 1.0),
    "Cyrl": _Setting(1.38, 1.0),
    "Grek": _Setting(1.38, 1.0),
    "Armn": _Setting(1.4, 1.0),
    "Geor": _Setting(1.4, 1.0),
    "Hebr": _Setting(1.4, 1.05),
    "Arab": _Setting(1.5, 1.1),
    "Aran": _Setting(2.2, 1.2, "noto-nastaliq-urdu", "Arab"),
    "Deva": _Setting(1.45, 1.05),
    "Beng": _Setting(1.45, 1.05),
    "Guru": _Setting(1.45, 1.05),
    "Gujr": _Setting(1.45, 1.05),
    "Taml": _Setting(1.5, 1.0),
    "Telu": _Setting(1.55, 1.0),
    "Mlym": _Setting(1.5, 1.0),
    "Sinh": _Setting(1.5, 1.05),
    "Thai": _Setting(1.55, 1.1),
    "Laoo": _Setting(1.6, 1.1),
    "Khmr": _Setting(1.65, 1.1),
    "Mymr": _Setting(1.75, 1.05),
    "Ethi": _Setting(1.45, 1.05),
    "Hans": _Setting(1.5, 1.0, "noto-sans-sc", "Hani"),
    "Hant": _Setting(1.5, 1.0, "noto-sans-tc", "Hani"),
    "Jpan": _Setting(1.5, 1.0, "noto-sans-jp", "Hira"),
    "Kore": _Setting(1.5, 1.0, "noto-sans-kr", "Hang"),
}
_STYLES: Mapping[str, str] = {"ur": "Aran"}  # languages that are read in one style of their script
_BREAKS: Mapping[str, str] = {"zh": "-u-lb-strict", "ja": "-u-lb-strict-lw-phrase", "ko": "-u-lw-phrase"}

_FILE = """\
# How this language is set; docs/how-to/add-a-language.md explains each line.
name = {name}
own_name = {own_name}
direction = "{direction}"
fonts = {fonts}  # folders of fonts/, the first that has a character sets it
leading = {leading}  # line height, times the size
size = {size}  # times the Latin size of a design
breaks = "{breaks}"  # ICU locale for line breaks
locale = "{locale}"  # CLDR locale for dates, numbers and lists
digits = "{digits}"  # CLDR numbering system
"""
_WORD_LISTS = ("meaning.toml", "glossary.toml")  # what the checks of translations must know of a language
_TO_FILL_IN = """\
# The English of this list. Write the words of your language instead, and take away the “# ” in front of a line that you
# have filled in; docs/how-to/checks-of-translations.md explains each line.

"""


def suggested(tag: str, fonts: FontLibrary) -> LanguageProfile:
    """How the language of *tag* is set; a name that CLDR does not have is empty.

    Raises:
        HandoutError: if nobody knows its script, or no family draws that.
    """
    language, script, region = subtags(known_as(tag))
    if not script:
        hint = "put the four letters of its script behind the language, such as qaa-Latn or qaa-Arab"
        what = f"CLDR does not know in which script {tag} is written"
        raise HandoutError([Problem("", 0, what, hint, ExitCode.USAGE)])
    style = _STYLES.get(language, script) if script == subtags(language)[1] else script
    setting = _SETTINGS.get(style, _OTHERWISE)
    letters = setting.letters or style
    family = setting.family if fonts.has(setting.family) else fonts.drawing(letters)
    if not family:
        raise HandoutError([_no_font(tag, script)])
    if family != setting.family:  # the style has no family here: its script has one
        setting = _SETTINGS.get(letters, setting)
    locale = _locale(tag, language, script, region)
    name, own_name = _names(tag, locale)
    return LanguageProfile(
        language=Language(tag, Direction.RTL if is_right_to_left(letters) else Direction.LTR),
        name=name,
        own_name=own_name,
        fonts=tuple(dict.fromkeys((family, LAST_FAMILY))),
        leading=setting.leading,
        size=setting.size,
        breaks=without_extensions(tag) + _BREAKS.get(language, ""),
        locale=locale,
        digits="latn",
    )


def _no_font(tag: str, script: str) -> Problem:
    name = _ENGLISH.scripts.get(script, script)
    what = f"no family of fonts/ draws {name}, the script of {tag}"
    return Problem("", 0, what, "add a font that does, as fonts/README.md says; then the language", ExitCode.BRAND)


def _locale(tag: str, language: str, script: str, region: str) -> str:
    """The nearest locale that CLDR has: of the language, else of one in the same script."""
    names = [f"{language}_{script}_{region}", f"{language}_{region}", language]
    if script in tag.split("-"):
        names.insert(2, f"{language}_{script}")
    kindred = get_global("likely_subtags").get(f"und_{script}", "").split("_")[0]
    return next((name for name in (*names, kindred) if name and localedata.exists(name)), SOURCE_LANGUAGE)


def is_own_locale(profile: LanguageProfile) -> bool:
    """Whether dates and numbers come from the language itself, and not from one in the same script."""
    return subtags(known_as(profile.language.tag))[0] == subtags(profile.locale)[0]


def _names(tag: str, locale: str) -> tuple[str, str]:
    """The English name of a language and its own, each empty where CLDR has none."""
    language, script, _ = subtags(known_as(tag))
    base = _ENGLISH.languages.get(language, "")
    if subtags(locale)[0] != language:
        return base, ""
    found = Locale.parse(locale)
    special = _ENGLISH.languages.get(locale, base)  # "Dari"; but “Chinese (Simplified)” stays beside “Chinese”
    name = special if base not in special else found.get_display_name(_ENGLISH) or base
    own = found.languages.get(locale) or found.get_display_name() or ""
    return name, own[:1].title() + own[1:] if subtags(locale)[1] == script else ""


def cldr_locale(written: str) -> str:
    """CLDR's name of the locale that somebody wrote: "pt_BR" for pt-BR.

    Raises:
        RefusedError: if CLDR has no such locale.
    """
    name = written.replace("-", "_")
    known = {one.casefold(): one for one in localedata.locale_identifiers()}
    if name.casefold() not in known:
        raise RefusedError(f"CLDR has no locale “{written[:40]}”", "name a related one, such as fa_AF for Dari")
    return known[name.casefold()]


def refuse_known(library: Library, tag: str) -> None:
    """Refuse to begin a language that is there, is the source, or is none.

    Raises:
        HandoutError: saying which, and what to do instead.
    """
    folded = tag.casefold()
    if folded == SOURCE_LANGUAGE:
        what, hint = "English is what all languages are translated from", "name the language of the translation"
        raise HandoutError([Problem("", 0, what, hint, ExitCode.USAGE)])
    if folded in map(str.casefold, PSEUDO_LANGUAGES):
        what, hint = f"{tag} is no language that people read", f"make it with: handouts language pseudo {tag}"
        raise HandoutError([Problem("", 0, what, hint, ExitCode.USAGE)])
    if folded in map(str.casefold, library.languages()):
        hint = "bring it up to date with: handouts language update"
        raise HandoutError([Problem("", 0, f"{tag} is there already", hint, ExitCode.USAGE)])
    there = next((path for path in library.locales.iterdir() if path.name.casefold() == folded), None)
    if there:
        what, hint = "something is there already, and it has no language.toml", "move it away, and begin again"
        raise HandoutError([Problem(shown(there), 0, what, hint, ExitCode.USAGE)])


def begin_language(library: Library, profile: LanguageProfile, remark: Remark = no_remark) -> tuple[Path, ...]:
    """The files of a new language, with every message and no translation; all are made or none is.

    Raises:
        HandoutError: if *profile* cannot stand in a language.toml, or with every fault of the topics and templates.
    """
    raise_if_any(_odd_names(profile))
    sources = source_messages(library, remark)
    tag = profile.language.tag
    target = library.locales / tag
    try:
        # Two folders deep, where nobody looks for a language; beside the others, so that a rename is one step.
        with tempfile.TemporaryDirectory(prefix=".", dir=library.locales) as aside:
            stage = Library(Path(aside))
            made = [stage.locales / tag / "language.toml", *(stage.catalog(tag, name) for name in sources)]
            write_whole(made[0], language_toml(profile))
            _read_back(stage, tag)
            for english in filter(Path.is_file, (library.locales / SOURCE_LANGUAGE / name for name in _WORD_LISTS)):
                made.append(stage.locales / tag / english.name)
                write_whole(made[-1], _to_fill_in(english.read_text(encoding="utf-8")))
            for name, messages in sources.items():
                update_catalog(stage.catalog(tag, name), messages, profile)
            (stage.locales / tag).rename(target)
    except OSError as error:
        what, hint = f"cannot be written: {error.strerror or error}", "check the free space and who may write there"
        raise HandoutError([Problem(shown(target), 0, what, hint, ExitCode.CANNOT_WRITE)]) from None
    return tuple(target / path.relative_to(stage.locales / tag) for path in made)


def _to_fill_in(english: str) -> str:
    """A list of words that holds none yet, with the English as a pattern."""
    lines = (line for line in english.splitlines() if not line.startswith("#"))
    return _TO_FILL_IN + "".join(f"# {line}".rstrip() + "\n" if line else "\n" for line in lines)


def _odd_names(profile: LanguageProfile) -> Iterator[Problem]:
    """Names that no file could hold."""
    for option, name in (("--name", profile.name), ("--own-name", profile.own_name)):
        if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
            hint = f"write one line of 1 to {_LONGEST_NAME} letters, such as Español"
            yield Problem("", 0, f"what {option} says is no name", hint, ExitCode.USAGE)


def _read_back(stage: Library, tag: str) -> None:
    """Raise if what was said of the language cannot stand in its file."""
    try:
        stage.language(tag)
    except HandoutError as error:
        raise HandoutError(Problem("", 0, one.what, one.hint, ExitCode.USAGE) for one in error.problems) from None


def language_toml(profile: LanguageProfile) -> str:
    """The file that says how a language is set."""
    return _FILE.format(
        name=json.dumps(profile.name, ensure_ascii=False),  # TOML reads JSON's strings
        own_name=json.dumps(profile.own_name, ensure_ascii=False),
        direction=profile.language.direction.value,
        fonts=json.dumps(profile.fonts),
        leading=profile.leading,
        size=profile.size,
        breaks=profile.breaks,
        locale=profile.locale,
        digits=profile.digits,
    )


def write_pseudo_language(library: Library, tag: str, remark: Remark = no_remark) -> tuple[Path, ...]:
    """The files of a pseudo-language, made anew from the English.

    Raises:
        HandoutError: with every fault of the topics and templates, or if a file cannot be written.
    """
    pseudo = PSEUDO_LANGUAGES[tag]
    profile = suggested(tag, FontLibrary(library.fonts))
    profile = replace(profile, name=pseudo.name, own_name=pseudo.translate(pseudo.name))
    sources = source_messages(library, remark)
    for name, messages in sources.items():
        fill_catalog(library.catalog(tag, name), messages, profile, pseudo.translate)
    settings = library.locales / tag / "language.toml"
    write_whole(settings, language_toml(profile))  # last: with it the folder becomes a language
    return (settings, *(library.catalog(tag, name) for name in sources))
