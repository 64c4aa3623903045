"""Whether the structure tree is what PDF/UA-1 wants, as far as a program can tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from press.preflight.entries import dictionary, name, text
from press.preflight.file import PdfFile
from press.preflight.finding import Finding
from press.preflight.tree import Element, Mark, Target

_STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)
_HEADING = re.compile(r"H[1-6]")
_KIDS = {  # what may stand directly in it (ISO 32000-1, tables 336 and 337)
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_PARENTS = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
_LIST_TYPES = frozenset({"L", "LI", "LBody"})
_FIRST_WORDS = 40  # letters of an element that a finding shows


def check_tags(file: PdfFile) -> Iterator[Finding]:
    """All faults of the tree, and of how pages and tree belong together."""
    if file.structure is None:
        yield Finding(0, "PDF/A-2 6.7.3.3", "the file has no structure tree: a screen reader has to guess")
        return
    yield from _roles(file)
    yield from _nesting(file)
    yield from _headings(file)
    yield from _tables(file)
    yield from _stand_ins(file)
    yield from _notes(file)
    yield from _belonging(file)


def found(file: PdfFile, rule: str, what: str, element: Element) -> Finding:
    """A finding at *element*."""
    page = next((mark.page for mark in element.marks()), -1) + 1
    return Finding(page, rule, what, named(file, element))


def named(file: PdfFile, element: Element) -> str:
    """The type of *element* and the words that it begins with."""
    words = file.said(element) or element.alt
    shown = f"{words[:_FIRST_WORDS]}…" if len(words) > _FIRST_WORDS else words
    return f"{element.type} “{shown}”" if shown else element.type


def _roles(file: PdfFile) -> Iterator[Finding]:
    for type_ in file.roles:
        seen = [type_]
        while seen[-1] in file.roles and file.roles[seen[-1]] not in seen:
            seen.append(file.roles[seen[-1]])
        if type_ in _STANDARD:
            yield Finding(0, "Matterhorn 02-004", f"the standard type {type_} is mapped to {file.roles[type_]}")
        elif file.roles.get(seen[-1]) in seen:
            yield Finding(0, "Matterhorn 02-003", f"the type {type_} is mapped in a circle")
    for type_, one in {element.type: element for element in file.elements}.items():
        if type_ not in _STANDARD and type_ not in file.roles:
            yield found(file, "Matterhorn 02-001", f"{type_} is no standard structure type", one)


def _nesting(file: PdfFile) -> Iterator[Finding]:
    for element in file.elements:
        allowed = _KIDS.get(element.type)
        for kid in element.kids:
            if not isinstance(kid, Element):
                continue
            wanted = _PARENTS.get(kid.type)
            if (allowed is not None and kid.type not in allowed) or (wanted is not None and element.type not in wanted):
                rule = "Matterhorn 09-005" if {element.type, kid.type} & _LIST_TYPES else "Matterhorn 09-004"
                yield found(file, rule, f"{kid.type} stands directly in {element.type}", kid)
        if allowed is not None and not element.types():
            rule = "Matterhorn 09-005" if element.type in _LIST_TYPES else "Matterhorn 09-004"
            yield found(file, rule, f"{element.type} holds no {' or '.join(sorted(allowed))}", element)


def _headings(file: PdfFile) -> Iterator[Finding]:
    numbered = [element for element in file.elements if _HEADING.fullmatch(element.type)]
    levels = [int(element.type[1]) for element in numbered]
    if numbered and levels[0] != 1:
        yield found(file, "Matterhorn 14-002", f"the first heading is {numbered[0].type}", numbered[0])
    for (before, after), element in zip(pairwise(levels), numbered[1:], strict=True):
        if after > before + 1:
            yield found(file, "Matterhorn 14-003", f"H{after} follows H{before}", element)
    plain = [element for element in file.elements if element.type == "H"]
    if plain and numbered:
        yield found(file, "Matterhorn 14-007", "the file has both H and numbered headings", plain[0])
    for element in file.elements:
        if element.types().count("H") > 1:
            yield found(file, "Matterhorn 14-006", f"{element.type} holds more than one H", element)


def _tables(file: PdfFile) -> Iterator[Finding]:
    for table in (element for element in file.elements if element.type == "Table"):
        parts = list(table.elements())
        if any("Headers" in part.attributes for part in parts):
            continue
        for cell in parts:
            if cell.type == "TH" and cell.attributes.get("Scope") not in {"Row", "Column", "Both"}:
                yield found(
                    file, "Matterhorn 15-003", "the heading does not say whether it heads a row or a column", cell
                )
        widths = {len(part.types()) for part in parts if part.type == "TR"}
        if len(widths) > 1 and not any({"ColSpan", "RowSpan"} & set(part.attributes) for part in parts):
            yield found(file, "Matterhorn 09-004", f"rows have {' and '.join(map(str, sorted(widths)))} cells", table)


def _stand_ins(file: PdfFile) -> Iterator[Finding]:
    """Alt of figures and formulas, and where figures are."""
    for element in file.elements:
        spoken = element.alt.strip() or element.actual_text.strip()
        if element.type == "Figure" and not spoken:
            yield found(file, "Matterhorn 13-004", "the picture has no words that stand for it", element)
        if element.type == "Formula" and not spoken:
            yield found(file, "Matterhorn 17-002", "the formula has no words that stand for it", element)
        if element.type == "Figure" and "BBox" not in element.attributes:
            yield found(file, "Figure", "the picture does not say where on the page it is (BBox)", element)


def _notes(file: PdfFile) -> Iterator[Finding]:
    notes = [element for element in file.elements if element.type == "Note"]
    ids = Counter(note.id for note in notes)
    for note in notes:
        if not note.id:
            yield found(file, "Matterhorn 19-003", "the note has no ID", note)
        elif ids[note.id] > 1:
            yield found(file, "Matterhorn 19-004", f"{ids[note.id]} notes share the ID {note.id}", note)


def _belonging(file: PdfFile) -> Iterator[Finding]:
    """Content, elements and the parent tree say the same of one another (ISO 32000-1, 14.7.4.4)."""
    owners: dict[Mark, list[Element]] = {}
    for element in file.elements:
        if not element.kids and element.type not in {"TD", "TH"}:
            yield found(file, "Empty element", f"{element.type} holds nothing", element)
        for kid in element.kids:
            if isinstance(kid, Mark):
                owners.setdefault(kid, []).append(element)
    for number, content in enumerate(file.contents):
        for mcid, times in content.mcids.items():
            if times > 1:
                yield Finding(number + 1, "Parent tree", f"two pieces of content have the number {mcid}")
            if Mark(number, mcid) not in owners:
                yield Finding(number + 1, "Matterhorn 01-005", f"content {mcid} belongs to no element of the tree")
    for mark, elements in owners.items():
        there = 0 <= mark.page < len(file.contents) and mark.mcid in file.contents[mark.page].mcids
        if not there:
            yield found(file, "Parent tree", f"content {mark.mcid} is named, and is not on the page", elements[0])
        if len(elements) > 1:
            yield found(file, "Parent tree", f"content {mark.mcid} belongs to {len(elements)} elements", elements[1])
    yield from _parent_tree(file, owners)


def _parent_tree(file: PdfFile, owners: dict[Mark, list[Element]]) -> Iterator[Finding]:
    parents = _parents(file)
    for number, page in enumerate(file.pdf.pages):
        marks = file.contents[number].mcids
        if not marks:
            continue
        key: object = page.obj.get("/StructParents")
        entry = parents.get(key) if isinstance(key, int) else None
        if not isinstance(entry, pikepdf.Array):
            yield Finding(number + 1, "Parent tree", "the page does not say which elements its content belongs to")
            continue
        for mcid in marks:
            listed = entry[mcid] if 0 <= mcid < len(entry) else None
            mine = owners.get(Mark(number, mcid))
            if mine and (not isinstance(listed, pikepdf.Dictionary) or not _is(file, listed, mine[0])):
                what = f"the page says that content {mcid} belongs to another element than the tree does"
                yield found(file, "Parent tree", what, mine[0])


def _parents(file: PdfFile) -> dict[int, pikepdf.Object]:
    tree = dictionary(file.structure).get("/ParentTree")
    try:
        return dict(pikepdf.NumberTree(tree).items()) if isinstance(tree, pikepdf.Dictionary) else {}
    except (pikepdf.PdfError, TypeError, ValueError):
        return {}


def _is(file: PdfFile, listed: pikepdf.Dictionary, element: Element) -> bool:
    """Whether the object of the parent tree can be *element*: the same type and texts."""
    own = name(listed.get("/S"))
    return element.type in (own, file.roles.get(own)) and text(listed.get("/Alt")) == element.alt


def annotated(file: PdfFile) -> dict[tuple[int, int], str]:
    """The type of the element that each annotation belongs to, by the annotation's object."""
    return {kid.id: element.type for element in file.elements for kid in element.kids if isinstance(kid, Target)}
