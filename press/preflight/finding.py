"""What preflight finds in a PDF, and the rules that it looks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: where it stands, which rule it breaks, and what is there instead."""

    page: int  # from 1, in the order of the file; 0 where it is a matter of the whole file
    rule: str  # a key of press.preflight.rules.RULES
    what: str
    element: str = ""  # the structure element and its first words: “H2 “When to call””


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule asks for, and what to do where it is broken."""

    asks: str
    hint: str
