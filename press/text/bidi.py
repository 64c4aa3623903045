"""The Unicode Bidirectional Algorithm, UAX #9: the embedding level of every character, and the order of a line.

Functions are named after the rules (https://www.unicode.org/reports/tr9/). A text is one paragraph: rule P1 is
the caller's, whose blocks stand apart. Types are the Unicode names: L, R, AL, EN, NSM and so on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from unicodedata import bidirectional

MAX_DEPTH = 125  # BD2
MAX_OPEN_BRACKETS = 63  # BD16
STRONG = frozenset({"L", "R", "AL"})
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}  # direction, override
EXPLICIT = ISOLATES | EMBEDDINGS.keys() | {"PDI", "PDF"}
REMOVED = frozenset({*EMBEDDINGS, "PDF", "BN"})  # X9
NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI"}) | ISOLATES  # NI
TRAILING = frozenset({"WS", "PDI"}) | ISOLATES | REMOVED  # what L1 levels at the end of a line
RAISING = (EXPLICIT - {"PDI", "PDF"}) | {
    "R",
    "AL",
    "AN",
}  # what a left-to-right paragraph must have to be anything else

# The pairs of BidiBrackets.txt, opening and closing by turns; U+2329 and U+232A stand for U+3008 and U+3009.
BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
CLOSER_OF = dict(zip(BRACKETS[::2], BRACKETS[1::2], strict=True)) | {"\u2329": "〉"}
CLOSERS = {closer: closer for closer in CLOSER_OF.values()} | {"\u232a": "〉"}

# Where each default of DerivedBidiClass.txt for unassigned characters begins; it holds up to the next one.
DEFAULTS = (
    *((0x0000, "L"), (0x0590, "R"), (0x0600, "AL"), (0x07C0, "R"), (0x0860, "AL"), (0x0900, "L")),
    *((0x2065, "BN"), (0x2066, "L"), (0x20A0, "ET"), (0x20D0, "L"), (0xFB1D, "R"), (0xFB50, "AL"), (0xFDD0, "BN")),
    *((0xFDF0, "AL"), (0xFE00, "L"), (0xFE70, "AL"), (0xFF00, "L"), (0xFFF0, "BN"), (0xFFF9, "L")),
    *((0x10800, "R"), (0x10D00, "AL"), (0x10D40, "R"), (0x10EC0, "AL"), (0x10F00, "R"), (0x10F30, "AL")),
    *((0x10F70, "R"), (0x11000, "L"), (0x1E800, "R"), (0x1EC70, "AL"), (0x1ECC0, "R"), (0x1ED00, "AL")),
    *((0x1ED50, "R"), (0x1EE00, "AL"), (0x1EF00, "R"), (0x1F000, "L"), (0xE0000, "BN"), (0xE1000, "L")),
)


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of each character, before rule L1, and that of the paragraph: even is left to right, odd the other."""

    levels: tuple[int, ...]
    base: int


def embedding_levels(text: str, base: int | None = None) -> Levels:
    """The levels of a paragraph whose own level is *base*, or the first strong character's where it is None."""
    return levels_of_classes([bidi_class(character) for character in text], base, text)


def levels_of_classes(classes: Sequence[str], base: int | None = None, text: str = "") -> Levels:
    """The levels of characters of these bidi classes; without *text* no brackets are paired (rule N0)."""
    if base == 0 and RAISING.isdisjoint(classes):
        return Levels((0,) * len(classes), 0)
    matches = _matching_isolates(classes)
    if base is None:
        base = _first_strong(classes, 0, len(classes), matches) or 0
    explicit, types = _x1_to_x8(classes, base, matches)
    resolved = list(explicit)
    for sequence in _isolating_run_sequences(classes, explicit, base, matches):
        characters = [text[place] for place in sequence.places] if text else []
        for place, level in zip(sequence.places, _resolve(sequence, types, characters), strict=True):
            resolved[place] = level
    _level_removed(classes, resolved, base)
    return Levels(tuple(resolved), base)


def line_levels(text: str, levels: Levels, start: int, end: int) -> list[int]:
    """The levels of the line text[start:end], with its separators and trailing space at the paragraph's (rule L1)."""
    return line_levels_of_classes([bidi_class(character) for character in text[start:end]], levels, start)


def line_levels_of_classes(line: Sequence[str], levels: Levels, start: int = 0) -> list[int]:
    """Rule L1 for a line of these bidi classes whose first character is number *start* of the paragraph."""
    result = list(levels.levels[start : start + len(line)])
    trailing = True
    for place in range(len(line) - 1, -1, -1):
        separator = line[place] in ("B", "S")
        trailing = separator or (trailing and line[place] in TRAILING)
        if trailing:
            result[place] = levels.base
    return result


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places of a line's characters from left to right (rule L2)."""
    order = list(range(len(levels)))
    lowest_odd = min((level for level in levels if level & 1), default=MAX_DEPTH + 2)
    for level in range(max(levels, default=0), lowest_odd - 1, -1):
        runs = groupby(order, key=lambda place: levels[place] >= level)
        order = [place for turned, run in runs for place in (reversed(list(run)) if turned else run)]
    return order


@lru_cache(maxsize=8192)
def bidi_class(character: str) -> str:
    """The Bidi_Class of a character, assigned or not."""
    if known := bidirectional(character):
        return known
    point = ord(character)
    if point & 0xFFFE == 0xFFFE:  # noncharacters end every plane
        return "BN"
    return DEFAULTS[bisect_right(DEFAULTS, point, key=itemgetter(0)) - 1][1]


def _matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """The place of the PDI that closes each isolate, where there is one (BD9)."""
    matches: dict[int, int] = {}
    if ISOLATES.isdisjoint(classes):
        return matches
    still_open: list[int] = []
    for place, kind in enumerate(classes):
        if kind in ISOLATES:
            still_open.append(place)
        elif kind == "PDI" and still_open:
            matches[still_open.pop()] = place
    return matches


def _first_strong(classes: Sequence[str], start: int, end: int, matches: dict[int, int]) -> int | None:
    """The level of the first strong character outside of isolates (P2, P3); None where there is none."""
    place = start
    while place < end:
        kind = classes[place]
        if kind in STRONG:
            return 0 if kind == "L" else 1
        if kind in ISOLATES:
            place = matches.get(place, end)
        place += 1
    return None


@dataclass(frozen=True, slots=True)
class _Status:
    """An entry of the directional status stack (BD13)."""

    level: int
    override: str
    isolate: bool


class _Nesting:
    """The directional status stack, with the counters of what overflowed it (X1)."""

    def __init__(self, base: int) -> None:
        self.stack = [_Status(base, "", isolate=False)]
        self.overflow_isolates = 0
        self.overflow_embeddings = 0
        self.isolates = 0

    def open(self, direction: int, override: str, *, isolate: bool) -> None:
        """Enter an embedding, an override or an isolate (X2 to X5c)."""
        level = self.stack[-1].level + 1
        level += level & 1 != direction
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.isolates += isolate
            self.stack.append(_Status(level, override, isolate))
        elif isolate:
            self.overflow_isolates += 1
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def close_isolate(self) -> None:
        """Leave the last isolate, and the embeddings left open in it (X6a)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.isolates:
            self.overflow_embeddings = 0
            self.isolates -= 1
            while not self.stack.pop().isolate:
                pass

    def close_embedding(self) -> None:
        """Leave the last embedding or override, unless it holds the isolate we are in (X7)."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif len(self.stack) > 1 and not self.stack[-1].isolate:
            self.stack.pop()


def _x1_to_x8(classes: Sequence[str], base: int, matches: dict[int, int]) -> tuple[list[int], Sequence[str]]:
    """The explicit level of each character, and the classes as overrides change them."""
    levels = [base] * len(classes)
    if EXPLICIT.isdisjoint(classes):
        return levels, classes
    types = list(classes)
    nesting = _Nesting(base)
    for place, kind in enumerate(classes):
        if kind == "PDI":
            nesting.close_isolate()
        if kind not in REMOVED and kind != "B":
            status = nesting.stack[-1]
            levels[place] = status.level
            types[place] = status.override or kind
        if kind in ISOLATES:
            direction = int(kind == "RLI")
            if kind == "FSI":
                direction = _first_strong(classes, place + 1, matches.get(place, len(classes)), matches) or 0
            nesting.open(direction, "", isolate=True)
        elif kind in EMBEDDINGS:
            nesting.open(*EMBEDDINGS[kind], isolate=False)
        elif kind == "PDF":
            nesting.close_embedding()
    return levels, types


@dataclass(frozen=True, slots=True)
class _Sequence:
    """An isolating run sequence: the places of its characters, its level, and the types at its two ends (BD13, X10)."""

    places: list[int]
    level: int
    sos: str
    eos: str

    @property
    def direction(self) -> str:
        """The type that goes with the level."""
        return _direction(self.level)


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"


def _isolating_run_sequences(
    classes: Sequence[str], levels: Sequence[int], base: int, matches: dict[int, int]
) -> Iterator[_Sequence]:
    """The level runs of what X9 keeps, those that an isolate parts joined again (X10)."""
    kept: Sequence[int] = range(len(classes))
    if not REMOVED.isdisjoint(classes):
        kept = [place for place in kept if classes[place] not in REMOVED]
    bounds = [turn for turn in range(1, len(kept)) if levels[kept[turn - 1]] != levels[kept[turn]]]
    starts = [0, *bounds] if kept else []
    end_of = dict(zip(starts, [*bounds, len(kept)], strict=False))
    start_at = {kept[start]: start for start in starts}
    closers = set(matches.values())
    for start in starts:
        if kept[start] in closers:
            continue  # it goes on with the run before its isolate
        end = end_of[start]
        places = list(kept[start:end])
        while (closer := matches.get(places[-1])) is not None:
            following = start_at[closer]
            end = end_of[following]
            places += kept[following:end]
        level = levels[places[0]]
        before = levels[kept[start - 1]] if start else base
        after = base if classes[places[-1]] in ISOLATES or end == len(kept) else levels[kept[end]]
        yield _Sequence(places, level, _direction(max(level, before)), _direction(max(level, after)))


def _resolve(sequence: _Sequence, classes: Sequence[str], characters: Sequence[str]) -> list[int]:
    """The levels of a sequence, through the rules for weak and neutral types and for implicit levels."""
    original = [classes[place] for place in sequence.places]
    types = list(original)
    present = set(types)
    for triggers, rule in WEAK_RULES:
        if not present.isdisjoint(triggers):
            rule(types, sequence.sos)
    if not NEUTRAL.isdisjoint(types):
        _n0(types, original, characters, sequence)
        _n1_n2(types, sequence)
    raised = {"L": 1, "EN": 1, "AN": 1} if sequence.level & 1 else {"R": 1, "EN": 2, "AN": 2}  # I1, I2
    return [sequence.level + raised.get(kind, 0) for kind in types]


def _w1(types: list[str], sos: str) -> None:
    """A mark takes the type of what it stands on."""
    before = sos
    for place, kind in enumerate(types):
        if kind == "NSM":
            types[place] = "ON" if before in ISOLATES or before == "PDI" else before
        before = types[place]


def _w2(types: list[str], sos: str) -> None:
    """A European number after an Arabic letter is an Arabic one."""
    strong = sos
    for place, kind in enumerate(types):
        if kind in STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[place] = "AN"


def _w3(types: list[str], sos: str) -> None:  # noqa: ARG001 (the rules are called alike)
    """An Arabic letter is right to left."""
    types[:] = ["R" if kind == "AL" else kind for kind in types]


def _w4(types: list[str], sos: str) -> None:  # noqa: ARG001 (the rules are called alike)
    """One separator between two numbers of a kind belongs to them."""
    for place in range(1, len(types) - 1):
        kind, before = types[place], types[place - 1]
        if kind in ("ES", "CS") and before == types[place + 1] and (before == "EN" or (before, kind) == ("AN", "CS")):
            types[place] = before


def _w5(types: list[str], sos: str) -> None:  # noqa: ARG001 (the rules are called alike)
    """Terminators beside a European number belong to it."""
    for start, end in _stretches(types, frozenset({"ET"})):
        if "EN" in types[max(start - 1, 0) : start] + types[end : end + 1]:
            types[start:end] = ["EN"] * (end - start)


def _w6(types: list[str], sos: str) -> None:  # noqa: ARG001 (the rules are called alike)
    """Separators and terminators left over are neutral."""
    types[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in types]


def _w7(types: list[str], sos: str) -> None:
    """A European number after a left-to-right letter is left to right."""
    strong = sos
    for place, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[place] = "L"


# Each rule with the types that call for it; no rule before it makes these where there were none.
WEAK_RULES: tuple[tuple[frozenset[str], Callable[[list[str], str], None]], ...] = (
    (frozenset({"NSM"}), _w1),
    (frozenset({"EN"}), _w2),
    (frozenset({"AL"}), _w3),
    (frozenset({"ES", "CS"}), _w4),
    (frozenset({"ET"}), _w5),
    (frozenset({"ES", "ET", "CS"}), _w6),
    (frozenset({"EN"}), _w7),
)


def _stretches(types: Sequence[str], kinds: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The start and end of each unbroken stretch of these types."""
    start = -1
    for place, kind in enumerate(types):
        if kind in kinds:
            if start < 0:
                start = place
        elif start >= 0:
            yield start, place
            start = -1
    if start >= 0:
        yield start, len(types)


def _strong(kind: str, otherwise: str = "") -> str:
    """The direction of a type as N0 to N2 see it, where numbers are right to left."""
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "EN", "AN") else otherwise


def _bracket_pairs(types: Sequence[str], characters: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of brackets that are still neutral, in the order of the openers (BD16)."""
    pairs: list[tuple[int, int]] = []
    still_open: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        if types[place] != "ON":
            continue
        if character in CLOSER_OF:
            if len(still_open) == MAX_OPEN_BRACKETS:
                return []
            still_open.append((CLOSER_OF[character], place))
        elif character in CLOSERS:
            closer = CLOSERS[character]
            depth = next((d for d in range(len(still_open) - 1, -1, -1) if still_open[d][0] == closer), None)
            if depth is not None:
                pairs.append((still_open[depth][1], place))
                del still_open[depth:]
    return sorted(pairs)


def _n0(types: list[str], original: Sequence[str], characters: Sequence[str], sequence: _Sequence) -> None:
    """A pair of brackets takes the direction of what it holds, or else of what stands before it."""
    for opener, closer in _bracket_pairs(types, characters):
        held = {_strong(kind) for kind in types[opener + 1 : closer]} - {""}
        if not held:
            continue
        direction = sequence.direction
        if direction not in held:
            before = (_strong(types[place]) for place in range(opener - 1, -1, -1))
            direction = next(filter(None, before), sequence.sos)
        for bracket in (opener, closer):
            types[bracket] = direction
            marked = bracket + 1
            while marked < len(types) and original[marked] == "NSM":
                types[marked] = direction
                marked += 1


def _n1_n2(types: list[str], sequence: _Sequence) -> None:
    """Neutrals take the direction on both sides of them, or else that of the embedding."""
    for start, end in list(_stretches(types, NEUTRAL)):
        before = _strong(types[start - 1]) if start else sequence.sos
        after = _strong(types[end]) if end < len(types) else sequence.eos
        types[start:end] = [before if before == after else sequence.direction] * (end - start)


def _level_removed(classes: Sequence[str], levels: list[int], base: int) -> None:
    """Give what X9 leaves out the level of the character before it, in place (section 5.2)."""
    if REMOVED.isdisjoint(classes):
        return
    before = base
    for place, kind in enumerate(classes):
        if kind in REMOVED:
            levels[place] = before
        before = levels[place]
