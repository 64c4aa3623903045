"""Whatever a writer, a translator or a clinic types is printed letter for letter, or refused with a reason.

No string is markup, a template, a format or a path to anything on the way to paper.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import small_topic
from conftest import WHEN
from reading import Element, Mark, Pages, plain, shown

from press.catalogs import Catalog, Translation, interface_messages, read_catalog
from press.checks.sources import check_sources
from press.compose import compose
from press.content.model import Handout
from press.design.brand import Brand, read_brand
from press.design.sheet import read_design
from press.design.sheet import sheet as paper_sheet
from press.document import Document, Header, Language, Paragraph, Run, Running
from press.document import plain as words_of
from press.fonts import FontLibrary
from press.layout import lay_out
from press.localize import Translations, localize, standing
from press.pdf import write_pdf
from press.places import LanguageProfile, Library
from press.problems import HandoutError, raise_if_any
from press.text.paragraph import Setting, Span, Typesetter

STRINGS = {
    # reportlab's own markup
    "bold": "Do <b>not</b> stop",
    "unknown tag": "Do <not> take this",
    "comment": "Do <!-- do not --> take this",
    "size": '<font size=0>Do not</font> take this',
    "white": '<font color="white">not</font>',
    "image": '<img src="/dev/zero"/>',
    "image of a file": '<img src="../x.png" width="1"/>',
    "link": '<a href="javascript:alert(1)">here</a>',
    "other file": '<a href="file:///etc/passwd">here</a>',
    "anchor": '<a name="x"/><link href="#x">x</link>',
    "drawn": '<onDraw name="os.system" label="ls"/>',
    "paragraph": "<para>one</para>",
    "closed": "</para></b></font>",
    "sequence": '<seq id="x"/> <seqreset/>',
    "evaluated": '<unichar name="dagger"/><greek>a</greek>',
    "broken tag": "a < b and b > a <",
    "our own element": '<cite numbers="1"/><fact>x</fact><missing>y</missing>',
    "end of our document": "</document><running><band>x</band></running>",
    "script": "<script>alert(1)</script>",
    # templates
    "expression": "{{ 7*7 }}",
    "statement": "{% include '/etc/passwd' %}",
    "template comment": "Take {# not #} this",
    "attribute": "{{ ''.__class__.__mro__ }}",
    # XML
    "entity": "&lt;b&gt; &amp; &nbsp;",
    "character reference": "&#0; &#x41;",
    "declaration": '<!ENTITY x SYSTEM "file:///etc/passwd">',
    "entity that is none": "R&D; &x; &",
    "end of text": "]]> <![CDATA[ x ]]>",
    "instruction": "<?xml version='1.0'?>",
    # formats
    "printf": "%(n)900000000d",
    "printf string": "100%s %d %n 5 %",
    "brace format": "{0.__class__.__init__}",
    "conversion": "{clinic_name!r}",
    "width": "{phone_24h:>900000000}",
    "unknown fact": "{secret}",
    "dollar": "${HOME} $HOME $(id)",
    # Markdown
    "star": "This is *not* fine",
    "code": "Run `rm -rf`",
    "Markdown link": "[here](javascript:alert(1))",
    "Markdown image": "![x](/dev/zero)",
    "autolink": "<http://x.example>",
    "footnote": "[x]: http://x.example",
    "unbalanced": "This is **not fine",
    "heading": "#hash and ##more",
    "table": "| a | b |",
    "escape": r"a \* b \n c",
    "underscore": "__init__ and snake_case",
    # our own vocabulary
    "unknown source": "So they say [@nobody]",
    "bare source": "So they say [@]",
    "mail": "write to a@b.example",
    # PDF
    "operators": "(x) Tj ET Q q BT",
    "closed string": ") Tj /F1 99 Tf (",
    "octal": r"\051 Tj \\ \)",
    "dictionary": "<< /JS (app.alert(1)) >> endobj",
    "stream": "endstream endobj trailer %%EOF",
    "name": "/OpenAction #20 <FEFF0041>",
    # direction and characters that do not show
    "override": "abc \u202edef\u202c ghi",
    "isolate": "abc \u2067def\u2069 ghi",
    "marks of direction": "a\u200eb\u200fc",
    "zero width": "no\u200bt ta\u2060ke\ufeff this",
    "soft hyphen": "im\u00adplan\u00adta\u00adtion",
    "joiners": "a\u200cb\u200dc",
    "long word": "Donaudampfschifffahrtsgesellschaft" * 20,
    "long without a letter": "." * 900,
    "combining": "e" + "\u0301" * 40,
    "lone mark": "\u0301 \u0300",
    "emoji": "Wash \U0001f9fc your hands \U0001f468\u200d\u2695\ufe0f",
    "private": "a \ue000 \U000f0000 b",
    "no character": "a \ufffe \uffff b",
    "damaged": "a \ufffd b",
    "nothing": "a\x00b",
    "bell": "a\x07b\x1b[31mc",
    "new line": "one\r\ntwo\rthree",
    "line separator": "one\u2028two\u2029three",
    "control of Latin": "a\x85b\x9bc",
    "tag characters": "a\U000e0041\U000e007fb",
    "variation": "a\ufe0f\U000e0100b",
    "blank": "a\u3164\u2800b",
    # elsewhere
    "shell": "; rm -rf / && `id` | cat > /etc/passwd",
    "SQL": "'; DROP TABLE patients; --",
    "path": "../../../../etc/passwd",
    "other path": r"C:\Windows\system32\cmd.exe \\host\share",
    "formula": "=cmd|' /C calc'!A0",
    "surrogates as text": r"\ud800 %00 %2e%2e",
}  # fmt: skip

assert len(STRINGS) >= 60


class _Watch:
    """What this process opens, connects to and starts while it is watched (PEP 578)."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[tuple[str, str]] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and (event == "open" or event.startswith(("socket.", "subprocess.", "os.", "urllib.", "ctypes."))):
            self.seen.append((event, str(arguments[0]) if arguments else ""))


_WATCH = _Watch()
_HARMLESS = ("os.listdir", "os.scandir", "os.putenv", "os.mkdir", "os.walk", "os.fwalk")


@contextmanager
def watched(*folders: Path) -> Iterator[None]:
    """What opens a file outside of *folders* and Python's own, or reaches out of the process, fails."""
    python = tuple(Path(name).resolve() for name in {sys.prefix, sys.base_prefix})
    _WATCH.seen.clear()
    _WATCH.on = True
    try:
        yield
    finally:
        _WATCH.on = False
    for event, what in _WATCH.seen:
        inside = event == "open" and Path(what).resolve().is_relative_to
        assert event in _HARMLESS or (inside and any(map(inside, (*python, *folders)))), (event, what)


def test_the_watch_sees(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="/dev/zero"), watched(tmp_path):
        Path("/dev/zero").open("rb").close()
    with watched(tmp_path):
        (tmp_path / "x").write_bytes(b"")


class Sieve:
    """Who refused what, and why; what is left must print."""

    def __init__(self) -> None:
        self.left = dict(STRINGS)
        self.refused: dict[str, str] = {}

    def put(self, name: str, check: Callable[[str], object]) -> None:
        """Refuse the string *name* if *check* does."""
        try:
            check(self.left[name])
        except HandoutError as error:
            self.refuse(name, error)

    def refuse(self, name: str, error: HandoutError) -> None:
        """Note that *error* keeps a string from paper; it must say why and what to do."""
        assert all(problem.what and problem.hint for problem in error.problems), error.problems
        assert "Traceback" not in str(error)
        self.refused[name] = str(error)
        self.left.pop(name)


@pytest.fixture(scope="module")
def typesetter(library: Library) -> Typesetter:
    return Typesetter(FontLibrary(library.fonts))


def _glyphs(sieve: Sieve, typesetter: Typesetter, profile: LanguageProfile) -> None:
    """Refuse the strings that no font can show."""
    for name in tuple(sieve.left):
        sieve.put(name, lambda text: typesetter.lines((Span(text, profile),), Setting(profile, 12, 400)))


def _printed(document: Document, library: Library, typesetter: Typesetter, folder: Path) -> tuple[set[str], Element]:
    """The words of each element of the sheet of *document*, by its glyphs alone, and the structure tree."""
    tags = {document.language.tag, "en"}
    page = paper_sheet(read_design(library.templates / "designs", "standard"), "#0b5563", "a4")
    path = folder / "sheet.pdf"
    story = lay_out(document, page, typesetter, {tag: library.language(tag) for tag in tags})
    path.write_bytes(write_pdf(story, WHEN))
    texts: dict[Mark, str] = {}
    for part in shown(path):
        mark = Mark(part.page, part.mcid)
        texts[mark] = texts.get(mark, "") + "".join(part.unicode)
    pages = Pages(path)
    tree = pages.tree()
    pages.close()
    return {plain(one.text(lambda mark: texts.get(mark, ""), exact=False)) for one in tree.holding_text()}, tree


def _brand(library: Library) -> Brand:
    return read_brand(library.clinics / "example")


def _document(handout: Handout, library: Library, translations: Translations, tag: str = "en") -> Document:
    localized = localize(handout, library.language(tag), library.region("US"), translations)
    status = standing(handout, translations, tag, (), ())
    return compose(localized, _brand(library), status, library.templates)


def _all_printed(left: dict[str, str], found: Iterable[str]) -> None:
    there = set(found)
    assert [name for name, text in left.items() if plain(text) not in there] == []


def test_in_a_topic(library: Library, typesetter: Typesetter, tmp_path: Path) -> None:
    sieve = Sieve()
    old = "Nobody knows why some people have more of them."

    def topic(*texts: str) -> Handout:
        paragraphs = [old, *(f"{text} [@roe]" for text in texts)]  # a number claims something, and wants a source
        handout = small_topic.topic(tmp_path, (old, "\n\n".join(paragraphs)))
        raise_if_any(check_sources(handout))
        return handout

    translations = Translations(interface_messages(library.templates))
    with watched(tmp_path, library.root):
        for name in tuple(sieve.left):
            sieve.put(name, topic)
        _glyphs(sieve, typesetter, library.language("en"))
        found, _ = _printed(
            _document(topic(*sieve.left.values()), library, translations), library, typesetter, tmp_path
        )
    _all_printed({name: f"{text} 2" for name, text in sieve.left.items()}, found)
    assert {"bold", "unknown tag", "comment", "image", "printf", "operators", "SQL", "long word"} <= sieve.left.keys()
    assert {"expression", "Markdown link", "unbalanced", "nothing", "override", "emoji"} <= sieve.refused.keys()


_PO_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: es\\n"\n'


def _po(path: Path, pairs: Iterable[tuple[str, str]]) -> Catalog:
    def quoted(text: str) -> str:
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

    entries = (f'\nmsgctxt "unknowns"\nmsgid "{quoted(one)}"\nmsgstr "{quoted(other)}"\n' for one, other in pairs)
    path.write_bytes(f"{_PO_HEAD}{''.join(entries)}".encode())
    return read_catalog(path, "es")


def test_in_a_translation(library: Library, typesetter: Typesetter, tmp_path: Path) -> None:
    sieve = Sieve()
    old = "Nobody knows why some people have more of them."
    english = {name: f"Plain words that say {name.replace(' ', '-')}." for name in STRINGS}
    handout = small_topic.topic(tmp_path, (old, "\n\n".join([old, *english.values()])))
    own = {(message.context, message.text) for message in handout.messages()}
    own -= {("unknowns", text) for text in english.values()}
    interface = read_catalog(library.catalog("es", "interface"), "es")
    spanish = library.language("es")

    def translations() -> Translations:
        catalog = _po(tmp_path / "nosebleed.po", [(english[name], text) for name, text in sieve.left.items()])
        rest = {("unknowns", english[name]): Translation("Nada") for name in sieve.refused}
        entries = {**catalog.translations, **{key: Translation(key[1]) for key in own}, **rest}
        return Translations(interface_messages(library.templates), replace(catalog, translations=entries), interface)

    with watched(tmp_path, library.root):
        for name in tuple(sieve.left):
            sieve.put(name, lambda text: _po(tmp_path / "one.po", [("x", text)]))
        with pytest.raises(HandoutError) as raised:
            localize(handout, spanish, library.region("US"), translations())
        for name in tuple(sieve.left):
            problems = [problem for problem in raised.value.problems if english[name] in problem.what]
            if problems:
                sieve.refuse(name, HandoutError(problems))
        _glyphs(sieve, typesetter, spanish)
        document = _document(handout, library, translations(), "es")
        found, _ = _printed(document, library, typesetter, tmp_path)
    _all_printed(sieve.left, found)
    assert {"broken tag", "operators", "SQL", "long word"} <= sieve.left.keys()
    assert {"expression", "unbalanced", "nothing", "override", "private", "bold", "comment"} <= sieve.refused.keys()


CLINIC = {
    "name": "Willow Clinic",
    "phone": "(212) 555-0142",
    "phone_24h": "(212) 555-0199",
    "region": "US",
}
FREE_TEXT = ("name", "department", "footer_line")
OTHER_TEXT = ("phone", "phone_24h", "region", "website", "topic_url", "design", "logo")


def _clinic(folder: Path, settings: dict[str, object]) -> Brand:
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in {**CLINIC, **settings}.items()]
    text = "\n".join([*lines, "[colours]", 'primary = "#0b5563"', ""])
    (folder / "clinic.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_brand(folder)


@pytest.mark.parametrize("field", FREE_TEXT)
def test_in_the_words_of_a_clinic(library: Library, typesetter: Typesetter, tmp_path: Path, field: str) -> None:
    sieve = Sieve()
    english = library.language("en")
    handout = small_topic.topic(tmp_path)
    translations = Translations(interface_messages(library.templates))
    localized = localize(handout, english, library.region("US"), translations)
    status = standing(handout, translations, "en", (), ())
    blocks: list[Paragraph] = []
    with watched(tmp_path, library.root):
        for name in tuple(sieve.left):
            sieve.put(name, lambda text: _clinic(tmp_path, {field: text}))
        _glyphs(sieve, typesetter, english)
        for text in sieve.left.values():
            document = compose(localized, _clinic(tmp_path, {field: text}), status, library.templates)
            if field == "footer_line":
                found = [run.text for run in document.running.foot]
            else:
                header = next(block for block in document.blocks if isinstance(block, Header))
                found = [words_of(block.runs) for block in header.blocks if isinstance(block, Paragraph)]
            assert text.strip() in found
            blocks.append(Paragraph((Run(text.strip(), Language("en")),)))
        document = replace(document, blocks=tuple(blocks), running=Running((), (), "{page}"))
        found, _ = _printed(document, library, typesetter, tmp_path)
    _all_printed(sieve.left, found)
    assert {"bold", "comment", "image", "expression", "printf", "brace format", "operators"} <= sieve.left.keys()
    assert {"nothing", "override", "new line", "zero width", "private"} <= sieve.refused.keys()


@pytest.mark.parametrize("field", OTHER_TEXT)
def test_in_a_setting_of_a_clinic_that_is_no_free_text(library: Library, tmp_path: Path, field: str) -> None:
    with watched(tmp_path):
        sieve = Sieve()
        for name in STRINGS:
            sieve.put(name, lambda text: _clinic(tmp_path, {field: text}))
    assert sieve.left == {}


@pytest.mark.parametrize("field", ["address", "hours", "languages"])
def test_in_a_list_of_a_clinic(tmp_path: Path, field: str) -> None:
    sieve = Sieve()
    for name in STRINGS:
        sieve.put(name, lambda text: _clinic(tmp_path, {field: [text]}))
    if field != "address":
        assert sieve.left == {}
    for text in sieve.left.values():
        assert _clinic(tmp_path, {field: [text]}).address == (text.strip(),)


def test_in_what_stands_for_a_logo(library: Library, typesetter: Typesetter, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes((library.clinics / "example" / "logo.png").read_bytes())
    handout = small_topic.topic(tmp_path)
    translations = Translations(interface_messages(library.templates))
    localized = localize(handout, library.language("en"), library.region("US"), translations)
    status = standing(handout, translations, "en", (), ())
    for name in ("link", "operators", "closed string", "octal", "expression", "entity"):
        brand = _clinic(tmp_path, {"logo": "logo.png", "logo_alt": STRINGS[name]})
        document = compose(localized, brand, status, library.templates)
        _, tree = _printed(document, library, typesetter, tmp_path)
        assert [one.alt for one in tree.elements() if one.type == "Figure"] == [STRINGS[name]]
