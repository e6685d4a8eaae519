"""Time reserved for a condition inside meetings a team has already, and all of it as a file for calendars."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.forms.condition_order import ReservedTimeForm
from leadership.models import ReservedTime
from leadership.pages import render_page
from leadership.reserved_times_file import calendar_of
from leadership.rules import may_work_on_conditions

from .condition_order import condition_order_page


@require_POST
@for_team(may_work_on_conditions)
def reserved_time_add(request):
    form = ReservedTimeForm(request.POST, auto_id="time-%s")
    if not form.is_valid():
        return condition_order_page(request, time_form=form)
    made = ReservedTime.reserve(request.team, request.user, **form.cleaned_data)
    messages.success(request, _("Reserved: “%(meeting)s”") % {"meeting": made.meeting})
    return condition_order_page(request, gone=True)


def time_of(request, time_id):
    return get_object_or_404(request.team.reserved_times, pk=time_id)


def to_times(request):
    return redirect(reverse("condition_order", args=[request.team.slug], fragment="reserved-times"))


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def reserved_time_edit(request, time_id):
    time = time_of(request, time_id)
    form = ReservedTimeForm(request.POST if request.method == "POST" else None, instance=time)
    if form.is_valid():
        if time.mend(**form.cleaned_data):
            messages.success(request, _("Saved. Calendars that have the old file need the new one."))
        else:
            messages.info(request, _("Somebody removed this a moment ago."))
        return to_times(request)
    context = {"form": form, "time": time}
    template = "leadership/reserved_times/reserved_time_edit.html"
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def reserved_time_remove(request, time_id):
    """The question before, on its own page; then it is gone."""
    time = time_of(request, time_id)
    if request.method == "POST":
        time.remove()
        messages.success(request, _("Removed: “%(meeting)s”") % {"meeting": time.meeting})
        return to_times(request)
    context = {"time": time, "guide": guides.guide(time.condition)}
    return render_page(request, "leadership/reserved_times/reserved_time_remove.html", context)


@require_safe
@for_team()
def reserved_times_file(request):
    """All of the team's reserved times for a calendar. No names of people are in it."""
    times = list(request.team.reserved_times.all())
    if not times:
        messages.info(request, _("No time is reserved yet, so there is nothing for a calendar."))
        return to_times(request)
    labels = {guide.key: guide.label for guide in guides.conditions()}

    def address(condition):
        return request.build_absolute_uri(reverse("condition", args=[request.team.slug, condition]))

    answer = HttpResponse(
        calendar_of(request.team, times, labels, address), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{request.team.slug}-times.ics"'
    return answer
