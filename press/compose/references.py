"""A source as one printed reference, in the order of the Vancouver style (ICMJE, after NLM's Citing Medicine)."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from press.content.model import Source

_MOST_AUTHORS = 3
_MOST_URL = 48  # characters of a web address that are printed; a longer one shows its host


def reference(source: Source) -> Markup:
    """The reference as inline markup of press.compose; its words are in the language of the source, English."""
    parts = Markup(" ").join(_parts(source))
    return Markup('<span lang="en">{}</span>').format(parts)


def _parts(source: Source) -> Iterator[Markup]:
    names = source.authors or source.editors
    if names:
        shown = ", ".join(names[:_MOST_AUTHORS]) + (", et al" if len(names) > _MOST_AUTHORS else "")
        shown = shown.replace(", et al., et al", ", et al").removesuffix(".")
        yield escape(f"{shown}{', editors' if not source.authors else ''}.")
    title = source.title.rstrip(".")
    yield escape(title if title.endswith("?") else f"{title}.")
    yield from _container(source)
    if source.doi:
        yield link(f"https://doi.org/{source.doi}", f"doi:{source.doi}")
    elif source.url:
        yield link(source.url, _short(source.url))


def _container(source: Source) -> Iterator[Markup]:
    year = str(source.year) if source.year else "No date"
    pages = source.page.replace("-", "–")
    if source.volume:
        issue = f"({source.issue})" if source.issue else ""
        yield escape(f"{source.container_title} {year};{source.volume}{issue}{f':{pages}' if pages else ''}.")
        return
    if source.container_title:
        yield escape(f"In: {source.container_title}." if source.type == "chapter" else f"{source.container_title}.")
    publisher = f"{source.publisher}; " if source.publisher else ""
    place = f", p\u00a0{pages}" if pages else ""
    yield escape(f"{publisher}{year}{place}.")


def _short(url: str) -> str:
    shown = url.removeprefix("https://").removeprefix("www.").rstrip("/")
    return shown if len(shown) <= _MOST_URL else shown.split("/")[0]


def link(url: str, shown: str) -> Markup:
    """An address of the web behind the words that print for it."""
    return Markup('<a href="{}">{}</a>').format(url, shown)
