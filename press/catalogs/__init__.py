"""Translations: the gate that PO files pass, the messages they hold, how they begin and keep up with the English."""

from press.catalogs.catalog import Catalog, Key, Translation
from press.catalogs.extract import Remark, SourceMessage, interface_messages, source_messages, topic_messages
from press.catalogs.gate import read_catalog
from press.catalogs.new_language import begin_language, suggested, write_pseudo_language
from press.catalogs.pseudo import PSEUDO_LANGUAGES
from press.catalogs.relabel import Mending, Relabelling, refusal, relabelling, words_in, write_relabelled
from press.catalogs.status import Count, count
from press.catalogs.tags import normal_tag
from press.catalogs.update import extract_templates, update_catalog, update_catalogs

__all__ = [
    "PSEUDO_LANGUAGES",
    "Catalog",
    "Count",
    "Key",
    "Mending",
    "Relabelling",
    "Remark",
    "SourceMessage",
    "Translation",
    "begin_language",
    "count",
    "extract_templates",
    "interface_messages",
    "normal_tag",
    "read_catalog",
    "refusal",
    "relabelling",
    "source_messages",
    "suggested",
    "topic_messages",
    "update_catalog",
    "update_catalogs",
    "words_in",
    "write_pseudo_language",
    "write_relabelled",
]
