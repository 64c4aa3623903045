"""The gate that every PO file passes before a word of it is used.

Babel's strict reader lets most broken files through and refuses sound ones;
GNU msgfmt stops short of what harms a printed sheet. So the checks are our
own, all faults are told at once, and each says what to do.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from press.catalogs.catalog import Catalog, Translation
from press.catalogs.po import Entry, Fault, read_entries
from press.catalogs.tags import subtags
from press.content.reading import BIDI_CONTROLS, is_no_character
from press.problems import ExitCode, HandoutError, Problem, raise_if_any, shown

MOST_BYTES = 2_000_000
MOST_MESSAGES = 5_000
MOST_LETTERS = 10_000  # of one message
MOST_FAULTS = 100  # shown of one file
MOST_PLURALS = 6  # Arabic has six; no language of CLDR has more
_LONGEST_RULE = 400
_COUNTS = range(201)  # every plural rule of CLDR shows all of its forms below 200

_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(\d{1,12})\s*;\s*plural\s*=\s*([^;]+);?", re.ASCII)
_ALLOWED_CONTROLS = "\n\t"
_UNPRINTABLE = {
    "Cc": "a control character",
    "Co": "a private character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
_DAMAGE = {"\ufffd": "the sign for a damaged character", "\ufeff": "a byte order mark"}


def read_catalog(path: Path, expected_language: str) -> Catalog:
    """The translations of a PO file, those that are empty or fuzzy marked as such, those that are obsolete left out.

    Raises:
        HandoutError: naming every fault of the file.
    """
    entries = read_po(path, expected_language)
    live = (entry for entry in entries if not entry.obsolete and not entry.is_header)
    return Catalog(path, expected_language, {entry.key: _translation(entry) for entry in live})


def _translation(entry: Entry) -> Translation:
    forms = entry.forms if entry.plural is not None else ()
    return Translation(entry.forms[0], "fuzzy" in entry.flags, entry.line, entry.flags, entry.notes, forms)


def read_po(path: Path, expected_language: str) -> tuple[Entry, ...]:
    """Every entry of a sound PO file, header and obsolete ones too.

    Raises:
        HandoutError: naming every fault of the file.
    """
    text = _read_text(path)
    entries, syntax = read_entries(text)
    faults = [*syntax, *_file_faults(entries, expected_language)]
    for entry in entries:
        faults += _entry_faults(entry)
    faults.sort(key=lambda fault: fault.line)
    problems = [_problem(path, fault.line, fault.what, fault.hint) for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        problems.append(
            _problem(
                path, faults[MOST_FAULTS].line, f"{len(faults) - MOST_FAULTS} more faults follow", "mend the first ones"
            )
        )
    raise_if_any(problems)
    return entries


def _problem(path: Path, line: int, what: str, hint: str) -> Problem:
    return Problem(shown(path), line, what, hint, ExitCode.TRANSLATION)


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        hint = "add the language’s file for this topic, then translate it"
        raise HandoutError([_problem(path, 0, "there is no such translation yet", hint)]) from error
    except OSError as error:
        hint = "see that it is a file that you may read"
        raise HandoutError([_problem(path, 0, f"cannot be read: {error.strerror or 'unknown'}", hint)]) from error
    if len(content) > MOST_BYTES:
        hint = f"a catalog of handouts stays below {MOST_BYTES // 1_000_000} MB: is this the right file?"
        raise HandoutError([_problem(path, 0, "the file is too large", hint)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8 in your editor"
        raise HandoutError([_problem(path, line, "this is not UTF-8 text", hint)]) from error


def _file_faults(entries: tuple[Entry, ...], expected_language: str) -> Iterator[Fault]:
    live = [entry for entry in entries if not entry.obsolete]
    if len(live) > MOST_MESSAGES:
        yield Fault(live[MOST_MESSAGES].line, f"more than {MOST_MESSAGES} messages", "is this the right file?")
    first: dict[tuple[str, str], int] = {}
    for entry in live:
        line = first.setdefault(entry.key, entry.line)
        if line != entry.line:
            what = "a second header" if entry.is_header else f"the same message as in line {line}: {_clip(entry.text)}"
            yield Fault(entry.line, what, "keep one of the two")
    header = next((entry for entry in live if entry.is_header), None)
    fields = _fields(header)
    if header:
        yield from _header_faults(header, fields, expected_language)
    yield from _plural_faults(live, fields)


def _fields(header: Entry | None) -> dict[str, str]:
    lines = header.forms[0].splitlines() if header else []
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _header_faults(header: Entry, fields: dict[str, str], expected_language: str) -> Iterator[Fault]:
    charset = re.search(r"charset\s*=\s*([^\s;]+)", fields.get("content-type", ""), re.IGNORECASE)
    hint = 'write "Content-Type: text/plain; charset=UTF-8\\n" in the header, and save the file as UTF-8'
    if charset is None:
        yield Fault(header.line, "the header does not say how the file is encoded", hint)
    elif charset[1].lower() not in ("utf-8", "utf8", "ascii", "us-ascii"):
        yield Fault(header.line, f"the header says that the file is encoded as {_clip(charset[1])}, not as UTF-8", hint)
    language = fields.get("language", "")
    if language and not _agree(language, expected_language):
        yield Fault(
            header.line,
            f"the header says {_clip(language)}, but the file lies in the folder of {expected_language}",
            "move the file to its folder, or mend “Language:” in the header",
        )


def _agree(language: str, expected: str) -> bool:
    """Whether two tags can mean one written language: zh_CN and zh-Hans do, zh_TW and zh-Hans do not."""
    ours, theirs = subtags(expected), subtags(language)
    return all(mine == other or not mine or not other for mine, other in zip(ours, theirs, strict=True))


def _plural_faults(entries: list[Entry], fields: dict[str, str]) -> Iterator[Fault]:
    header_line = next((entry.line for entry in entries if entry.is_header), 1)
    rule = fields.get("plural-forms", "")
    hint = "copy the line Plural-Forms of another file of this language"
    forms = 0
    if rule:
        match = _PLURAL_FORMS.fullmatch(rule)
        forms = int(match[1]) if match else 0
        if match is None:
            yield Fault(header_line, f"Plural-Forms cannot be read: {_clip(rule)}", hint)
        elif not 1 <= forms <= MOST_PLURALS:
            yield Fault(header_line, f"Plural-Forms asks for {forms} forms; languages have 1 to {MOST_PLURALS}", hint)
        elif not _is_safe(match[2].strip(), forms):
            yield Fault(
                header_line, f"the rule in Plural-Forms does not give a form for every number: {_clip(rule)}", hint
            )
    for entry in entries:
        if entry.plural is not None and forms != len(entry.forms):
            what = f"{len(entry.forms)} plural forms, where the header asks for {forms or 'none'}"
            yield Fault(entry.line, what, "write one msgstr[…] for each form, or mend Plural-Forms in the header")


def _is_safe(rule: str, forms: int) -> bool:
    """Whether a plural rule of C syntax gives a form for each count, and never divides by nothing."""
    if len(rule) > _LONGEST_RULE:
        return False
    try:
        plural = gettext.c2py(rule)
        return all(0 <= plural(count) < forms for count in _COUNTS)
    except (ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return False


def _entry_faults(entry: Entry) -> Iterator[Fault]:
    texts = (entry.text, entry.context or "", *entry.forms)
    if any(len(text) > MOST_LETTERS for text in texts):
        yield Fault(entry.line, f"a text of more than {MOST_LETTERS} letters", "is this the right file?")
    for character in sorted(set("".join(texts))):
        fault = _character_fault(character)
        if fault:
            number = f"U+{ord(character):04X}"
            yield Fault(entry.line, f"{fault} ({number}) in: {_clip(entry.forms[0] or entry.text)}", _hint(character))


def _character_fault(character: str) -> str:
    if character in _ALLOWED_CONTROLS:
        return ""
    if character in BIDI_CONTROLS:
        return "a hidden sign that turns the direction of text"
    if is_no_character(character):
        return "a code that is no character"
    return _DAMAGE.get(character) or _UNPRINTABLE.get(unicodedata.category(character), "")


def _hint(character: str) -> str:
    if character in BIDI_CONTROLS:
        return "delete it: the sheet sets the direction itself"
    return "delete it, or write the character that was meant"


def _clip(text: str) -> str:
    """The beginning of *text*, safe to print: no control character reaches the terminal."""
    flat = "".join(character if character.isprintable() else "·" for character in text[:60])
    return f"{flat}…" if len(text) > 60 else flat
