"""Every sheet of the first topic, read back by all that can read it; prints a table in Markdown.

    python tests/every_sheet.py                     every language, every design, alone and with English beside it
    python tests/every_sheet.py --language ar,km --design standard

A row is a language. *Elements* are the paragraphs, headings, items, labels and
cells of its sheets. PDFium reads each through its marked content, and ActualText
where the element has one. Poppler's `pdfinfo -struct-text` goes through the
structure tree by itself. It has two faults of its own, which the last columns
show to be its own: after a Span with ActualText inside the content of an element
it loses the rest of that element (column *bare*: the same file without these
Spans), and it says what is painted from right to left in the order of painting
and not of reading (column *painted*: the glyphs' own characters in that order).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import lru_cache
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import page as validator
import pikepdf

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import DESIGNS, LANGUAGES, TOPIC, WHEN  # noqa: E402  the two folders were put on the path above

from press.build import Job, Press  # noqa: E402
from press.document import Document  # noqa: E402
from press.places import SOURCE_LANGUAGE, find_library  # noqa: E402
from press.preflight import preflight  # noqa: E402
from press.preflight.file import PdfFile, opened  # noqa: E402
from press.preflight.tree import TEXT_TYPES, Mark, spoken  # noqa: E402
from press.preflight.words import written  # noqa: E402

_STANDARDS = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_2A)
_LINE = re.compile(r"^( *)(?:\"(.*)\"|([A-Z][A-Za-z0-9]*)\b.*)$")


@dataclass(slots=True)
class Count:
    """What came of one sheet, or of all sheets of a language."""

    sheets: int = 0
    preflight: int = 0  # findings
    ua: int = 0  # failures
    a: int = 0
    elements: int = 0
    pdfium: int = 0  # elements that say what the Document says
    poppler: int = 0
    bare: int = 0
    painted: int = 0  # elements that poppler says in the order of painting, of those that it does not say otherwise
    left: int = 0  # elements that neither says

    def add(self, other: Count) -> None:
        """Count another sheet."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


def measure(language: str, design: str, beside: str) -> Count:
    """Make a sheet and read it back."""
    press = _press()
    job = Job(TOPIC, language, press.library.clinics / "example", WHEN, beside, design=design)
    data, document = press.make(job).data, press.document(job)[0]
    count = Count(sheets=1, preflight=len(preflight(data, document)))
    count.ua, count.a = (len(validator.validate_pdf_bytes(data, profile=one).failures) for one in _STANDARDS)
    with opened(data) as file, opened(_without_spans(data)) as bare:
        said, glyphs = _by_pdfium(file)
        _compare(count, document, said, glyphs, (_by_poppler(file.data), _by_poppler(bare.data)))
    return count


@lru_cache(maxsize=1)
def _press() -> Press:
    return Press(find_library())


def _compare(
    count: Count, document: Document, said: list[str], glyphs: list[str], poppler: tuple[list[str], list[str]]
) -> None:
    wanted = [spoken(text) for text, _ in written(document)]
    count.elements = len(wanted)
    rows = zip(wanted, said, glyphs, *poppler, strict=True)
    for text, by_pdfium, painted, by_poppler, without_spans in rows:
        count.pdfium += _same(by_pdfium, text)
        count.poppler += _same(by_poppler, text)
        count.bare += _same(without_spans, text)
        in_painted_order = not _same(without_spans, text) and _letters(without_spans) == _letters(painted)
        count.painted += in_painted_order
        count.left += not _same(without_spans, text) and not in_painted_order


def _letters(text: str) -> str:
    return "".join(spoken(text).split())


def _same(found: str, wanted: str) -> bool:
    """The same letters; blanks are compared by preflight, which knows the scripts that have none."""
    return _letters(found) == _letters(wanted)


def _by_pdfium(file: PdfFile) -> tuple[list[str], list[str]]:
    """The words of each element, and what its glyphs say in the order of painting."""
    painted: dict[Mark, str] = {}
    for content in file.contents:
        for shown in content.shown:
            mark = Mark(shown.page, shown.mcid)
            painted[mark] = painted.get(mark, "") + "".join(shown.unicode)
    elements = [element for top in file.tree for element in top.holding_text()]
    words = [element.text(file.words) for element in elements]
    return words, [element.text(lambda mark: painted.get(mark, ""), exact=False) for element in elements]


def _by_poppler(data: bytes) -> list[str]:
    """The words of each element as `pdfinfo -struct-text` lists them."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        listed = subprocess.run(["pdfinfo", "-struct-text", file.name], capture_output=True, check=True).stdout
    return list(_held(listed.decode("utf-8", "replace")))


def _held(listed: str) -> Iterator[str]:
    """The texts under each element of a kind that holds words and no other such element, in their order."""
    holders: dict[int, list[str]] = {}  # by its line
    open_: list[tuple[int, int]] = []  # indent and line; -1 where the kind holds no words
    for place, found in enumerate(filter(None, map(_LINE.match, listed.splitlines()))):
        indent, text, kind = len(found[1]), found[2], found[3]
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        if kind is None:
            innermost = next((line for _, line in reversed(open_) if line >= 0), -1)
            holders.get(innermost, []).append(text)
            continue
        if kind in TEXT_TYPES:
            for _, outer in open_:
                holders.pop(outer, None)
            holders[place] = []
        open_.append((indent, place if kind in TEXT_TYPES else -1))
    return ("".join(texts) for texts in holders.values())


def _without_spans(data: bytes) -> bytes:
    """The same file without the Spans inside its marked content, and so without their ActualText."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for leaf in pdf.pages:
            kept, dropped = [], []
            for instruction in pikepdf.parse_content_stream(leaf):
                name = str(instruction.operator)
                if name in ("BDC", "BMC"):
                    dropped.append(name == "BDC" and "/ActualText" in instruction.operands[1])
                    if dropped[-1]:
                        continue
                elif name == "EMC" and dropped.pop():
                    continue
                kept.append(instruction)
            leaf.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def _row(name: str, count: Count) -> str:
    cells = [count.sheets, count.preflight, count.ua, count.a, count.elements, count.pdfium]
    cells += [count.poppler, count.bare, count.painted, count.left]
    return f"| {name} | {' | '.join(map(str, cells))} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if anything is wrong with any sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", default=",".join(LANGUAGES))
    parser.add_argument("--design", default=",".join(DESIGNS))
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args(arguments)
    pairs = [(tag, SOURCE_LANGUAGE if tag != SOURCE_LANGUAGE else "es") for tag in asked.language.split(",")]
    sheets = [(tag, name, with_) for tag, beside in pairs for name in asked.design.split(",") for with_ in ("", beside)]
    total, rows = Count(), {tag: Count() for tag, _ in pairs}
    print("| language | sheets | preflight | UA-1 | A-2a | elements | PDFium | Poppler | bare | painted | left |")
    print("|---" * 11 + "|")
    with ProcessPoolExecutor(asked.jobs, get_context("spawn")) as pool:
        counts = pool.map(measure, *zip(*sheets, strict=True), chunksize=2 * len(asked.design.split(",")))
        for (tag, _, _), count in zip(sheets, counts, strict=True):
            rows[tag].add(count)
            total.add(count)
            if rows[tag].sheets == len(sheets) // len(pairs):
                print(_row(tag, rows[tag]), flush=True)
    print(_row("all", total))
    wrong = total.preflight or total.ua or total.a or total.left or total.pdfium != total.elements
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
