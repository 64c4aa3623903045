"""The structure tree as PDF objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import Any

from press.pdf.objects import Written, register, written
from press.tagging import Annotation, MarkedContent, Name, StructureElement, StructureTree


def write_structure(document: Any, tree: StructureTree, page_refs: list[str], annotation_refs: list[str]) -> Any:
    """The StructTreeRoot of *tree*, whose parent tree keys are pages first, then annotations.

    *page_refs* and *annotation_refs* are what refers to them: "12 0 R".
    """
    tree.finish()
    root = Written()
    reference = register(document, root)
    writer = _Writer(document, page_refs, annotation_refs)
    top = writer.element(tree.root, reference, "")
    of = writer.references
    nums = [f"{page} [{' '.join(of[id(owner)] for owner in owners)}]" for page, owners in enumerate(tree.pages)]
    nums += [f"{len(page_refs) + place} {of[id(owner)]}" for place, owner in enumerate(tree.annotations)]
    keys = len(page_refs) + len(tree.annotations)
    parents = f"<</Nums [{' '.join(nums)}]>>"
    ids = "".join(f" {id_} {reference}" for id_, reference in sorted(writer.ids.items()))
    named = f" /IDTree <</Names [{ids.strip()}]>>" if ids else ""
    root.text = f"<</Type /StructTreeRoot /K {top} /ParentTree {parents} /ParentTreeNextKey {keys}{named}>>"
    return document.Reference(root)


class _Writer:
    def __init__(self, document: Any, page_refs: list[str], annotation_refs: list[str]) -> None:
        self._document, self._pages, self._annotations = document, page_refs, annotation_refs
        self.references: dict[int, str] = {}
        self.ids: dict[str, str] = {}

    def element(self, element: StructureElement, parent: str, inherited: str) -> str:
        """Write an element and all below it; what refers to it."""
        made = Written()
        reference = self.references[id(element)] = register(self._document, made)
        # Chromium's accessibility tree does not inherit Lang: say it on every element
        lang = element.lang or inherited
        own = _bytes(element.id)
        if own:
            self.ids[own] = reference
        page = next((kid.page for kid in element.kids if not isinstance(kid, StructureElement)), None)
        parts = [f"<</Type /StructElem /S /{element.type} /P {parent}"]
        if page is not None:
            parts.append(f"/Pg {self._pages[page]}")
        parts.append(f"/K [{' '.join(self._kid(kid, reference, page, lang) for kid in element.kids)}]")
        texts = {"Lang": lang, "Alt": element.alt, "ActualText": element.actual_text}
        parts += [f"/{key} {written(text)}" for key, text in texts.items() if text]
        if own:
            parts.append(f"/ID {own}")
        if element.attributes:
            owned = [{"O": Name(owner), **values} for owner, values in sorted(element.attributes.items())]
            parts.append(f"/A {written(owned)}")
        made.text = f"{' '.join(parts)}>>"
        return reference

    def _kid(self, kid: StructureElement | MarkedContent | Annotation, parent: str, page: int | None, lang: str) -> str:
        match kid:
            case StructureElement():
                return self.element(kid, parent, lang)
            case MarkedContent() if kid.page == page:
                return str(kid.mcid)
            case MarkedContent():
                return f"<</Type /MCR /Pg {self._pages[kid.page]} /MCID {kid.mcid}>>"
            case Annotation():
                return f"<</Type /OBJR /Pg {self._pages[kid.page]} /Obj {self._annotations[kid.number]}>>"


def _bytes(id_: str) -> str:
    """An element's ID as the byte string that it has to be (ISO 32000-1, 14.7.2)."""
    return f"<{id_.encode('ascii').hex().upper()}>" if id_ else ""
