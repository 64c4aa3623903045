"""The body of handout.md: a closed set of sections, made of paragraphs, lists and questions.

Markdown finds the blocks, and this module takes only those that a sheet can
print. Whatever else Markdown knows is refused by name: a word that a writer
typed is in a message, or it is in a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from press.content.model import (
    REQUIRED_SECTIONS,
    SECTION_IDS,
    ContentBlock,
    Items,
    Message,
    Paragraph,
    Question,
    Section,
)
from press.content.reading import Faults, did_you_mean
from press.content.wording import check_heading, check_message

MOST_ITEMS = 7
MOST_QUESTIONS = 7
_WITH_LIST = frozenset({"takeaways", "when-to-avoid", "get-help", "next-steps"})

# Inline text is read later, a message at a time; reference definitions would take words out of the text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["reference", "inline", "text_join"])
_SECTION = re.compile(r"##(?:[ ]+(?P<words>.*?))??[ ]+\{#(?P<id>[^}]*)\}")
_DEFINITION = re.compile(r"^ *\[[^\]]*\]:", re.MULTILINE)

_REFUSED = {
    "ordered_list": ("a numbered list", "write a list with “- ”"),
    "blockquote": ("a quotation (a line that begins with >)", "write a paragraph"),
    "fence": ("a block of code", "write a paragraph"),
    "code_block": ("a line that begins with four blanks or more", "begin the line at the margin"),
    "hr": ("a ruled line", "delete it: the design sets sections apart"),
    "lheading": ("a heading marked by a line below it", "write ## in front of it, and {#its-id} behind it"),
    "bullet_list": ("a list inside a list", "make it one list, or write a sentence"),
    "heading": ("a heading inside a list", "begin the line at the margin"),
}


@dataclass(slots=True)
class _Draft:
    """A section while it is read."""

    id: str
    heading: Message
    blocks: list[ContentBlock]


def read_prose(body: str, first_line: int, faults: Faults) -> tuple[Section, ...]:
    """The sections of *body*, which begins in *first_line* of its file; what is wrong goes to *faults*."""
    drafts = _Reader(body, first_line, faults).drafts()
    _check_order(drafts, faults)
    for draft in drafts:
        for what, hint in _SHAPES.get(draft.id, _some_text)(draft):
            faults.add(draft.heading.line, what, hint)
    return tuple(Section(draft.id, draft.heading, tuple(draft.blocks)) for draft in drafts)


class _Reader:
    """Turns Markdown's blocks into sections, one after the other."""

    def __init__(self, body: str, first_line: int, faults: Faults) -> None:
        self._lines = body.split("\n")
        self._nodes = SyntaxTreeNode(_MARKDOWN.parse(body)).children
        self._first_line = first_line
        self._faults = faults
        self._drafts: list[_Draft] = []

    def drafts(self) -> list[_Draft]:
        for node in self._nodes:
            if node.type == "heading" and node.markup.startswith("#"):
                self._heading(node)
            elif not self._drafts:
                self._faults.add(
                    self._line(node), "this stands before the first section", "begin with ## The short answer {#answer}"
                )
            else:
                self._into(node)
        return self._drafts

    def _line(self, node: SyntaxTreeNode) -> int:
        return (node.map[0] if node.map else 0) + self._first_line

    def _heading(self, node: SyntaxTreeNode) -> None:
        if node.markup == "##":
            self._section(node)
        elif node.markup == "###" and self._drafts and self._drafts[-1].id == "faq":
            self._drafts[-1].blocks.append(Question(self._question(node), ()))
        elif node.markup == "###":
            self._faults.add(
                self._line(node), "### asks a question, outside of {#faq}", "move it there, or write a paragraph"
            )
        elif node.markup == "#":
            self._faults.add(
                self._line(node),
                "there is a heading with one #",
                "the title stands in the front matter; sections have ##",
            )
        else:
            self._faults.add(
                self._line(node), f"there is a heading with {node.markup}", "sections have ##, questions ###"
            )

    def _section(self, node: SyntaxTreeNode) -> None:
        line = self._line(node)
        raw = self._lines[line - self._first_line].strip(" ")
        match = _SECTION.fullmatch(raw)
        id_ = match["id"] if match else ""
        if match is None:
            self._faults.add(line, "this section has no id", "end the line with one: ## The short answer {#answer}")
        elif id_ not in SECTION_IDS:
            self._faults.add(line, f"there is no section “{id_}”", did_you_mean(id_, SECTION_IDS))
        words = match["words"] or "" if match else raw.lstrip("# ")
        if not words:
            self._faults.add(line, "this section has no heading", "write it between ## and {#")
        else:
            words = check_heading(words, line, self._faults)
        self._drafts.append(_Draft(id_, Message(id_, words, line), []))

    def _question(self, node: SyntaxTreeNode) -> Message:
        line = self._line(node)
        raw = self._lines[line - self._first_line].strip(" ").removeprefix("###").strip(" ")
        if "{#" in raw or raw.endswith("#"):
            self._faults.add(line, "a question has no id and no # at its end", "write the question alone")
        elif not raw:
            self._faults.add(line, "this question is empty", "write it behind ###")
        return Message("faq", check_heading(raw, line, self._faults) if raw else "", line)

    def _into(self, node: SyntaxTreeNode) -> None:
        """Put a paragraph or a list where it belongs: into the section, or into the last answer."""
        draft = self._drafts[-1]
        block: Paragraph | Items | None = None
        if node.type == "paragraph":
            block = Paragraph(self._message(node, draft.id))
        elif node.type == "bullet_list":
            block = self._items(node, draft.id)
        else:
            self._refuse(node)
        if block is None:
            return
        last = draft.blocks[-1] if draft.blocks else None
        if isinstance(last, Question):
            draft.blocks[-1] = Question(last.heading, (*last.answer, block))
        else:
            draft.blocks.append(block)

    def _refuse(self, node: SyntaxTreeNode) -> None:
        kind = "lheading" if node.type == "heading" and not node.markup.startswith("#") else node.type
        what, hint = _REFUSED.get(kind, ("something that a sheet cannot print", "write a paragraph or a list"))
        self._faults.add(self._line(node), f"there is {what}", hint)

    def _message(self, node: SyntaxTreeNode, context: str) -> Message:
        line = self._line(node)
        raw = node.children[0].content
        if _DEFINITION.search(raw):
            self._faults.add(line, "there is a definition of a link ([name]: address)", "sources stand in sources.yaml")
        if re.search(r"^ *\|.*\| *$", raw, re.MULTILINE):
            self._faults.add(line, "there is a table", "write a list: a table is hard to read for many patients")
        return Message(context, check_message(raw, line, self._faults), line)

    def _items(self, node: SyntaxTreeNode, context: str) -> Items:
        line = self._line(node)
        if node.markup != "-":
            self._faults.add(line, f"this list is marked with {node.markup}", "begin each item with “- ”")
        if len(node.children) > MOST_ITEMS:
            what = f"this list has {len(node.children)} items; nobody keeps more than {MOST_ITEMS}"
            self._faults.add(line, what, "join some, or leave out what matters least")
        return Items(tuple(message for item in node.children for message in self._item(item, context)))

    def _item(self, item: SyntaxTreeNode, context: str) -> Iterator[Message]:
        line = self._line(item)
        paragraphs = [child for child in item.children if child.type == "paragraph"]
        for child in item.children:
            if child.type != "paragraph":
                self._refuse(child)
        if not item.children:
            self._faults.add(line, "this item is empty", "write something behind “- ”, or delete it")
        elif len(paragraphs) > 1:
            self._faults.add(line, "this item has more than one paragraph", "make it one, or two items")
        for paragraph in paragraphs:
            yield self._message(paragraph, context)


def _check_order(drafts: list[_Draft], faults: Faults) -> None:
    """Note sections that are missing, doubled or out of their order."""
    lines: dict[str, int] = {}
    furthest = ""
    for draft in drafts:
        if draft.id not in SECTION_IDS:
            continue
        line = draft.heading.line
        if draft.id in lines:
            faults.add(
                line, f"the section “{draft.id}” stands here a second time", f"the first is in line {lines[draft.id]}"
            )
        elif furthest and SECTION_IDS.index(draft.id) < SECTION_IDS.index(furthest):
            what = f"the section “{draft.id}” stands after “{furthest}”"
            faults.add(line, what, f"the order is: {', '.join(SECTION_IDS)}")
        else:
            furthest = draft.id
        lines.setdefault(draft.id, line)
    for id_ in REQUIRED_SECTIONS:
        if id_ not in lines:
            faults.add(0, f"the section “{id_}” is missing", f"write ## and a heading, {{#{id_}}}, and its text")


def _some_text(draft: _Draft) -> Iterator[tuple[str, str]]:
    if not draft.blocks:
        yield "this section is empty", "write its text, or delete the heading"
    elif draft.id in _WITH_LIST and not any(isinstance(block, Items) for block in draft.blocks):
        yield f"the section “{draft.id}” has no list", "write its points one a line, after “- ”"


def _one_paragraph(draft: _Draft) -> Iterator[tuple[str, str]]:
    if len(draft.blocks) != 1 or not isinstance(draft.blocks[0], Paragraph):
        yield "the answer is not one paragraph", "say the main message in one, and the rest in other sections"


def _call(draft: _Draft) -> Iterator[tuple[str, str]]:
    kinds = [type(block) for block in draft.blocks]
    if Items not in kinds or kinds[0] is not Paragraph:
        yield "the call for help needs a sentence and a list", "say when to call, then each sign after “- ”"


def _questions(draft: _Draft) -> Iterator[tuple[str, str]]:
    questions = [block for block in draft.blocks if isinstance(block, Question)]
    if len(questions) != len(draft.blocks):
        yield "text stands before the first question", "write ### and a question over it"
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        yield f"there are {len(questions)} questions", f"write one to {MOST_QUESTIONS}, each after ###"
    for question in questions:
        if not question.answer:
            yield f"“{question.heading.text}” has no answer", "write it below the question"


_SHAPES = {"answer": _one_paragraph, "get-help": _call, "faq": _questions}
