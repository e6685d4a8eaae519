"""Pilots of a team: the list, one pilot's own page, its details, taking it away while it is only planned."""

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.coach import line_of
from pilots.forms.pilots import PilotForm
from pilots.models import Closed, NotReady, Stage
from pilots.next_things import next_thing
from pilots.overview import Overview
from pilots.rules import is_colleague, may_note_in_pilot, may_plan_pilot, may_work_in_pilot
from pilots.run_chart_drawing import draw
from pilots.run_chart_rows import charts_of
from pilots.sources import waiting_counts, waiting_words
from pilots.standing import pilots_of
from visioning.forms.goals import RemovalForm
from visioning.models import Gone, Stale

BY_STAGE = (Stage.RUNNING, Stage.INVITING, Stage.PLANNED, Stage.CLOSED)


@require_safe
@for_team()
def pilot_list(request):
    """By stage: what is under way first."""
    pilots = pilots_of(request.team, request.user.pk)
    labels = {one.key: one.label for one in guides.guides()}
    for one in pilots:
        one.next = next_thing(one, place_with(request.membership, one))
        one.coach_line = line_of(one)
        one.serves = labels.get(one.guide, "")
    groups = [(stage, found) for stage in BY_STAGE if (found := [one for one in pilots if one.stage == stage])]
    context = {"groups": groups, "can_plan": may_plan_pilot(request.membership)}
    if not any(one.stage != Stage.CLOSED for one in pilots):
        context["waiting"] = waiting_words(waiting_counts(request.team))
    return render_page(request, "pilots/pilots/pilot_list.html", context, partials={"pilots"})


def place_with(membership, pilot):
    """The reader's place with one of the pilots of a list."""
    place = copy(membership)
    place.joined, place.leads = pilot.joined, pilot.led_by_id == membership.person_id
    return place


@require_safe
@for_pilot()
def pilot(request):
    """All about it in short, and the one next thing."""
    place = request.membership
    found = Overview.of(request.pilot)
    context = {
        "pilot": request.pilot,
        "overview": found,
        "next": next_thing(request.pilot, place),
        "charts": [
            (chart, draw(chart, "spark", name=f"spark-{chart.number}"))
            for chart in charts_of(request.pilot, notes=False)
        ],
        "can_work": may_work_in_pilot(place) and not request.pilot.closed_at,
        "on_team": not is_colleague(place),
        "can_plan": may_plan_pilot(place) and not request.pilot.closed_at,
        "can_note": may_note_in_pilot(place) and not request.pilot.closed_at,
    }
    return render_page(request, "pilots/pilots/pilot.html", context, partials={"pilot-body"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_plan_pilot)
def pilot_edit(request):
    """Its details: what first, who, from when until when, what for. The goal as it was said first stays pinned."""
    if request.method != "POST" and request.pilot.closed_at:
        return closed(request)
    form = PilotForm(
        request.POST if request.method == "POST" else None, team=request.team, instance=copy(request.pilot)
    )
    return mending(request, form, "pilots/pilots/pilot_edit.html", request.pilot)


def mending(request, form, template, after):
    """A form about the pilot's own row, and what happens when it is sent."""
    if not form.is_valid():
        return render_page(request, template, {"form": form}, status=422 if form.errors else 200)
    try:
        request.pilot.mend(form.cleaned_data["edition"], **form.said)
    except Stale as stale:
        stale.stored.team = request.team
        context = {"form": form.on_top_of(stale.stored), "other": words_of(form, stale.stored)}
        return render_page(request, template, context, status=409)
    except NotReady as needed:
        for name in needed.missing:
            form.add_error(name, _("Say why, please: those who joined did so until the day that was said."))
        return render_page(request, template, {"form": form}, status=422)
    except Closed:
        form.add_error(None, closed_words())
        return render_page(request, template, {"form": form}, status=409)
    except Gone:
        return gone(request)
    messages.success(request, _("Saved."))
    return redirect(after)


def words_of(form, stored):
    """What is saved now, by the labels of the form: only where it differs from what was typed."""
    said = form.said
    names = [name for name in form._meta.fields if getattr(stored, name) != said.get(name)]
    display = {"guide": dict(form.fields["guide"].choices).get(stored.guide, "")} if "guide" in form.fields else {}
    return [(form.fields[name].label, display.get(name) or getattr(stored, name) or "–") for name in names]


def closed_words():
    return _(
        "This pilot was closed meanwhile. What was learned stays as it is. Your words are still here; copy what you need."
    )


def closed(request):
    messages.info(request, _("This pilot is closed. What was learned in it stays as it is."))
    return redirect(request.pilot)


def gone(request):
    messages.info(request, _("Somebody removed this pilot a moment ago."))
    return redirect("pilot_list", request.team.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_plan_pilot)
def pilot_remove(request):
    """The question before. Once anybody was invited a pilot is closed instead, so that what was learned stays."""
    found, status = request.pilot, 200
    if found.invited_at:
        return invited_already(request)
    if request.method == "POST":
        form = RemovalForm(request.POST)
        status = 422
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.title})
                return redirect("pilot_list", request.team.slug)
        except Stale as stale:
            found, status = stale.stored, 409
            found.team = request.team
        except Closed:
            return invited_already(request)
        except Gone:
            return gone(request)
    return render_page(
        request, "pilots/pilots/pilot_remove.html", {"found": found, "again": status != 200}, status=status
    )


def invited_already(request):
    messages.info(request, _("People were invited to this pilot. Close it instead, so that what was learned stays."))
    return redirect(request.pilot)
