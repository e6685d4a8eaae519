"""Initiatives: the register with the load it means, and one with whom it takes, what it serves and what the filter question said."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.pages import render_page
from visioning.forms.goals import RemovalForm
from visioning.forms.initiatives import InitiativeForm, InitiativeStatusForm
from visioning.initiative_load import Load, Thing
from visioning.models import Gone, Initiative, Kept, Stale, Strand, TooMany
from visioning.rules import may_mend_initiative, may_note_initiative

Status = Initiative.Status
GROUPS = (Status.RUNNING, Status.PROPOSED, Status.PAUSED, Status.ENDED)


@require_safe
@for_team()
def initiative_list(request):
    strands = Strand.objects.exclude(statement__removed_at__isnull=False).exclude(
        statement__theory__removed_at__isnull=False
    )
    serving = Prefetch("strands", strands.select_related("passage", "statement"), to_attr="serving")
    found = list(request.team.initiatives.read_with().prefetch_related(serving))
    for one in found:
        one.team = request.team
    load = Load.of(thing_of(one) for one in found if one.status == Status.RUNNING)
    context = {
        "groups": [(status, [one for one in found if one.status == status]) for status in GROUPS],
        "initiatives": found,
        "loose": [one for one in found if not one.serving and not one.is_ended],
        "load": load,
        "load_picture": load.picture(),
        "can_note": may_note_initiative(request.membership),
    }
    return render_page(request, "visioning/initiatives/initiative_list.html", context, partials={"initiatives"})


def thing_of(one) -> Thing:
    return Thing(
        one.number,
        one.name,
        one.hours,
        serves=bool(one.strand_count),
        lead=one.lead_id,
        people=tuple((who.person_id, str(who.person)) for who in one.supporters.all()),
    )


def initiative_of(request, initiative_number) -> Initiative:
    found = request.team.initiatives.read_with("noted_by", "status_by").filter(number=initiative_number).first()
    if found is None:
        raise Http404
    found.team = request.team
    return found


@require_safe
@for_team()
def initiative(request, initiative_number):
    return initiative_page(request, initiative_of(request, initiative_number))


def initiative_page(request, found, *, stale=False, status=200):
    """The page. `stale`: somebody changed it while a button was pressed."""
    can_note = may_note_initiative(request.membership)
    supporters = list(found.supporters.all())
    context = {
        "initiative": found,
        "supporters": supporters,
        "works_on_it": any(one.person_id == request.user.pk for one in supporters),
        "moves": [one for one in Status if one != found.status] if can_note else [],
        "filterings": list(found.filterings.all()),
        "task_address": reverse(
            "task_add", args=[request.team.slug], query={"words": _("Redesign: %(name)s") % {"name": found.name}}
        ),
        "can_note": can_note,
        "can_remove": may_mend_initiative(request.membership, found) and found.can_go(request.user),
        "stale": stale,
    }
    template = "visioning/initiatives/initiative.html"
    return render_page(request, template, context, partials={"initiative"}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_initiative)
def initiative_add(request):
    form = InitiativeForm(request.POST if request.method == "POST" else None, team=request.team)
    if form.is_valid():
        try:
            made = Initiative.note(request.team, request.user, **form.said)
        except TooMany:
            form.add_error(
                None, _("Eighty initiatives are in this list already. Remove one that was never begun first.")
            )
        else:
            messages.success(request, _("Noted. Which sentence of your vision, or which strategy, does it serve?"))
            return redirect(made)
    status = 422 if form.errors else 200
    return render_page(request, "visioning/initiatives/initiative_add.html", {"form": form}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_initiative)
def initiative_edit(request, initiative_number):
    found = initiative_of(request, initiative_number)
    form = InitiativeForm(request.POST if request.method == "POST" else None, team=request.team, instance=found)
    template = "visioning/initiatives/initiative_edit.html"
    if form.is_valid():
        try:
            # The form has written its words onto its row; the verb compares with what is stored.
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.team = request.team
            form = form.on_top_of(stale.stored)
            context = {"form": form, "initiative": stale.stored, "other": words_of(form, stale.stored)}
            return render_page(request, template, context, status=409)
        except Gone:
            return gone(request)
        messages.success(request, _("Saved."))
        return redirect(found)
    status = 422 if form.errors else 200
    return render_page(request, template, {"form": form, "initiative": found}, status=status)


def words_of(form, stored):
    """What is saved now, by the labels of the form."""
    return [(form.fields[name].label, getattr(stored, name) or "–") for name in form.fields if name != "edition"]


def gone(request):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect("initiative_list", request.team.slug)


@require_POST
@for_team(may_note_initiative)
def initiative_status(request, initiative_number):
    """`status`: what it is from now on; `edition`: the row as it was read."""
    found = initiative_of(request, initiative_number)
    form = InitiativeStatusForm(request.POST)
    if not form.is_valid():
        return initiative_page(request, found, stale=True, status=422)
    try:
        found.move(form.cleaned_data["edition"], form.cleaned_data["status"], request.user)
    except Stale:
        return initiative_page(request, initiative_of(request, initiative_number), stale=True, status=409)
    except Gone:
        return gone(request)
    label = Status(form.cleaned_data["status"]).label
    messages.success(request, _("“%(name)s”: %(status)s.") % {"name": found.name, "status": label})
    return redirect(found)


@require_POST
@for_team(may_note_initiative)
def initiative_support(request, initiative_number):
    """Somebody works on it, as they say of themselves: `to=on`. Anything else: no longer."""
    found = initiative_of(request, initiative_number)
    works = request.POST.get("to") == "on"
    try:
        found.support(request.user, works)
    except Gone:
        return gone(request)
    if works:
        messages.success(request, _("You work on it. Thank you for saying so."))
    else:
        messages.success(request, _("You no longer stand on the list of those who work on it."))
    return redirect(found)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_initiative)
def initiative_remove(request, initiative_number):
    """The question before, on its own page; then it is gone. What the filter question was put to is ended instead."""
    found = initiative_of(request, initiative_number)
    if not may_mend_initiative(request.membership, found):
        raise PermissionDenied
    status = 200
    if request.method == "POST":
        form = RemovalForm(request.POST)
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"], request.user)
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.name})
                return redirect("initiative_list", request.team.slug)
            status = 422
        except (Stale, Kept):
            found, status = initiative_of(request, initiative_number), 409
        except Gone:
            return gone(request)
    context = {"initiative": found, "kept": not found.can_go(request.user), "again": status != 200}
    return render_page(request, "visioning/initiatives/initiative_remove.html", context, status=status)
