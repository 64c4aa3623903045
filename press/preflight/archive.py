"""What PDF/A-2 (ISO 19005-2) forbids or wants, where our files, or those of others, could break it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from press.preflight.entries import decoded, dictionary, is_true, listed, name, number
from press.preflight.file import PdfFile
from press.preflight.finding import Finding

_HEADER = re.compile(rb"%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}")
_STREAM = re.compile(rb"(?<!end)stream(\r\n|\n|.)", re.DOTALL)
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_LONGEST_STRING, _LONGEST_NAME = 32_767, 127
_FORBIDDEN_FILTERS = frozenset({"/LZWDecode", "/Crypt"})
_ACTIONS = frozenset(
    "/Launch /Sound /Movie /ResetForm /ImportData /JavaScript /Hide /SetOCGState /Rendition /Trans /GoTo3DView".split()
)
_NAMED = frozenset("/NextPage /PrevPage /FirstPage /LastPage".split())
_BLEND = frozenset(
    "/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight "
    "/Difference /Exclusion /Hue /Saturation /Color /Luminosity".split()
)
_ACCESSIBLE = 1 << 9  # the tenth bit of P (ISO 32000-1, table 22)
_SPACES = {1.0: b"GRAY", 3.0: b"RGB ", 4.0: b"CMYK"}
_MOST_OBJECTS = 500_000


def check_archive(file: PdfFile) -> Iterator[Finding]:
    """All that keeps a file from being PDF/A-2a, tags, fonts and metadata apart."""
    yield from _syntax(file)
    yield from _locks(file)
    yield from _intent(file)
    yield from _catalog(file)
    for place, found in enumerate(file.pdf.objects):
        if place > _MOST_OBJECTS:
            return
        if isinstance(found, pikepdf.Stream):
            yield from _stream(found)
        elif isinstance(found, pikepdf.Dictionary):
            yield from _dictionary(found)
        yield from _limits(found)


def _syntax(file: PdfFile) -> Iterator[Finding]:
    data = file.data
    if not _HEADER.match(data):
        yield Finding(0, "PDF/A-2 6.1.2", "the first lines are not those of a PDF with binary content")
    end = data.rfind(b"%%EOF")
    if end < 0 or data[end + 5 :].strip(b"\r\n"):
        yield Finding(0, "PDF/A-2 6.1.3", "something follows the end of the file")
    if "/ID" not in file.pdf.trailer:
        yield Finding(0, "PDF/A-2 6.1.3", "the file has no ID")
    complaints = [line for line in file.pdf.check_pdf_syntax() if line.strip()]
    if complaints:
        yield Finding(0, "Syntax", f"qpdf complains: {complaints[0]}")
    yield from _stream_ends(data)


def _stream_ends(data: bytes) -> Iterator[Finding]:
    """Where streams begin and end, byte by byte; a Length in an object of its own is left to qpdf."""
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        head = data.rfind(b"obj", 0, found.start())
        at = found.end()
        length = _LENGTH.search(data, head, found.start())
        if length is None:
            continue
        if found[1] not in (b"\r\n", b"\n"):
            yield Finding(0, "PDF/A-2 6.1.7.1", "a stream does not begin at a new line")
            continue
        at = found.end() + int(length[1])
        if re.match(rb"(\r\n|\n|\r)endstream", data[at : at + 11]) is None:
            yield Finding(0, "PDF/A-2 6.1.7.1", "a stream does not end at a new line, or is not as long as it says")


def _locks(file: PdfFile) -> Iterator[Finding]:
    if not file.pdf.is_encrypted:
        return
    yield Finding(0, "PDF/A-2 6.1.3", "the file is encrypted")
    if not file.pdf.encryption.P & _ACCESSIBLE:
        yield Finding(0, "Matterhorn 26-002", "the file forbids screen readers to read it")


def _intent(file: PdfFile) -> Iterator[Finding]:
    intents = map(dictionary, listed(file.catalog.get("/OutputIntents")))
    wanted = next((one for one in intents if name(one.get("/S")) == "GTS_PDFA1"), None)
    if wanted is None:
        yield Finding(0, "PDF/A-2 6.2.3", "the file has no output intent: its colours depend on the device")
        return
    profile = wanted.get("/DestOutputProfile")
    data = decoded(profile)
    if data[36:40] != b"acsp":
        yield Finding(0, "PDF/A-2 6.2.3", "the output intent has no colour profile")
    elif not isinstance(profile, pikepdf.Stream) or _SPACES.get(number(profile.get("/N"))) != data[16:20]:
        yield Finding(0, "PDF/A-2 6.2.3", "the colour profile is of another kind than the output intent says")


def _catalog(file: PdfFile) -> Iterator[Finding]:
    catalog = file.catalog
    if "/AA" in catalog:
        yield Finding(0, "PDF/A-2 6.5.2", "something happens by itself when the file is used")
    for sheet, page in enumerate(file.pdf.pages, start=1):
        if "/AA" in page.obj:
            yield Finding(sheet, "PDF/A-2 6.5.2", "something happens by itself on this page")
        if "/PresSteps" in page.obj:
            yield Finding(sheet, "PDF/A-2 6.10", "the page is one of a slide show")
    names = dictionary(catalog.get("/Names"))
    if "/AlternatePresentations" in names:
        yield Finding(0, "PDF/A-2 6.10", "the file holds a slide show")
    if "/EmbeddedFiles" in names:
        yield Finding(0, "PDF/A-2 6.8", "another file is attached, and nobody has seen whether it is PDF/A")
    yield from _form(catalog.get("/AcroForm"))
    yield from _layers(catalog.get("/OCProperties"))


def _form(form: object) -> Iterator[Finding]:
    if not isinstance(form, pikepdf.Dictionary):
        return
    if is_true(form.get("/NeedAppearances")):
        yield Finding(0, "PDF/A-2 6.4.1", "the form is drawn anew by each viewer")
    if "/XFA" in form:
        yield Finding(0, "PDF/A-2 6.4.1", "the form is of the kind XFA")
        if _renders(form.XFA):
            yield Finding(0, "Matterhorn 25-001", "the form renders itself anew")


def _renders(parts: object) -> bool:
    return any(re.search(rb"dynamicRender>\s*required", decoded(one)) for one in listed(parts))


def _layers(layers: object) -> Iterator[Finding]:
    if not isinstance(layers, pikepdf.Dictionary):
        return
    for one in (layers.get("/D"), *listed(layers.get("/Configs"))):
        if isinstance(one, pikepdf.Dictionary):
            if not str(one.get("/Name", "")).strip():
                yield Finding(0, "Matterhorn 20-001", "a configuration of layers has no name")
            if "/AS" in one:
                yield Finding(0, "Matterhorn 20-003", "layers turn on and off by themselves")


def _stream(found: pikepdf.Stream) -> Iterator[Finding]:
    for filter_ in listed(found.get("/Filter")):
        if str(filter_) in _FORBIDDEN_FILTERS:
            yield Finding(0, "PDF/A-2 6.1.7.2", f"a stream is compressed with {str(filter_)[1:]}")
    if any(key in found for key in ("/F", "/FFilter", "/FDecodeParms")):
        yield Finding(0, "PDF/A-2 6.1.7.2", "a stream lies in another file")
    kind = str(found.get("/Subtype", ""))
    if kind == "/Image":
        if is_true(found.get("/Interpolate")):
            yield Finding(0, "PDF/A-2 6.2.8", "an image is smoothed by the viewer (Interpolate)")
        if "/Alternates" in found or "/OPI" in found:
            yield Finding(0, "PDF/A-2 6.2.8", "an image has other versions of itself")
        if "/SMask" in found:
            yield Finding(0, "Transparency", "an image is half transparent")
    elif kind == "/PS" or "/PS" in found or str(found.get("/Subtype2", "")) == "/PS":
        yield Finding(0, "PDF/A-2 6.2.9", "PostScript stands in the file")
    elif kind == "/Form" and "/Ref" in found:
        yield Finding(0, "PDF/A-2 6.2.9", "a page shows a page of another file")
        yield Finding(0, "Matterhorn 30-001", "a page shows a page of another file")


def _dictionary(found: pikepdf.Dictionary) -> Iterator[Finding]:
    if "/EF" in found and not ("/F" in found and "/UF" in found):
        yield Finding(0, "Matterhorn 21-001", "an attached file has no name in both forms")
    action = str(found.get("/S", ""))
    if action in _ACTIONS and "/P" not in found:
        yield Finding(0, "PDF/A-2 6.5.1", f"the file holds an action {action[1:]}")
    if action == "/Named" and str(found.get("/N", "")) not in _NAMED:
        yield Finding(0, "PDF/A-2 6.5.1", f"the file holds an action {found.get('/N')}")
    if "/TR" in found or "/HTP" in found or ("/TR2" in found and str(found["/TR2"]) != "/Default"):
        yield Finding(0, "PDF/A-2 6.2.5", "a transfer function or a halftone is asked for")
    for mode in listed(found.get("/BM")):
        if str(mode) not in _BLEND:
            yield Finding(0, "PDF/A-2 6.2.10", f"the blend mode {mode} is no standard one")


def _limits(found: pikepdf.Object) -> Iterator[Finding]:
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        values = [value for _, value in found.items()]
        names = [str(key)[1:] for key in found.keys()]  # noqa: SIM118  a Dictionary of pikepdf iterates over keys of its own kind
    elif isinstance(found, pikepdf.Array):
        values, names = list(found), []
    else:
        values, names = [found], []
    names += [str(value)[1:] for value in values if isinstance(value, pikepdf.Name)]
    if any(len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME for name in names):
        yield Finding(0, "PDF/A-2 6.1.13", f"a name is longer than {_LONGEST_NAME} bytes")
    if any(isinstance(value, pikepdf.String) and len(bytes(value)) > _LONGEST_STRING for value in values):
        yield Finding(0, "PDF/A-2 6.1.13", f"a string is longer than {_LONGEST_STRING} bytes")
