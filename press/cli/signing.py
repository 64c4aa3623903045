"""How a person signs words: what they sign is shown, they say yes, and a line is added to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from press.cli.choices import day
from press.cli.output import remark, say
from press.content.reviews import Signature, append_signature
from press.content.sheet_words import SheetWords, write_record
from press.problems import ExitCode, shown

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and when."""

    name: str
    qualification: str
    when: date


@dataclass(frozen=True, slots=True)
class Words:
    """What is signed, and where the signature goes."""

    what: str  # "the English of nosebleed"
    title: str
    extent: str  # "40 messages"
    words: SheetWords
    path: Path
    record: Path  # of the words, for whoever reviews what changes later
    topic: str  # empty in the file of a topic
    signed: tuple[Signature, ...]  # so far

    @property
    def hash(self) -> str:
        """What the signature holds of the words."""
        return self.words.hash


def signer_options(command: Command) -> Command:
    """The options of a command that signs."""
    for option in (
        click.option("--yes", is_flag=True, help="Sign without the last question."),
        click.option(
            "--date", "when", metavar="YYYY-MM-DD", callback=day, help="The day of signing. Without it: today."
        ),
        click.option("--qualification", prompt="Your qualification", help="Such as “MD, obstetrics” or “midwife”."),
        click.option("--name", prompt="Your name", help="The name of the person who has read the text and signs."),
    ):
        command = option(command)
    return command


def sign(words: Words, signer: Signer, *, sure: bool) -> ExitCode:
    """Show what is signed, ask, and add the signature.

    Raises:
        HandoutError: if the name cannot stand in the file, or the file cannot be written.
    """
    say(f"You sign: {words.what}, “{words.title}”")
    say(f"  {words.extent}")
    say(f"  {words.hash}")
    say(f"as {signer.name}, {signer.qualification}, on {signer.when.isoformat()}.")
    before = [one for one in words.signed if one.words == words.hash and one.name == signer.name]
    if before:
        write_record(words.record, words.words)
        say(f"{signer.name} has signed these words already, on {before[-1].date.isoformat()}.")
        return ExitCode.DONE
    if not sure:
        remark("Sign only what you have read. The signature holds for these words: who changes one must sign again.")
        if not click.confirm("Sign?", err=True):
            remark("Nothing was signed.")
            return ExitCode.INTERRUPTED
    append_signature(words.path, Signature(signer.name, signer.qualification, signer.when, words.hash), words.topic)
    write_record(words.record, words.words)
    say(f"Signed in {shown(words.path)}.")
    say(f"The words you signed are kept in {shown(words.record)}: a later review shows what changed since.")
    return ExitCode.DONE
