"""What the file says of itself: Info, XMP with both identifiers, and the output intent."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from press import __version__
from press.document import Metadata
from press.pdf.objects import pdf, stream
from press.tagging import Name

PRODUCER = f"Handout Press {__version__}"

# PDF/A wants every property that it does not know to be described (ISO 19005-2, 6.6.2.3.3).
_UA_SCHEMA = """
  <rdf:Description rdf:about=""
      xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
      xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
      xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>"""


class Info(pdfdoc.PDFInfo):  # type: ignore[misc]  # reportlab is untyped
    """The document information dictionary, in step with the XMP; reportlab's would say "anonymous"."""

    def __init__(self, metadata: Metadata, when: date) -> None:
        super().__init__()
        self._metadata, self._when = metadata, when

    def format(self, document: Any) -> Any:
        """The dictionary as reportlab writes it."""
        stamp = self._when.strftime("D:%Y%m%d000000+00'00'")
        entries = {
            "Title": self._metadata.title,
            "Author": self._metadata.author,
            "Subject": self._metadata.subject,
            "Keywords": ", ".join(self._metadata.keywords),
            "Producer": PRODUCER,
            "CreationDate": stamp,
            "ModDate": stamp,
        }
        return pdf({key: value for key, value in entries.items() if value}).format(document)


def xmp(metadata: Metadata, lang: str, when: date) -> bytes:
    """The XMP packet (ISO 16684-1) that claims PDF/UA-1 and PDF/A-2a."""
    stamp = when.strftime("%Y-%m-%dT00:00:00+00:00")
    title, author, subject = map(escape, (metadata.title, metadata.author, metadata.subject))
    keywords = escape(", ".join(metadata.keywords))
    creator = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    about = _alternative("dc:description", subject) if subject else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:format>application/pdf</dc:format>
   {_alternative("dc:title", title)}
   <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
   {creator}{about}
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
   <pdf:Producer>{PRODUCER}</pdf:Producer>{f"<pdf:Keywords>{keywords}</pdf:Keywords>" if keywords else ""}
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>{_UA_SCHEMA}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alternative(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{name}>'


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    return resources.files("press.pdf").joinpath("sRGB.icc").read_bytes()


def output_intents(document: Any) -> Any:
    """The sRGB output intent (ISO 19005-2, 6.2.3)."""
    intent = {
        "Type": Name("OutputIntent"),
        "S": Name("GTS_PDFA1"),
        "OutputConditionIdentifier": "sRGB",
        "Info": "sRGB IEC61966-2.1",
        "DestOutputProfile": stream(document, _srgb(), {"N": 3}),
    }
    return pdf([intent])
