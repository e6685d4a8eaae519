"""Observations typed one by one. Where they are shown, the page of their measure says."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import asked_part, render_page
from pilots.access import for_pilot
from pilots.forms.observations import ObservationForm
from pilots.models import Closed, Observation
from pilots.rules import may_work_in_pilot
from pilots.run_chart_numbers import number_words
from visioning.models import Gone

from .measures import closed_meanwhile, measure_of, removed_meanwhile

PART = "observation-add"


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def observation_add(request, measure_number):
    """One number on one day. In the part the form comes back, ready for the next one."""
    try:
        measure = measure_of(request, measure_number)
    except Http404:
        if asked_part(request) != PART:
            raise
        return removed_meanwhile(request)  # the page is open, so it was there
    if request.pilot.closed_at:
        return closed_meanwhile(request, measure)
    form = ObservationForm(request.POST if request.method == "POST" else None, measure=measure)
    if form.is_valid():
        try:
            made, new = Observation.observe(measure, request.user, **form.said)
        except Closed:
            return closed_meanwhile(request, measure)
        except Gone:
            return removed_meanwhile(request)
        say_noted(request, made, new)
        if asked_part(request) != PART:
            return redirect(f"{measure.get_absolute_url()}#{PART}")
        form = next_one(form, measure)
    context = {"measure": measure, "observation_form": form, "in_part": asked_part(request) == PART, "can_write": True}
    status = 422 if form.errors else 200
    return render_page(request, "pilots/observations/observation_add.html", context, partials={PART}, status=status)


def say_noted(request, made, new):
    said = {"value": number_words(made.value), "day": date_format(made.on, "DATE_FORMAT"), "group": made.group}
    if not new:
        words = _(
            "Noted once: %(value)s on %(day)s was there already. If it is another one, give it a group or a note."
        )
        messages.info(request, words % said)
    elif made.group:
        messages.success(request, _("Noted: %(value)s on %(day)s, %(group)s.") % said)
    else:
        messages.success(request, _("Noted: %(value)s on %(day)s.") % said)


def next_one(form, measure):
    """The same day, group and cycle again; the number is to come, and the cursor waits there."""
    said = form.cleaned_data
    chosen = said.get("cycle")
    initial = {"on": said["on"], "group": said["group"], "cycle": str(chosen.number) if chosen else ""}
    following = ObservationForm(measure=measure, cycles=form.cycles, initial=initial)
    following.fields["value"].widget.attrs["data-takes-focus"] = True
    return following
