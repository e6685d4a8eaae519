"""The outline read alone is enough to draw the theory again: its text is read back into the same shape."""

import re
from datetime import date
from html.parser import HTMLParser

from django.template.loader import render_to_string
from django.utils.formats import date_format
from hypothesis import given, settings

from visioning.theory.outline import SAYS, outline_of
from visioning.theory.shape import ArrowShape, Column, Shape, State, StatementShape

from . import theorising
from .any_theories import shapes

COLUMNS = {str(column.label): column for column in Column}
KINDS = {str(label): kind for kind, label in SAYS.items()}
STATES = {
    "Untested": State.UNTESTED,
    "Being tested": State.BEING_TESTED,
    "Supported": State.SUPPORTED,
    "Contradicted": State.CONTRADICTED,
}
MONTHS = {date_format(date(2026, month, 1), "N"): month for month in range(1, 13)}


class Listener(HTMLParser):
    """What a screen reader would say: headings, paragraphs, terms and their words, one after the other."""

    BLOCKS = ("h3", "p", "dt", "dd")

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.said, self.words = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in self.BLOCKS:
            self.words = ""
        elif tag == "br":
            self.words += "\v"

    def handle_endtag(self, tag):
        if tag in self.BLOCKS:
            self.said.append((tag, self.words.strip(" \n")))
            self.words = None

    def handle_data(self, data):
        if self.words is not None:
            self.words += data.replace("\n", "") if self.words.endswith("\v") else data


def heard(html):
    """The shape that somebody would draw who heard this. Numbers are the labels they heard."""
    column, statements, arrows, kind = None, [], [], None
    for tag, words in Listener(html).said:
        if tag == "h3":
            column = COLUMNS[words]
        elif tag == "dt":
            kind = KINDS[words]
        elif tag == "dd":
            arrows[-1][kind] = words.replace("\v", "\n")
        elif leads := re.fullmatch(r"Leads to (\d+): (.*) \((.*?)\)", words, re.DOTALL):
            state, day = state_of(leads[3])
            arrows.append({"source": statements[-1].number, "target": int(leads[1]), "state": state, "state_on": day})
        elif one := re.fullmatch(r"(\d+) (.*)", words, re.DOTALL):
            statements.append(StatementShape(int(one[1]), column, one[2]))
    return Shape("", tuple(statements), tuple(ArrowShape(**one) for one in arrows))


def state_of(words):
    state, _joint, day = re.fullmatch(r"(.*?)(?: (since|on) (.*))?", words).groups()
    if not day:
        return STATES[state], None
    month, of_month, year = day.replace(",", "").split()
    return STATES[state], date(int(year), MONTHS[month], int(of_month))


def relabelled(shape):
    labels = shape.labels
    return Shape(
        "",
        tuple(StatementShape(labels[one.number], one.column, one.words) for one in shape.statements),
        tuple(
            ArrowShape(
                labels[one.source],
                labels[one.target],
                *(getattr(one, kind) for kind in SAYS),
                state=one.state,
                state_on=one.state_on,
            )
            for one in shape.arrows
        ),
    )


def html_of(shape, **links):
    return render_to_string("visioning/theories/_outline.html", {"outline": outline_of(shape, **links)})


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_whoever_hears_the_outline_can_draw_the_same_theory(shape):
    assert heard(html_of(shape)) == relabelled(shape)


def test_what_is_heard_is_the_same_with_links():
    shape = theorising.shape_of(arrows=((1, 2), (2, 3), (3, 1)))
    assert heard(html_of(shape, links=lambda what: "/here/")) == relabelled(shape)


def test_one_end_less_and_the_theory_heard_is_another():
    shape = theorising.shape_of()
    assert heard(html_of(theorising.shape_of(arrows=((1, 2), (2, 3))))) != relabelled(shape)


def test_where_it_begins_and_ends_is_said():
    one, two, three, four = (
        statement
        for column in outline_of(theorising.shape_of(arrows=((1, 2), (2, 3)))).columns
        for statement in column.statements
    )
    assert (one.begins, one.ends, one.alone) == (True, False, False)
    assert (two.begins, two.ends, two.alone) == (False, False, False)
    assert (three.begins, three.ends, three.alone) == (False, True, False)
    assert (four.begins, four.ends, four.alone) == (False, False, True)


def test_a_statement_of_markup_is_shown_as_it_was_typed():
    html = html_of(theorising.shape_of(("do: <b>bold</b> & more",), ()))
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in html


def test_every_statement_and_arrow_has_an_anchor_and_its_address():
    html = html_of(
        theorising.shape_of(), links=lambda what: f"/to/{what if isinstance(what, int) else '-'.join(map(str, what))}/"
    )
    assert 'id="statement-2"' in html
    assert 'id="arrow-2-3"' in html
    assert 'href="/to/2/"' in html
    assert 'href="/to/2-3/"' in html


def test_the_text_tells_the_same():
    shape = theorising.shape_of(
        arrows=(ArrowShape(1, 2, because="Time is short", state=State.SUPPORTED, state_on=date(2026, 11, 3)),)
    )
    assert outline_of(shape).text().splitlines()[:7] == [
        "What we do:",
        "1. We protect an hour a week for planning together",
        "– Begins here.",
        "– Leads to 2: Teachers plan lessons in pairs",
        "  Because: Time is short",
        "  Supported on Nov. 3, 2026.",
        "What adults do differently:",
    ]
