"""A theory as it is drawn: what it says to those who see it, to those who hear it, and to those without a mouse."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from visioning.theory.drawing import FORMS, draw, draw_pages
from visioning.theory.drawing_look import rounded
from visioning.theory.marks import Mark, Marks
from visioning.theory.shape import ArrowShape, Column, Shape, State, StatementShape

from .theorising import LINES, shape_of

SVG = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def links(what):
    return f"/a/{what[0]}-{what[1]}/" if isinstance(what, tuple) else f"/s/{what}/"


def read(svg):
    """As XML: a drawing that is not well formed fails here."""
    return ElementTree.fromstring(svg)  # noqa: S314 - drawn by us a moment ago


def hrefs(svg):
    return [one.get("href") for one in read(svg).iter(f"{SVG}a")]


def names(svg):
    """Their titles, and nothing else: with a label or words beside them they would be read out twice."""
    links = list(read(svg).iter(f"{SVG}a"))
    assert not any(link.get("aria-label") for link in links)
    assert all(words.get("aria-hidden") for link in links for words in link.findall(f"{SVG}g[{SVG}text]"))
    return [link.findtext(f"{SVG}title") for link in links]


def words(svg):
    return " ".join(one.text for one in read(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("form", FORMS)
def test_it_shows_every_statement_and_every_column(form):
    drawn = words(draw(shape_of(), name="d", form=form))
    for line in LINES:
        assert all(word in drawn for word in line.partition(": ")[2].split())
    for column in Column:
        assert all(word in drawn for word in str(column.label).split())


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_focus_moves_over_statements_and_their_arrows_in_the_order_of_the_outline(form):
    shape = shape_of(arrows=[(1, 2), (1, 4), (2, 3), (3, 4), (4, 1)])
    assert hrefs(draw(shape, name="d", links=links, form=form)) == [
        "/s/1/",
        "/a/1-2/",
        "/a/1-4/",
        "/s/2/",
        "/a/2-3/",
        "/s/3/",
        "/a/3-4/",
        "/s/4/",
        "/a/4-1/",
    ]


def test_each_has_a_name_in_words():
    tied = ArrowShape(2, 3, because="Because pairs rehearse", state=State.SUPPORTED, state_on=date(2026, 3, 1))
    shape = shape_of(arrows=[(1, 2), tied, ArrowShape(2, 4)])
    assert names(draw(shape, name="d", links=links)) == [
        "Statement 1, what we do: We protect an hour a week for planning together. Leads to 2.",
        "Arrow from 1 to 2. Untested.",
        "Statement 2, what adults do differently: Teachers plan lessons in pairs. Leads to 3 and 4.",
        "Arrow from 2 to 3: because pairs rehearse. Supported since March 1, 2026.",
        "Arrow from 2 to 4. Untested.",
        "Statement 3, what students experience: Students explain their thinking aloud. No arrow leaves it.",
        "Statement 4, what improves: More students pass algebra. No arrow leaves it.",
    ]


def test_numbers_that_people_see_are_those_of_reading():
    statements = (StatementShape(9, Column.IMPROVES, "Last"), StatementShape(7, Column.DO, "First"))
    shape = Shape("Order", statements, (ArrowShape(7, 9),))
    svg = draw(shape, name="d", links=links)
    assert hrefs(svg) == ["/s/7/", "/a/7-9/", "/s/9/"]
    assert "Arrow from 1 to 2" in svg


def test_it_says_what_it_is_and_where_the_outline_stands():
    root = read(draw(shape_of(), name="d", links=links, described_by="outline"))
    assert (root.get("role"), root.get("aria-details")) == ("group", "outline")
    assert root.find(f"{SVG}title").text == "Time to plan together, drawn: 4 statements and 3 arrows"
    alone = read(draw(shape_of(), name="d"))
    assert (alone.get("role"), alone.get("aria-labelledby")) == ("img", "d-title")


def test_without_addresses_there_are_no_links():
    assert "<a" not in draw(shape_of(), name="d")
    assert "<a" not in draw(shape_of(), name="d", links=lambda what: "")


def test_nothing_to_draw_is_nothing():
    assert draw(Shape("Empty"), name="d") == ""
    assert draw_pages(Shape("Empty"), name="d") == ()


def test_how_an_arrow_fared_shows_in_line_and_sign():
    plain = draw(shape_of(), name="d")
    assert "theory-sign" not in plain
    assert "stroke-dasharray" not in plain
    assert "stroke-dasharray" in draw(shape_of(arrows=[ArrowShape(1, 2, state=State.BEING_TESTED)]), name="d")
    signs = {}
    for state in (State.SUPPORTED, State.CONTRADICTED):
        signs[state] = draw(shape_of(arrows=[ArrowShape(1, 2, state=state)]), name="d")
        assert "theory-sign" in signs[state]
        assert str(state.label) in words(signs[state]), "the key explains it"
    assert signs[State.SUPPORTED] != signs[State.CONTRADICTED]
    assert "Untested" not in words(plain), "no key where there is nothing to explain"


@pytest.mark.parametrize("kind", ["split", "unsure", "sure", "added", "removed", "changed", "hole"])
def test_a_mark_is_a_sign_and_words(kind):
    marks = Marks(statements={1: Mark(kind, "About this statement")}, arrows={(1, 2): Mark(kind, "About this arrow")})
    svg = draw(shape_of(), name="d", links=links, marks=marks)
    assert svg.count("theory-sign") == 3, "one on the statement, one on the arrow, one in the key"
    first, second = names(svg)[:2]
    assert first.endswith("About this statement.")
    assert second.endswith("About this arrow.")


def test_a_mark_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="odd"):
        Mark("odd", "")


def test_a_file_stands_alone():
    with override("de"):
        root = read(draw(shape_of(), name="d", form="file"))
    assert root.get(LANG) == "de"
    assert "class=" not in draw(shape_of(), name="d", form="file")
    description = read(draw(shape_of(), name="d", form="file")).find(f"{SVG}desc").text
    assert "Statement 2, what adults do differently" in description
    assert "Arrow from 3 to 4" in description


def test_words_of_people_stay_words():
    shape = shape_of(
        ['do: <script>alert(1)</script> & "quotes" \' \x0b\x00', "adults: b"], [ArrowShape(1, 2, because="<b>\x01")]
    )
    for form in FORMS:
        svg = draw(shape, name="d", links=links, form=form)
        assert "<script" not in svg
        assert "<b>" not in svg
        read(svg)


def test_no_inline_style_and_no_script():
    svg = draw(shape_of(), name="d", links=links, marks=Marks(arrows={(1, 2): Mark("split", "We disagree")}))
    assert not re.search(r"\sstyle=|<style|\son\w+=", svg)


def test_words_that_run_leftward_begin_at_the_right():
    svg = draw(shape_of(["do: יחידה אחת.", "do: Latin"], []), name="d")
    ends = [one for one in read(svg).iter(f"{SVG}text") if one.get("text-anchor") == "end"]
    assert [one.text for one in ends] == ["1", "\u2067יחידה אחת.\u2069"]


def test_ids_differ_where_names_do():
    ids = set(re.findall(r' id="([^"]+)"', draw(shape_of(), name="a") + draw(shape_of(), name="b")))
    assert ids == {"a-title", "b-title"}


def many(count):
    lines = [
        f"{column}: Statement {n} with some words in it so that it takes two lines"
        for column in Column
        for n in range(count)
    ]
    return shape_of(lines, [(place, place + count) for place in range(1, 3 * count + 1)])


def test_paper_gets_one_drawing_or_several_that_fit_a_page():
    (one,) = draw_pages(many(3), name="d")
    assert read(one).get("role") == "img"
    several = draw_pages(many(15), name="d")
    assert len(several) > 1
    assert sum(words(part).count("Statement") for part in several) == 60, "each statement once"
    for place, part in enumerate(several, 1):
        _x, _y, wide, high = map(float, read(part).get("viewBox").split())
        assert high <= wide * 1.4
        assert read(part).find(f"{SVG}title").text.endswith(f"part {place} of {len(several)}")


@pytest.mark.parametrize("form", ["print", "narrow"])
def test_letters_are_large_enough(form):
    """On an upright A4 page 170 mm of a drawing of 900 units make 15 units 8 pt."""
    root = read(draw(many(15), name="d", form=form))
    sizes = {float(one.get("font-size")) for one in root.iter(f"{SVG}text")}
    assert min(sizes) >= 14
    if form == "narrow":
        assert float(root.get("width")) <= 288


@given(st.lists(st.text(max_size=80), min_size=1, max_size=8), st.sampled_from(FORMS))
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_the_drawing_is_well_formed(lines, form):
    statements = tuple(StatementShape(number, list(Column)[number % 4], line) for number, line in enumerate(lines, 1))
    shape = Shape(
        "Any",
        statements,
        tuple(ArrowShape(1, number, because=line) for number, line in enumerate(lines, 1) if number > 1),
    )
    read(draw(shape, name="d", links=links, form=form))


def test_corners_are_round_and_never_larger_than_the_way():
    assert rounded([(0, 0), (20, 0), (20, 4), (40, 4)]) == "M0 0L18 0Q20 0 20 2L20 2Q20 4 22 4L40 4"
