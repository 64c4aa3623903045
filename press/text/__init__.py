"""One paragraph: levels, line breaks, shaped glyphs, lines."""
