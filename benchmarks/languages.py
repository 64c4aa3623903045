"""What a page costs in each language, beside an English one, in one run; benchmarks/README.md reads it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.run import TOPIC, WHEN, write_brands  # noqa: E402  found once ROOT is on the path
from press.build import Job, Press  # noqa: E402
from press.places import SOURCE_LANGUAGE, find_library  # noqa: E402


@dataclass(frozen=True)
class Cost:
    """One language: the pages of its sheet, and the milliseconds of a sheet, warm."""

    language: str
    pages: int
    sheet: float

    @property
    def page(self) -> float:
        """The milliseconds of a page."""
        return self.sheet / self.pages


def costs(languages: list[str], beside: str, design: str, clinics: list[Path], rounds: int) -> list[Cost]:
    """The cost of each language; rounds go over all languages in turn, so that a slow moment falls on many."""
    press = Press(find_library())
    pages: dict[str, int] = {}
    seconds: dict[str, list[float]] = {language: [] for language in languages}

    def job(language: str, clinic: Path) -> Job:
        return Job(TOPIC, language, clinic, WHEN, beside if beside != language else "", design=design)

    for language in languages:
        for clinic in clinics:  # what a brand costs once is not the language's
            pages[language] = press.make(job(language, clinic)).pages
    for _ in range(rounds):
        for language in languages:
            start = perf_counter()
            for clinic in clinics:
                press.make(job(language, clinic))
            seconds[language].append((perf_counter() - start) / len(clinics))
    return [Cost(language, pages[language], 1000 * median(seconds[language])) for language in languages]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--brands", type=int, default=5, help="clinics of each round (5)")
    options.add_argument("--rounds", type=int, default=5, help="how often each language is measured; the median counts")
    options.add_argument("--with", dest="beside", default="", help="a second language on each sheet")
    options.add_argument("--design", default="", help="standard, without it")
    chosen = options.parse_args()
    languages = [SOURCE_LANGUAGE, *(tag for tag in find_library().languages() if tag != SOURCE_LANGUAGE)]
    with tempfile.TemporaryDirectory() as folder:
        clinics = write_brands(Path(folder), chosen.brands)
        found = costs(languages, chosen.beside, chosen.design, clinics, chosen.rounds)
    english = found[0].page
    print(f"{'':<9}{'pages':>6}{'ms a sheet':>12}{'ms a page':>11}{'English = 1':>13}")
    for cost in sorted(found, key=lambda cost: -cost.page):
        print(f"{cost.language:<9}{cost.pages:>6}{cost.sheet:>12.1f}{cost.page:>11.1f}{cost.page / english:>13.2f}")


if __name__ == "__main__":
    main()
