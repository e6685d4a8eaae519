"""Arrows of a theory: tying two statements, saying why, taking out and putting back, and the page of each arrow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.pages import asked_part, render_page
from leadership.rows_together import along
from visioning.access import for_theory
from visioning.forms.arrows import ArrowForm, ArrowTieForm
from visioning.models import Arrow, Gone, Stale, TiedAlready, TooMany
from visioning.rules import may_write_theory
from visioning.theory.circles import circle_through
from visioning.theory.shape import MOST_ARROWS, REASONS

from .arrow_states import standing_of
from .statements import gone_theory, statement_of
from .theory_comments import conversations_context
from .theory_writing import Opened, after, write_address, write_page

PARTS = {"arrow-now", "arrow-standing"}


def arrow_of(request, source_number, target_number) -> Arrow:
    """The one that stands, else the one that was taken out last. The theory has all its rows at hand from then on."""
    theory = request.theory
    statements = {row.pk: row for row in theory.statements.all()}
    rows = theory.arrows.select_related("written_by", "changed_by", "removed_by")
    arrows = list(rows.annotate(pilot_rows=along("tested_arrows__pilot", "number", "title")))
    for row in statements.values():
        row.theory = theory
    for row in arrows:
        row.theory, row.source, row.target = theory, statements[row.source_id], statements[row.target_id]
    theory.standing_statements = [row for row in statements.values() if row.removed_at is None]
    theory.standing_arrows = [row for row in arrows if row.removed_at is None]
    between = [row for row in arrows if (row.source.number, row.target.number) == (source_number, target_number)]
    if not between:
        raise Http404
    return max(between, key=lambda row: (row.removed_at is None, row.removed_at or row.written_at, row.pk))


def tied_already(arrow):
    return format_html(
        _("It leads there already: <a href='{url}'>look at this arrow</a>."), url=arrow.get_absolute_url()
    )


def enough():
    return _("%(count)s arrows are more than anybody can follow. Take one out first.") % {"count": MOST_ARROWS}


@require_POST
@for_theory(may_write_theory)
def arrow_tie(request, statement_number):
    """Say that this statement leads to another. The form stays open for the next arrow."""
    source = statement_of(request, statement_number)
    form = ArrowTieForm(request.POST, shape=request.theory.shape(), source=source.number)
    if form.is_valid():
        target = statement_of(request, form.cleaned_data["target"])
        try:
            Arrow.tie(source, target, request.user, because=form.cleaned_data["because"])
        except TiedAlready as tied:
            tied.arrow.theory = tied.arrow.source.theory = request.theory
            form.add_error("target", tied_already(tied.arrow))
        except TooMany:
            form.add_error(None, enough())
        except Gone:
            form.add_error("target", _("One of the two was taken out a moment ago. What you wrote is still here."))
        else:
            messages.success(request, tied_words(request.theory, source, target))
            opened = Opened("tie", source.number)
            return after(request, source.number, opened=opened)
    return write_page(request, opened=Opened("tie", source.number, form), status=422)


def tied_words(theory, source, target) -> str:
    """What was done; and where it closes a circle, that it does."""
    shape = theory.shape()
    labels = shape.labels
    if source.number not in labels or target.number not in labels:  # taken out in this moment
        return _("Tied.")
    said = _("%(from)s leads to %(to)s now.") % {"from": labels[source.number], "to": labels[target.number]}
    circle = circle_words(shape, source.number, target.number)
    if circle:
        said += " " + _("This closes a circle: %(circle)s. That can be meant.") % {"circle": circle}
    return said


def circle_words(shape, source, target) -> str:
    """The circle an arrow is part of, by labels, such as 2 → 5 → 2; "" where it is in none."""
    return " → ".join(str(shape.labels[number]) for number in circle_through(shape, source, target))


@require_safe
@for_theory()
def arrow(request, source_number, target_number):
    """All about one arrow: why, what we assume, what speaks for it, what would show us wrong; how it fares; what is said."""
    return arrow_page(request, arrow_of(request, source_number, target_number))


def arrow_page(request, found, *, form=None, stored=None, differs=(), status=200):
    """`stored` is what somebody else saved meanwhile; `differs` names the fields that both changed."""
    shape = request.theory.shape()
    form = form or ArrowForm(arrow=found)
    context = {
        "theory": request.theory,
        "arrow": found,
        "source_label": shape.labels.get(found.source.number),
        "target_label": shape.labels.get(found.target.number),
        "ends_stand": found.source.removed_at is None and found.target.removed_at is None,
        "circle": "" if found.removed_at else circle_words(shape, found.source.number, found.target.number),
        "can_write": may_write_theory(request.membership),
        "form": form,
        "stored": stored,
        "differs": [(form[name].label, getattr(stored, name)) for name in differs],
        "address": write_address(request),
    }
    part = asked_part(request)
    if part != "arrow-now":
        context |= standing_of(found, request.membership, shape)
    if part not in PARTS:
        context |= conversations_context(request, found)
    return render_page(request, "visioning/arrows/arrow.html", context, partials=PARTS, status=status)


@require_POST
@for_theory(may_write_theory)
def arrow_edit(request, source_number, target_number):
    """Say why anew. What two people said in different fields stands beside each other; the same field is a choice."""
    found = arrow_of(request, source_number, target_number)
    form = ArrowForm(request.POST, arrow=found)
    if not form.is_valid():
        return arrow_page(request, found, form=form, status=422)
    try:
        mended(found, request.user, form)
    except Stale:
        stored = arrow_of(request, source_number, target_number)
        newer = again(form, stored)
        return arrow_page(request, stored, form=newer, stored=stored, differs=tuple(form.said), status=409)
    except Gone:
        now = arrow_of(request, source_number, target_number)
        if now.removed_at is None:
            return gone_theory(request)
        return arrow_page(request, now, form=form, status=409)
    messages.success(request, _("Saved."))
    return redirect(found)


def mended(found, person, form) -> None:
    """Save what was changed. Raises Stale only where somebody else changed one of the same fields."""
    edition = form.cleaned_data["edition"]
    try:
        found.mend(person, edition, **form.said)
    except Stale as stale:
        before = {name: form.fields[name].clean(form.data.get(form[name].html_initial_name)) for name in form.said}
        if any(getattr(stale.stored, name) != words for name, words in before.items()):
            raise
        found.mend(person, stale.stored.edition, **form.said)


def again(form, stored) -> ArrowForm:
    """What was typed, going on from what is stored now: fields that were left alone follow it."""
    base = {f"initial-{name}": getattr(stored, name) for name in REASONS}
    typed = {name: getattr(stored, name) for name in REASONS} | form.said
    return ArrowForm({**base, **typed, "edition": stored.edition}, arrow=stored)


@require_POST
@for_theory(may_write_theory)
def arrow_remove(request, source_number, target_number):
    """At once; its page stays, with the way back."""
    found = arrow_of(request, source_number, target_number)
    try:
        gone = found.removed_at is None and found.remove(request.user)
    except Gone:
        return gone_theory(request)
    if gone:
        messages.success(request, _("Taken out. You can put it back here."))
    else:
        messages.info(request, _("Somebody took this out a moment ago."))
    return redirect(found)


@require_POST
@for_theory(may_write_theory)
def arrow_put_back(request, source_number, target_number):
    found = arrow_of(request, source_number, target_number)
    try:
        back = found.put_back()
    except (TiedAlready, Gone):
        back = False
    except TooMany:
        messages.warning(request, enough())
        return redirect(found)
    now = arrow_of(request, source_number, target_number)
    if back:
        messages.success(request, _("Put back."))
    elif now.removed_at is None:
        messages.info(request, _("It stands there already: somebody was quicker."))
    elif now.source.removed_at or now.target.removed_at:
        messages.info(request, _("One of its two statements was taken out. Put that back first."))
    else:
        return gone_theory(request)
    return redirect(found)
