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
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership import printing
from leadership.access import for_team
from leadership.models import PlanExport, PlanPrint, PlanSheet
from leadership.pages import asked_part, render_page
from leadership.plan import Plan
from leadership.plan_chapters import CHAPTERS
from leadership.qr import qr_svg
from leadership.rules import may_run_plan, may_shape_plan

logger = logging.getLogger(__name__)

WAIT = 20  # seconds, for a browser without script
LATEST = 50  # exports told on one page
PAGE = "leadership/plan/team_plan.html"
PART = "plan-print"
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@for_team()
def team_plan(request):
    """The plan to read on screen."""
    return show(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team()
def plan_pdf(request):
    """POST makes the PDF of the plan as it stands, GET gives it where it is made and the plan unchanged since."""
    plan = plan_of(request)
    html = plan_html(plan)
    return give(request, plan, PlanExport.Form.FULL, plan.file_name, html, lambda printed: printed.make(html))


def give(request, plan, form, file_name, wording, make):
    """One file of a plan: what `plan_pdf` says, for every form. The same `wording` is made once; `make(printed)` makes it."""
    fingerprint = fingerprint_of(wording)
    if request.method != "POST":
        printed = request.team.plan_prints.made().wanted(fingerprint).first()
        return taken(request, printed) if printed else not_there(request)
    printed, mine = PlanPrint.ask(request.team, fingerprint, file_name, **leaves(plan, form))
    if request.htmx:
        if mine:
            Thread(target=make_in_background, args=(printed, make, get_language()), daemon=True).start()
        return show(request, printed, plan)
    if mine:
        make(printed)
    else:  # where somebody else asked a moment ago
        printed.wait(WAIT)
    if printed.state == "failed":
        messages.error(request, f"{printed.get_failure_display()} {printed.advice}")
        return redirect("team_plan", request.team.slug)
    if printed.state == "printing":
        messages.info(request, _("The file is being made just now. Try again in a few seconds."))
        return redirect("team_plan", request.team.slug)
    return redirect("plan_print", request.team.slug, printed.pk)


@require_safe
@for_team()
def plan_print(request, print_id):
    """How far one printing is, to those who wait for it; else the file itself."""
    printed = get_object_or_404(request.team.plan_prints, pk=print_id)
    if request.htmx:
        return show(request, printed)
    return taken(request, printed) if printed.state == "made" else not_there(request)


@require_safe
@for_team()
def plan_preview(request):
    """What leaves the house, from the same object as the files and the public page; and what stays."""
    plan = plan_of(request)
    by_link = request.GET.get("for") == "link"
    context = {
        "whole": plan,
        "plan": plan.public if by_link else plan.leaving,
        "by_link": by_link,
        "stays": [title for key, title in plan.chapters if key in plan.around.hidden],
        "can_shape": may_shape_plan(request.membership),
        "logo_address": plan.around.logo_alt and reverse("plan_logo", args=(request.team.slug,)),
    }
    return render_page(request, "leadership/plan/plan_preview.html", context)


@require_safe
@for_team()
def plan_exports(request):
    """Who took the plan along, when and in which form."""
    exports = list(request.team.plan_exports.select_related("by", "edition").defer("facts")[:LATEST])
    titles = {chapter.key: chapter.title for chapter in CHAPTERS}
    for one in exports:
        one.stayed = [titles[key] for key in one.hidden if key in titles]
    return render_page(request, "leadership/plan/plan_exports.html", {"exports": exports})


def plan_of(request):
    """The whole plan as it stands now, knowing the address of the site."""
    return Plan.for_team(request.team).at(request.build_absolute_uri("/"))


def leaves(plan, form):
    """What a printed file is to know of itself, so that it can be noted when somebody takes it."""
    return {"form": form, "hidden": sorted(plan.leaving.hidden), "facts": plan.leaving.kept}


def taken(request, printed):
    """The file. From here on the plan has left the house, and it is noted who took it."""
    if request.method == "GET":
        PlanExport.take(printed, request.user)
    return printed_file(printed)


def show(request, printed, plan=None):
    """The page; to htmx only the part about printing, which needs no plan."""
    context = {"printed": printed}
    if asked_part(request) != PART or printed is None:
        plan = plan or plan_of(request)
        context |= {
            "plan": plan,
            "leaving": plan.leaving,
            "vision_url": vision_url(request.team),
            "can_shape": may_shape_plan(request.membership),
            "can_run": may_run_plan(request.membership),
        }
    return render_page(request, PAGE, context, partials={PART})


def vision_url(team):
    try:
        return reverse("shared_vision", args=(team.slug,))
    except NoReverseMatch:
        return ""


def plan_html(plan):
    """The plan as it goes to the press: what leaves the house of it."""
    return render_to_string("leadership/plan/plan_pdf.html", {"plan": plan.leaving, **pictures(plan)})


def pictures(plan):
    """The logo and the code of the link, as paper needs them: `logo` carries its picture, `qr` is drawn."""
    around = plan.around
    return {
        "logo": PlanSheet.objects.get(team=plan.team).logo_data if around.logo_alt else "",
        "qr": qr_svg(around.link, _("QR code that leads to this plan on screen")) if "://" in around.link else "",
    }


def fingerprint_of(html):
    """The same for the same words in the same looks, and for nothing else."""
    return sha256(f"{printing.edition()}\n{html}".encode("utf-8", "surrogatepass")).hexdigest()


def make_in_background(printed, make, language):
    """What a thread does while somebody waits. A database that went away leaves the row to be taken over later."""
    try:
        with override(language):
            make(printed)
    except DatabaseError:
        logger.exception("A printed plan could not be stored.")
    finally:
        connection.close()


def printed_file(printed):
    return HttpResponse(
        bytes(printed.pdf),
        content_type=KINDS[printed.file_name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{printed.file_name}"', "Cache-Control": "no-store"},
    )


def not_there(request):
    messages.info(request, _("This file is not made yet, or the plan has changed. Make it here."))
    return redirect("team_plan", request.team.slug)
