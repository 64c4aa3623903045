"""What tests of the page share: the library, one press, sheets built once, and golden files."""

from __future__ import annotations

import gc
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import settings
from reading import Element, Pages, Shown, shown, tokens

from press.build import Job, Made, Press
from press.catalogs import PSEUDO_LANGUAGES
from press.document import Document
from press.places import Library, find_library

TOPIC = "sex-in-early-pregnancy"
FIRST_LANGUAGES = ("en", "es", "ar", "zh-Hans", "hi")  # those of README's first command
LANGUAGES = tuple(
    tag for tag in find_library().languages() if tag not in PSEUDO_LANGUAGES and Press(find_library()).begun(TOPIC, tag)
)
CLINICS = ("example", "royal-wenderby")
DESIGNS = ("standard", "roomy", "large-print", "a5-booklet")
WHEN = date(2026, 11, 23)
PROFILES = {tag: find_library().language(tag) for tag in LANGUAGES}
RIGHT_TO_LEFT = tuple(tag for tag in LANGUAGES if PROFILES[tag].language.rtl)
LEFT_TO_RIGHT = tuple(tag for tag in LANGUAGES if tag not in RIGHT_TO_LEFT)
WITHOUT_BLANKS = frozenset(
    tag for tag in LANGUAGES if PROFILES[tag].breaks.split("-")[0] in {"th", "lo", "km", "my", "zh", "ja"}
)
# One of each script, and of each way to end a line, whose page and tree are kept for people to read.
READ = ("en", "es", "ar", "ur", "he", "ru", "hi", "ta", "th", "km", "my", "am", "ka", "zh-Hans", "ja", "ko")
# Each language for the first clinic; for the other one those whose scripts and lengths differ most.
SHEETS = [(tag, clinic) for clinic in CLINICS for tag in (LANGUAGES if clinic == CLINICS[0] else FIRST_LANGUAGES)]
every_sheet = pytest.mark.parametrize(("language", "clinic"), SHEETS)
MOST_KEPT = 32  # sheets: what one language needs, or one of each script; more only cost memory
GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("sheets", deadline=None)  # a first example reads fonts and catalogs
settings.load_profile("sheets")
# One press keeps much that it has read, on purpose; going through all of it again and again finds nothing.
gc.set_threshold(20_000, 50, 1_000)


@dataclass(frozen=True)
class Sheet:
    """A sheet that was built, its words, and a place where other programs can read it."""

    made: Made
    document: Document
    path: Path

    @cached_property
    def pages(self) -> Pages:
        """What pdfium reads."""
        return Pages(self.path)

    @cached_property
    def tree(self) -> Element:
        """The structure tree."""
        return self.pages.tree()

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """All text that the content streams show."""
        return tuple(shown(self.path))


Sheets = Callable[..., Sheet]


def spoken(text: str, language: str) -> list[str]:
    """The words of *text*; of a language without blanks between words, its letters: pdfium adds one at a line's end."""
    return list("".join(tokens(text))) if language in WITHOUT_BLANKS else tokens(text)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="write the golden files anew; then read the difference")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--approve") and os.environ.get("CI"):
        raise pytest.UsageError("--approve is for people who read what they approve, not for CI")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one language run in one process, so that each sheet is made once."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec and "language" in callspec.params:
            item.add_marker(pytest.mark.xdist_group(callspec.params["language"]))


@pytest.fixture(scope="session")
def library() -> Library:
    """The folders of this checkout."""
    return find_library()


@pytest.fixture(scope="session")
def press(library: Library) -> Press:
    """One press for all tests, so that each file is read once."""
    return Press(library)


@pytest.fixture(scope="session")
def sheet(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sheets]:
    """Builds a sheet of the first topic, once for each language, clinic, paper and design; its own need no name."""
    folder = tmp_path_factory.mktemp("sheets")
    built: OrderedDict[tuple[str, ...], Sheet] = OrderedDict()

    def make(language: str, clinic: str = "example", paper: str = "", design: str = "", beside: str = "") -> Sheet:
        brand = press.brand(press.library.clinics / clinic)
        design = design if design != brand.design else ""
        paper = paper if paper != press.library.region(brand.region).paper else ""
        key = language, clinic, paper, design, beside
        if key not in built:
            job = Job(TOPIC, language, press.library.clinics / clinic, WHEN, beside, paper=paper, design=design)
            path = folder / f"{'-'.join(filter(None, key))}.pdf"
            made = press.make(job)
            path.write_bytes(made.data)
            built[key] = Sheet(made, press.document(job)[0], path)
            if len(built) > MOST_KEPT:
                built.popitem(last=False)[1].pages.close()
        built.move_to_end(key)
        return built[key]

    yield make
    for one in built.values():
        one.pages.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares text with a file of tests/golden, or writes it there (`pytest --approve`)."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--approve"):
            GOLDEN.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{name} is not there yet: pytest --approve writes it"
        assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()

    return compare
