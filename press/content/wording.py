"""May this message print? Its inline markup against the closed vocabulary of press.content.inline.

A writer who knows Markdown will try its links and its emphasis. They would
print as stars and brackets, so each is refused here with what to do instead.
`<b>` and `<!-- -->` are no markup: they are words and print letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from press.content.inline import Citation, Placeholder, Words, parse
from press.content.model import CLINIC_FACTS, REGION_FACTS
from press.content.reading import Faults, did_you_mean

MOST_CHARACTERS = 2000  # Markdown's inline grammar is not linear in the worst case

_FACTS = REGION_FACTS | CLINIC_FACTS
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("text_join")  # it hides escapes and entities

_ONLY_STRONG = "only **strong** can be set apart"
_UNWANTED = {
    "em_open": ("one star or underscore around words", f"delete it; {_ONLY_STRONG}"),
    "code_inline": ("backquotes around words", f"delete them; {_ONLY_STRONG}"),
    "link_open": ("a link", "write the words alone; addresses stand in sources.yaml"),
    "image": ("a picture", "a text holds words only"),
    "hardbreak": ("a forced line break", "delete the two blanks or the backslash at the line's end"),
}


def fold(text: str) -> str:
    """*text* on one line, with single blanks; blanks that do not break stay as they are."""
    return re.sub(r"[ \n]+", " ", text).strip(" ")


def check_message(raw: str, line: int, faults: Faults) -> str:
    """The message that *raw*, which begins in *line*, folds to; whatever cannot print in it is noted."""
    if len(raw) > MOST_CHARACTERS:
        faults.add(line, f"this text is longer than {MOST_CHARACTERS} characters", "make two or three paragraphs of it")
        return ""
    text = fold(raw)
    for what, hint in dict.fromkeys((*_markup_faults(raw), *_inline_faults(text))):
        faults.add(line, what, hint)
    return text


def check_heading(raw: str, line: int, faults: Faults, facts: bool = True) -> str:
    """The message of a heading or a title: plain words, with facts where *facts* allows them."""
    text = check_message(raw, line, faults)
    if "**" in text:
        faults.add(line, "a heading holds **strong** words", "delete the stars: a heading is strong as it is")
    if re.search(r"\[@", text):
        faults.add(line, "a heading holds a citation", "cite the source in the text below it")
    if not facts and "{" in text:
        faults.add(line, "the title holds a {placeholder}", "name the topic in words that hold everywhere")
    return text


def _markup_faults(raw: str) -> Iterator[tuple[str, str]]:
    tokens = _MARKDOWN.parseInline(raw)[0].children or []
    depth = strong = 0
    for token in tokens:
        if token.type == "strong_open":
            depth += 1
            strong += 1
            if token.markup != "**":
                yield "there are two underscores around words", "write two stars: **strong**"
            elif depth > 1:
                yield "there is **strong** inside **strong**", "one pair of stars is enough"
        elif token.type == "strong_close":
            depth -= 1
        elif token.type in _UNWANTED:
            what, hint = _UNWANTED[token.type]
            yield f"there is {what}", hint
        else:
            yield from _hidden_character(token)
    if raw.count("**") != 2 * strong or "***" in raw:
        yield "a ** has no partner, or a blank inside it", "write **strong** with the stars at the words"


def _hidden_character(token: Token) -> Iterator[tuple[str, str]]:
    """An escape or an entity, which stands for another character; a backslash that stands for itself is none."""
    if token.type == "text_special" and token.content != token.markup:
        yield f"“{token.markup}” stands for another character", f"write the character itself; {_ONLY_STRONG}"


def _inline_faults(text: str) -> Iterator[tuple[str, str]]:
    try:
        parts = parse(text)
    except ValueError:
        return  # noted already: the count of stars
    for part in parts:
        match part:
            case Words(words):
                yield from _leftovers(words)
            case Placeholder(name) if name not in _FACTS:
                yield f"there is no fact {{{name}}}", did_you_mean(name, _FACTS)
            case Citation(ids) if len(set(ids)) != len(ids):
                yield "a citation names the same source twice", "name it once"
            case _:
                pass
    has_words = any(isinstance(part, Placeholder) or (isinstance(part, Words) and part.text.strip()) for part in parts)
    if not has_words:
        yield "there are no words here", "write some, or delete it"


def _leftovers(words: str) -> Iterator[tuple[str, str]]:
    """What was meant as a citation, a link or a placeholder and is none."""
    if re.search(r"\[\s*@|(?<![\w.])@[a-z]", words):
        yield "a citation is not well formed", "write [@source] or [@source; @other], with ids of sources.yaml"
    if "](" in words:  # Markdown itself lets some pass, such as javascript: addresses
        what, hint = _UNWANTED["link_open"]
        yield f"there is {what}", hint
    if re.search(r"[{}]", words):
        names = ", ".join(f"{{{name}}}" for name in sorted(_FACTS))
        yield "a brace that is no placeholder stands here", f"the placeholders are {names}; else write ( and )"
