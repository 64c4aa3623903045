"""The structure tree's bookkeeping: order, marked-content numbers, annotations, pruning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press.tagging import Annotation, MarkedContent, Name, StructureElement, StructureTree


def test_elements_stand_in_the_order_in_which_they_are_made() -> None:
    tree = StructureTree("es")
    section = tree.root.add("Sect")
    heading, text = section.add("H1"), section.add("P", lang="en", alt="a", actual_text="b")
    assert [one.type for one in tree.root.elements()] == ["Sect"]
    assert list(section.elements()) == [heading, text]
    assert (tree.root.type, tree.root.lang) == ("Document", "es")
    assert (text.lang, text.alt, text.actual_text) == ("en", "a", "b")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=40))
def test_numbers_count_up_on_each_page_and_lead_back_to_their_owner(marks: list[tuple[int, int]]) -> None:
    tree = StructureTree("en")
    elements = [tree.root.add("P") for _ in range(5)]
    for page, owner in marks:
        mcid = tree.mark(elements[owner], page, page)
        assert tree.pages[page][mcid] is elements[owner]
        assert elements[owner].kids[-1] == MarkedContent(page, mcid, page)
    for page, owners in enumerate(tree.pages):
        kids = {(kid.page, kid.mcid) for one in elements for kid in one.kids if isinstance(kid, MarkedContent)}
        assert {(page, mcid) for mcid in range(len(owners))} <= kids
    assert sum(map(len, tree.pages)) == len(marks) == sum(len(one.kids) for one in elements)


def test_an_annotation_belongs_to_its_element() -> None:
    tree = StructureTree("en")
    first, second = tree.root.add("Link"), tree.root.add("Link")
    assert [tree.annotate(first, 0, 0), tree.annotate(second, 1, 1), tree.annotate(first, 1, 1)] == [0, 1, 2]
    assert tree.annotations == [first, second, first]
    assert first.kids == [Annotation(0, 0, 0), Annotation(1, 2, 1)]


def test_finishing_takes_out_what_nothing_was_painted_for() -> None:
    tree = StructureTree("en")
    empty = tree.root.add("Sect")
    empty.add("P").add("Span")
    half = tree.root.add("Sect")
    painted, bare = half.add("P"), half.add("P")
    linked = half.add("Link")
    tree.mark(painted, 0, 0)
    tree.annotate(linked, 0, 0)
    tree.finish()
    assert tree.root.kids == [half]
    assert half.kids == [painted, linked]
    assert bare not in half.kids


def test_what_is_painted_out_of_order_is_read_in_order() -> None:
    tree = StructureTree("en")
    text = tree.root.add("P")
    link = text.add("Link")
    order = (3, 0, 2, 0)
    for painted, reading in enumerate(order):
        tree.mark(link, painted // 2, reading)
    tree.annotate(link, 0, 1)
    tree.finish()
    assert [kid.reading for kid in link.kids if not isinstance(kid, StructureElement)] == [0, 0, 1, 2, 3]
    assert link.kids[:2] == [MarkedContent(0, 1, 0), MarkedContent(1, 1, 0)]


def test_elements_are_told_apart_even_if_they_are_alike() -> None:
    assert StructureElement("P") != StructureElement("P")
    element = StructureElement("P")
    assert element == element
    assert StructureElement("P").attributes is not StructureElement("P").attributes


def test_a_name_is_a_string_of_its_own_kind() -> None:
    assert Name("Disc") == "Disc"
    assert isinstance(Name("Disc"), str)
    assert not isinstance("Disc", Name)
