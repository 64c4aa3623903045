"""`build --watch`: each save makes again what it touches, as a fresh build would, and nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from cli_library import DAY, TOPIC, Workshop, workshop
from click.testing import Result

import press.cli.changes
import press.cli.watch
from press.build import Job, Press
from press.catalogs.gate import read_po
from press.cli.changes import changes
from press.fonts import FontLibrary
from press.layout.extents import extents
from press.memory import Memory
from press.places import INTERFACE, Library
from press.problems import ExitCode, HandoutError
from press.text.paragraph import Typesetter
from press.workbench import Workbench
from press.workbench.long import _found

__all__ = ["workshop"]

LANGUAGES = ("es", "ar")
TEXT = f"handouts/{TOPIC}/handout.md"
SPANISH = f"locales/es/LC_MESSAGES/{TOPIC}.po"
TITLE = "Relaciones sexuales al inicio del embarazo: ¿son seguras?"
Script = Generator[None, None, None]


def replaced(workshop: Workshop, name: str, old: str, new: str) -> None:
    """Save as most editors do: another file, and a rename; without the help that other tests give to templates."""
    path = workshop.library / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    other = path.with_name(f"{path.name}.tmp123")
    other.write_text(text.replace(old, new, 1), encoding="utf-8")
    other.replace(path)


def fresh(workshop: Workshop, folder: Path, typesetter: Typesetter) -> dict[str, bytes]:
    """The files that another press makes, which reads the library by another path, but for the fonts."""
    folder.symlink_to(workshop.library, target_is_directory=True)
    other = Press(Library(folder))
    other._typesetter = typesetter
    jobs = [Job(TOPIC, tag, folder / "clinics/example", date.fromisoformat(DAY)) for tag in LANGUAGES]
    return {made.file_name: made.data for made in map(other.make, jobs)}


@pytest.fixture
def watched(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a watch; *script* saves files, and waits with each `yield` until what it touches was made again."""

    def run(script: Callable[[], Script], *words: str) -> Result:
        def saves(folders: Iterable[Path]) -> Iterator[frozenset[Path]]:
            seen = changes(folders)
            yield next(seen)
            try:
                for _ in script():
                    yield next(found for found in seen if found)
            except Exception as error:  # noqa: BLE001 - the program would call it a fault of its own
                failures.append(error)
            raise KeyboardInterrupt

        failures: list[Exception] = []

        monkeypatch.setattr(press.cli.watch, "changes", saves)
        done = workshop.build("--watch", *words)
        for failure in failures:
            raise failure
        return done

    return run


def rounds(done: Result) -> list[str]:
    """What was said of each save."""
    return done.stderr.split("\nChanged: ")[1:]


def test_after_each_save_the_files_are_those_of_a_fresh_build(
    workshop: Workshop, watched: Callable[..., Result], tmp_path: Path
) -> None:
    pairs = []
    typesetter = Typesetter(FontLibrary(workshop.library / "fonts"))
    clinic, design = "clinics/example/clinic.toml", "templates/designs/standard.toml"
    edits = (
        (SPANISH, TITLE, "¿Son seguras las relaciones?"),
        (TEXT, 'version: "1.', 'version: "2.'),
        (clinic, 'name = "Willow', 'name = "Wallow'),
        (design, "body = 12", "body = 13"),
        ("templates/handout.xml", '<box tone="message">', '<box tone="caution">'),
        ("locales/ar/language.toml", "leading = 1.", "leading = 2."),
        ("locales/regions/US.toml", '"911"', '"912"'),
        ("locales/es/LC_MESSAGES/interface.po", "Borrador", "Esbozo"),
        (f"handouts/{TOPIC}/sources.yaml", "A concise history", "A short history"),
    )

    def script() -> Script:
        for number, edit in enumerate(edits):
            replaced(workshop, *edit)
            yield
            pairs.append((edit[0], workshop.files(), fresh(workshop, tmp_path / f"again-{number}", typesetter)))

    done = watched(script, "--language", ",".join(LANGUAGES))
    assert done.exit_code == ExitCode.INTERRUPTED
    assert done.stderr.endswith("Stopped. Every file that is there is whole.\n")
    assert len(pairs) == len(edits), done.stderr
    before: dict[str, bytes] = {}
    for name, files, expected in pairs:
        assert files == expected, name
        assert files != before, name
        before = files
    made = re.findall(r"Changed: (\S+)|(\d+ sheets? made in .*)", done.stderr)
    print(*("".join(one) for one in made), sep="\n")  # noqa: T201 - figures, for who asks with -rP


def test_only_what_a_save_touches_is_made_again(workshop: Workshop, watched: Callable[..., Result]) -> None:
    def script() -> Script:
        for edit in (
            (SPANISH, TITLE, "¿Son seguras las relaciones?"),
            ("locales/ar/language.toml", "leading = 1.", "leading = 2."),
            ("clinics/example/clinic.toml", 'name = "Willow', 'name = "Wallow'),
        ):
            replaced(workshop, *edit)
            yield

    done = watched(script, "--language", ",".join(LANGUAGES))
    made = [re.search(r"(\d) sheets? made", said)[1] for said in rounds(done)]  # type: ignore[index]
    assert made == ["1", "1", "2"]


def test_a_file_is_read_again_only_if_it_changed(workshop: Workshop) -> None:
    press = Press(Library(workshop.library))
    jobs = [Job(TOPIC, tag, workshop.library / "clinics/example", date.fromisoformat(DAY)) for tag in LANGUAGES]
    for job in jobs:
        press.make(job)
    kept = set(press.memory._kept)
    press.forget([workshop.library / SPANISH])
    gone = {key[0].__name__ for key in kept - set(press.memory._kept)}  # type: ignore[attr-defined]
    assert gone == {"_read_translations", "_localize", "_read_standing"}
    assert all("ar" not in key for key in kept - set(press.memory._kept))
    press.forget([workshop.library / "locales/somewhere/else.po", workshop.library / "templates/desk/other.xml"])
    assert len(press.memory._kept) > len(kept) / 2


def test_faults_are_listed_with_their_line_and_the_old_file_stays(
    workshop: Workshop, watched: Callable[..., Result]
) -> None:
    before, between = {}, {}

    def script() -> Script:
        before.update(workshop.files())
        replaced(workshop, SPANISH, f'msgstr "{TITLE}"', f'msgstr "{TITLE}')
        yield
        between.update(workshop.files())
        (workshop.library / "locales/ar/LC_MESSAGES" / f"{TOPIC}.po").touch()
        yield
        replaced(workshop, SPANISH, f'msgstr "{TITLE}\n', f'msgstr "{TITLE}"\n')
        yield

    done = watched(script, "--language", ",".join(LANGUAGES))
    broken, other, mended = rounds(done)
    line = read_po(workshop.library / SPANISH, "es")[1].line + 2
    assert f"library/{SPANISH}:{line}: the closing quotation mark is missing" in broken
    assert "1 not made: the files from before stay." in broken
    assert between == before
    assert "quotation mark" not in other
    assert f"Not made since an earlier change: {TOPIC} in es" in other
    assert "nothing on it is different" in mended
    assert "Not made" not in mended


def test_a_file_that_is_deleted_and_written_again(workshop: Workshop, watched: Callable[..., Result]) -> None:
    path = workshop.library / SPANISH

    def script() -> Script:
        text = path.read_bytes()
        path.unlink()
        yield
        path.write_bytes(text)
        yield
        path.unlink()  # in one breath, as some editors do
        path.write_bytes(text)
        yield

    done = watched(script, "--language", ",".join(LANGUAGES))
    gone, back, both = rounds(done)
    assert f"library/{SPANISH}: there is no translation of {TOPIC} into es" in gone
    assert "1 sheet made" in back
    assert "1 sheet made" in both


def test_what_a_clinic_adds_and_what_was_not_begun_joins_the_watch(
    workshop: Workshop, watched: Callable[..., Result]
) -> None:
    clinic = workshop.library / "clinics/example/clinic.toml"
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en", "es"]', clinic.read_text(encoding="utf-8"))
    clinic.write_text(text, encoding="utf-8")
    path = workshop.library / SPANISH
    whole = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(?m)^msgstr ".+"$', 'msgstr ""', whole), encoding="utf-8")

    def script() -> Script:
        path.write_text(whole, encoding="utf-8")
        yield
        replaced(workshop, "clinics/example/clinic.toml", '["en", "es"]', '["en", "es", "ar"]')
        yield
        replaced(workshop, "clinics/example/clinic.toml", '["en", "es", "ar"]', '["en", "es", "xx"]')
        yield
        replaced(workshop, TEXT, "version:", "version: ")
        yield
        replaced(workshop, "clinics/example/clinic.toml", '["en", "es", "xx"]', '["en"]')
        yield

    done = watched(script)
    assert f"{TOPIC} is not translated yet into: es" in done.stderr
    begun, more, unknown, same, mended = rounds(done)
    assert "1 sheet made" in begun
    assert "3 sheets made" in more
    assert "there is no language “xx”" in unknown
    assert "1 not made" in unknown
    assert "xx" in same
    assert "1 sheet made" in mended


def test_a_page_for_the_screen_is_made_again_too(workshop: Workshop, watched: Callable[..., Result]) -> None:
    def script() -> Script:
        replaced(workshop, SPANISH, TITLE, "¿Son seguras las relaciones?")
        yield

    done = watched(script, "--language", "es", "--format", "html,pdf")
    (said,) = rounds(done)
    assert "2 sheets made" in said
    page, paper = (workshop.out / f"{TOPIC}.es.example.draft.{kind}" for kind in ("html", "pdf"))
    assert "<title>[draft] ¿Son seguras las relaciones?" in page.read_text(encoding="utf-8")
    assert paper.is_file()


@pytest.mark.parametrize("option", [("--jobs", "2"), ("--json",)])
def test_what_does_not_go_with_a_watch(workshop: Workshop, option: tuple[str, ...]) -> None:
    done = workshop.build("--watch", *option)
    assert done.exit_code == ExitCode.USAGE
    assert f"--watch and {option[0]} do not go together" in done.stderr


def test_a_watch_of_what_is_not_there_ends_at_once(workshop: Workshop) -> None:
    done = workshop.build("--watch", "--language", "xx")
    assert done.exit_code == ExitCode.USAGE
    assert "there is no language “xx”" in done.stderr


# what runs long


def again(workshop: Workshop, bench: Workbench, *edits: tuple[str, str], beside: str = "") -> list[str]:
    """What runs long in Spanish after *edits* of its catalog."""
    for old, new in edits:
        replaced(workshop, SPANISH, old, new)
    bench.forget([workshop.library / SPANISH])
    job = Job(TOPIC, "es", workshop.library / "clinics/example", date.fromisoformat(DAY), beside=beside)
    made = bench.make(job)
    assert not made.made.problems
    return [str(one) for one in made.long if one.over]


def test_messages_that_have_no_room_are_named(workshop: Workshop) -> None:
    bench = Workbench(Library(workshop.library))
    assert [one for one in again(workshop, bench) if TOPIC in one] == []
    heading, word = "Cuándo evitar las relaciones sexuales", "anticonstitucionalísimamente" * 3
    text = (workshop.library / SPANISH).read_text(encoding="utf-8")
    (asked,) = re.findall(r'msgid "When to avoid sex"\nmsgstr "(.*)"', text)
    told = again(
        workshop,
        bench,
        (f'msgstr "{asked}"', f'msgstr "{heading} y también todo lo que conviene saber antes de decidir nada"'),
        (f'msgstr "{TITLE}"', f'msgstr "{word}"'),
    )
    first, second = (one for one in told if TOPIC in one)
    assert first.startswith(f"library/{SPANISH}:13: title: “Sex in early pregnancy: is it safe?” has a word that is ")
    assert f"“{word}”" in first
    assert "“When to avoid sex” takes 2 lines where 1 should do: at most about 60 letters, and it has 9" in second


def test_a_flag_of_weblate_sets_the_room(workshop: Workshop) -> None:
    bench = Workbench(Library(workshop.library))
    flag = f"max-length:{len(TITLE)}"
    told = again(workshop, bench, ('msgctxt "title"\n', f'#, {flag}\nmsgctxt "title"\n'))
    assert [one for one in told if one.endswith(f"has {len(TITLE)} letters; its flag allows {len(TITLE)}")]
    assert not any("flag" in one for one in again(workshop, bench, (flag, "max-length:200")))


def test_a_sheet_is_compared_with_the_english_and_with_itself(workshop: Workshop) -> None:
    bench = Workbench(Library(workshop.library))
    clinic, when = workshop.library / "clinics/example", date.fromisoformat(DAY)
    english, spanish = (Job(TOPIC, tag, clinic, when) for tag in ("en", "es"))
    first = bench.make(spanish)
    assert (first.before, first.same, first.english) == (0, False, bench.make(english).made.pages)
    assert first.more == sum(one.lines for one in first.long) + _shorter(bench, spanish)
    assert bench.make(spanish).same
    text = (workshop.library / SPANISH).read_text(encoding="utf-8")
    longest = max(re.findall(r'(?m)^msgstr "([^*\d\n]*)"$', text), key=len)
    replaced(workshop, SPANISH, longest, " ".join([longest.split(" [")[0]] * 40 + [longest]))
    bench.forget([workshop.library / SPANISH])
    longer = bench.make(spanish)
    assert longer.made.problems == ()
    assert longer.made.pages > longer.before == first.made.pages
    assert bench.make(Job(TOPIC, "es", clinic, when, beside="en")).english == 0


def _shorter(bench: Workbench, job: Job) -> int:
    """Lines that messages which are shorter than the English save, and those of what is no message."""
    made = bench.make(job)
    return made.more - sum(one.lines for one in made.long)


@pytest.mark.parametrize("language", ["es", "ar", "zh-Hans", "hi"])
def test_the_messages_of_a_topic_are_found_on_its_page(workshop: Workshop, language: str) -> None:
    library = Library(workshop.library)
    laid = Press(library).lay_out(Job(TOPIC, language, library.clinics / "example", date.fromisoformat(DAY)))
    assert laid.story is not None
    page = tuple(extents(laid.story))
    entries = [one for one in read_po(library.catalog(language, TOPIC), language) if one.text and not one.obsolete]
    missed = [one.text for one in entries if _found(one.forms[0], page) is None]
    assert missed == ["The short answer"]  # it stands in a box without its heading
    interface = [one for one in read_po(library.catalog(language, INTERFACE), language) if one.text]
    assert sum(_found(one.forms[0], page) is not None for one in interface) >= 10


# what counts as a save


def saved(folder: Path, save: Callable[[], object]) -> set[str]:
    """The names that a watch of *folder* tells of after *save*, and after another file says that it is over."""
    seen = changes([folder])
    next(seen)
    save()
    (folder / "last.po").write_text("", encoding="utf-8")
    names: set[str] = set()
    for found in seen:
        names |= {path.name for path in found}
        if "last.po" in names:
            break
    return names - {"last.po"}


def test_editors_files_are_no_saves(tmp_path: Path) -> None:
    def save() -> None:
        for name in (".es.po.swp", "#es.po#", "es.po~", "es.po.bak", "x.pot", "a.pdf", "es.mo", ".es.po", "4913.tmp"):
            (tmp_path / name).write_text("x", encoding="utf-8")
        (tmp_path / ".#es.po").symlink_to("somebody@somewhere.1")

    assert saved(tmp_path, save) == set()


def test_ways_to_save(tmp_path: Path) -> None:
    path = tmp_path / "es.po"
    path.write_text("one", encoding="utf-8")

    def rename() -> None:
        backup = tmp_path / "es.po~"
        os.replace(path, backup)  # noqa: PTH105 - as editors do
        path.write_text("two", encoding="utf-8")
        backup.unlink()

    for save in (lambda: path.write_text("three", encoding="utf-8"), rename, path.touch, path.unlink):
        assert saved(tmp_path, save) == {"es.po"}
    assert "new" in saved(tmp_path, (tmp_path / "new").mkdir)


def test_folders_that_cannot_be_watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_folders: Path, **_options: object) -> NoReturn:
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr(press.cli.changes, "watch", full)
    with pytest.raises(HandoutError, match=r"OS file watch limit reached\.\n.*WATCHFILES_FORCE_POLLING=1"):
        next(changes([tmp_path]))


# what is kept


def test_a_memory_knows_where_each_value_comes_from(tmp_path: Path) -> None:
    memory, read = Memory(8), []
    outer, inner, other = (tmp_path / name for name in ("outer", "inner.po", "other.po"))

    def asked(name: str, *of: Path, then: Callable[[], object] = lambda: None) -> None:
        def once() -> None:
            read.append(name)
            then()

        once_of.setdefault(name, once)
        memory.once(once_of[name], of=of)

    once_of: dict[str, Callable[[], None]] = {}

    def all_() -> list[str]:
        read.clear()
        asked("outer", outer, then=lambda: asked("inner", inner))
        asked("other", other)
        asked("unknown")
        return list(read)

    assert all_() == ["outer", "inner", "other", "unknown"]
    assert all_() == []
    for changed, again in (
        ([tmp_path / "nothing.po"], ["unknown"]),  # what does not say where it comes from
        ([inner], ["outer", "inner", "unknown"]),
        ([outer / "file"], ["outer", "unknown"]),  # a folder stands for the files in it
        ([outer / "deep" / "file"], ["unknown"]),
        ([other, outer], ["outer", "other", "unknown"]),
        ([tmp_path], ["outer", "inner", "other", "unknown"]),  # a whole folder came or went
    ):
        memory.forget(changed)
        assert all_() == again, changed


def test_who_catches_a_failure_depends_on_its_files_too(tmp_path: Path) -> None:
    memory = Memory(8)

    def broken() -> NoReturn:
        raise ValueError

    def careful() -> bool:
        try:
            memory.once(broken, of=[tmp_path / "broken.po"])
        except ValueError:
            return False
        return True

    with memory.tracing() as places:
        assert not memory.once(careful)
    assert places == {tmp_path.resolve() / "broken.po"}


def test_a_memory_has_bounds() -> None:
    memory, read = Memory(2), []
    for number in (1, 2, 1, 3, 1, 2):
        memory.once(read.append, number)
    assert read == [1, 2, 3, 2]
