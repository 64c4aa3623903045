"""A copy of the library that a test may spoil, and the command line run on it as staff would."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main
from press.compose.environment import environment
from press.places import INTERFACE, find_library

TOPIC = "sex-in-early-pregnancy"
LANGUAGES = ("en", "es", "ar", "zh-Hans", "hi")  # what every command reads, and a test changes some of
DAY = "2026-11-23"


@dataclass(frozen=True)
class Workshop:
    """A working folder with a library in it."""

    here: Path

    @property
    def library(self) -> Path:
        return self.here / "library"

    @property
    def topic(self) -> Path:
        return self.library / "handouts" / TOPIC

    @property
    def out(self) -> Path:
        return self.here / "out"

    def run(self, *words: str, typed: str | None = None) -> Result:
        """What a command does; its exit code, stdout and stderr."""
        return CliRunner().invoke(main, ["--library", str(self.library), *words], input=typed)

    def build(self, *words: str) -> Result:
        """What a build of the one topic does."""
        return self.run("build", TOPIC, "--date", DAY, *words)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first *old* in a file of the library, which must have it."""
        text = (self.library / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def write(self, name: str, content: str | bytes) -> None:
        """Put *content* in a file of the library."""
        path = self.library / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        environment.cache_clear()  # a template is read once a process

    def files(self) -> dict[str, bytes]:
        """What lies in the output folder."""
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir())} if self.out.is_dir() else {}


def make_workshop(folder: Path) -> Workshop:
    """A workshop in *folder*, with the library of this checkout, but for most of its languages and topics."""
    library = find_library()
    source = library.root
    workshop = Workshop(folder)
    others = [topic for topic in library.topics() if topic != TOPIC]
    left_out = shutil.ignore_patterns(*others, *(f"{topic}.po" for topic in others))
    for name in ("handouts", "templates", "clinics", "locales/regions", *(f"locales/{tag}" for tag in LANGUAGES)):
        shutil.copytree(source / name, workshop.library / name, ignore=left_out)
    for name in (TOPIC, INTERFACE):
        shutil.copy(library.pot(name), workshop.library / "locales")
    for path in workshop.library.glob("**/reviews.toml"):
        path.unlink()
    clinic = workshop.library / "clinics" / "example" / "clinic.toml"
    text = clinic.read_text(encoding="utf-8")
    clinic.write_text(re.sub(r"topics = \[[^\]]*\]", f'topics = ["{TOPIC}"]', text), encoding="utf-8")
    (workshop.library / "fonts").symlink_to(source / "fonts", target_is_directory=True)
    return workshop


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A library to spoil; the working folder is beside it."""
    monkeypatch.delenv("HANDOUTS_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path)
    return make_workshop(tmp_path)
