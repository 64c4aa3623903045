"""Translations: the gate that PO files pass, the messages they hold, how they begin and keep up with the English."""

from press.catalogs.catalog import Catalog, Key, Translation
from press.catalogs.extract import SourceMessage, interface_messages, topic_messages
from press.catalogs.gate import read_catalog
from press.catalogs.new_language import begin_language, suggested, write_pseudo_language
from press.catalogs.pseudo import PSEUDO_LANGUAGES
from press.catalogs.tags import normal_tag
from press.catalogs.update import update_catalog, update_catalogs

__all__ = [
    "PSEUDO_LANGUAGES",
    "Catalog",
    "Key",
    "SourceMessage",
    "Translation",
    "begin_language",
    "interface_messages",
    "normal_tag",
    "read_catalog",
    "suggested",
    "topic_messages",
    "update_catalog",
    "update_catalogs",
    "write_pseudo_language",
]
