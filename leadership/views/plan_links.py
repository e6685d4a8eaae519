"""The plan's own short link: switching it, and the page behind it for whoever has it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.access import for_team, public
from leadership.limits import Limit
from leadership.models import PlanSheet
from leadership.pages import render_page
from leadership.plan import Plan
from leadership.rules import may_run_plan

from .plan_sheets import logo_of

# Per network address: a whole school sits behind one, and reads in the same staff meeting.
LIMIT = Limit("plan-link", 400, 600)


@require_POST
@for_team(may_run_plan)
def plan_link(request):
    """Open to anybody or not, or a new address."""
    wish = request.POST.get("to", "")
    if wish == "fresh":
        PlanSheet.new_link(request.team)
        messages.success(request, _("The link is a new one. The one before never works again."))
    elif wish in {"open", "close"}:
        PlanSheet.set_link(request.team, wish == "open")
        said = {
            "open": _("Anybody who has the link can read the plan now."),
            "close": _("The link leads only your team to the plan now. Switch it on again, and the same link works."),
        }
        messages.success(request, said[wish])
    else:
        messages.info(request, _("Please press one of the buttons."))
    return redirect(f"{reverse('plan_sheet', args=(request.team.slug,))}#link")


@require_safe
@public
def plan_public(request, token):
    """People of the team are led to their page. Others read what may leave, where the team has switched that on."""
    sheet = sheet_behind(request, token)
    if sheet is None:
        return plan_public_page(request, {"full": True}, status=429)
    here = sheet.team
    if request.user.is_authenticated and here.memberships.filter(person=request.user).exists():
        return redirect("team_plan", here.slug)
    if not sheet.link_open:
        raise Http404
    plan = Plan.for_team(here).at(request.build_absolute_uri("/")).public
    return plan_public_page(request, {"plan": plan, "token": token})


@require_safe
@public
def plan_public_logo(request, token):
    sheet = sheet_behind(request, token)
    if sheet is None or not sheet.link_open:
        raise Http404
    return logo_of(sheet.team)


def sheet_behind(request, token):
    """The sheet whose link this is, switched on or not; 404 for a link that leads nowhere, None for too many at once."""
    if LIMIT.is_reached(request):
        return None
    LIMIT.count(request)
    found = PlanSheet.by_token(token)
    if found is None:
        raise Http404
    return found


def plan_public_page(request, context, *, status=200):
    """Neither browsers nor search engines keep it, and where its links lead learns nothing of it."""
    response = render_page(request, "leadership/plan/plan_public.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
