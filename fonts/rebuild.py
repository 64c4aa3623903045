"""Make fonts/<family>/ from the published packages, or say which characters of our texts no face draws.

A family is one row of FAMILIES. `python fonts/rebuild.py` takes its package through the npm client, keeps
the characters and the shaping rules that a handout needs, and writes the same bytes each time (as long as
fontTools stays the same).
`python fonts/rebuild.py --check` needs no network and exits with 1 where a character has no face.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import polib
import yaml
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "fonts"
README = FONTS / "README.md"
SCOPE = "@expo-google-fonts"
FACES = {"Regular.ttf": "package/400Regular/", "Bold.ttf": "package/700Bold/"}
LICENCE = "package/LICENSE_FONT"
TABLE_START, TABLE_END = "<!-- families: written by rebuild.py -->", "<!-- end of families -->"

# Every feature that a shaper applies without being asked; the rest (alternates, small capitals, vertical
# forms, figure styles) can never be drawn here.
SHAPING = {
    "characters": "rvrn ltra ltrm rtla rtlm frac numr dnom ccmp locl rlig calt clig liga rclt",
    "positions": "kern mark mkmk curs dist abvm blwm",
    "Arabic": "stch isol fina fin2 fin3 medi med2 init mset",
    "Indic, Khmer, Burmese": "nukt akhn rphf rkrf pref blwf abvf half pstf vatu cjct cfar pres abvs blws psts haln",
    "Hangul": "ljmo vjmo tjmo",
}
UNDRAWN_TABLES = ["STAT", "meta", "gasp", "BASE", "vhea", "vmtx", "DSIG"]


@dataclass(frozen=True, slots=True)
class Family:
    """One row: the folder, its package (named alike), what it sets, and which characters are kept."""

    folder: str
    release: str
    scripts: str
    charset: Callable[[], set[int]] | None = None  # None keeps every character of the face


def european() -> set[int]:
    """Latin, Greek (of today) and Cyrillic with their marks, punctuation, currencies and number forms."""
    letters = ((0x0020, 0x0530), (0x1E00, 0x1F00), (0x2C60, 0x2C80), (0xA78B, 0xA78D), (0xFB00, 0xFB07))
    signs = ((0x2000, 0x2400), (0x25A0, 0x2700), (0xFFFC, 0xFFFE))
    blocks = letters + signs
    return {point for first, end in blocks for point in range(first, end)}


def urdu() -> set[int]:
    """The Arabic script, blanks and punctuation, without the Latin of that face: it has serifs."""
    blocks = ((0x0600, 0x0780), (0x08A0, 0x0900), (0x2000, 0x2070))
    signs = " \u00a0\u00ab\u00bb\u25cc"
    return {point for first, end in blocks for point in range(first, end)} | set(map(ord, signs))


def chinese_simplified() -> set[int]:
    """GB 2312 and the characters of extras.txt."""
    return east_asian("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)) | extras()


def chinese_traditional() -> set[int]:
    """Big5, both levels, and the characters of extras.txt."""
    return east_asian("big5", range(0xA1, 0xFA), range(0x40, 0xFF)) | extras()


def japanese() -> set[int]:
    """JIS X 0208, both levels, and the characters of extras.txt."""
    return east_asian("euc_jp", range(0xA1, 0xF5), range(0xA1, 0xFF)) | extras()


def korean() -> set[int]:
    """Every syllable of today's Korean, single letters, and the signs of KS X 1001, without hanja."""
    signs = east_asian("euc_kr", range(0xA1, 0xAD), range(0xA1, 0xFF))
    blocks = ((0x3131, 0x318F), (0xAC00, 0xD7A4))
    return signs | {point for first, end in blocks for point in range(first, end)}


def east_asian(charset: str, rows: Iterable[int], cells: Iterable[int]) -> set[int]:
    """A two-byte character set, with CJK punctuation and full-width forms; noto-sans sets the alphabets."""
    codes = (bytes((row, cell)) for row in rows for cell in cells)
    standard = {ord(character) for code in codes for character in code.decode(charset, errors="ignore")}
    blocks = ((0x2000, 0x2070), (0x2460, 0x2474), (0x3000, 0x3040), (0xFF00, 0xFFF0))
    whole = standard | {point for first, end in blocks for point in range(first, end)}
    return {point for point in whole if point >= 0x2000} | set(map(ord, " \u00a0"))


def extras() -> set[int]:
    """The characters of extras.txt; a family keeps those that its face has."""
    lines = (line for line in read(FONTS / "extras.txt").splitlines() if not line.startswith("#"))
    return set(map(ord, "".join(lines)))


FAMILIES = (
    Family("noto-sans", "0.4.2", "Latin (with Vietnamese), Greek, Cyrillic", european),
    Family("noto-sans-arabic", "0.4.3", "Arabic (Arabic, Persian, Dari, Pashto, Kurdish)"),
    Family("noto-nastaliq-urdu", "0.4.2", "Arabic as Urdu writes it", urdu),
    Family("noto-sans-hebrew", "0.4.1", "Hebrew"),
    Family("noto-sans-devanagari", "0.4.1", "Devanagari (Hindi, Nepali, Marathi)"),
    Family("noto-sans-bengali", "0.4.4", "Bengali"),
    Family("noto-sans-gurmukhi", "0.4.1", "Gurmukhi (Punjabi)"),
    Family("noto-sans-gujarati", "0.4.2", "Gujarati"),
    Family("noto-sans-tamil", "0.4.3", "Tamil"),
    Family("noto-sans-telugu", "0.4.2", "Telugu"),
    Family("noto-sans-malayalam", "0.4.2", "Malayalam"),
    Family("noto-sans-sinhala", "0.4.2", "Sinhala"),
    Family("noto-sans-thai-looped", "0.4.2", "Thai, with the loops that readers grew up with"),
    Family("noto-sans-lao", "0.4.2", "Lao"),
    Family("noto-sans-khmer", "0.4.3", "Khmer"),
    Family("noto-sans-myanmar", "0.4.2", "Burmese"),
    Family("noto-sans-ethiopic", "0.4.2", "Ethiopic (Amharic, Tigrinya)"),
    Family("noto-sans-armenian", "0.4.2", "Armenian"),
    Family("noto-sans-georgian", "0.4.3", "Georgian"),
    Family("noto-sans-sc", "0.4.3", "Chinese, simplified: GB 2312 and extras.txt", chinese_simplified),
    Family("noto-sans-tc", "0.4.3", "Chinese, traditional: Big5 and extras.txt", chinese_traditional),
    Family("noto-sans-jp", "0.4.3", "Japanese: JIS X 0208 and extras.txt", japanese),
    Family("noto-sans-kr", "0.4.3", "Korean: every syllable", korean),
)


def read(path: Path) -> str:
    """The text of a file, with or without a byte order mark."""
    return path.read_text(encoding="utf-8-sig")


# What is printed, and in which faces ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """Words that reach a page: where they stand, and the stacks of fonts that may have to draw them."""

    path: Path
    text: str
    stacks: tuple[tuple[str, ...], ...]

    def characters(self) -> set[str]:
        """The characters that need a glyph: all but controls, line ends and joiners."""
        return {character for character in self.text if unicodedata.category(character) not in ("Cc", "Cf")}


def strings(value: object) -> Iterator[str]:
    """Every string within a value read from TOML or YAML, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def words_of(path: Path) -> str:
    """The words of a file that may be printed: no comments, no keys; of a PO file, the translations."""
    if path.suffix == ".po":
        entries = [entry for entry in polib.pofile(read(path), wrapwidth=0) if not entry.obsolete]
        return "\n".join(text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values()))
    if path.suffix == ".toml":
        return "\n".join(strings(tomllib.loads(read(path))))
    if path.suffix in (".yaml", ".yml"):
        return "\n".join(strings(yaml.load(read(path), Loader=yaml.BaseLoader)))  # noqa: S506 (makes strings only)
    return read(path)


def stacks() -> dict[str, tuple[str, ...]]:
    """The stack of fonts of each language, by its tag."""
    files = sorted((ROOT / "locales").glob("*/language.toml"))
    return {path.parent.name: tuple(tomllib.loads(read(path))["fonts"]) for path in files}


def printed() -> Iterator[Printed]:
    """Our texts: a topic in the faces of English, a language in its own, the rest in those of every language."""
    stack_of = stacks()
    every = tuple(sorted(set(stack_of.values())))
    shelves = [("handouts", (stack_of["en"],)), ("templates", every), ("locales/regions", every), ("clinics", every)]
    shelves += [(f"locales/{tag}", (stack,)) for tag, stack in stack_of.items()]
    for shelf, drawn_by in shelves:
        for path in sorted((ROOT / shelf).rglob("*")):
            if path.suffix in (".md", ".yaml", ".yml", ".toml", ".po", ".xml", ".html"):
                own = shelf == "clinics" and path.suffix == ".po"  # a clinic's words in one language, named after it
                yield Printed(path, words_of(path), (stack_of[path.stem],) if own else drawn_by)


@cache
def characters_of(folder: str) -> frozenset[int]:
    """The characters that both faces of a family draw."""
    return frozenset.intersection(*(frozenset(TTFont(FONTS / folder / face).getBestCmap()) for face in FACES))


def undrawn(text: Printed) -> list[str]:
    """The characters of *text* that a stack in question leaves without a glyph."""
    lost: set[str] = set()
    for stack in text.stacks:
        drawn = frozenset[int]().union(*map(characters_of, stack))
        lost |= {character for character in text.characters() if ord(character) not in drawn}
    return sorted(lost)


def check() -> int:
    """Print each file with the characters that have no face; 1 if there are any."""
    faults = [(text, lost) for text in printed() if (lost := undrawn(text))]
    for text, lost in faults:
        named = ", ".join(f"{character} (U+{ord(character):04X})" for character in lost)
        print(f"{text.path.relative_to(ROOT)}: no font of its language draws {named}")
        print("    → write it another way, or add it to fonts/extras.txt and run fonts/rebuild.py")
    return 1 if faults else 0


# From a package to a folder ------------------------------------------------------------------------------------


def fetch(family: Family, packages: Path) -> Path:
    """The family's package in the folder *packages*, taken through the npm client unless it lies there already."""
    package = packages / f"{SCOPE.removeprefix('@')}-{family.folder}-{family.release}.tgz"
    if not package.exists():
        name = f"{SCOPE}/{family.folder}@{family.release}"
        subprocess.run(["npm", "pack", "--silent", name], cwd=packages, check=True, stdout=subprocess.DEVNULL)
    return package


def member(package: tarfile.TarFile, start: str, end: str) -> bytes:
    """The one file of *package* with that start and end of its path."""
    (name,) = (name for name in package.getnames() if name.startswith(start) and name.endswith(end))
    content = package.extractfile(name)
    if content is None:
        raise SystemExit(f"{name} is not a file in the package")
    return content.read()


def kept(family: Family) -> set[int] | None:
    """The characters to keep: the family's own, and those of texts that it sets first, if noto-sans has them not."""
    if family.charset is None:
        return None
    texts = (text for text in printed() if any(family.folder == stack[0] for stack in text.stacks))
    used = {ord(character) for text in texts for character in text.characters()}
    return family.charset() | (used if family.charset is european else used - european())


def shrink(face: bytes, points: Iterable[int] | None) -> bytes:
    """The face with these characters (None: all of its own), with its shaping rules and its names, unhinted."""
    options = subset.Options(
        layout_features=" ".join(SHAPING.values()).split(),
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        hinting=False,
        glyph_names=False,
        recalc_timestamp=False,
        canonical_order=True,
        harfbuzz_repacker=False,  # its bytes would depend on the release of another library
    )
    options.drop_tables += UNDRAWN_TABLES
    font = TTFont(BytesIO(face), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap() if points is None else points)
    subsetter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def rebuild(family: Family, packages: Path) -> None:
    """Write both faces and the licence of *family*."""
    folder = FONTS / family.folder
    folder.mkdir(exist_ok=True)
    points = kept(family)
    with tarfile.open(fetch(family, packages)) as package:
        (folder / "OFL.txt").write_bytes(member(package, LICENCE, ""))
        for face, start in FACES.items():
            (folder / face).write_bytes(shrink(member(package, start, ".ttf"), points))
            print(f"{family.folder}/{face}: {(folder / face).stat().st_size / 1000:.0f} kB")


def row(family: Family) -> str:
    """The family's line in the table of README.md, from the names that the font itself carries."""
    font = TTFont(FONTS / family.folder / "Regular.ttf")
    copyright_line, name, version = (font["name"].getDebugName(number) for number in (0, 1, 5))
    release = version.removeprefix("Version ").partition(";")[0]
    package = f"`{SCOPE}/{family.folder}` {family.release}"
    about = (f"`{family.folder}`", name, release, package, "OFL 1.1", copyright_line, family.scripts)
    return f"| {' | '.join(about)} | {len(font.getBestCmap()):,} |"


def readme() -> str:
    """README.md with its table of families made anew."""
    before, _, rest = read(README).partition(TABLE_START)
    _, _, after = rest.partition(TABLE_END)
    head = "| folder | family | version | npm package | licence | copyright | sets | characters |"
    table = "\n".join([head, "|---" * 8 + "|", *map(row, FAMILIES)])
    return f"{before}{TABLE_START}\n{table}\n{TABLE_END}{after}"


def main(arguments: list[str]) -> int:
    """Rebuild the named families (all of them when none is named), or check our texts; the exit code."""
    parser = argparse.ArgumentParser(description="Make the folders of fonts from the published packages.")
    parser.add_argument("families", nargs="*", help="folders to make anew; all when none is named")
    parser.add_argument("--check", action="store_true", help="only say which characters of our texts no font draws")
    parser.add_argument(
        "--packages", type=Path, help="keep the downloaded packages in this folder, and use those in it"
    )
    chosen = parser.parse_args(arguments)
    if chosen.check:
        return check()
    if unknown := set(chosen.families) - {family.folder for family in FAMILIES}:
        parser.error(f"no such family: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as scratch:
        packages = (chosen.packages or Path(scratch)).absolute()
        packages.mkdir(parents=True, exist_ok=True)
        for family in FAMILIES:
            if not chosen.families or family.folder in chosen.families:
                rebuild(family, packages)
    README.write_text(readme(), encoding="utf-8")
    return check()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
