"""What stands around the code: README, locks, licences, the change log and the doors of the house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import FIRST_LANGUAGES, Sheets

import press
from press.places import find_library

ROOT = Path(__file__).resolve().parent.parent
_LEFT_OUT = {".git", ".venv", "__pycache__", "out", "dist", "build", ".hypothesis", "node_modules"}
_PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])


def _texts() -> Iterator[tuple[Path, str]]:
    """Every file of the project that holds text."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if (
            not path.is_file()
            or _LEFT_OUT & set(parts)
            or any(part.endswith(("_cache", ".egg-info")) for part in parts)
        ):
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _commands() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)


def test_readme_has_one_command_to_print_and_one_to_test() -> None:
    to_print, to_test = _commands()
    for command, lock in ((to_print, "requirements.txt"), (to_test, "requirements-dev.txt")):
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert f"--require-hashes -r {lock}" in command
    assert "generate.py build sex-in-early-pregnancy --language en,es,ar,zh-Hans,hi" in to_print
    assert "-m pytest" in to_test


def test_readme_begins_with_the_commands() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:45]
    assert all(command in first_screen for command in _commands())
    assert any("py -3.11" in line for line in first_screen)


def test_windows_gets_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    on_windows = re.findall(r"^py -3\.11 .*$", readme, re.MULTILINE)
    as_here = [line.replace("py -3.11", "python3").replace(".venv\\Scripts\\", ".venv/bin/") for line in on_windows]
    assert as_here == _commands()


def test_readme_shows_what_the_first_command_prints(sheet: Sheets) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^out/(\S+): (\d+) pages$", readme, re.MULTILINE)
    made = [sheet(language).made for language in FIRST_LANGUAGES]
    assert shown == [(one.file_name, str(one.pages)) for one in made]
    assert all(f"draft: {remark}\n" in readme for one in made for remark in one.remarks)


def test_ci_runs_the_commands_of_readme_and_holds_none_of_its_own() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep '^python3 -m venv ' README.md" in script
    assert "${commands[0]}" in script
    assert "${commands[1]}" in script
    assert "-m pytest" not in script
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"]).returncode == 0


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_has_a_hash_for_each_package_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)(?!#)", lock.strip())
    assert len(packages) > 15
    for package in packages:
        assert re.match(r"[a-z0-9-]+==[\w.]+", package), package[:60]
        assert "--hash=sha256:" in package, package[:60]
    assert "://" not in lock
    assert not re.search(r"^\s*-", lock.replace("    --hash", ""), re.MULTILINE)


def test_the_locks_hold_what_the_project_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = {_name(wanted) for wanted in project["dependencies"]}
    development = {_name(wanted) for wanted in project["optional-dependencies"]["dev"]}
    assert runtime <= _locked("requirements.txt")
    assert runtime | development <= _locked("requirements-dev.txt")
    assert not development & _locked("requirements.txt")


def test_both_locks_choose_the_same_versions() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert versions("requirements.txt") <= versions("requirements-dev.txt")


def _name(wanted: str) -> str:
    return re.split(r"[=<>!~; ]", wanted)[0].lower().replace("_", "-")


def _locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_what_the_code_imports_is_what_the_project_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = {"markdown-it-py": "markdown_it", "pillow": "PIL", "pyyaml": "yaml", "fonttools": "fontTools"}
    wanted = {packages.get(_name(one), _name(one)) for one in project["dependencies"]}
    imported = {module.split(".")[0] for module in _imports()} - {"press", "pydantic_core"}
    assert imported - sys.stdlib_module_names == wanted


def _imports() -> Iterator[str]:
    """The modules that the files of press/ import."""
    for path in sorted((ROOT / "press").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module


# Put together, so that this file does not hold what it looks for.
_REGISTRIES = [*(f"{host}.org" for host in ("py" + "pi", "pythonhosted", "registry.npm" + "js")), "--index" + "-url"]
_FOLDERS = "|".join(("t" + "mp", "ro" + "ot", "wo" + "rk", "ho" + "me", "o" + "pt", "Us" + "ers"))
_OF_ONE_MACHINE = re.compile(rf"(?:(?<![\w./>}}-])|file://)/(?:{_FOLDERS})/|{'|'.join(map(re.escape, _REGISTRIES))}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cd /" + "tmp/x", True),
        ("'/" + "work/main'", True),
        ("file:///" + "opt/simple", True),
        ("https://py" + "pi.org/simple", True),
        ("pip install --index" + "-url x", True),
        ("https://www.example.org/" + "home/page", False),
        ("uv pip compile --no-emit-index" + "-url", False),
    ],
)
def test_the_search_for_paths_of_one_machine_finds_them(text: str, found: bool) -> None:
    assert bool(_OF_ONE_MACHINE.search(text)) is found


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in _texts() for hit in _OF_ONE_MACHINE.finditer(text)]
    assert not found


def test_each_family_of_fonts_has_its_licence_and_a_row() -> None:
    fonts = find_library().fonts
    table = (fonts / "README.md").read_text(encoding="utf-8")
    families = sorted(path for path in fonts.iterdir() if path.is_dir() and path.name != "__pycache__")
    assert families
    for family in families:
        assert "SIL OPEN FONT LICENSE" in (family / "OFL.txt").read_text(encoding="utf-8").upper()
        assert f"`{family.name}`" in table


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_change_log_has_this_version() -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(press.__version__)}\]", log, re.MULTILINE)


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} leads to {target}, which is not there"


def test_readme_leads_to_every_page_of_how_to_do_things() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs" / "how-to").glob("*.md"):
        assert f"(docs/how-to/{page.name})" in readme


def test_pages_that_files_of_the_project_name_are_there() -> None:
    named = {
        (path.relative_to(ROOT).as_posix(), page)
        for path, text in _texts()
        for page in re.findall(r"\bdocs/[a-z0-9/-]+\.md\b", text)
    }
    assert named
    assert not [(path, page) for path, page in named if not (ROOT / page).exists()]


def test_the_page_of_architecture_names_every_module() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "press").glob("*.py")} | {
        path.parent.name for path in (ROOT / "press").glob("*/__init__.py")
    }
    for module in modules - {"__init__", "__main__"}:
        assert f"`{module}`" in page, module
