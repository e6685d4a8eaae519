"""Statements of a theory: adding, changing, moving, taking out and putting back, and the page of each."""

from contextlib import suppress

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_theory
from visioning.forms.statements import StatementAddForm, StatementForm
from visioning.models import Gone, SaidAlready, Stale, Statement, TooMany
from visioning.models.statements import TooManyArrows
from visioning.rules import may_write_theory
from visioning.theory.shape import MOST_ARROWS, MOST_STATEMENTS, Column
from visioning.theory_desk import Desk

from .theory_comments import conversations_context
from .theory_writing import ADD_PARTS, COLUMN_PARTS, Opened, after, write_address, write_page


def statement_of(request, number) -> Statement:
    """Standing or taken out: what was taken out is still told of, and can be put back."""
    rows = request.theory.statements.select_related("written_by", "changed_by", "removed_by")
    found = get_object_or_404(rows, number=number)
    found.theory = request.theory
    return found


def enough(full=None):
    if isinstance(full, TooManyArrows):
        words = _(
            "With its arrows there would be more than %(count)s, more than anybody can follow. Take some out first."
        )
        return words % {"count": MOST_ARROWS}
    return _("%(count)s statements are more than anybody can keep in view. Take one out first.") % {
        "count": MOST_STATEMENTS
    }


def said_already(twin):
    """Where it is said, as a link: in this column or another."""
    return format_html(
        _("This is said already, in “{column}”: <a href='{url}' dir='auto'>{words}</a>"),
        column=Column(twin.column).label,
        url=twin.get_absolute_url(),
        words=twin.words,
    )


def gone_theory(request):
    messages.info(request, _("Somebody put this theory away a moment ago."))
    return redirect("theory_list", request.team.slug)


@require_POST
@for_theory(may_write_theory)
def statement_add(request):
    """One line is one statement. htmx gets the form for the next one, and the column with it."""
    column = request.POST.get("column", "")
    if column not in Column.values:
        raise Http404
    form = StatementAddForm(request.POST, column=column)
    if form.is_valid():
        try:
            made = Statement.add_all(request.theory, request.user, column, form.cleaned_data["words"])
        except SaidAlready as already:
            already.statement.theory = request.theory
            form.add_error("words", said_already(already.statement))
        except TooMany:
            form.add_error("words", enough())
        except Gone:
            return gone_theory(request)
        else:
            if asked_part(request) in ADD_PARTS:
                return write_page(request, added=made[-1].words)
            # No fragment: where there is one, no browser gives the focus to the field that asks for it.
            return redirect(write_address(request, at=column))
    return write_page(request, add_form=form, status=422)


@require_safe
@for_theory()
def statement(request, statement_number):
    """All about one statement: who wrote it, what leads to it and where it leads, what is said about it."""
    return statement_page(request, statement_of(request, statement_number))


def statement_page(request, found, *, form=None, stored=None, status=200):
    desk = Desk(request.theory)
    shape, number = desk.shape, found.number
    context = {
        "theory": request.theory,
        "statement": found,
        "label": shape.labels.get(number),
        "arrows_in": [desk.lead(one, one.source) for one in shape.into(number)],
        "arrows_out": desk.leads_of(number),
        "can_write": may_write_theory(request.membership),
        "form": form or StatementForm(statement=found),
        "stored": stored,
        "address": write_address(request),
    }
    if asked_part(request) != "statement-arrows":
        context |= conversations_context(request, found)
    partials = {"statement-arrows"}
    return render_page(request, "visioning/statements/statement.html", context, partials=partials, status=status)


@require_POST
@for_theory(may_write_theory)
def statement_edit(request, statement_number):
    """Other words, or another column. `back` puts it back first, where it was taken out under somebody's hands.

    Sent from the statement's own page (`from=page`) it answers there.
    """
    found = statement_of(request, statement_number)
    form = StatementForm(request.POST, statement=found)
    if not form.is_valid():
        return form_again(request, found, form, 422)
    said = form.cleaned_data
    try:
        with transaction.atomic():
            if "back" in request.POST:
                found.put_back()
            found.mend(request.user, said["words"], said["edition"], said["column"])
    except Stale as stale:
        stale.stored.theory = request.theory
        stored = statement_of(request, statement_number)
        newer = StatementForm({**said, "edition": stored.edition}, statement=stored)
        return form_again(request, stored, newer, 409, stored)
    except SaidAlready as already:
        already.statement.theory = request.theory
        form.add_error("words", said_already(already.statement))
    except TooMany as full:
        form.add_error("words", enough(full))
    except Gone:
        now = statement_of(request, statement_number)
        if now.removed_at is None:
            return gone_theory(request)
        return form_again(request, now, form, 409)
    else:
        if request.POST.get("from") == "page":
            messages.success(request, _("Saved."))
            return redirect(found)
        moved_from = found.column if said["column"] != found.column else ""
        return after(request, found.number, focus=("change", found.number), moved_from=moved_from)
    return form_again(request, found, form, 422)


def form_again(request, found, form, status, stored=None):
    """The form with what was typed, where it was sent from."""
    if request.POST.get("from") == "page":
        return statement_page(request, found, form=form, stored=stored, status=status)
    return write_page(request, opened=Opened("change", found.number, form, stored), status=status)


@require_POST
@for_theory(may_write_theory)
def statement_move(request, statement_number):
    """One place up or down (`to`). The form stays open, so that one can go on."""
    found = statement_of(request, statement_number)
    to = "up" if request.POST.get("to") == "up" else "down"
    with suppress(Gone):  # then it is shown as taken out
        found.move(up=to == "up")
    return after(request, found.number, focus=(to, found.number), opened=Opened("change", found.number))


@require_POST
@for_theory(may_write_theory)
def statement_remove(request, statement_number):
    """At once; it stands in its place for a while, with the way back."""
    found = statement_of(request, statement_number)
    in_part = asked_part(request) in COLUMN_PARTS
    if not found.remove(request.user):
        messages.info(request, _("Somebody took this out a moment ago."))
    elif not in_part:
        messages.success(request, _("Taken out: “%(words)s”. You can put it back.") % {"words": found.words})
    return after(request, found.number, focus=("back", found.number))


@require_POST
@for_theory(may_write_theory)
def statement_put_back(request, statement_number):
    found = statement_of(request, statement_number)
    try:
        if not found.put_back():
            messages.info(request, _("It stands there already: somebody was quicker."))
    except SaidAlready:
        messages.info(request, _("Somebody wrote the same words again meanwhile, so it stands there already."))
    except TooMany as full:
        messages.warning(request, enough(full))
    except Gone:
        return gone_theory(request)
    return after(request, found.number, focus=("words", found.number))
