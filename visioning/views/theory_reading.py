"""Reading a theory, in sentences, as a list and as a picture; and what is still open in it. Changes nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leadership import guides
from leadership.pages import render_page
from visioning.access import for_theory
from visioning.belief_results import Result
from visioning.belief_words import marks_in
from visioning.rules import may_write_theory
from visioning.theory.compact import compact_of, loose_sentence
from visioning.theory.drawing import draw
from visioning.theory.holes import holes_of
from visioning.theory.narrative import narrative_of, trying_sentence
from visioning.theory.outline import outline_of
from visioning.theory.shape import COLUMNS
from visioning.theory_links import links_of

PART = "theory-reading"
SHORT = 8  # statements; of a longer theory list and text stand closed, so that the picture is not far away

DOUBTED = 3  # arrows that are named where people doubt; all of them have their own page


@require_safe
@for_theory()
def theory(request):
    shape, link = shape_with_writers(request.theory), links_of(request.theory)
    context = {
        "theory": request.theory,
        "shape": shape,
        "serves": guides.guide(request.theory.guide).label if request.theory.guide else "",
        "can_write": may_write_theory(request.membership),
    }
    if shape:
        result = Result.latest_of(request.theory, shape)
        context |= told(shape, link, result) | {
            "result": result,
            "doubted": [one for one in result.to_look_at if one.ends in result.standing][:DOUBTED] if result else [],
            "hole_count": len(holes_of(shape)),
            "writers": writers_of(request.theory),
            "last_version": request.theory.versions.listed().first(),
        }
    return render_page(request, "visioning/theories/theory.html", context, partials={PART})


def told(shape, link, result):
    """The same theory in its four forms, with what the latest revealed round about beliefs says of its arrows."""
    marks = marks_in(result) if result else None
    beliefs = {ends: one.sentences[0] for ends, one in result.standing.items()} if result else {}
    described = {"links": link, "marks": marks, "described_by": "theory-outline"}
    return {
        "compact": compact_of(shape),
        "loose": loose_sentence(shape),
        "outline": outline_of(shape, link, beliefs),
        "in_brief": len(shape.statements) <= SHORT,
        "narrative": narrative_of(shape),
        "tried": trying_sentence(shape),
        "diagram_wide": draw(shape, name="wide", form="wide", **described),
        "diagram_narrow": draw(shape, name="narrow", form="narrow", **described),
    }


def shape_with_writers(theory):
    """Its shape, from rows that know who wrote them: two questions."""
    theory.standing_statements = list(theory.statements.standing().select_related("written_by", "changed_by"))
    theory.standing_arrows = list(theory.arrows.standing().select_related("written_by", "changed_by"))
    return theory.shape()


def writers_of(theory):
    """Everybody whose words stand here, by name. No order of who wrote more."""
    rows = (*theory.standing_statements, *theory.standing_arrows)
    people = {person.pk: person for row in rows for person in (row.written_by, row.changed_by) if person}
    return sorted(people.values(), key=lambda person: (person.name.casefold(), person.pk))


@require_safe
@for_theory()
def theory_holes(request):
    shape, link = request.theory.shape(), links_of(request.theory)
    holes = [(hole, spots_of(hole, shape, link) or empty_columns(request, shape)) for hole in holes_of(shape)]
    context = {
        "theory": request.theory,
        "shape": shape,
        "holes": holes,
        "can_write": may_write_theory(request.membership),
    }
    return render_page(request, "visioning/theories/theory_holes.html", context, partials={"holes"})


def spots_of(hole, shape, link):
    """Where to go to fill a hole: to each arrow it speaks of, else to each statement."""
    labels = shape.labels
    if hole.arrows:
        name = _("To the arrow from %(from)s to %(to)s")
        return [
            {"name": name % {"from": labels[ends[0]], "to": labels[ends[1]]}, "url": link(ends)} for ends in hole.arrows
        ]
    name = _("To statement %(label)s")
    return [{"name": name % {"label": labels[one]}, "url": link(one)} for one in hole.statements]


def empty_columns(request, shape):
    """Where to write what a whole column does not say yet."""
    place, name = (request.team.slug, request.theory.number), _("To “%(column)s”")
    return [
        {
            "name": name % {"column": column.label},
            "url": reverse("theory_write", args=place, query={"at": column.value}),
        }
        for column in COLUMNS
        if not shape.in_column(column)
    ]
