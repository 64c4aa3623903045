"""A Document as one HTML file for a phone or a screen, which loads nothing and prints."""

from press.web_page.page import write_html

__all__ = ["write_html"]
