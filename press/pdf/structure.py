"""The structure tree as PDF objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import Any

from press.pdf.objects import pdf
from press.tagging import Annotation, MarkedContent, Name, StructureElement, StructureTree


def write_structure(document: Any, tree: StructureTree, page_refs: list[Any], annotation_refs: list[Any]) -> Any:
    """A reference to the StructTreeRoot of *tree*, whose parent tree keys are pages first, then annotations."""
    tree.prune()
    root = pdf({"Type": Name("StructTreeRoot")})
    reference = document.Reference(root)
    writer = _Writer(document, page_refs, annotation_refs)
    root["K"] = writer.element(tree.root, reference, "")
    nums: list[object] = []
    for page, owners in enumerate(tree.pages):
        nums += [page, document.Reference(pdf([writer.references[id(owner)] for owner in owners]))]
    for number, owner in enumerate(tree.annotations):
        nums += [len(page_refs) + number, writer.references[id(owner)]]
    root["ParentTree"] = document.Reference(pdf({"Nums": nums}))
    root["ParentTreeNextKey"] = len(page_refs) + len(tree.annotations)
    return reference


class _Writer:
    def __init__(self, document: Any, page_refs: list[Any], annotation_refs: list[Any]) -> None:
        self._document, self._pages, self._annotations = document, page_refs, annotation_refs
        self.references: dict[int, Any] = {}

    def element(self, element: StructureElement, parent: Any, inherited: str) -> Any:
        entries: dict[str, object] = {"Type": Name("StructElem"), "S": Name(element.type), "P": parent}
        made = pdf(entries)
        reference = self.references[id(element)] = self._document.Reference(made)
        # Chromium's accessibility tree does not inherit Lang: say it on every element of another language
        lang = element.lang or inherited
        page = next((kid.page for kid in element.kids if not isinstance(kid, StructureElement)), None)
        if page is not None:
            made["Pg"] = self._pages[page]
        made["K"] = pdf([self._kid(kid, reference, page, lang) for kid in element.kids])
        for key, text in (
            ("Lang", lang),
            ("Alt", element.alt),
            ("ActualText", element.actual_text),
            ("T", element.title),
        ):
            if text:
                made[key] = pdf(text)
        if element.attributes:
            made["A"] = pdf([{"O": Name(owner), **values} for owner, values in sorted(element.attributes.items())])
        return reference

    def _kid(
        self, kid: StructureElement | MarkedContent | Annotation, parent: Any, page: int | None, lang: str
    ) -> object:
        match kid:
            case StructureElement():
                return self.element(kid, parent, lang)
            case MarkedContent() if kid.page == page:
                return kid.mcid
            case MarkedContent():
                return {"Type": Name("MCR"), "Pg": self._pages[kid.page], "MCID": kid.mcid}
            case Annotation():
                return {"Type": Name("OBJR"), "Pg": self._pages[kid.page], "Obj": self._annotations[kid.number]}
