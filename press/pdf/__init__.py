"""The story becomes PDF/UA-1 and PDF/A-2a, written through reportlab's own objects as it is drawn."""

from press.pdf.write import write_pdf

__all__ = ["write_pdf"]
