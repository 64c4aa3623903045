"""Every rule that preflight looks for, by the number that its source gives it.

"Matterhorn" is the PDF Association's Matterhorn Protocol 1.02: the failure
conditions of PDF/UA-1 (ISO 14289-1) that a program can decide. "PDF/A-2" is
ISO 19005-2, level A, by clause. The rest, named by a word, are our own: what
validators do not ask for and readers depend on.
"""

from __future__ import annotations

from collections.abc import Mapping

from press.preflight.finding import Rule

_TAG = "give it a place in the structure tree, or mark it as an artifact"
_TABLE = "nest it as ISO 32000-1, 14.8.4.3.4 says: Table, then THead and TBody or TR, then TR, then TH and TD"
_LIST = "nest it as ISO 32000-1, 14.8.4.3.3 says: L, then LI, then Lbl and LBody"
_LANGUAGE = "say the language on the element, on one above it, or in the catalog (/Lang)"
_FONT = "embed the font anew, with the program that made the file"
_MAP = "write a ToUnicode map that gives each code its characters"
_UNLOCK = "save the file without a password and without limits on what readers may do"
_ANNOTATION = "take it out, or make a plain link of it"
_ARCHIVE = "take it out: an archive may not depend on it"
_WRITE = "write the file anew with a program that keeps to PDF/A"
_XMP = "write the metadata anew, with the identifiers of both standards"

RULES: Mapping[str, Rule] = {
    # PDF/UA-1
    "Matterhorn 01-003": Rule("no artifact stands inside tagged content", _TAG),
    "Matterhorn 01-004": Rule("no tagged content stands inside an artifact", _TAG),
    "Matterhorn 01-005": Rule("all content is tagged, or an artifact", _TAG),
    "Matterhorn 01-007": Rule("the tags are not marked as doubtful", "look the tags over, then set Suspects to false"),
    "Matterhorn 02-001": Rule(
        "each structure type is a standard one, or mapped to one", "map it in the RoleMap to a standard type"
    ),
    "Matterhorn 02-003": Rule("no structure type is mapped in a circle", "map it in the RoleMap to a standard type"),
    "Matterhorn 02-004": Rule("no standard structure type is mapped to another", "take it out of the RoleMap"),
    "Matterhorn 06-001": Rule("the file has XMP metadata", _XMP),
    "Matterhorn 06-002": Rule("the metadata says PDF/UA-1", _XMP),
    "Matterhorn 06-003": Rule("the metadata has a title", "give the document a title"),
    "Matterhorn 07-001": Rule("the window shows the title", "set DisplayDocTitle in ViewerPreferences to true"),
    "Matterhorn 07-002": Rule("the window shows the title", "set DisplayDocTitle in ViewerPreferences to true"),
    "Matterhorn 09-004": Rule("tables are nested as tables are", _TABLE),
    "Matterhorn 09-005": Rule("lists are nested as lists are", _LIST),
    "Matterhorn 10-001": Rule("each code that is shown has characters", _MAP),
    "Matterhorn 11-001": Rule("the language of all text is known", _LANGUAGE),
    "Matterhorn 11-002": Rule("the language of Alt and ActualText is known", _LANGUAGE),
    "Matterhorn 11-003": Rule("the language of the bookmarks is known", _LANGUAGE),
    "Matterhorn 11-004": Rule("the language of what links say is known", _LANGUAGE),
    "Matterhorn 11-006": Rule("the language of the metadata is known", _LANGUAGE),
    "Matterhorn 13-004": Rule("each figure has words that stand for it", "write Alt: what the picture says"),
    "Matterhorn 14-002": Rule("the first heading is H1", "begin with H1"),
    "Matterhorn 14-003": Rule("no level of headings is skipped", "use the next level"),
    "Matterhorn 14-006": Rule("no element holds two H", "use H1, H2, H3"),
    "Matterhorn 14-007": Rule("H and H1, H2 … are not mixed", "use H1, H2, H3"),
    "Matterhorn 15-003": Rule("each table heading says what it heads", "give each TH a Scope: Column or Row"),
    "Matterhorn 17-002": Rule("each formula has words that stand for it", "write Alt: how the formula is read"),
    "Matterhorn 19-003": Rule("each note has an ID", "give each Note an ID of its own"),
    "Matterhorn 19-004": Rule("no two notes share an ID", "give each Note an ID of its own"),
    "Matterhorn 20-001": Rule("layers have names", "name the configurations of optional content"),
    "Matterhorn 20-003": Rule("layers do not turn on and off by themselves", "take AS out of the optional content"),
    "Matterhorn 21-001": Rule("attached files have names", "give the file specification F and UF"),
    "Matterhorn 25-001": Rule("no form renders itself anew (XFA)", "flatten the form"),
    "Matterhorn 26-002": Rule("screen readers may read the file", _UNLOCK),
    "Matterhorn 28-002": Rule("annotations are in the structure tree", _ANNOTATION),
    "Matterhorn 28-004": Rule("annotations say what they are", "write Contents: what the annotation is"),
    "Matterhorn 28-005": Rule("form fields say what they ask", "write TU: what the field asks"),
    "Matterhorn 28-007": Rule("no trap network is attached", _ANNOTATION),
    "Matterhorn 28-008": Rule("pages with links say their order of tabs", "set Tabs of the page to S"),
    "Matterhorn 28-009": Rule("tabs follow the structure", "set Tabs of the page to S"),
    "Matterhorn 28-010": Rule("form fields stand in Form elements", "put the field into a Form element"),
    "Matterhorn 28-011": Rule("links stand in Link elements", "put the link into a Link element, with an OBJR"),
    "Matterhorn 28-012": Rule("each link says in words where it leads", "write Contents: where the link leads"),
    "Matterhorn 30-001": Rule("no page depends on another file", _ARCHIVE),
    "Matterhorn 31-004": Rule("CIDToGIDMap is a stream or Identity", _FONT),
    "Matterhorn 31-005": Rule("embedded CIDFontType2 fonts have a CIDToGIDMap", _FONT),
    "Matterhorn 31-006": Rule("CMaps are predefined, or embedded", _FONT),
    "Matterhorn 31-009": Rule("fonts are embedded", _FONT),
    "Matterhorn 31-011": Rule("the font has each glyph that is shown", _FONT),
    "Matterhorn 31-016": Rule("widths of the file and of the font agree", _FONT),
    "Matterhorn 31-027": Rule("fonts have a ToUnicode map", _MAP),
    "Matterhorn 31-028": Rule("no code means U+0000", _MAP),
    "Matterhorn 31-029": Rule("no code means U+FEFF or U+FFFE", _MAP),
    "Matterhorn 31-030": Rule("no glyph is missing", "set the text in a font that has the letter"),
    # PDF/A-2a
    "PDF/A-2 6.1.2": Rule("the file begins as a PDF does, and says that it is binary", _WRITE),
    "PDF/A-2 6.1.3": Rule("the file has an ID, no password, and nothing behind its end", _WRITE),
    "PDF/A-2 6.1.7.1": Rule("streams begin and end at ends of lines, and are as long as they say", _WRITE),
    "PDF/A-2 6.1.7.2": Rule("no stream is compressed with LZW, encrypted, or in another file", _WRITE),
    "PDF/A-2 6.1.13": Rule("strings, names and nesting keep within limits", _WRITE),
    "PDF/A-2 6.2.2": Rule("pages use the operators of PDF 1.7, and resources that are there", _WRITE),
    "PDF/A-2 6.2.3": Rule("the output intent has a colour profile", "embed an sRGB profile as output intent"),
    "PDF/A-2 6.2.4.3": Rule("colours fit the output intent", "use RGB or grey, or embed a CMYK profile"),
    "PDF/A-2 6.2.5": Rule("no transfer function or halftone is asked for", _ARCHIVE),
    "PDF/A-2 6.2.8": Rule("images have no alternates and are not smoothed by the viewer", _ARCHIVE),
    "PDF/A-2 6.2.9": Rule("no PostScript, and no page of another file", _ARCHIVE),
    "PDF/A-2 6.2.10": Rule("blend modes are standard ones", _ARCHIVE),
    "PDF/A-2 6.2.11.7.3": Rule("private characters have ActualText", _MAP),
    "PDF/A-2 6.3.1": Rule("annotations are of kinds that an archive may hold", _ANNOTATION),
    "PDF/A-2 6.3.2": Rule("annotations print and are not hidden", "set the flag Print and clear Hidden and NoView"),
    "PDF/A-2 6.3.3": Rule("annotations bring their appearance", "give the annotation an appearance stream"),
    "PDF/A-2 6.4.1": Rule("form fields do nothing by themselves", "flatten the form"),
    "PDF/A-2 6.5.1": Rule("no action runs a program, a script, sound or film", _ARCHIVE),
    "PDF/A-2 6.5.2": Rule("nothing happens by itself when the file is opened or a page is turned", _ARCHIVE),
    "PDF/A-2 6.6.2.1": Rule("the metadata is plain, well-formed XML", _XMP),
    "PDF/A-2 6.6.2.3.3": Rule("metadata beyond the known schemas is described", _XMP),
    "PDF/A-2 6.6.4": Rule("the metadata says PDF/A-2, level A", _XMP),
    "PDF/A-2 6.7.2.2": Rule("the catalog says that the file is tagged", "set Marked in MarkInfo to true"),
    "PDF/A-2 6.7.3.3": Rule("there is a structure tree", "make the file again with tags"),
    "PDF/A-2 6.7.4": Rule("languages are BCP 47 tags", "write a tag such as es, pt-BR or zh-Hant"),
    "PDF/A-2 6.8": Rule("attached files are PDF/A themselves", "take the attachment out"),
    "PDF/A-2 6.10": Rule("there are no slide shows and no second versions of pages", _ARCHIVE),
    # Ours
    "Syntax": Rule("qpdf reads the file without a complaint", _WRITE),
    "Parent tree": Rule("page and tree agree on which content belongs to which element", _WRITE),
    "Empty element": Rule("each element has content", "take the element out, or give it its content"),
    "Title": Rule("both records give the same title, in words", "write the title in both, as a person would say it"),
    "Bookmarks": Rule("bookmarks are the headings, in their order", "make the bookmarks from the headings"),
    "Page labels": Rule("pages say their numbers", "give the catalog PageLabels"),
    "Links": Rule("links lead somewhere, and only to pages, web and mail addresses and telephones", "mend the link"),
    "Figure": Rule("figures say where on the page they are", "give the Figure a BBox"),
    "Type size": Rule("no text is smaller than 7 points, and most that patients read is 12 or more", "set it larger"),
    "Contrast": Rule(
        "text has a contrast of 7 : 1 with its ground (WCAG 2.2, 1.4.6)", "make it darker, or its ground lighter"
    ),
    "Hidden text": Rule("what is read aloud can be seen", "paint it, or take it out"),
    "Margins": Rule("text stands within its frame, and clear of the paper’s edge", "move it, or make the text shorter"),
    "Overlap": Rule("no words stand on others", "move one of them"),
    "Script": Rule("words are in the script of their language", "say the right language on the element"),
    "Language": Rule("words are in the language that the sheet says", "say the right language on the element"),
    "Words": Rule("each element says what was to be said, in order", "do not print the file: report what you see here"),
    "Glyphs": Rule("the glyphs themselves say what the element says", _MAP),
    "Blanks": Rule("words are parted by blanks, at the ends of lines too", "write a blank where a line ends"),
    "Artifact": Rule("no words are lost to artifacts", "tag them"),
    "Draft": Rule("a draft says so on each page, and first of all aloud", "make the file again"),
    "Transparency": Rule("nothing is half transparent: some printers show it otherwise", "use solid colours"),
}
