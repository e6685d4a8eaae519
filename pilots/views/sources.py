"""Beginning a pilot from something the team has: an arrow, a problem, a question, an idea. And which arrows a pilot tests, later."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.pilots import ArrowChoiceForm, PilotStartForm
from pilots.models import Closed, Pilot, TestedArrow
from pilots.rules import may_plan_pilot
from pilots.sources import SHOWN, Source, arrows_of, at_hand, waiting
from visioning.models import CutOff, Gone

from .pilots import closed, gone

WITHOUT = "without"  # begin with none of them, and say why


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_plan_pilot)
def pilot_start(request):
    """`?arrow=…&problem=…&question=…&idea=…&card=…` say what it comes from; with none of them there is a choice first."""
    sent = request.method == "POST"
    source = Source.named(request.team, request.user, request.POST if sent else request.GET)
    if not (sent or source or source.card or WITHOUT in request.GET):
        return render_page(request, "pilots/pilots/pilot_start.html", {"waiting": waiting(request.team)})
    form = PilotStartForm(request.POST if sent else None, source=source, initial=source.preset)
    if form.is_valid():
        try:
            made = Pilot.start(
                request.team,
                request.user,
                arrows=source.arrows,
                questions=source.questions,
                problem=source.problem,
                idea=source.idea,
                **form.said,
            )
        except CutOff:
            source = Source.named(request.team, request.user, request.POST)
            form = PilotStartForm(request.POST, source=source)
            form.add_error(None, _("Somebody removed what this began with a moment ago. Your words are still here."))
        else:
            made.team = request.team
            messages.success(request, _("“%(title)s” is begun. Nobody is invited yet.") % {"title": made})
            return redirect(made)
    context = {"form": form, "source": source}
    return render_page(request, "pilots/pilots/pilot_start.html", context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_plan_pilot)
def tested_arrow_list(request):
    """What of our theories it tests: add one, take one away."""
    if request.pilot.closed_at:
        return closed(request)
    status = 200
    if request.method == "POST":
        form = ArrowChoiceForm(request.POST)
        if form.is_valid():
            try:
                return chosen(request, **form.cleaned_data)
            except Closed:
                return closed(request)
        status = 422
        messages.info(request, _("Nothing was changed. Choose one of the buttons."))
    tested = list(
        request.pilot.tested_arrows.select_related("arrow__source", "arrow__target", "arrow__theory").order_by("pk")
    )
    arrows = list(
        arrows_of(request.team)
        .exclude(pk__in=[one.arrow_id for one in tested])
        .order_by("theory__number", "pk")[: SHOWN * 3]
    )
    for one in (*arrows, *(row.arrow for row in tested)):
        at_hand(one, request.team)
    context = {"tested": tested, "arrows": arrows}
    return render_page(request, "pilots/pilots/tested_arrow_list.html", context, status=status)


def chosen(request, add, drop):
    if add:
        arrow = get_object_or_404(arrows_of(request.team), pk=add)
        try:
            TestedArrow.add(request.pilot, arrow, request.user)
        except Gone:
            messages.info(request, _("Somebody took this arrow out of its theory a moment ago."))
        else:
            messages.success(request, _("This pilot tests it now: “%(words)s”") % {"words": arrow.target.words})
    else:
        row = request.pilot.tested_arrows.select_related("arrow__theory").filter(pk=drop).first()
        if row is None:
            messages.info(request, _("Somebody took it away a moment ago."))
        else:
            row.pilot = request.pilot
            try:
                row.take_away(request.user)
            except Gone:
                return gone(request)
            messages.success(request, _("This pilot does not test it any more."))
    return redirect(reverse("tested_arrow_list", args=(request.team.slug, request.pilot.number)))
