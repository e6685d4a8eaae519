"""What is said where something about a cycle cannot be done: closed, begun, gone, written by two. Knows no forms by name."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pilots.models import Closed, CycleClosed, EnoughPredictions, EnoughTasks, NotBegun, OneIsOpen, UnderWay
from visioning.models import Gone

REFUSED = (Closed, Gone, UnderWay, NotBegun, OneIsOpen, EnoughPredictions, EnoughTasks)


def refusal(error) -> str:
    """Why something cannot be done, and what can be done instead."""
    if isinstance(error, CycleClosed):
        return _("This cycle is closed. What you want to add belongs in the next one.")
    if isinstance(error, Closed):
        return _("This pilot is closed. What was learned in it stays as it is.")
    if isinstance(error, UnderWay):
        return _("The cycle has begun. What was planned and predicted stays as it was: say what came out differently.")
    if isinstance(error, NotBegun):
        return _("The cycle has not begun yet. First press “We begin” on its page.")
    if isinstance(error, OneIsOpen):
        return _("Cycle %(number)s is still open. Close it first: what it shows goes into the next one.") % {
            "number": error.cycle.number
        }
    if isinstance(error, EnoughPredictions):
        return _("Twenty predictions are more than a group can compare. Take one away first.")
    if isinstance(error, EnoughTasks):
        return _("Fifty tasks are a lot for one small test. Take one away first.")
    return _("Somebody removed this a moment ago. What you wrote is still here: copy what you need.")


def shut_for_reading(request, cycle=None) -> HttpResponseRedirect | None:
    """Nobody is shown a form for what is closed. (What was typed before it closed comes back with the reason.)"""
    if request.method == "POST":
        return None
    if request.pilot.closed_at:
        messages.info(request, refusal(Closed()))
    elif cycle and cycle.closed_at:
        messages.info(request, refusal(CycleClosed()))
    else:
        return None
    return redirect(cycle) if cycle else redirect("cycle_list", request.team.slug, request.pilot.number)


def words_of(form, stored) -> list:
    """What is saved now, by the labels of the form."""
    found = []
    for name in form._meta.fields:
        if name in form.fields:
            shown = getattr(stored, f"get_{name}_display", lambda name=name: getattr(stored, name))()
            found.append((form.fields[name].label, "–" if shown in (None, "") else shown))
    return found
