"""Ways to break a good sheet, one thing at a time, each with the rule that preflight must name.

Most change objects through qpdf (pikepdf), which then writes the file anew; the
last ones change bytes. tests/test_preflight.py asserts that the file written
anew without a change is still without a finding, and that each rule is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Mutation:
    """A change to a good file, and the rule that it breaks."""

    rule: str
    name: str
    change: Callable[[Pdf], object]
    sheet: str = "en"
    written: bool = False  # only the Document that the sheet was made of can tell
    encryption: bool = False

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def rewritten(data: bytes, change: Callable[[Pdf], object] = lambda pdf: None, *, locked: bool = False) -> bytes:
    """*data* with a change, written anew by qpdf as an archive wants it."""
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        how = {
            "encryption": pikepdf.Encryption(owner="o", allow=pikepdf.Permissions(accessibility=False, extract=False))
        }
        pdf.save(out, preserve_pdfa=True, fix_metadata_version=False, static_id=True, **(how if locked else {}))
        return out.getvalue()


# Finding things


def _elements(pdf: Pdf, type_: str) -> Iterator[Dictionary]:
    """The structure elements of a type in the order of the tree."""

    def under(element: Dictionary) -> Iterator[Dictionary]:
        if element.get("/S") == f"/{type_}":
            yield element
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from under(kid)

    return under(pdf.Root.StructTreeRoot.K)


def _first(pdf: Pdf, type_: str, place: int = 0) -> Dictionary:
    return list(_elements(pdf, type_))[place]


def _links(pdf: Pdf) -> list[Dictionary]:
    return [one for page in pdf.pages for one in page.obj.get("/Annots", [])]


def _link(pdf: Pdf, kind: str) -> Dictionary:
    """The first link with a Dest, or with an action A."""
    return next(one for one in _links(pdf) if f"/{kind}" in one)


def _font(pdf: Pdf) -> Dictionary:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _inner(pdf: Pdf) -> Dictionary:
    return _font(pdf).DescendantFonts[0]


def _code(pdf: Pdf, old: bytes, new: bytes, *, page: int = 0, times: int = 1) -> None:
    """Change the content of a page."""
    contents = pdf.pages[page].Contents
    code = contents.read_bytes()
    assert re.search(old, code, re.DOTALL), old
    contents.write(re.sub(old, new, code, count=times, flags=re.DOTALL))


def _xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new))


def _map(pdf: Pdf, old: bytes, new: bytes) -> None:
    cmap = _font(pdf).ToUnicode.read_bytes()
    assert re.search(old, cmap)
    _font(pdf).ToUnicode.write(re.sub(old, new, cmap, count=1))


def _annotate(pdf: Pdf, subtype: str, **entries: object) -> None:
    page = pdf.pages[0].obj
    appearance = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    made = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([20, 20, 40, 40]), F=4, AP=Dictionary(N=appearance)
    )
    for key, value in entries.items():
        made[f"/{key}"] = value
    page.Annots.append(pdf.make_indirect(made))
    if subtype == "Widget":
        pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[-1]]))


def _move(pdf: Pdf, start: int, end: int) -> None:
    """Move an element at the top of the tree to another place."""
    kids = list(pdf.Root.StructTreeRoot.K.K)
    kids.insert(end, kids.pop(start))
    pdf.Root.StructTreeRoot.K.K = Array(kids)


# What is done


def _drop(key: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        del pdf.Root[key]

    return change


def _retype(old: str, new: str, place: int = 0) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        _first(pdf, old, place).S = Name(f"/{new}")

    return change


def _without_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/Lang" in one:
            del one["/Lang"]


def _scope(pdf: Pdf) -> None:
    for cell in _elements(pdf, "TH"):
        del cell["/A"]


def _uneven_rows(pdf: Pdf) -> None:
    row = _first(pdf, "TR", 1)
    row.K = Array([row.K[0]])


def _two_kinds_of_heading(pdf: Pdf) -> None:
    _first(pdf, "H2").S = Name.H


def _two_h(pdf: Pdf) -> None:
    section = _first(pdf, "Sect", 1)
    for kid in list(section.K)[:2]:
        kid.S = Name.H


def _same_ids(pdf: Pdf) -> None:
    for note in _elements(pdf, "Note"):
        note.ID = String("one")


def _circle(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Foo=Name("/Bar"), Bar=Name("/Foo"))
    _first(pdf, "P").S = Name("/Foo")


def _layers(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        made = Dictionary(Name=String("Layers"))
        for key, value in entries.items():
            made[f"/{key}"] = value
        pdf.Root.OCProperties = Dictionary(OCGs=Array(), D=made)

    return change


def _attachment(pdf: Pdf) -> None:
    file = pdf.make_stream(b"words", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=file))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), pdf.make_indirect(spec)])))


def _renders_anew(pdf: Pdf) -> None:
    form = pdf.make_stream(b"<config><dynamicRender>required</dynamicRender></config>")
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=Array([String("config"), form]))


def _form_object(pdf: Pdf, **entries: object) -> None:
    """A form that the page has at hand; it need not be painted."""
    made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for key, value in entries.items():
        made[f"/{key}"] = value
    resources = pdf.pages[0].Resources
    resources.XObject = Dictionary(**{name[1:]: one for name, one in resources.get("/XObject", Dictionary()).items()})
    resources.XObject["/Added"] = made


def _image(pdf: Pdf) -> Stream:
    return next(one for one in pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == "/Image")


def _state(pdf: Pdf, use: bool = False, **entries: object) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(Added=pdf.make_indirect(Dictionary(**entries)))
    if use:
        _code(pdf, rb"\A", b"/Added gs\n")


def _stands_in_no_element(pdf: Pdf) -> None:
    """The tree forgets a paragraph that stays on the page."""
    section = _first(pdf, "Sect", 1)
    section.K = Array(list(section.K)[:-1])


def _parent_tree_of_another(pdf: Pdf) -> None:
    heading = _first(pdf, "H1")
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    entry = nums[1]
    place = next(index for index, owner in enumerate(entry) if owner.objgen == heading.objgen)
    entry[place] = _first(pdf, "Figure")


def _blind_content(pdf: Pdf) -> None:
    """A piece of content twice in the tree."""
    heading = _first(pdf, "H1")
    _first(pdf, "P").K.append(Dictionary(Type=Name.MCR, Pg=heading.Pg, MCID=int(heading.K[0])))


def _swap_sections(pdf: Pdf) -> None:
    _move(pdf, 5, 7)


def _other_title(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = String("[draft] Another title")


def _file_name_as_title(pdf: Pdf) -> None:
    title = str(pdf.trailer.Info.Title)
    pdf.trailer.Info.Title = String("sex-in-early-pregnancy.pdf")
    _xmp(pdf, title.encode(), b"sex-in-early-pregnancy.pdf")


def _bookmark(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Something else")


def _bookmarks_swapped(pdf: Pdf) -> None:
    first = pdf.Root.Outlines.First.get("/First")
    first.Title, first.Next.Title = first.Next.Title, first.Title


def _lose_heading(pdf: Pdf) -> None:
    """The first H2 becomes an artifact, and its element goes."""
    _demote(pdf, "H2", b"/Artifact <</Type /Pagination /Subtype /Header>> BDC")


def _demote(pdf: Pdf, type_: str, operator: bytes) -> None:
    element = _first(pdf, type_)
    mcid = int(element.K[0])
    parent = element.P
    parent.K = Array([kid for kid in parent.K if not isinstance(kid, Dictionary) or kid.objgen != element.objgen])
    _code(pdf, rb"/%s <</MCID %d>> BDC" % (type_.encode(), mcid), operator)


def _fused_line_end(pdf: Pdf) -> None:
    """The blank between two words goes where the first ends a line, from the glyphs and so from what they mean."""
    line = rb"BT 1 0 0 1 \S+ (\S+) Tm /(F\d+) \S+ Tf \[[^\]]*?([0-9A-F]{4})>\] TJ ET\nBT 1 0 0 1 \S+ (\S+) Tm"
    for page in pdf.pages:
        code = page.Contents.read_bytes()
        for found in re.finditer(line, code):
            blank = _code_of(page.Resources.Font[f"/{found[2].decode()}"], " ")
            if found[1] != found[4] and found[3] == blank:
                at = found.start(3)
                page.Contents.write(code[:at] + code[at + 4 :])
                return
    raise AssertionError("no line ends with a blank")


def _code_of(font: Dictionary, text: str) -> bytes:
    wanted = text.encode("utf-16-be").hex().upper().encode()
    found = re.search(rb"<([0-9A-F]{4})> <%s>" % wanted, font.ToUnicode.read_bytes())
    assert found
    return found[1]


def _no_blanks_at_all(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        cmap = font.ToUnicode.read_bytes()
        font.ToUnicode.write(cmap.replace(b"> <0020>", b"> <200B>").replace(b"> <00A0>", b"> <200B>"))


def _wrong_letter(pdf: Pdf) -> None:
    """The glyphs of one letter say another: nobody sees it, everybody who copies or listens gets it."""
    _map(pdf, rb"<0061>\n", b"<006F>\n")


def _wrong_actual_text(pdf: Pdf) -> None:
    span = next(one for one in _elements(pdf, "Span") if len(str(one.get("/ActualText", ""))) > 20)
    span.ActualText = String(str(span.ActualText)[:-3])


def _widths(pdf: Pdf) -> None:
    _inner(pdf).W[1][1] = float(_inner(pdf).W[1][1]) + 40


def _gid(value: int) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        table = _inner(pdf).CIDToGIDMap.read_bytes()
        _inner(pdf).CIDToGIDMap.write(table[:2] + value.to_bytes(2, "big") + table[4:])

    return change


def _color(new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        _code(pdf, rb"(0\.102 0\.102 0\.102) rg\n(/P <</MCID)", new + rb" rg\n\2")

    return change


def _place(new: bytes, type_: bytes = b"H1") -> Callable[[Pdf], None]:
    """Move the first words of an element somewhere else on the page."""

    def change(pdf: Pdf) -> None:
        _code(pdf, rb"(/%s <</MCID \d+>> BDC\nBT 1 0 0 1) [-\d.]+ [-\d.]+ Tm" % type_, rb"\1 " + new + b" Tm")

    return change


def _band_gone(pdf: Pdf) -> None:
    _code(pdf, rb"/Artifact <</Type /Pagination /Subtype /Header>> BDC", b"/Artifact <</Type /Layout>> BDC", page=1)


def _band_last(pdf: Pdf) -> None:
    _move(pdf, 0, 6)


def _outside_file(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.F = String("other.bin")
    pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Added=stream))


def _lzw(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
    pdf.Root.PieceInfo = pdf.make_indirect(Dictionary(Added=stream))


MUTATIONS = (
    # structure
    Mutation(
        "Matterhorn 01-003",
        "an artifact inside a heading",
        lambda pdf: _code(pdf, rb"(/H1 <</MCID \d+>> BDC)", rb"\1\n/Artifact BMC 0 0 m 9 9 l S EMC"),
    ),
    Mutation(
        "Matterhorn 01-004",
        "a heading inside an artifact",
        lambda pdf: _code(pdf, rb"(/H1 <</MCID \d+>> BDC.*?EMC)", rb"/Artifact BMC\n\1\nEMC"),
    ),
    Mutation(
        "Matterhorn 01-005",
        "words outside of all marks",
        lambda pdf: _code(pdf, rb"/H1 <</MCID \d+>> BDC(.*?)EMC", rb"\1"),
    ),
    Mutation("Matterhorn 01-005", "a rule outside of all marks", lambda pdf: _code(pdf, rb"\Z", b"\n0 0 m 9 9 l S\n")),
    Mutation("Matterhorn 01-005", "a paragraph that the tree forgot", _stands_in_no_element),
    Mutation(
        "Matterhorn 01-007", "tags that may be wrong", lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True)
    ),
    Mutation("Matterhorn 02-001", "a type of one's own", _retype("P", "Paragraph")),
    Mutation("Matterhorn 02-003", "types mapped in a circle", _circle),
    Mutation(
        "Matterhorn 02-004",
        "P mapped to Span",
        lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.Span)),
    ),
    Mutation("Matterhorn 09-004", "a table row in a paragraph", _retype("Table", "P")),
    Mutation("Matterhorn 09-004", "rows of different lengths", _uneven_rows),
    Mutation("Matterhorn 09-004", "a cell in a table without a row", _retype("TR", "TD")),
    Mutation("Matterhorn 09-005", "list items without a list", _retype("L", "Sect")),
    Mutation("Matterhorn 09-005", "a paragraph in a list", _retype("LI", "P")),
    Mutation("Matterhorn 09-005", "an item whose body is a paragraph", _retype("LBody", "P")),
    Mutation("Matterhorn 13-004", "a figure without words", lambda pdf: _first(pdf, "Figure").__delitem__("/Alt")),
    Mutation(
        "Matterhorn 13-004",
        "a figure with blank words",
        lambda pdf: _first(pdf, "Figure").__setitem__("/Alt", String("  ")),
    ),
    Mutation(
        "Figure",
        "a figure that is nowhere",
        lambda pdf: (
            _first(pdf, "Figure").A.__delitem__("/BBox")
            if isinstance(_first(pdf, "Figure").A, Dictionary)
            else _first(pdf, "Figure").A[0].__delitem__("/BBox")
        ),
    ),
    Mutation("Matterhorn 14-002", "the first heading is H2", _retype("H1", "H2")),
    Mutation("Matterhorn 14-003", "H3 after H1", _retype("H2", "H3")),
    Mutation("Matterhorn 14-006", "two H in a section", _two_h),
    Mutation("Matterhorn 14-007", "H among H1 and H2", _two_kinds_of_heading),
    Mutation("Matterhorn 15-003", "table headings without a scope", _scope),
    Mutation("Matterhorn 17-002", "a formula without words", _retype("Reference", "Formula")),
    Mutation("Matterhorn 19-003", "a note without an ID", lambda pdf: _first(pdf, "Note").__delitem__("/ID")),
    Mutation("Matterhorn 19-004", "notes with one ID", _same_ids),
    Mutation("Empty element", "an element without content", lambda pdf: _first(pdf, "H2").__setitem__("/K", Array())),
    Mutation(
        "Parent tree",
        "a page that does not name its owners",
        lambda pdf: pdf.pages[0].obj.__delitem__("/StructParents"),
    ),
    Mutation("Parent tree", "a heading that the page gives to a figure", _parent_tree_of_another),
    Mutation("Parent tree", "content that belongs to two elements", _blind_content),
    Mutation(
        "Parent tree",
        "two pieces of content with one number",
        lambda pdf: _code(pdf, rb"(/P <</MCID )\d+(>> BDC.*?/P <</MCID )(\d+)", rb"\g<1>\3\2\3"),
    ),
    Mutation("PDF/A-2 6.7.3.3", "no structure tree", _drop("/StructTreeRoot")),
    # language
    Mutation("Matterhorn 11-001", "words without a language", _without_language),
    Mutation("Matterhorn 11-002", "stand-ins without a language", _without_language),
    Mutation("Matterhorn 11-003", "bookmarks without a language", _without_language),
    Mutation(
        "Matterhorn 11-004",
        "a link without a language",
        lambda pdf: (
            _without_language(pdf),
            [
                one.__setitem__(
                    "/K", Array([kid for kid in one.K if not isinstance(kid, Dictionary) or "/Obj" not in kid])
                )
                for one in _elements(pdf, "Link")
            ],
        ),
    ),
    Mutation("Matterhorn 11-006", "metadata without a language", _drop("/Lang")),
    Mutation(
        "PDF/A-2 6.7.4", "a language that is no tag", lambda pdf: pdf.Root.__setitem__("/Lang", String("English, US"))
    ),
    Mutation(
        "Script",
        "Arabic words that are said to be English",
        lambda pdf: (
            [one.__setitem__("/Lang", String("en")) for one in _elements(pdf, "H2")]
            and [one.__setitem__("/Lang", String("en")) for one in _elements(pdf, "Span")]
        ),
        "ar",
    ),
    Mutation(
        "Script",
        "English words that are said to be Arabic",
        lambda pdf: [
            one.__setitem__("/Lang", String("ar"))
            for type_ in ("Note", "Span", "Link")
            for one in _elements(pdf, type_)
        ],
        "ar",
    ),
    Mutation(
        "Language",
        "English references that are said to be French",
        lambda pdf: [one.__setitem__("/Lang", String("fr")) for one in _elements(pdf, "Note")],
        "en",
        written=True,
    ),
    # metadata
    Mutation("Matterhorn 06-001", "no metadata", _drop("/Metadata")),
    Mutation(
        "Matterhorn 06-002", "metadata without PDF/UA", lambda pdf: _xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")
    ),
    Mutation("Matterhorn 06-003", "metadata without a title", lambda pdf: _xmp(pdf, b"dc:title", b"dc:source")),
    Mutation("Matterhorn 07-001", "the window shows the file's name", _drop("/ViewerPreferences")),
    Mutation(
        "Matterhorn 07-002",
        "the window is told so",
        lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False),
    ),
    Mutation("Title", "two titles", _other_title),
    Mutation("Title", "the name of a file as title", _file_name_as_title),
    Mutation("Page labels", "no page labels", _drop("/PageLabels")),
    Mutation("Bookmarks", "no bookmarks", _drop("/Outlines")),
    Mutation("Bookmarks", "a bookmark that is no heading", _bookmark),
    Mutation("Bookmarks", "bookmarks in another order", _bookmarks_swapped),
    Mutation("Bookmarks", "a bookmark that leads nowhere", lambda pdf: pdf.Root.Outlines.First.__delitem__("/Dest")),
    Mutation("Bookmarks", "a heading retagged as a paragraph", _retype("H2", "P")),
    Mutation("Bookmarks", "a heading made an artifact", _lose_heading),
    Mutation("PDF/A-2 6.7.2.2", "not marked as tagged", _drop("/MarkInfo")),
    Mutation("PDF/A-2 6.6.2.1", "metadata that is no XML", lambda pdf: _xmp(pdf, b"</rdf:RDF>", b"")),
    Mutation(
        "PDF/A-2 6.6.2.3.3",
        "PDF/UA not described",
        lambda pdf: _xmp(
            pdf, b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/", b"<pdfaSchema:namespaceURI>urn:other"
        ),
    ),
    Mutation("PDF/A-2 6.6.4", "PDF/A-2B", lambda pdf: _xmp(pdf, b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")),
    # links and annotations
    Mutation("Links", "a link to nowhere", lambda pdf: _link(pdf, "Dest").__setitem__("/Dest", String("nowhere"))),
    Mutation(
        "Links",
        "a link that runs a script",
        lambda pdf: _link(pdf, "A").A.__setitem__("/URI", String("javascript:alert(1)")),
    ),
    Mutation(
        "Matterhorn 28-002", "a note without an element", lambda pdf: _annotate(pdf, "Text", Contents=String("a note"))
    ),
    Mutation("Matterhorn 28-004", "a note that says nothing", lambda pdf: _annotate(pdf, "Text")),
    Mutation("Matterhorn 28-005", "a field that asks nothing", lambda pdf: _annotate(pdf, "Widget")),
    Mutation("Matterhorn 28-007", "a trap network", lambda pdf: _annotate(pdf, "TrapNet")),
    Mutation("Matterhorn 28-008", "no order of tabs", lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs")),
    Mutation("Matterhorn 28-009", "tabs by rows", lambda pdf: pdf.pages[0].obj.__setitem__("/Tabs", Name.R)),
    Mutation(
        "Matterhorn 28-010", "a field without an element", lambda pdf: _annotate(pdf, "Widget", TU=String("Name"))
    ),
    Mutation("Matterhorn 28-011", "a link in a Span", _retype("Link", "Span")),
    Mutation(
        "Matterhorn 28-012",
        "a link that does not say where it leads",
        lambda pdf: _link(pdf, "Dest").__delitem__("/Contents"),
    ),
    Mutation("PDF/A-2 6.3.1", "a film", lambda pdf: _annotate(pdf, "Movie", Contents=String("film"))),
    Mutation("PDF/A-2 6.3.2", "a link that does not print", lambda pdf: _link(pdf, "Dest").__setitem__("/F", 0)),
    Mutation("PDF/A-2 6.3.2", "a hidden link", lambda pdf: _link(pdf, "Dest").__setitem__("/F", 6)),
    Mutation(
        "PDF/A-2 6.3.3",
        "a stamp without an appearance",
        lambda pdf: (_annotate(pdf, "Stamp", Contents=String("stamp")), pdf.pages[0].Annots[-1].__delitem__("/AP")),
    ),
    # fonts and characters
    Mutation("Matterhorn 10-001", "a code that means nothing", lambda pdf: _map(pdf, rb"<0002> <[0-9A-F]+>\n", b"")),
    Mutation(
        "Matterhorn 31-004",
        "a CIDToGIDMap of another name",
        lambda pdf: _inner(pdf).__setitem__("/CIDToGIDMap", Name.Other),
    ),
    Mutation("Matterhorn 31-005", "no CIDToGIDMap", lambda pdf: _inner(pdf).__delitem__("/CIDToGIDMap")),
    Mutation(
        "Matterhorn 31-006",
        "an encoding that nobody has",
        lambda pdf: _font(pdf).__setitem__("/Encoding", Name("/Our-Own-H")),
    ),
    Mutation(
        "Matterhorn 31-009",
        "a font that is not in the file",
        lambda pdf: _inner(pdf).FontDescriptor.__delitem__("/FontFile2"),
    ),
    Mutation("Matterhorn 31-011", "a glyph that the font lacks", _gid(60_000)),
    Mutation("Matterhorn 31-016", "a width that is not the font's", _widths),
    Mutation("Matterhorn 31-027", "no Unicode map", lambda pdf: _font(pdf).__delitem__("/ToUnicode")),
    Mutation(
        "Matterhorn 31-028", "a code that means U+0000", lambda pdf: _map(pdf, rb"<0002> <[0-9A-F]+>", b"<0002> <0000>")
    ),
    Mutation(
        "Matterhorn 31-029", "a code that means U+FEFF", lambda pdf: _map(pdf, rb"<0002> <[0-9A-F]+>", b"<0002> <FEFF>")
    ),
    Mutation("Matterhorn 31-030", "the sign for a missing glyph", _gid(0)),
    Mutation(
        "PDF/A-2 6.2.11.7.3", "a private character", lambda pdf: _map(pdf, rb"<0002> <[0-9A-F]+>", b"<0002> <E001>")
    ),
    Mutation("Glyphs", "an ActualText that lost its end", _wrong_actual_text, "ar"),
    # words
    Mutation("Words", "one letter says another", _wrong_letter, written=True),
    Mutation("Words", "sections in another order", _swap_sections, written=True),
    Mutation("Words", "a heading lost to an artifact", _lose_heading, written=True),
    Mutation("Words", "all blanks removed", _no_blanks_at_all, written=True),
    Mutation("Blanks", "all blanks removed", _no_blanks_at_all),
    Mutation("Blanks", "words fused at the end of a line", _fused_line_end),
    Mutation(
        "Artifact", "a heading that is decoration", lambda pdf: _demote(pdf, "H2", b"/Artifact <</Type /Layout>> BDC")
    ),
    Mutation("Draft", "page two without its band", _band_gone),
    Mutation("Draft", "that it is a draft comes last", _band_last),
    # looks
    Mutation(
        "Type size",
        "text of four points",
        lambda pdf: _code(pdf, rb"(/H1 <</MCID \d+>> BDC\nBT [^/]*/F\d+) [\d.]+ Tf", rb"\1 4 Tf"),
    ),
    Mutation(
        "Type size",
        "most of the text in nine points",
        lambda pdf: [_code(pdf, rb" 12 Tf", b" 9 Tf", page=number, times=0) for number in range(len(pdf.pages))],
    ),
    Mutation("Contrast", "grey words", _color(b"0.5 0.5 0.5")),
    Mutation("Hidden text", "white words on white", _color(b"1 1 1")),
    Mutation(
        "Hidden text",
        "words that are not painted",
        lambda pdf: _code(pdf, rb"(/H1 <</MCID \d+>> BDC\nBT)", rb"\1 3 Tr"),
    ),
    Mutation("Margins", "words off the paper", _place(b"-90 0")),
    Mutation("Margins", "words at the edge of the paper", _place(b"-50 0")),
    Mutation("Margins", "words in the margin", _place(b"-30 0")),
    Mutation("Overlap", "a heading on the paragraph below", _place(b"0 -34")),
    Mutation("Transparency", "half transparent", lambda pdf: _state(pdf, True, ca=0.5)),
    # archive
    Mutation(
        "PDF/A-2 6.1.13",
        "a string without end",
        lambda pdf: pdf.trailer.Info.__setitem__("/Subject", String("a" * 40_000)),
    ),
    Mutation("PDF/A-2 6.1.13", "states within states", lambda pdf: _code(pdf, rb"\A", b"q " * 30)),
    Mutation("PDF/A-2 6.1.3", "a password", lambda pdf: None, encryption=True),
    Mutation("PDF/A-2 6.1.7.2", "a stream in another file", _outside_file),
    Mutation("PDF/A-2 6.2.2", "an operator of one's own", lambda pdf: _code(pdf, rb"\A", b"frobnicate\n")),
    Mutation("PDF/A-2 6.2.2", "a font that the page lacks", lambda pdf: _code(pdf, rb"/F1 ", b"/F99 ")),
    Mutation("PDF/A-2 6.2.3", "no output intent", _drop("/OutputIntents")),
    Mutation(
        "PDF/A-2 6.2.3",
        "a profile of another kind",
        lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.__setitem__("/N", 4),
    ),
    Mutation(
        "PDF/A-2 6.2.4.3", "a colour of four inks", lambda pdf: _code(pdf, rb"[\d.]+ [\d.]+ [\d.]+ rg", b"0 0 0 1 k")
    ),
    Mutation("PDF/A-2 6.2.5", "a transfer function", lambda pdf: _state(pdf, TR=Name.Identity)),
    Mutation(
        "PDF/A-2 6.2.8", "an image that the viewer smooths", lambda pdf: _image(pdf).__setitem__("/Interpolate", True)
    ),
    Mutation("PDF/A-2 6.2.9", "PostScript", lambda pdf: _form_object(pdf, Subtype2=Name.PS)),
    Mutation("PDF/A-2 6.2.9", "a page of another file", lambda pdf: _form_object(pdf, Ref=Dictionary())),
    Mutation("Matterhorn 30-001", "a page of another file", lambda pdf: _form_object(pdf, Ref=Dictionary())),
    Mutation("PDF/A-2 6.2.10", "a blend mode of one's own", lambda pdf: _state(pdf, BM=Name.Ours)),
    Mutation(
        "PDF/A-2 6.4.1",
        "a form that the viewer draws",
        lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(Fields=Array(), NeedAppearances=True)),
    ),
    Mutation("Matterhorn 25-001", "a form that renders itself", _renders_anew),
    Mutation(
        "PDF/A-2 6.5.1",
        "a script at opening",
        lambda pdf: pdf.Root.__setitem__(
            "/OpenAction", pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))
        ),
    ),
    Mutation("PDF/A-2 6.5.2", "something at closing", lambda pdf: pdf.Root.__setitem__("/AA", Dictionary())),
    Mutation("PDF/A-2 6.8", "an attachment", _attachment),
    Mutation("Matterhorn 21-001", "an attachment with half a name", _attachment),
    Mutation("Matterhorn 20-001", "layers without a name", _layers(Name=String(""))),
    Mutation("Matterhorn 20-003", "layers that turn on by themselves", _layers(AS=Array())),
    Mutation("PDF/A-2 6.10", "a slide show", lambda pdf: pdf.pages[0].obj.__setitem__("/PresSteps", Dictionary())),
)


# Bytes that no library writes


def _without_line_end(data: bytes) -> bytes:
    return data.replace(b"\nendstream", b" endstream", 1)


def _behind_the_end(data: bytes) -> bytes:
    return data + b"more"


def _other_header(data: bytes) -> bytes:
    return data.replace(b"%PDF-1.7", b"%PDF-2.0", 1)


def _broken_xref(data: bytes) -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n1", data)


class _Closed(StandardEncryption):
    def permissionBits(self) -> int:  # noqa: N802  reportlab's name
        return int(super().permissionBits()) & ~(1 << 9)


def _closed_to_screen_readers(_data: bytes) -> bytes:
    """A page of somebody else's: qpdf writes no file that screen readers may not read."""
    out = BytesIO()
    canvas = Canvas(out, encrypt=_Closed("", "owner"))
    canvas.drawString(72, 72, "Only for eyes")
    canvas.save()
    return out.getvalue()


BYTES: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("PDF/A-2 6.1.2", _other_header),
    ("PDF/A-2 6.1.3", _behind_the_end),
    ("PDF/A-2 6.1.7.1", _without_line_end),
    ("Syntax", _broken_xref),
    ("Matterhorn 26-002", _closed_to_screen_readers),
)
