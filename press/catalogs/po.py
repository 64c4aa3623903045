"""The PO format of GNU gettext: text to entries and back, with the line of every fault.

Libraries stop at the first fault, overlook an open quotation mark, break a
line at U+2028, or drop the `#~|` lines. A person who mends a
file wants all of its faults at once, and what a translator wrote must come
out of an update as it went in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,3})\])?\s*(?=[\"\s]|$)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\"}
_WRITTEN = {ord(character): f"\\{letter}" for letter, character in _ESCAPES.items()}
_ORDER = {"msgctxt": 1, "msgid": 2, "msgid_plural": 3, "msgstr": 4}


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a PO file, with all its comments."""

    text: str  # msgid
    forms: tuple[str, ...] = ("",)  # msgstr, or msgstr[0], msgstr[1], …
    context: str | None = None  # msgctxt
    plural: str | None = None  # msgid_plural
    notes: tuple[str, ...] = ()  # "# …": the translator's, kept to the letter
    comments: tuple[str, ...] = ()  # "#. …": from the source, for the translator
    references: tuple[str, ...] = ()  # "#: …"
    flags: tuple[str, ...] = ()  # "#, …"
    previous: tuple[tuple[str, str], ...] = ()  # "#| msgid …", as field and text
    obsolete: bool = False  # "#~ …"
    line: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What tells this message from every other: context and text."""
        return self.context or "", self.text

    @property
    def is_header(self) -> bool:
        """Whether this entry holds the fields of the file and no message."""
        return not self.text and self.context is None and not self.obsolete


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not PO, in the translator's words."""

    line: int
    what: str
    hint: str


@dataclass(slots=True)
class _Draft:
    """The entry being read."""

    fields: dict[str, str] = field(default_factory=dict)
    forms: dict[int | None, str] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    obsolete: bool = False
    line: int = 0
    reached: int = 0  # of _ORDER
    broken: bool = False  # a fault of this entry is already told; the rest would only repeat it


class _Reader:
    """One pass over the lines of a file."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self._draft = _Draft()
        self._last: tuple[dict[str, str], str] | tuple[dict[int | None, str], int | None] | None = None
        self._number = 0
        self._blank_before = False

    def read(self, text: str) -> None:
        for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
            self._number = number
            line = raw.strip(" \t")
            if not line:
                if self._draft.reached == _ORDER["msgstr"] or self._draft.broken:
                    self._finish()
            elif line.startswith("#"):
                self._read_comment(line)
            else:
                self._read_field(line, obsolete=False)
            self._blank_before = not line
        self._finish()

    def _read_comment(self, line: str) -> None:
        if line.startswith("#~"):
            rest = line[2:].strip(" \t")
            if rest.startswith("|"):
                self._read_previous(rest[1:].strip(" \t"))
            elif rest:
                self._read_field(rest, obsolete=True)
            return
        if self._draft.reached == _ORDER["msgstr"]:
            self._finish()
        if self._draft.reached:
            self._fault("a comment stands within a message", "put it above msgctxt and msgid")
        mark, rest = line[1:2], line[2:].strip(" \t")
        if mark == ".":
            self._draft.comments.append(rest)
        elif mark == ":":
            self._draft.references.append(rest)
        elif mark == ",":
            self._draft.flags += [flag for flag in map(str.strip, rest.split(",")) if flag]
        elif mark == "|":
            self._read_previous(rest)
        else:
            self._draft.notes.append(line[1:])

    def _read_previous(self, line: str) -> None:
        if self._draft.reached == _ORDER["msgstr"]:
            self._finish()
        name = _FIELD.match(line)
        value = self._read_string(line[name.end() :] if name else line)
        if name and name[1] != "msgstr":
            self._draft.previous[name[1]] = value
            self._last = (self._draft.previous, name[1])
        else:
            self._continue(value)

    def _read_field(self, line: str, *, obsolete: bool) -> None:
        name = _FIELD.match(line)
        if name is None:
            if line.startswith('"'):
                self._mark_alike(obsolete=obsolete)
                self._continue(self._read_string(line))
            else:
                if self._draft.reached and self._blank_before:
                    self._finish()
                self._fault(
                    "this line is neither a message nor a comment",
                    'begin it with msgid or msgstr and put its words in "…", or begin it with # to make it a comment',
                )
            return
        if name[1] in ("msgctxt", "msgid") and self._draft.reached >= _ORDER[name[1]]:
            self._finish()
        self._open(name[1], None if name[2] is None else int(name[2]), obsolete)
        self._set(name[1], None if name[2] is None else int(name[2]), self._read_string(line[name.end() :]))

    def _open(self, name: str, index: int | None, obsolete: bool) -> None:
        draft = self._draft
        if not draft.reached:
            draft.line, draft.obsolete = self._number, obsolete
        if index is not None and name != "msgstr":
            self._fault(f"{name} takes no number in brackets", f"write {name} alone")
        elif name in ("msgid_plural", "msgstr") and draft.reached < _ORDER["msgid"]:
            self._fault(f"{name} stands before its msgid", "write msgid, then msgstr")
        elif (name == "msgstr" and index in draft.forms) or (name != "msgstr" and draft.reached >= _ORDER[name]):
            self._fault(f"{name} stands twice in one message", "keep one of the two")
        self._mark_alike(obsolete=obsolete)
        draft.reached = max(draft.reached, _ORDER[name])

    def _mark_alike(self, *, obsolete: bool) -> None:
        if self._draft.reached and self._draft.obsolete != obsolete:
            self._fault("only a part of this message is marked #~", "put #~ before each of its lines, or before none")

    def _set(self, name: str, index: int | None, value: str) -> None:
        if name == "msgstr":
            self._draft.forms[index] = value
            self._last = (self._draft.forms, index)
        else:
            self._draft.fields[name] = value
            self._last = (self._draft.fields, name)

    def _continue(self, value: str) -> None:
        if self._last is None:
            self._fault("words in quotation marks that belong to no message", "put msgid or msgstr before them")
            return
        fields, name = self._last
        fields[name] += value  # type: ignore[index]  # each dict comes with a key of its own kind

    def _read_string(self, line: str) -> str:
        string = _STRING.fullmatch(line.strip(" \t"))
        if string is None:
            closed = _STRING.match(line)
            if not line.startswith('"'):
                self._fault("the words are not in quotation marks", 'write them as "…"')
            elif closed:
                self._fault(
                    f"something follows the closing quotation mark: {line[closed.end() :].strip()[:40]}",
                    'write a quotation mark within the words as \\"',
                )
            else:
                self._fault("the closing quotation mark is missing", 'end the line with "')
            return ""
        unknown = [letter for letter in _ESCAPE.findall(string[0]) if letter not in _ESCAPES]
        if unknown:
            self._fault(
                f"\\{unknown[0]} means nothing in a PO file", "write the character itself, or \\\\ for a backslash"
            )
        return _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], ""), string[0][1:-1])

    def _fault(self, what: str, hint: str) -> None:
        self.faults.append(Fault(self._number, what, hint))
        self._draft.broken = True

    def _finish(self) -> None:
        draft, self._draft, self._last = self._draft, _Draft(), None
        if draft.broken or not draft.reached:
            return
        fault = _shape_fault(draft)
        if fault:
            self.faults.append(fault)
            return
        self.entries.append(
            Entry(
                text=draft.fields["msgid"],
                forms=tuple(draft.forms[index] for index in sorted(draft.forms, key=lambda index: index or 0)),
                context=draft.fields.get("msgctxt"),
                plural=draft.fields.get("msgid_plural"),
                notes=tuple(draft.notes),
                comments=tuple(draft.comments),
                references=tuple(draft.references),
                flags=tuple(draft.flags),
                previous=tuple(draft.previous.items()),
                obsolete=draft.obsolete,
                line=draft.line,
            )
        )


def _shape_fault(draft: _Draft) -> Fault | None:
    if "msgid" not in draft.fields:
        return Fault(draft.line, "a message without a msgid", "restore the English from the file you were sent")
    if not draft.forms:
        return Fault(draft.line, "a message without a msgstr", 'add a line msgstr "" below it')
    if "msgid_plural" in draft.fields:
        if sorted(draft.forms, key=str) != sorted(range(len(draft.forms)), key=str):
            return Fault(draft.line, "the plural forms are not numbered 0, 1, 2, …", "write msgstr[0], msgstr[1], …")
    elif list(draft.forms) != [None]:
        return Fault(draft.line, "msgstr[…] in a message that has no plural", "write msgstr without a number")
    return None


def read_entries(text: str) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The sound entries of a PO file in order, and every fault of its syntax."""
    reader = _Reader()
    reader.read(text)
    return tuple(reader.entries), tuple(reader.faults)


def write_entries(entries: tuple[Entry, ...]) -> str:
    """A PO file with each text on one line: tools that wrap disagree, and make noise in every comparison."""
    return "\n".join("".join(f"{line}\n" for line in _lines(entry)) for entry in entries)


def _lines(entry: Entry) -> Iterator[str]:
    mark = "#~ " if entry.obsolete else ""
    yield from (f"#{note}" for note in entry.notes)
    yield from (f"#. {comment}".rstrip() for comment in entry.comments)
    yield from (f"#: {reference}" for reference in entry.references)
    if entry.flags:
        yield f"#, {', '.join(entry.flags)}"
    yield from (f"{'#~| ' if entry.obsolete else '#| '}{name} {_quoted(text)}" for name, text in entry.previous)
    if entry.context is not None:
        yield f"{mark}msgctxt {_quoted(entry.context)}"
    if entry.is_header:
        yield 'msgid ""'
        yield 'msgstr ""'
        yield from (_quoted(line) for line in re.findall(r"[^\n]*\n|[^\n]+", entry.forms[0]))
        return
    yield f"{mark}msgid {_quoted(entry.text)}"
    if entry.plural is not None:
        yield f"{mark}msgid_plural {_quoted(entry.plural)}"
        yield from (f"{mark}msgstr[{index}] {_quoted(form)}" for index, form in enumerate(entry.forms))
    else:
        yield f"{mark}msgstr {_quoted(entry.forms[0])}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_WRITTEN)}"'


def without_line(entry: Entry) -> Entry:
    """*entry* wherever it stands, to tell whether two files say the same."""
    return replace(entry, line=0)
