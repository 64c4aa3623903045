"""YAML in which every value is the text that the writer sees, and each value knows its line.

YAML as it is usually read changes one ordinary sentence of a clinic in four:
`No` becomes false, `1.10` a number, `call # after hours` loses its end. Here
nothing is resolved, and whatever could make the text differ from what is seen
(anchors, aliases, merge keys, tags, duplicate keys, comments behind an
unquoted text) is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, WithJsonSchema

from press.content.reading import Faults, did_you_mean
from press.problems import RefusedError

_DEEPEST = 6
_QUOTE = 'put the whole text in "quotes"'
_INDENT = "begin the line under the ones it belongs to, with as many blanks"
_COLON = "mapping values are not allowed here"
_DEEPER = "expected <block end>, but found '<block mapping start>'"
_YAML_FAULTS = {
    _COLON: (
        "there is a second colon in this line, and YAML takes it for a key",
        _QUOTE,
    ),
    "could not find expected ':'": ("a key without a colon, or a text that runs over its line, stands here", _QUOTE),
    "found unexpected end of stream": ("a quote is opened here and never closed", "close it with the same mark"),
    "expected <block end>, but found '-'": ("this line does not stand under the ones it belongs to", _INDENT),
    "expected <block end>, but found '<scalar>'": ("there is text behind a closing quote or bracket", _QUOTE),
    _DEEPER: (
        "this line is indented more than those before",
        _INDENT,
    ),
    "expected ',' or ']', but got '<stream end>'": ("a [ is opened before and never closed", "close it with ]"),
    "found character '@' that cannot start any token": ("a text cannot begin with @ here", _QUOTE),
    "found character '`' that cannot start any token": ("a text cannot begin with ` here", _QUOTE),
    "found character '%' that cannot start any token": ("a text cannot begin with % here", _QUOTE),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text, as it stands in the file."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values."""

    pairs: dict[str, Node]
    key_lines: dict[str, int]
    line: int


Node = Text | Sequence | Mapping


class Form(BaseModel):
    """The shape of a group of keys: no key more, no key less, nothing converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def seen_as(pattern: str) -> WithJsonSchema:
    """What an editor is told of a text whose check pydantic cannot read: the whole of it has this pattern."""
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


FormT = TypeVar("FormT", bound=Form)


class _NestingError(Exception):
    """Nothing we read is nested like this; reading on would only cost time."""


def read_yaml(text: str, faults: Faults, first_line: int = 1) -> Node | None:
    """The YAML of *text*, whose first line is *first_line* of its file; None if it cannot be read or is empty."""
    reader = _Reader(text, faults, first_line)
    try:
        return reader.document()
    except _NestingError as error:
        faults.add(error.args[0], "lists and keys are nested too deeply here", "three levels are enough for anything")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        faults.add(line, *_yaml_fault(error.problem or "", mark, text))
    except yaml.YAMLError:
        faults.add(first_line, "this cannot be read as YAML", "copy the file of another topic and fill it in anew")
    return None


def _yaml_fault(problem: str, mark: yaml.Mark | None, text: str) -> tuple[str, str]:
    """What a message of PyYAML means to the person who wrote the line, and what to do."""
    if mark and problem == _COLON and ": " not in text.split("\n")[mark.line][: mark.column]:
        problem = _DEEPER  # the colon is the first of its line: the key stands too far to the right
    return _YAML_FAULTS.get(problem, ("this line cannot be read as YAML", _QUOTE))


class _Reader:
    """Builds nodes from the parser's events, one value at a time."""

    def __init__(self, text: str, faults: Faults, first_line: int) -> None:
        self._lines = text.split("\n")
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.BaseLoader)  # the stubs' marks may be None
        self._faults = faults
        self._first_line = first_line

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    hint = "delete the “---”, or quote it if it is part of a text"
                    self._faults.add(self._line(event), "a second YAML document starts here", hint)
                root = self._node(next(self._events), 0)
        return root

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self._first_line

    def _node(self, event: Any, depth: int) -> Node:
        line = self._line(event)
        if depth > _DEEPEST:
            raise _NestingError(line)
        self._refuse_extras(event, line)
        match event:
            case yaml.SequenceStartEvent():
                return self._sequence(line, depth)
            case yaml.MappingStartEvent():
                return self._mapping(line, depth)
            case yaml.ScalarEvent():
                self._refuse_lost_end(event, line)
                return Text(event.value, line)
            case _:
                return Text("", line)  # an alias, refused above

    def _refuse_extras(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._faults.add(
                line, f"“*{event.anchor}” is an alias of YAML", f"write the text out; {_QUOTE} if it has a *"
            )
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self._faults.add(line, f"“&{event.anchor}” is an anchor of YAML", f"delete it; {_QUOTE} if it has a &")
        if getattr(event, "tag", None) is not None:
            self._faults.add(line, f"“{event.tag}” is a tag of YAML", f"delete it; {_QUOTE} if it has a !")

    def _refuse_lost_end(self, event: Any, line: int) -> None:
        """A comment behind an unquoted text may have been meant as its end."""
        if event.style is None and event.value:
            end = event.end_mark
            rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
            if rest.lstrip(" ").startswith("#"):
                hint = f"{_QUOTE} if the # is part of it; a comment stands on a line of its own"
                self._faults.add(line, "what follows the # is a comment and would not be read", hint)

    def _sequence(self, line: int, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), line)

    def _mapping(self, line: int, depth: int) -> Mapping:
        pairs: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Text):
                self._faults.add(key.line, "a list or a group stands where a key should", _QUOTE)
            elif key.text == "<<":
                self._faults.add(key.line, "“<<” merges keys from elsewhere", "write the keys out")
            elif key.text in pairs:
                hint = f"it stood in line {key_lines[key.text]} already: keep one of the two"
                self._faults.add(key.line, f"the key “{key.text}” stands here a second time", hint)
            else:
                pairs[key.text] = value
                key_lines[key.text] = key.line
        return Mapping(pairs, key_lines, line)


def data(node: Node) -> Any:
    """The bare texts, lists and dicts of a node."""
    match node:
        case Text(text):
            return text
        case Sequence(items):
            return [data(item) for item in items]
        case Mapping(pairs):
            return {key: data(value) for key, value in pairs.items()}


def fill(form: type[FormT], node: Node, faults: Faults) -> FormT | None:
    """The form filled in from *node*, or None when something in it is wrong; every fault is noted with its line."""
    try:
        return form.model_validate(data(node))
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            line, known = _place(node, form, detail["loc"])
            what, hint = _in_our_words(detail["type"], detail["loc"], detail.get("ctx", {}), known)
            faults.add(line, what, hint)
        return None


def _place(node: Node, form: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[int, list[str]]:
    """The line that *loc* stands in, and the keys that its group may have."""
    line = node.line
    group = form
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str):
            line = node.key_lines.get(step, node.line)
            if step not in node.pairs:
                break
            node = node.pairs[step]
            group = _inner(group, step)
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
            line = node.line
    return line, [field.alias or name for name, field in group.model_fields.items()]


def _inner(form: type[BaseModel], key: str) -> type[BaseModel]:
    """The form of the group, or of the list of groups, behind *key*; *form* itself if there is none."""
    for name, field in form.model_fields.items():
        if key == (field.alias or name):
            return next(_forms(field.annotation), form)
    return form


def _forms(kind: object) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in get_args(kind):
        yield from _forms(inner)


def _in_our_words(kind: str, loc: tuple[int | str, ...], context: dict[str, Any], known: list[str]) -> tuple[str, str]:
    """What is wrong and what to do, for a fault that the form found."""
    name = ".".join(str(step) for step in loc if isinstance(step, str))
    last = str(loc[-1]) if loc else ""
    match kind:
        case "missing":
            return f"the key “{name}” is missing", f"add a line “{last}: …”"
        case "extra_forbidden":
            return f"there is no key “{name}”", did_you_mean(last, known)
        case "string_type":
            return f"“{name}” should be one text", f"{_QUOTE}: a colon, comma or bracket means something to YAML"
        case "list_type":
            return f"“{name}” should be a list", "write each item on a line of its own, after “- ”"
        case "value_error":
            refused = context["error"]
            return f"“{name}”: {refused}", refused.hint if isinstance(refused, RefusedError) else ""
        case _:
            return f"“{name or 'this'}” should be a group of keys", "write “key: text”, one a line"
