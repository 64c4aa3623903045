"""`handouts preflight`: read finished PDFs back, and list what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from press.cli.output import counted, remark, say, say_json, tell
from press.preflight import RULES, Finding, outline, preflight
from press.problems import ExitCode, Problem, RefusedError, shown

_MOST_SHOWN = 40  # findings of one file; --json has all


@click.command(
    "preflight",
    short_help="Look for faults in finished PDFs.",
    epilog="""\b
Examples:
  handouts preflight out/*.pdf
  handouts preflight --tree sheet.pdf     what a screen reader reads, in its order
  handouts preflight --rules              everything that is looked for
""",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--tree", is_flag=True, help="Show the structure tree instead, as a screen reader goes through it.")
@click.option("--rules", is_flag=True, help="List the rules that are looked for, and where each comes from.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
@click.pass_context
def preflight_files(context: click.Context, files: tuple[Path, ...], tree: bool, rules: bool, as_json: bool) -> None:
    """Look for faults in finished PDFs, ours or those of others.

    What is looked for: the conditions of PDF/UA-1 and the rules of PDF/A-2a that a program can decide, type
    size, contrast, margins, languages, bookmarks and links. No program can see whether a sheet is right: nobody
    is certified by this.
    """
    if rules:
        _list_rules(as_json)
        return
    if not files:
        raise click.UsageError("name at least one PDF, such as: handouts preflight out/*.pdf", context)
    if tree and as_json:
        raise click.UsageError("--tree is for people to read, and --json for programs: ask for one of them", context)
    if tree:
        context.exit(_show_trees(files))
    reports = [_report(path) for path in files]
    if as_json:
        say_json({"files": reports, "exit_code": int(_exit_code(reports))})
    context.exit(_exit_code(reports))


def _report(path: Path) -> dict[str, Any]:
    """What is wrong with a file, said aloud unless a program listens, and for a program to read."""
    context = click.get_current_context()
    try:
        findings = preflight(_read(path))
    except RefusedError as error:
        tell([Problem(shown(path), 0, error.what, error.hint, ExitCode.USAGE)])
        return {"file": shown(path), "opened": False, "findings": []}
    if not context.params["as_json"]:
        _say(path, findings)
    listed = [asdict(finding) | {"hint": RULES[finding.rule].hint} for finding in findings]
    return {"file": shown(path), "opened": True, "findings": listed}


def _say(path: Path, findings: tuple[Finding, ...]) -> None:
    if not findings:
        say(f"{shown(path)}: nothing wrong ({len(RULES)} rules)")
        return
    say(f"{shown(path)}: {counted(len(findings), 'finding')}")
    for finding in findings[:_MOST_SHOWN]:
        where = ", ".join(filter(None, [f"page {finding.page}" if finding.page else "", finding.element]))
        say(f"  {where or 'the file'}: {finding.what} [{finding.rule}]")
    for rule in dict.fromkeys(finding.rule for finding in findings):
        say(f"    → {rule}: {RULES[rule].hint}")
    if len(findings) > _MOST_SHOWN:
        say(f"  … and {len(findings) - _MOST_SHOWN} more: --json lists all")


def _exit_code(reports: Iterable[dict[str, Any]]) -> ExitCode:
    if not all(report["opened"] for report in reports):
        return ExitCode.USAGE
    return ExitCode.CHECKS_FAILED if any(report["findings"] for report in reports) else ExitCode.DONE


def _show_trees(files: tuple[Path, ...]) -> ExitCode:
    code = ExitCode.DONE
    for path in files:
        try:
            lines = tuple(outline(_read(path)))
        except RefusedError as error:
            tell([Problem(shown(path), 0, error.what, error.hint, ExitCode.USAGE)])
            code = ExitCode.USAGE
            continue
        say(f"{shown(path)}:")
        for line in lines:
            say(f"  {line}")
        if not lines:
            remark(f"{shown(path)} has no structure tree: a screen reader has to guess.")
    return code


def _list_rules(as_json: bool) -> None:
    if as_json:
        say_json({name: asdict(rule) for name, rule in RULES.items()})
        return
    for name, rule in RULES.items():
        say(f"{name:20} {rule.asks}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise RefusedError("there is no such file", "look at its name, or make it with: handouts build") from None
    except IsADirectoryError:
        raise RefusedError("this is a folder", f"name the files in it: handouts preflight {path}/*.pdf") from None
    except OSError as error:
        raise RefusedError(f"cannot be read: {error.strerror}", "check who may read it") from None
