"""Time of each stage, cold and warm, beside the same words set by plain Platypus; benchmarks/README.md reads it."""

from __future__ import annotations

import argparse
import colorsys
import functools
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TOPIC = "sex-in-early-pregnancy"
LANGUAGES = ("en", "es", "ar", "zh-Hans", "hi")
WHEN = date(2026, 11, 23)
STAGES = ("read", "localize", "compose", "lay out", "write")
FUNCTIONS = {"localize": "localize", "compose": "compose", "lay_out": "lay out", "write_pdf": "write"}

Times = dict[str, float]  # a stage and its seconds


@contextmanager
def stages_timed() -> Iterator[Times]:
    """The seconds that each stage of press.build takes from here on; a stage's share of others is not counted twice."""
    import press.build

    times: Times = defaultdict(float)
    whole = {name: getattr(press.build, name) for name in FUNCTIONS}
    for name, stage in FUNCTIONS.items():
        setattr(press.build, name, _timed(whole[name], stage, times))
    try:
        yield times
    finally:
        for name, function in whole.items():
            setattr(press.build, name, function)


def _timed(function: Callable[..., Any], stage: str, times: Times) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        start = perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            times[stage] += perf_counter() - start

    return call


def cold_sheet(language: str) -> Times:
    """One sheet in this fresh process."""
    start = perf_counter()
    from press.build import Job, Press
    from press.places import find_library

    imported = perf_counter()
    library = find_library()
    with stages_timed() as times:
        Press(library).make(Job(TOPIC, language, library.clinics / "example", WHEN))
    done = perf_counter()
    times["read"] = done - imported - sum(times.values())
    return {"import": imported - start, **times, "whole": done - start}


def cold_plain(language: str) -> Times:
    """The words of the sheet set plainly in this process; the making of the words is not counted, the imports are."""
    start = perf_counter()
    from reportlab import platypus  # noqa: F401  what the yardstick imports, before our own modules do

    imported = perf_counter() - start
    from benchmarks.plain import set_plainly
    from press.build import Job, Press
    from press.places import find_library

    library = find_library()
    press = Press(library)
    document, _ = press.document(Job(TOPIC, language, library.clinics / "example", WHEN))
    profile = library.language(language)
    start = perf_counter()
    set_plainly(document, profile, library.fonts)
    return {"whole": imported + perf_counter() - start}


def in_fresh_processes(kind: str, rounds: int) -> Times:
    """The median times of several processes that each make one English sheet."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", kind]
    runs = []
    for _ in range(rounds):
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        runs.append(json.loads(done.stdout))
    return {stage: median(run[stage] for run in runs) for stage in runs[0]}


def write_brands(folder: Path, count: int) -> list[Path]:
    """As many clinics, each with a name and a colour of its own."""
    example = ROOT / "clinics" / "example"
    text = (example / "clinic.toml").read_text(encoding="utf-8")
    clinics = []
    for number in range(count):
        clinic = folder / f"clinic-{number:03}"
        clinic.mkdir()
        shutil.copy(example / "logo.png", clinic)
        red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(number / count, 0.18, 0.6))
        branded = re.sub(r"^name = .*$", f'name = "Clinic {number} of the benchmark"', text, flags=re.MULTILINE)
        branded = re.sub(r"^primary = .*$", f'primary = "#{red:02x}{green:02x}{blue:02x}"', branded, flags=re.MULTILINE)
        (clinic / "clinic.toml").write_text(branded, encoding="utf-8")
        clinics.append(clinic)
    return clinics


def warm_batch(clinics: list[Path]) -> tuple[dict[str, Times], Times]:
    """The mean seconds a sheet of each language and stage, in a process that has made one of each; and set plainly."""
    from benchmarks.plain import set_plainly
    from press.build import Job, Press
    from press.places import find_library

    library = find_library()
    press = Press(library)
    ours: dict[str, Times] = {}
    plainly: Times = {}
    for language in LANGUAGES:
        first = Job(TOPIC, language, library.clinics / "example", WHEN)
        press.make(first)
        set_plainly(press.document(first)[0], library.language(language), library.fonts)
    for language in LANGUAGES:
        jobs = [Job(TOPIC, language, clinic, WHEN) for clinic in clinics]
        start = perf_counter()
        with stages_timed() as times:
            for job in jobs:
                press.make(job)
        whole = perf_counter() - start
        times["read"] = whole - sum(times.values())
        ours[language] = {stage: seconds / len(jobs) for stage, seconds in {**times, "whole": whole}.items()}
        documents = [press.document(job)[0] for job in jobs]
        profile = library.language(language)
        start = perf_counter()
        for document in documents:
            set_plainly(document, profile, library.fonts)
        plainly[language] = (perf_counter() - start) / len(jobs)
    return ours, plainly


def print_cold(ours: Times, plainly: Times) -> None:
    """The table of one sheet in a fresh process."""
    for stage in ("import", *STAGES, "whole"):
        print(f"  {stage:<16}{1000 * ours.get(stage, 0):>9.1f}")
    print(f"  {'plain Platypus':<16}{1000 * plainly['whole']:>9.1f}")
    print(f"  {'ratio':<16}{ours['whole'] / plainly['whole']:>9.2f}")


def print_warm(ours: Mapping[str, Times], plainly: Times) -> None:
    """The table of the batch: milliseconds a sheet, a column a language, and their mean."""
    print(f"  {'':<16}" + "".join(f"{name:>9}" for name in (*LANGUAGES, "mean")))
    for stage in (*STAGES, "whole"):
        _print_row(stage, [ours[language].get(stage, 0.0) for language in LANGUAGES])
    _print_row("plain Platypus", [plainly[language] for language in LANGUAGES])
    ratios = [ours[language]["whole"] / plainly[language] for language in LANGUAGES]
    mean = sum(ours[language]["whole"] for language in LANGUAGES) / sum(plainly.values())
    print(f"  {'ratio':<16}" + "".join(f"{ratio:>9.2f}" for ratio in (*ratios, mean)))


def _print_row(name: str, seconds: list[float]) -> None:
    values = [*seconds, sum(seconds) / len(seconds)]
    print(f"  {name:<16}" + "".join(f"{1000 * value:>9.1f}" for value in values))


def medians(rounds: list[tuple[dict[str, Times], Times]]) -> tuple[dict[str, Times], Times]:
    """Of several batches, the median of each figure."""
    ours = {
        language: {stage: median(one[language].get(stage, 0.0) for one, _ in rounds) for stage in (*STAGES, "whole")}
        for language in LANGUAGES
    }
    return ours, {language: median(plainly[language] for _, plainly in rounds) for language in LANGUAGES}


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--brands", type=int, default=50, help="clinics of the warm batch (50)")
    options.add_argument("--rounds", type=int, default=3, help="how often each figure is measured; the median counts")
    options.add_argument("--child", choices=("ours", "plain"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        times = cold_sheet("en") if chosen.child == "ours" else cold_plain("en")
        print(json.dumps(times))
        return
    print(f"Cold: one English sheet in a fresh process, milliseconds, median of {chosen.rounds}")
    print_cold(in_fresh_processes("ours", chosen.rounds), in_fresh_processes("plain", chosen.rounds))
    print()
    print(f"Warm: {chosen.brands} brands in each of {len(LANGUAGES)} languages, milliseconds a sheet, ", end="")
    print(f"median of {chosen.rounds}")
    with tempfile.TemporaryDirectory() as folder:
        clinics = write_brands(Path(folder), chosen.brands)
        print_warm(*medians([warm_batch(clinics) for _ in range(chosen.rounds)]))


if __name__ == "__main__":
    main()
