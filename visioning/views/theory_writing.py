"""The page on which a theory is written: four columns, an open form at most, the drawing. Acts are in statements and arrows."""

from dataclasses import dataclass

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_theory
from visioning.belief_words import marks_of
from visioning.forms.arrows import ArrowTieForm
from visioning.forms.statements import StatementAddForm, StatementForm
from visioning.rules import may_write_theory
from visioning.theory.drawing import draw
from visioning.theory.holes import holes_of
from visioning.theory.shape import COLUMNS, MOST_STATEMENTS
from visioning.theory_desk import Desk

TEMPLATE = "visioning/theories/theory_write.html"
COLUMN_PARTS = {f"column-{column.value}": column.value for column in COLUMNS}
ADD_PARTS = {f"add-{column.value}": column.value for column in COLUMNS}
OTHER_PARTS = {"theory-diagram", "taken-out"}


@dataclass(frozen=True)
class Opened:
    """The one form that is open in the columns: `kind` "change" or "tie", about which statement, and what became of it."""

    kind: str
    number: int
    form: object = None
    stored: object = None  # what somebody else saved meanwhile


@require_safe
@for_theory()
def theory_write(request):
    """`?change=<number>` and `?tie=<number>` open a form; `?done=<number>` shut it; `?at=<column>` goes on adding there."""
    return write_page(request, opened=opened_by(request), focus=focus_of(request))


def opened_by(request):
    if not may_write_theory(request.membership):
        return None
    for kind in ("change", "tie"):
        if number_said(number := request.GET.get(kind, "")):
            return Opened(kind, int(number))
    return None


def focus_of(request):
    done, of = request.GET.get("done", ""), "tie" if request.GET.get("of") == "tie" else "change"
    return (of, int(done)) if number_said(done) and asked_part(request) in COLUMN_PARTS else ()


def number_said(words) -> bool:
    return words.isdecimal() and len(words) < 10


def write_address(request, fragment="", **query):
    return reverse(
        "theory_write", args=(request.team.slug, request.theory.number), query=query or None, fragment=fragment or None
    )


def write_page(request, *, opened=None, focus=(), add_form=None, added="", moved_from="", status=200):
    """The page, or its one part that htmx asked for. `focus`: what of which statement takes the focus, such as ("back", 3)."""
    part = asked_part(request)
    desk = Desk(request.theory, request.user, also=opened and opened.number)
    can_write = may_write_theory(request.membership)
    context = {
        "theory": request.theory,
        "desk": desk,
        "shape": desk.shape,
        "columns": desk.columns,
        "can_write": can_write,
        "is_full": len(desk.standing) >= MOST_STATEMENTS,
        "opened": opened_form(desk, opened, focus),
        "focus": focus,
        "added": added,
        "moved_from": moved_from,
        "part": part if request.method == "POST" or focus else "",
        "address": write_address(request),
    }
    if can_write and (not part or part in ADD_PARTS):
        at = request.GET.get("at", "")
        context["add_forms"] = {column.value: add_form_of(column.value, add_form, at) for column in COLUMNS}
    if not part or part == "theory-diagram":
        context |= drawing_of(desk)
    partials = {*COLUMN_PARTS, *ADD_PARTS, *OTHER_PARTS}
    return render_page(request, TEMPLATE, context, partials=partials, status=status)


def opened_form(desk, opened, focus=()):
    """The same with its form, empty where none came back; None where there is no such statement."""
    if opened is None:
        return None
    statement = next((row for row in (*desk.standing, *desk.taken_out) if row.number == opened.number), None)
    if statement is None:
        return None
    form = opened.form
    if form is None:
        is_change = opened.kind == "change"
        form = StatementForm(statement=statement) if is_change else ArrowTieForm(shape=desk.shape, source=opened.number)
    if not focus:  # nobody is on their way up or down: where there is something to type
        first = next(iter(form.errors), "words" if opened.kind == "change" else "target")
        form.fields.get(first, form.fields["edition" if opened.kind == "change" else "target"]).widget.attrs[
            "data-takes-focus"
        ] = True
    return Opened(opened.kind, opened.number, form, opened.stored)


def add_form_of(column, came_back, at):
    if came_back is not None and came_back.data.get("column") == column:
        return came_back
    form = StatementAddForm(column=column)
    if at == column:  # the second for a browser that leaves the focus to a fragment of the address
        form.fields["words"].widget.attrs |= {"autofocus": True, "data-takes-focus": True}
    return form


def drawing_of(desk):
    said = {"links": desk.link, "marks": marks_of(desk.theory, desk.shape)}
    return {
        "holes": holes_of(desk.shape),
        "diagram_wide": draw(desk.shape, name="wide", form="wide", **said),
        "diagram_narrow": draw(desk.shape, name="narrow", form="narrow", **said),
    }


def after(request, number, *, focus=(), **page):
    """After an act on a statement: its part anew for htmx, else back to where it stands."""
    if asked_part(request) in (*COLUMN_PARTS, *ADD_PARTS):
        return write_page(request, focus=focus, **page)
    return redirect(write_address(request, fragment=f"statement-{number}"))
