"""What a file says of itself: title, language, standards; bookmarks, links and annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from press.preflight.entries import dictionary, is_true, listed, name, number, text
from press.preflight.file import PdfFile
from press.preflight.finding import Finding
from press.preflight.tags import annotated, found
from press.preflight.tree import Element, Mark

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_A = "{http://www.aiim.org/pdfa/ns/id/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_FILE_NAME = re.compile(r"\.(pdf|docx?|odt|indd|html?|xml)$|^untitled|^\(?anonymous", re.IGNORECASE)
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_HEADING = re.compile(r"H[1-6]?")
_MOST_BOOKMARKS = 5_000
_PRINT, _HIDING = 4, 1 | 2 | 32 | 256  # Invisible, Hidden, NoView, ToggleNoView (ISO 32000-1, table 165)
_ALLOWED = frozenset(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Stamp "
    "/Caret /Ink /Popup /FileAttachment /Widget /PrinterMark /TrapNet /Watermark /Redact".split()
)


def check_metadata(file: PdfFile) -> Iterator[Finding]:
    """Faults of the records, the title, the language and what is read in the window and beside it."""
    yield from _records(file)
    yield from _title(file)
    yield from _languages(file)
    yield from _view(file)
    yield from _bookmarks(file)
    yield from _annotations(file)


def _property(file: PdfFile, name: str) -> str | None:
    """A simple property of the XMP, written as an element or as an attribute; None where there is none."""
    if file.xmp is None:
        return None
    element = file.xmp.find(f".//{name}")
    if element is not None:
        return "".join(element.itertext()).strip()
    return next((one.attrib[name] for one in file.xmp.iter(f"{_RDF}Description") if name in one.attrib), None)


def _records(file: PdfFile) -> Iterator[Finding]:
    if not file.metadata:
        yield Finding(0, "Matterhorn 06-001", "the file has no XMP metadata")
        return
    stream = file.catalog.Metadata
    if file.xmp is None:
        yield Finding(0, "PDF/A-2 6.6.2.1", "the XMP metadata is not well-formed XML")
        return
    if "/Filter" in stream:
        yield Finding(0, "PDF/A-2 6.6.2.1", "the XMP metadata is compressed: archives read it as it stands")
    if _property(file, f"{_UA}part") != "1":
        yield Finding(0, "Matterhorn 06-002", "the metadata does not say PDF/UA-1")
    part, level = _property(file, f"{_A}part"), _property(file, f"{_A}conformance")
    if (part, level) != ("2", "A"):
        said = f"PDF/A-{part}{level or ''}" if part else "no PDF/A"
        yield Finding(0, "PDF/A-2 6.6.4", f"the metadata says {said}, and not PDF/A-2A")
    described = [(one.text or "").strip() for one in file.xmp.iter(f"{_SCHEMA}namespaceURI")]
    if part and _property(file, f"{_UA}part") is not None and _UA.strip("{}") not in described:
        yield Finding(0, "PDF/A-2 6.6.2.3.3", "the properties of PDF/UA are not described in an extension schema")


def _title(file: PdfFile) -> Iterator[Finding]:
    inner = _property(file, f"{_DC}title")
    if file.xmp is not None and not inner:
        yield Finding(0, "Matterhorn 06-003", "the metadata has no title")
    outer = file.info_title
    if inner and outer.strip() != inner:
        yield Finding(0, "Title", f"one record says “{inner}”, the other “{outer}”")
    if inner and _FILE_NAME.search(inner):
        yield Finding(0, "Title", f"“{inner}” is the name of a file and not a title")


def _languages(file: PdfFile) -> Iterator[Finding]:
    said = {file.language, *(element.lang for element in file.elements)}
    for tag in sorted(said - {""}):
        if not _TAG.fullmatch(tag):
            yield Finding(0, "PDF/A-2 6.7.4", f"“{tag}” is no language tag")
    if file.language:
        return
    yield Finding(0, "Matterhorn 11-006", "the file does not say its language")
    if "/Outlines" in file.catalog:
        yield Finding(0, "Matterhorn 11-003", "the language of the bookmarks is not known")
    unknown = [element for element in file.elements if not element.lang]
    for element in unknown:
        if element.alt or element.actual_text:
            yield found(file, "Matterhorn 11-002", "the language of what stands for this is not known", element)
    silent = next((element for element in unknown if _says_something(file, element)), None)
    if silent is not None:
        yield found(file, "Matterhorn 11-001", "the language of these words is not known", silent)


def _says_something(file: PdfFile, element: Element) -> bool:
    """Whether an element holds words whose language the content does not say either."""
    own = (mark for mark in element.kids if isinstance(mark, Mark))
    return any(file.words(mark).strip() for mark in own if not _marked(file, mark.page, mark.mcid))


def _marked(file: PdfFile, page: int, mcid: int) -> bool:
    return 0 <= page < len(file.contents) and mcid in file.contents[page].langs


def _view(file: PdfFile) -> Iterator[Finding]:
    shown = dictionary(file.catalog.get("/ViewerPreferences")).get("/DisplayDocTitle")
    if shown is None:
        yield Finding(0, "Matterhorn 07-001", "the window would show the file’s name and not its title")
    elif not is_true(shown):
        yield Finding(0, "Matterhorn 07-002", "the window is told to show the file’s name and not its title")
    if len(file.pdf.pages) > 1 and "/PageLabels" not in file.catalog:
        yield Finding(0, "Page labels", "the pages do not say their numbers")
    info = dictionary(file.catalog.get("/MarkInfo"))
    if not is_true(info.get("/Marked")):
        yield Finding(0, "PDF/A-2 6.7.2.2", "the file does not say that it is tagged")
    if is_true(info.get("/Suspects")):
        yield Finding(0, "Matterhorn 01-007", "the file says of itself that its tags may be wrong")


def _bookmarks(file: PdfFile) -> Iterator[Finding]:
    headings = [element for element in file.elements if _HEADING.fullmatch(element.type)]
    entries = list(_entries(file))
    if not entries:
        if len(headings) > 1:
            yield Finding(0, "Bookmarks", f"the file has {len(headings)} headings and no bookmarks")
        return
    said = [file.said(element) for element in headings]
    at = 0
    for title, leads in entries:
        if not leads:
            yield Finding(0, "Bookmarks", f"the bookmark “{title}” leads nowhere")
        plain = _letters(title)
        place = next((number for number in range(at, len(said)) if _letters(said[number]) == plain), None)
        if place is not None:
            at = place + 1
        elif any(_letters(text) == plain for text in said):
            yield Finding(0, "Bookmarks", f"the bookmark “{title}” does not stand in the order of the headings")
        else:
            yield Finding(0, "Bookmarks", f"the bookmark “{title}” is no heading of the file")
    missing = {_letters(text) for text in said if text} - {_letters(title) for title, _ in entries}
    for element in headings:
        if file.language and element.lang == file.language and _letters(file.said(element)) in missing:
            yield found(file, "Bookmarks", "this heading has no bookmark", element)


def _letters(text: str) -> str:
    """What two ways to write the same words share."""
    return "".join(letter for letter in text if letter.isalnum())


def _entries(file: PdfFile) -> Iterator[tuple[str, bool]]:
    """Each bookmark, depth first, and whether it leads anywhere."""
    waiting: list[object] = [dictionary(file.catalog.get("/Outlines")).get("/First")]
    seen = 0
    while waiting and seen < _MOST_BOOKMARKS:
        entry = waiting.pop()
        if not isinstance(entry, pikepdf.Dictionary):
            continue
        seen += 1
        yield str(entry.get("/Title", "")), _leads(file, entry)
        waiting += [entry.get("/Next"), entry.get("/First")]


def _leads(file: PdfFile, holder: pikepdf.Dictionary) -> bool:
    """Whether the Dest or action of a bookmark or link leads to a page of this file, or to an address."""
    action = dictionary(holder.get("/A"))
    if name(action.get("/S")) == "URI":
        return text(action.get("/URI")).lower().startswith(_SCHEMES)
    target: object = action.get("/D", holder.get("/Dest"))
    if isinstance(target, pikepdf.Name | pikepdf.String):
        target = _named(file, str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or not len(target) or not isinstance(target[0], pikepdf.Dictionary):
        return False
    return any(page.obj.objgen == target[0].objgen for page in file.pdf.pages)


def _named(file: PdfFile, wanted: str) -> object:
    old = dictionary(file.catalog.get("/Dests"))
    if wanted in old:
        return old[wanted]
    tree = dictionary(file.catalog.get("/Names")).get("/Dests")
    try:
        return pikepdf.NameTree(tree).get(wanted) if isinstance(tree, pikepdf.Dictionary) else None
    except (pikepdf.PdfError, TypeError, ValueError):
        return None


def _annotations(file: PdfFile) -> Iterator[Finding]:
    owners = annotated(file)
    for sheet, page in enumerate(file.pdf.pages, start=1):
        annotations = [one for one in listed(page.obj.get("/Annots")) if isinstance(one, pikepdf.Dictionary)]
        if annotations:
            yield from _tabs(page, sheet)
        for annotation in annotations:
            yield from _annotation(file, annotation, sheet, owners.get(annotation.objgen, ""))


def _tabs(page: pikepdf.Page, number: int) -> Iterator[Finding]:
    tabs = page.obj.get("/Tabs")
    if tabs is None:
        yield Finding(number, "Matterhorn 28-008", "the page does not say in which order one tabs through it")
    elif tabs != pikepdf.Name.S:
        yield Finding(number, "Matterhorn 28-009", f"one tabs through the page in the order {tabs}")


def _annotation(file: PdfFile, annotation: pikepdf.Dictionary, page: int, owner: str) -> Iterator[Finding]:
    kind = str(annotation.get("/Subtype", "/"))
    said = str(annotation.get("/Contents", "")).strip()
    match kind:
        case "/Link":
            yield from _link(file, annotation, page, owner)
        case "/Widget":
            if owner != "Form":
                yield Finding(page, "Matterhorn 28-010", "a form field stands in no Form element")
            if not str(annotation.get("/TU", "")).strip():
                yield Finding(page, "Matterhorn 28-005", "a form field does not say what it asks")
        case "/TrapNet":
            yield Finding(page, "Matterhorn 28-007", "a trap network is attached")
        case "/Popup" | "/PrinterMark":
            pass
        case _:
            if owner != "Annot":
                yield Finding(page, "Matterhorn 28-002", f"an annotation ({kind[1:]}) stands in no Annot element")
            if not said:
                yield Finding(page, "Matterhorn 28-004", f"an annotation ({kind[1:]}) does not say what it is")
    yield from _archived(annotation, page, kind)


def _link(file: PdfFile, annotation: pikepdf.Dictionary, page: int, owner: str) -> Iterator[Finding]:
    said = str(annotation.get("/Contents", "")).strip()
    shown = f"the link “{said}”" if said else "a link"
    if owner != "Link":
        yield Finding(page, "Matterhorn 28-011", f"{shown} stands in no Link element")
    if not said:
        yield Finding(page, "Matterhorn 28-012", "a link does not say in words where it leads")
    if not _leads(file, annotation):
        yield Finding(page, "Links", f"{shown} leads nowhere that paper and reader know")
    if said and not file.language and not owner:
        yield Finding(page, "Matterhorn 11-004", f"the language of {shown} is not known")


def _archived(annotation: pikepdf.Dictionary, page: int, kind: str) -> Iterator[Finding]:
    flags = annotation.get("/F", 0)
    flags = flags if isinstance(flags, int) else 0
    if kind not in _ALLOWED:
        yield Finding(page, "PDF/A-2 6.3.1", f"an annotation is of the kind {kind[1:] or 'nothing'}")
    if kind != "/Popup" and (not flags & _PRINT or flags & _HIDING):
        yield Finding(page, "PDF/A-2 6.3.2", f"an annotation ({kind[1:]}) does not print, or is hidden")
    box = [number(value) for value in listed(annotation.get("/Rect"))]
    empty = len(box) == 4 and (box[0] == box[2] or box[1] == box[3])
    if kind not in ("/Popup", "/Link") and "/AP" not in annotation and not empty:
        yield Finding(page, "PDF/A-2 6.3.3", f"an annotation ({kind[1:]}) does not bring its appearance")
