"""What came of a round: its page, its two files, and whether the district may count it. All of it is one `Result`."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_round
from leadership.models import Consensus, PlanPrint
from leadership.pages import render_page
from leadership.result_files import csv_of
from leadership.result_words import NOT_A_SCALE
from leadership.results import Result
from leadership.rules import may_read_result, may_run_assessment, may_settle, may_work_on_conditions

from .plan import WAIT, fingerprint_of, printed_file


@require_safe
@for_round(may_read_result)
def assessment_result(request):
    """The same for everybody who may read it; a formal leader sees beside it what they kept for their own eyes."""
    if not request.round.is_closed:
        return not_yet(request)
    place, result = request.membership, Result.of(request.round, request.user)
    settled = {one.condition: one for one in Consensus.objects.settled().filter(round=request.round)}
    context = {
        "round": request.round,
        "result": result,
        "parts": [(part, settled.get(part.key)) for part in result.parts],
        "can_settle": may_settle(place),
        "can_work": may_work_on_conditions(place),
        "can_release": may_run_assessment(place) and request.team.school.district_id is not None,
        "can_ask_again": may_run_assessment(place),
        "is_invited": place.role == "invited",
        "not_a_scale": NOT_A_SCALE,
    }
    return render_page(request, "leadership/results/assessment_result.html", context)


def not_yet(request):
    messages.info(request, _("The result can be read once the round is closed."))
    return redirect(request.round)


def file_name(round, ending):
    stem = "-".join(part for part in (slugify(round.team.name)[:40], "round", str(round.number)) if part)
    return f"{stem}.{ending}"


@require_safe
@for_round(may_read_result)
def result_csv(request):
    """For spreadsheets. Nobody's private answer is in it, not even the reader's: files travel."""
    if not request.round.is_closed:
        return not_yet(request)
    name = file_name(request.round, "csv")
    return HttpResponse(
        csv_of(Result.of(request.round)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_http_methods(("GET", "HEAD", "POST"))
@for_round(may_read_result)
def result_pdf(request):
    """POST makes the PDF, or finds it where nothing changed since, and answers it. An address alone makes nothing."""
    if not request.round.is_closed:
        return not_yet(request)
    if request.method != "POST":
        return redirect("assessment_result", request.team.slug, request.round.number)
    html = result_html(request.round)
    printed, mine = PlanPrint.ask(request.team, fingerprint_of(html), file_name(request.round, "pdf"))
    if mine:
        printed.make(html)
    else:  # somebody else asked a moment ago
        printed.wait(WAIT)
    if printed.state == "made":
        return printed_file(printed)
    if printed.state == "failed":
        messages.error(request, _("The PDF could not be made. Try again in a minute; the page shows everything."))
    else:
        messages.info(request, _("The PDF is being made just now. Try again in a few seconds."))
    return redirect("assessment_result", request.team.slug, request.round.number)


def result_html(round):
    """The result as it goes to the press. The printed file is the same for everybody."""
    context = {"round": round, "team": round.team, "result": Result.of(round), "not_a_scale": NOT_A_SCALE}
    return render_to_string("leadership/results/result_pdf.html", context)


@require_POST
@for_round(may_run_assessment)
def result_release(request):
    """`to=district` lets the district count it, `to=school` takes that back."""
    if not request.round.is_closed:
        return not_yet(request)
    if request.POST.get("to") == "district":
        if request.round.release(request.user, Result.of(request.round).figures):
            messages.success(request, _("Released. The district counts it once at least five schools have done so."))
        else:
            messages.info(request, _("Your school belongs to no district, or this is released already."))
    elif request.round.take_back():
        messages.success(request, _("Taken back. The district counts it no longer."))
    return redirect("assessment_result", request.team.slug, request.round.number)
