"""In which order a team works on the seven conditions, and why. The page shows the times reserved for them, too."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.forms.condition_order import RankedConditionForm, ReservedTimeForm
from leadership.models import RankedCondition
from leadership.pages import asked_part, render_page
from leadership.rules import may_work_on_conditions

PART = "ranking"
PARTS = {PART, "reserved-times"}


@require_safe
@for_team()
def condition_order(request):
    return condition_order_page(request)


def condition_order_page(request, *, time_form=None, moved="", gone=False):
    """The page, or one of its parts. The focus stays with what moved, or goes to the heading where its button is gone."""
    part = asked_part(request)
    if request.method == "POST" and not time_form and part not in PARTS:
        return redirect("condition_order", request.team.slug)
    guide_of = {guide.key: guide for guide in guides.conditions()}
    ranked = [one for one in RankedCondition.of(request.team) if one.condition in guide_of]
    for one in ranked:
        one.guide = guide_of[one.condition]
    placed = {one.condition for one in ranked}
    times = list(request.team.reserved_times.all())
    for time in times:
        time.guide = guide_of.get(time.condition)
    context = {
        "ranked": ranked,
        "unplaced": [guide for guide in guide_of.values() if guide.key not in placed],
        "times": times,
        "time_form": time_form or ReservedTimeForm(auto_id="time-%s"),
        "can_work": may_work_on_conditions(request.membership),
        "in_part": part in PARTS,
        "moved": moved,
        "gone": gone,
    }
    template = "leadership/condition_orders/condition_order.html"
    return render_page(request, template, context, partials=PARTS, status=422 if time_form else 200)


def known(guide_key):
    if guide_key not in guides.CONDITION_KEYS:
        raise Http404
    return guide_key


def not_placed(request):
    messages.info(request, _("Somebody took this out of the order a moment ago."))


@require_POST
@for_team(may_work_on_conditions)
def ranked_condition_add(request, guide_key):
    """At the end of the order."""
    if not RankedCondition.place(request.team, request.user, known(guide_key)):
        messages.info(request, _("Somebody placed this a moment ago. You can move it."))
    return condition_order_page(request, moved=guide_key)


@require_POST
@for_team(may_work_on_conditions)
def ranked_condition_move(request, guide_key):
    """`to`: "up", "down", or a place counted from 0, where it was dropped."""
    to = request.POST.get("to", "")
    if to not in {"up", "down"}:
        to = int(to) if to.isdecimal() and len(to) < 4 else None
    if to is None:
        messages.info(request, _("Nothing was changed. Choose “Move up” or “Move down”."))
    elif not RankedCondition.move(request.team, request.user, known(guide_key), to):
        not_placed(request)
        return condition_order_page(request, gone=True)
    return condition_order_page(request, moved=known(guide_key))


def ranked_of(request, guide_key):
    return get_object_or_404(RankedCondition, team=request.team, condition=guide_key)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def ranked_condition_edit(request, guide_key):
    """Why it comes here, and when."""
    ranked = ranked_of(request, guide_key)
    form = RankedConditionForm(request.POST if request.method == "POST" else None, instance=ranked)
    if form.is_valid():
        if ranked.mend(request.user, **form.cleaned_data):
            messages.success(request, _("Saved."))
        else:
            not_placed(request)
        return redirect("condition_order", request.team.slug)
    context = {"form": form, "guide": guides.guide(guide_key)}
    template = "leadership/condition_orders/ranked_condition_edit.html"
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def ranked_condition_remove(request, guide_key):
    """The question before, on its own page: the reason goes with the place."""
    ranked = ranked_of(request, guide_key)
    if request.method == "POST":
        ranked.remove()
        messages.success(
            request, _("Taken out of the order: %(condition)s") % {"condition": guides.guide(guide_key).label}
        )
        return redirect("condition_order", request.team.slug)
    context = {"ranked": ranked, "guide": guides.guide(guide_key)}
    return render_page(request, "leadership/condition_orders/ranked_condition_remove.html", context)
