"""Quick polls of a pilot: asked for one measure, passed on by link, closed once. What comes of one is an observation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from leadership.privacy import FEWEST
from leadership.qr import qr_svg
from pilots.access import for_pilot
from pilots.forms.polls import PollAskForm
from pilots.models import Closed, Poll
from pilots.rules import may_ask_poll
from visioning.models import Gone


def measure_of(request, measure_number):
    found = get_object_or_404(request.pilot.measures, number=measure_number)
    found.pilot = request.pilot
    return found


def poll_of(request, measure_number, poll_number):
    rows = Poll.objects.select_related("measure", "observation", "noted_by")
    found = get_object_or_404(rows, measure__pilot=request.pilot, measure__number=measure_number, number=poll_number)
    found.measure.pilot = request.pilot
    return found


def way_to(request, found):
    """The address people follow: whole, short for the eye, and as a QR code."""
    address = request.build_absolute_uri(reverse("poll_answer", args=[found.link_token]))
    return {
        "address": address,
        "short_address": address.partition("://")[2],
        "qr": qr_svg(address, _("QR code that leads to the question")),
    }


def closed_meanwhile(request, where):
    messages.info(request, _("This was closed a moment ago, so nothing was changed."))
    return redirect(where)


def gone(request):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect("measure_list", request.team.slug, request.pilot.number)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_ask_poll)
def poll_add(request, measure_number):
    """Ask a question. `?like=` takes over the words of an earlier one: the same question week after week makes a line."""
    measure = measure_of(request, measure_number)
    if request.pilot.closed_at:
        return closed_meanwhile(request, measure)
    form = PollAskForm(request.POST if request.method == "POST" else None, initial=words_like(request, measure))
    if form.is_valid():
        try:
            made = Poll.ask(measure, request.user, **form.cleaned_data)
        except Gone:
            return gone(request)
        except Closed:
            return closed_meanwhile(request, measure)
        messages.success(request, _("The question is out. Show the sheet, or pass on the link."))
        return redirect(made)
    context = {"measure": measure, "form": form, "fewest": FEWEST}
    return render_page(request, "pilots/polls/poll_add.html", context, status=422 if form.errors else 200)


def words_like(request, measure):
    number = request.GET.get("like", "")
    if not number.isdecimal() or len(number) > 9:
        return None
    return measure.polls.filter(number=number).values("question", "form", "answered_by").first()


@require_safe
@for_pilot()
def poll(request, measure_number, poll_number):
    found = poll_of(request, measure_number, poll_number)
    context = {
        "poll": found,
        "fewest": FEWEST,
        # While it is open nothing but how many leaves this view.
        "answer_count": found.answers.count() if found.closed_at is None else found.answers_counted,
        "can_run": may_ask_poll(request.membership) and not request.pilot.closed_at,
    }
    if found.is_open:
        context |= way_to(request, found)
    return render_page(request, "pilots/polls/poll.html", context, partials={"poll-state"})


@require_safe
@for_pilot()
def poll_sheet(request, measure_number, poll_number):
    """The question as big as a wall, to show or to print. A closed poll has none: its link would lead nowhere."""
    found = poll_of(request, measure_number, poll_number)
    if not found.is_open:
        messages.info(request, _("This poll takes no more answers, so a sheet would lead nowhere."))
        return redirect(found)
    return render_page(request, "pilots/polls/poll_sheet.html", {"poll": found, **way_to(request, found)})


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_ask_poll)
def poll_close(request, measure_number, poll_number):
    """What closing means, then the number."""
    found = poll_of(request, measure_number, poll_number)
    if found.closed_at:
        return redirect(found)
    if request.pilot.closed_at:
        return closed_meanwhile(request, found)
    if request.method != "POST":
        context = {"poll": found, "answer_count": found.answers.count(), "fewest": FEWEST}
        return render_page(request, "pilots/polls/poll_close.html", context)
    try:
        counted = found.close(request.user)
    except Gone:
        return gone(request)
    except Closed:
        return closed_meanwhile(request, found)
    if counted.observation_id:
        messages.success(request, _("The number is made, and the single answers are deleted."))
    else:
        messages.success(request, _("Closed. Too few answered for a number, so their answers are deleted."))
    return redirect(found)


@require_POST
@for_pilot(may_ask_poll)
def poll_link(request, measure_number, poll_number):
    """A fresh link in place of one that went astray."""
    found = poll_of(request, measure_number, poll_number)
    try:
        found.fresh_link()
    except Gone:
        return gone(request)
    except Closed:
        return closed_meanwhile(request, found)
    messages.success(request, _("A fresh link is made. The old one, and sheets with it, no longer work."))
    return redirect(found)
