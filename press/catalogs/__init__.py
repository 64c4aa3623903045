"""Translations: the gate that PO files pass, the messages they hold, and how they keep up with the English."""

from press.catalogs.catalog import Catalog, Key, Translation
from press.catalogs.extract import SourceMessage, interface_messages, topic_messages
from press.catalogs.gate import read_catalog
from press.catalogs.update import update_catalog, update_catalogs

__all__ = [
    "Catalog",
    "Key",
    "SourceMessage",
    "Translation",
    "interface_messages",
    "read_catalog",
    "topic_messages",
    "update_catalog",
    "update_catalogs",
]
