"""Preflight looks at any PDF without falling over: those of other programs, damaged ones, and ones made to confuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from conftest import Sheets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from press.preflight import RULES, outline, preflight
from press.problems import RefusedError


def _plain(paint: Callable[[Canvas], object]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    paint(canvas)
    canvas.save()
    return out.getvalue()


def _platypus() -> bytes:
    out = BytesIO()
    style = getSampleStyleSheet()
    SimpleDocTemplate(out, title="A leaflet").build(
        [Paragraph("Call us.", style[name]) for name in ("Title", "Normal")]
    )
    return out.getvalue()


def _changed(change: Callable[[Pdf], object]) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _tree(pdf: Pdf, kids: object) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=kids))


def _circle(pdf: Pdf) -> None:
    first = pdf.make_indirect(Dictionary(S=Name.Sect))
    second = pdf.make_indirect(Dictionary(S=Name.Sect, K=Array([first])))
    first.K = Array([second, first])
    _tree(pdf, first)


def _deep(pdf: Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.Sect))
    top = element
    for _ in range(600):
        inner = pdf.make_indirect(Dictionary(S=Name.Sect))
        element.K = inner
        element = inner
    _tree(pdf, top)


def _nonsense(pdf: Pdf) -> None:
    """Every entry that is read is there, and none is of the kind that it should be."""
    _tree(pdf, Array([3, String("x"), Dictionary(S=3), Dictionary(S=Name.P, K=String("x"), A=7, Lang=9, Alt=Name.x)]))
    for key in ("Lang", "MarkInfo", "ViewerPreferences", "Outlines", "Names", "AcroForm", "OCProperties", "PageLabels"):
        pdf.Root[f"/{key}"] = 5
    pdf.Root.OutputIntents = Array([4, String("x")])
    pdf.Root.StructTreeRoot.ParentTree = Array([1])
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=4)
    page = pdf.pages[0].obj
    page.Annots = Array([1, Dictionary(Subtype=3, Rect=Array([String("x")]), F=String("y"), A=3, Dest=Array())])
    page.Resources = Dictionary(Font=Dictionary(F1=4, F2=Dictionary(Subtype=Name.Type0, DescendantFonts=Array([3]))))
    page.Contents = pdf.make_stream(
        b"/F1 12 Tf (a) Tj /F2 1 Tf <0001> Tj /P 7 BDC /X BDC EMC EMC EMC Q Q cm Tf Tr Do /Y Do 1 gs BI ID x EI"
    )


def _blank(_pdf: Pdf) -> None:
    pass


FOREIGN = {
    "a page of reportlab's": lambda: _plain(lambda canvas: canvas.drawString(72, 720, "Call us")),
    "an empty page": lambda: _plain(lambda canvas: canvas.showPage()),
    "Platypus": _platypus,
    "pages of qpdf's": lambda: _changed(_blank),
    "a tree that goes in a circle": lambda: _changed(_circle),
    "a tree without end": lambda: _changed(_deep),
    "nonsense": lambda: _changed(_nonsense),
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_files_of_others_are_looked_at(make: Callable[[], bytes]) -> None:
    findings = preflight(make())
    assert findings, "none of these is PDF/UA-1 and PDF/A-2a"
    assert {finding.rule for finding in findings} <= set(RULES)
    assert all(finding.what for finding in findings)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Platypus", 0),
        ("a tree that goes in a circle", 2),  # each element once
        ("a tree without end", 101),  # as deep as anything is read
        ("nonsense", 2),  # of four things in it two are elements
    ],
)
def test_a_tree_of_others_is_read_as_far_as_it_is_one(name: str, lines: int) -> None:
    assert len(list(outline(FOREIGN[name]()))) == lines


def test_what_a_plain_page_lacks_is_said() -> None:
    rules = {finding.rule for finding in preflight(FOREIGN["a page of reportlab's"]())}
    assert {"PDF/A-2 6.7.3.3", "Matterhorn 06-001", "Matterhorn 31-009", "Matterhorn 01-005", "PDF/A-2 6.2.3"} <= rules


def _survives(data: bytes) -> None:
    with suppress(RefusedError):
        assert {finding.rule for finding in preflight(data)} <= set(RULES)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_sheet_is_refused_or_looked_at(sheet: Sheets, data: st.DataObject) -> None:
    good = sheet("en").made.data
    place = data.draw(st.integers(0, len(good) - 1))
    with_ = data.draw(st.binary(max_size=12))
    lost = data.draw(st.integers(0, 400))
    _survives(good[:place] + with_ + good[place + lost :])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_sheet_with_other_objects_is_refused_or_looked_at(sheet: Sheets, data: st.DataObject) -> None:
    """Any object of the file may be replaced by one of another kind."""
    with pikepdf.open(BytesIO(sheet("en").made.data)) as pdf:
        other = data.draw(st.sampled_from([7, -1.5, True, String("x"), Name.Other, Array([1, 2]), Dictionary(K=3)]))
        numbers = [one.objgen for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") != "/Pages"]
        chosen = pdf.get_object(data.draw(st.sampled_from(numbers)))
        key = data.draw(st.sampled_from(sorted(map(str, chosen.keys()))))
        chosen[key] = other
        out = BytesIO()
        pdf.save(out, fix_metadata_version=False)
    _survives(out.getvalue())


def test_a_tree_is_shown_as_it_is_read(sheet: Sheets) -> None:
    lines = list(outline(sheet("en").made.data))
    assert re.match(r"Document /Lang en$", lines[0])
    assert any(line.strip().startswith("H1 “Sex in early pregnancy") for line in lines)
