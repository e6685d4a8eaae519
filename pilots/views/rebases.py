"""The middle line of a run chart by hand: a new one with its reason, one taken back, the time before. The group's own, never automatic."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.rebases import BaselineForm, RebaseForm, TakingBackForm
from pilots.models import Closed, InTimeBefore, LineStands, Rebase, TakenBack
from pilots.rules import may_work_in_pilot
from visioning.models import Gone, Stale

from .measures import measure_of

CLOSED = Closed, Gone


def shut(request, measure):
    """What was closed or removed while the form was open is told on the page it leads back to."""
    if request.pilot.closed_at:
        messages.info(request, _("This pilot is closed. Its middle lines stay as they are."))
        return redirect(measure)
    return None


def refused(form, error):
    """The reason beside the words that were typed."""
    if isinstance(error, Closed):
        form.add_error(None, _("This pilot was closed a moment ago. What was learned in it stays as it is."))
    else:
        form.add_error(None, _("Somebody removed this a moment ago. What you wrote is still here: copy what you need."))


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def rebase_add(request, measure_number):
    found = measure_of(request, measure_number)
    if request.method != "POST" and (away := shut(request, found)):
        return away
    form, status = RebaseForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            Rebase.draw(found, request.user, **form.cleaned_data)
        except LineStands as other:
            words = _("From that day on the middle line is counted anew already: “%(why)s” Take that one back first.")
            form.add_error("from_on", words % {"why": other.rebase.why})
        except InTimeBefore as before:
            words = _("The time before lasts until %(day)s. A new middle line can begin after that day.")
            form.add_error("from_on", words % {"day": date_format(before.day)})
        except CLOSED as error:
            refused(form, error)
            status = 409
        else:
            messages.success(request, _("The middle line is counted anew from that day on."))
            return redirect(found)
    if form.errors and status == 200:
        status = 422
    return render_page(request, "pilots/rebases/rebase_add.html", {"form": form, "measure": found}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def rebase_take_back(request, measure_number, rebase_id):
    found = measure_of(request, measure_number)
    rebase = get_object_or_404(found.rebases.select_related("by"), pk=rebase_id)
    rebase.measure = found
    if request.method != "POST" and (away := shut(request, found)):
        return away
    form, status = TakingBackForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            rebase.take_back(request.user, form.cleaned_data["why"])
        except TakenBack as other:
            words = _("It was taken back already: “%(why)s” Nothing else was changed.")
            messages.info(request, words % {"why": other.rebase.taken_back_why})
            return redirect(found)
        except CLOSED as error:
            refused(form, error)
            status = 409
        else:
            messages.success(request, _("Taken back. The reason is kept beside it."))
            return redirect(found)
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "measure": found, "rebase": rebase}
    return render_page(request, "pilots/rebases/rebase_take_back.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def baseline_edit(request, measure_number):
    found = measure_of(request, measure_number)
    if request.method != "POST" and (away := shut(request, found)):
        return away
    form, status, other = BaselineForm(request.POST if request.method == "POST" else None, instance=found), 200, None
    if form.is_valid():
        try:
            found.freeze(form.cleaned_data["edition"], form.cleaned_data["baseline_until"])
        except InTimeBefore as line:
            words = _(
                "A new middle line begins on %(day)s. The time before must end earlier, or that line be taken back."
            )
            form.add_error("baseline_until", words % {"day": date_format(line.day)})
        except Stale as stale:
            until, status = stale.stored.baseline_until, 409
            other = [(form.fields["baseline_until"].label, date_format(until) if until else "–")]
            form = form.on_top_of(stale.stored)
        except CLOSED as error:
            refused(form, error)
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "measure": found, "other": other}
    return render_page(request, "pilots/baselines/baseline_edit.html", context, status=status)
