"""Other forms of the plan: one page for the staff, the plan beside outside goals, and Word. All of them from what leaves the house."""

import re
from contextlib import suppress
from itertools import batched

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership import printing
from leadership.access import for_team
from leadership.models import PlanExport
from leadership.plan_one_page import wordings
from leadership.plan_word import word_of

from .plan import give, pictures, plan_html, plan_of

SIZES = ("letter", "a4")
ARTICLES = 6  # in a table
VIEW_BOX = re.compile(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"')


@require_http_methods(["GET", "HEAD", "POST"])
@for_team()
def plan_paper(request, paper):
    """POST makes the paper, GET gives it where it is made and the plan unchanged since."""
    if paper not in PAPERS:
        raise Http404
    plan = plan_of(request)
    form, htmls_of = PAPERS[paper]
    htmls = htmls_of(plan, size_of(request))
    if not htmls:
        messages.info(request, _("There is nothing to lay beside your plan yet. Enter an outside goal first."))
        return redirect("team_plan", request.team.slug)
    name = plan.file_name.replace("-plan-", f"-{paper}-")
    return give(request, plan, form, name, htmls[0], lambda printed: printed.make(*htmls))


@require_http_methods(["GET", "HEAD", "POST"])
@for_team()
def plan_word(request):
    """The whole plan as a Word file, made and given as the papers are."""
    plan, size = plan_of(request), size_of(request)
    around = pictures(plan)

    def build():
        return word_of(plan.leaving, picture_of, size, logo=around["logo"], qr=around["qr"])

    name = f"{plan.file_name.removesuffix('.pdf')}.docx"
    wording = f"word {size}\n{plan_html(plan)}"
    return give(request, plan, PlanExport.Form.WORD, name, wording, lambda printed: printed.make_by(build))


def size_of(request):
    """Letter, unless somebody asks for A4."""
    asked = (request.POST if request.method == "POST" else request.GET).get("size", "")
    return asked if asked in SIZES else SIZES[0]


def one_page_htmls(plan, size):
    """From the fullest to the shortest wording of the page."""
    context = {"plan": plan.leaving, "size": size, **pictures(plan)}
    template = "leadership/plan/one_page_pdf.html"
    return [render_to_string(template, {**context, "page": page}) for page in wordings(plan.leaving)]


def crosswalk_htmls(plan, size):
    crosswalk = plan.leaving.crosswalk
    # A table that crosses pages falls apart into several for a screen reader: several short ones, each with its head, do not.
    laid = [(one, list(batched(one.articles, ARTICLES))) for one in crosswalk.frameworks]
    context = {"plan": plan.leaving, "crosswalk": crosswalk, "laid": laid, "size": size, **pictures(plan)}
    return [render_to_string("leadership/plan/crosswalk_pdf.html", context)] if crosswalk else []


PAPERS = {
    "one-page": (PlanExport.Form.ONE_PAGE, one_page_htmls),
    "crosswalk": (PlanExport.Form.CROSSWALK, crosswalk_htmls),
}


def picture_of(svg):
    """A drawing as a PNG, or None where the press has no time: what it shows is told in words as well."""
    found = VIEW_BOX.search(str(svg))
    if not found:
        return None
    width, height = map(float, found.groups())
    html = render_to_string("leadership/plan/picture_png.html", {"svg": svg, "width": width, "height": height})
    with suppress(printing.PrintingError):
        return printing.printer.png(html)
    return None
