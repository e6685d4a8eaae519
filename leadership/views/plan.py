"""The plan of a team: the page, and the PDF made from the same plan. Wiring, since a plan draws on every app."""

import logging
from hashlib import sha256
from threading import Thread

from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership import printing
from leadership.access import for_team
from leadership.models import PlanPrint
from leadership.pages import asked_part, render_page
from leadership.plan import Plan

logger = logging.getLogger(__name__)

WAIT = 20  # seconds, for a browser without script
PAGE = "leadership/plan/team_plan.html"
PART = "plan-print"


@require_safe
@for_team()
def team_plan(request):
    """The plan to read on screen."""
    return show(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team()
def plan_pdf(request):
    """POST makes the PDF of the plan as it stands, GET gives it where it is made and the plan unchanged since."""
    plan = Plan.for_team(request.team)
    html = plan_html(plan)
    fingerprint = fingerprint_of(html)
    if request.method != "POST":
        printed = request.team.plan_prints.made().wanted(fingerprint).first()
        return printed_file(printed) if printed else not_there(request)
    printed, mine = PlanPrint.ask(request.team, fingerprint, plan.file_name)
    if request.htmx:
        if mine:
            Thread(target=make_in_background, args=(printed, html), daemon=True).start()
        return show(request, printed, plan)
    if mine:
        printed.make(html)
    else:  # where somebody else asked a moment ago
        printed.wait(WAIT)
    if printed.state == "failed":
        messages.error(request, f"{printed.get_failure_display()} {printed.advice}")
        return redirect("team_plan", request.team.slug)
    if printed.state == "printing":
        messages.info(request, _("The PDF is being made just now. Try again in a few seconds."))
        return redirect("team_plan", request.team.slug)
    return redirect("plan_print", request.team.slug, printed.pk)


@require_safe
@for_team()
def plan_print(request, print_id):
    """How far one printing is, to those who wait for it; else the file itself."""
    printed = get_object_or_404(request.team.plan_prints, pk=print_id)
    if request.htmx:
        return show(request, printed)
    return printed_file(printed) if printed.state == "made" else not_there(request)


def show(request, printed, plan=None):
    """The page; to htmx only the part about printing, which needs no plan."""
    if asked_part(request) != PART or printed is None:
        plan = plan or Plan.for_team(request.team)
    context = {"plan": plan, "printed": printed, "vision_url": vision_url(request.team)}
    return render_page(request, PAGE, context, partials={PART})


def vision_url(team):
    try:
        return reverse("shared_vision", args=(team.slug,))
    except NoReverseMatch:
        return ""


def plan_html(plan):
    """The plan as it goes to the press."""
    return render_to_string("leadership/plan/plan_pdf.html", {"plan": plan})


def fingerprint_of(html):
    """The same for the same words in the same looks, and for nothing else."""
    return sha256(f"{printing.edition()}\n{html}".encode("utf-8", "surrogatepass")).hexdigest()


def make_in_background(printed, html):
    """What a thread does while somebody waits. A database that went away leaves the row to be taken over later."""
    try:
        printed.make(html)
    except DatabaseError:
        logger.exception("A printed plan could not be stored.")
    finally:
        connection.close()


def printed_file(printed):
    return HttpResponse(
        bytes(printed.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{printed.file_name}"', "Cache-Control": "no-store"},
    )


def not_there(request):
    messages.info(request, _("This PDF is not made yet, or the plan has changed. Make it here."))
    return redirect("team_plan", request.team.slug)
