"""Language tags (BCP 47, RFC 5646): how they are written, and what CLDR reads from them."""

from __future__ import annotations

import re

from babel.core import Locale, get_global

from press.problems import RefusedError

# RFC 5646, 2.1. The four to eight letters that it keeps for languages to come are left out: they would be names.
_WELL_FORMED = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}"  # language, and what older tags put behind it
    r"(-[a-z]{4})?"  # script
    r"(-([a-z]{2}|[0-9]{3}))?"  # region
    r"(?P<variants>(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(-[0-9a-wyz](-[a-z0-9]{2,8})+)*)"
    r"(-x(-[a-z0-9]{1,8})+)?"
)
_EXAMPLES = "write a tag such as es, pt-BR, zh-Hant or qaa-Latn (BCP 47)"


def normal_tag(written: str) -> str:
    """The tag that *written* is, in the letters that BCP 47 recommends: "pt-BR", "zh-Hant".

    Raises:
        RefusedError: if it is no BCP 47 tag.
    """
    match = _WELL_FORMED.fullmatch(written.lower()) if written.isascii() else None
    if match is None or _repeats(match["variants"]) or _repeats(re.sub(r"-[a-z0-9]{2,}", "", match["extensions"])):
        raise RefusedError("this is no language tag", _meant(written))
    first, *rest = written.lower().split("-")
    parts = [first]
    for part in rest:  # RFC 5646, 2.1.1
        if any(len(one) == 1 for one in parts):  # extensions and private parts
            parts.append(part)
        elif len(part) == 2:
            parts.append(part.upper())
        else:
            parts.append(part.title() if len(part) == 4 and part.isalpha() else part)
    return "-".join(parts)


def _repeats(subtags: str) -> bool:
    parts = subtags.split("-")[1:]
    return len(parts) != len(set(parts))


def _meant(written: str) -> str:
    """A hint: the tag of the language whose name somebody wrote, or of what only looks like one."""
    folded = written.strip().casefold()
    named = (tag for tag, name in Locale("en").languages.items() if folded == name.casefold())
    tag = next(named, "").replace("_", "-")
    if tag:
        return f"the tag of {written.strip().title()} is {tag}"
    mended = folded.replace("_", "-")
    if mended != written and mended.isascii() and _WELL_FORMED.fullmatch(mended):
        return f"did you mean {normal_tag(mended)}?"
    return _EXAMPLES


def subtags(tag: str) -> tuple[str, str, str]:
    """Language, script (the likely one where none is said) and region of a tag, or of gettext's name of a locale."""
    plain = without_extensions(tag.strip().split("@")[0].split(".")[0])
    first, *rest = re.split(r"[-_]", plain)
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if re.fullmatch(r"[A-Za-z]{2}|\d{3}", part)), "")
    if not script:
        likely = get_global("likely_subtags")
        known = likely.get(f"{first.lower()}_{region}") or likely.get(first.lower()) or ""
        script = next((part for part in known.split("_") if len(part) == 4), "")
    return first.lower(), script, region


def without_extensions(tag: str) -> str:
    """*tag* up to the single letter that begins what only some programs, or one house, understand."""
    return re.split(r"[-_][0-9A-Za-z][-_]", tag)[0]


def known_as(tag: str) -> str:
    """*tag* under the name that CLDR keeps its language by: "tl" is "fil", "prs" is "fa-AF"."""
    first, *rest = tag.split("-")
    alias = get_global("language_aliases").get(first)
    if not alias:
        return tag
    language, *implied = alias.split("_")
    return "-".join((language, *rest, *implied))  # of two scripts or regions the first holds
