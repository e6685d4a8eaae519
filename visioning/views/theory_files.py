"""A theory to take along: as text, table, JSON, picture and PDF. All of them are made of the one shape; nothing is changed."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leadership import printing
from leadership.models import PlanPrint
from leadership.pages import render_page
from leadership.views.plan import WAIT, fingerprint_of, printed_file
from visioning.access import for_theory
from visioning.rules import may_write_theory
from visioning.theory.csv_form import csv_of
from visioning.theory.drawing import draw
from visioning.theory.json_form import json_of
from visioning.theory.outline import outline_of
from visioning.theory.text_form import text_of
from visioning.theory_pdf import pdf_html, picture_html

ADVICE = {
    "too_large": gettext_lazy(
        "The picture is too large to be made in one piece. The SVG file and the page show everything."
    ),
    "failed": gettext_lazy("The picture could not be made. Try again in a moment; the SVG file shows the same."),
    "busy": gettext_lazy("Many files are being made just now. Try again in a minute."),
}


@require_safe
@for_theory()
def theory_files(request):
    """Each file in a sentence with what it is good for."""
    shape = request.theory.shape()
    context = {
        "theory": request.theory,
        "shape": shape,
        "words": outline_of(shape).text(),
        "can_write": may_write_theory(request.membership),
    }
    return render_page(request, "visioning/theory_files/theory_files.html", context)


def file_name(theory, ending):
    """Plain letters; the whole title goes along for programs that know more of them."""
    return f"{slugify(theory.title)[:60].strip('-') or f'theory-{theory.number}'}.{ending}"


def attached(theory, body, ending, kind):
    whole = "".join(" " if sign in '/\\:*?"<>|' else sign for sign in theory.title)[:80].strip() or str(theory.number)
    plain = file_name(theory, ending)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{whole}.{ending}', safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)


def nothing_to_draw(request):
    messages.info(request, _("There is nothing to draw yet. Write a first statement."))
    return redirect("theory_files", request.team.slug, request.theory.number)


@require_safe
@for_theory()
def theory_text(request):
    """Indented plain text, which can be brought in again. Empty, it is a form to fill in."""
    return attached(request.theory, text_of(request.theory.shape()), "txt", "text/plain; charset=utf-8")


@require_safe
@for_theory()
def theory_csv(request):
    return attached(request.theory, csv_of(request.theory.shape()), "csv", "text/csv; charset=utf-8")


@require_safe
@for_theory()
def theory_json(request):
    return attached(request.theory, json_of(request.theory.shape()), "json", "application/json")


@require_safe
@for_theory()
def theory_svg(request):
    shape = request.theory.shape()
    if not shape:
        return nothing_to_draw(request)
    svg = draw(shape, name="theory", form="file")
    return attached(request.theory, f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}', "svg", "image/svg+xml")


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory()
def theory_png(request):
    """POST draws it. An address alone draws nothing: it takes the press a moment."""
    shape = request.theory.shape()
    if request.method != "POST" or not shape:
        return back(request) if shape else nothing_to_draw(request)
    try:
        png = printing.printer.png(picture_html(shape, "theory"))
    except printing.PrintingError as error:
        messages.error(request, ADVICE.get(error.reason, ADVICE["failed"]))
        return back(request)
    return attached(request.theory, png, "png", "image/png")


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory()
def theory_pdf(request):
    """POST makes the PDF, or finds it where nothing changed since, and answers it. An address alone makes nothing."""
    if not request.theory.statements.standing().exists():
        return nothing_to_draw(request)
    if request.method != "POST":
        return back(request)
    html = pdf_html(request.theory)
    printed, mine = PlanPrint.ask(request.team, fingerprint_of(html), file_name(request.theory, "pdf"))
    if mine:
        printed.make(html)
    else:  # somebody else asked a moment ago
        printed.wait(WAIT)
    if printed.state == "made":
        return printed_file(printed)
    if printed.failure == PlanPrint.Failure.TOO_LARGE:
        messages.error(
            request, _("This theory is too long to print in one piece. The page and the text file show everything.")
        )
    elif printed.state == "failed":
        messages.error(request, _("The PDF could not be made. Try again in a minute; the page shows everything."))
    else:
        messages.info(request, _("The PDF is being made just now. Try again in a few seconds."))
    return back(request)


def back(request):
    return redirect("theory_files", request.team.slug, request.theory.number)
