"""The plan's sheet: which chapters stay with the team, the note in front, the days it holds, the logo, the link."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.forms.plan_sheets import PlanLogoForm, PlanSheetForm
from leadership.models import PlanSheet, SheetChanged
from leadership.pages import render_page
from leadership.plan_chapters import CHAPTERS
from leadership.qr import qr_svg
from leadership.rules import may_run_plan, may_shape_plan


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_shape_plan)
def plan_sheet(request):
    stored = PlanSheet.of(request.team)
    if request.method != "POST":
        return plan_sheet_page(request, stored)
    form = PlanSheetForm(request.POST, instance=PlanSheet.of(request.team))
    if not form.is_valid():
        return plan_sheet_page(request, stored, form=form, status=422)
    try:
        PlanSheet.say(request.team, form.cleaned_data["edition"], **form.said)
    except SheetChanged as changed:
        newer = request.POST.copy()
        newer["edition"] = changed.stored.edition
        form = PlanSheetForm(newer, instance=changed.stored)
        return plan_sheet_page(request, changed.stored, form=form, other=said_on(changed.stored), status=409)
    messages.success(request, _("Saved. The preview shows what leaves your team now."))
    return redirect("plan_preview", request.team.slug)


def plan_sheet_page(request, stored, *, form=None, logo_form=None, other=None, status=200):
    """The page. A form that was not accepted comes along; `other` is what somebody saved meanwhile."""
    context = {
        "sheet": stored,
        "form": form or PlanSheetForm(instance=stored),
        "logo_form": logo_form or PlanLogoForm(initial={"logo_alt": stored.logo_alt}),
        "other": other,
        "can_run": may_run_plan(request.membership),
        **link_of(request, stored),
    }
    return render_page(request, "leadership/plan/plan_sheet.html", context, status=status)


def link_of(request, sheet):
    """The address that leads to the plan: whole, and as a QR code. Nothing before there is one."""
    if not sheet.pk:
        return {"address": "", "qr": ""}
    address = request.build_absolute_uri(sheet.link_path)
    return {"address": address, "qr": qr_svg(address, _("QR code that leads to this plan on screen"))}


def said_on(sheet):
    """What stands on a sheet, by the labels of its form."""
    fields = PlanSheetForm.base_fields
    titles = [str(chapter.title) for chapter in CHAPTERS if chapter.key in sheet.hidden]
    said = {"hidden": ", ".join(titles), "with_names": _("yes") if sheet.with_names else _("no")}
    return [(fields[name].label, said.get(name, getattr(sheet, name)) or "–") for name in PlanSheetForm._meta.fields]


@require_safe
@for_team()
def plan_logo(request):
    """The picture, for the team's pages."""
    return logo_of(request.team)


def logo_of(team):
    sheet = PlanSheet.objects.filter(team=team).exclude(logo_alt="").first()
    if sheet is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(sheet.logo), content_type="image/png", headers=headers)


@require_POST
@for_team(may_shape_plan)
def plan_logo_put(request):
    form = PlanLogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return plan_sheet_page(request, PlanSheet.of(request.team), logo_form=form, status=422)
    PlanSheet.put_logo(request.team, form.cleaned_data["logo"], form.cleaned_data["logo_alt"])
    messages.success(request, _("The logo is on the plan."))
    return redirect(f"{reverse('plan_sheet', args=(request.team.slug,))}#logo")


@require_POST
@for_team(may_shape_plan)
def plan_logo_remove(request):
    PlanSheet.put_logo(request.team, b"", "")
    messages.success(request, _("The logo is gone."))
    return redirect(f"{reverse('plan_sheet', args=(request.team.slug,))}#logo")
