"""Gatherings: opening one, seeing how many have shared, revealing all at once, reading what was revealed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leadership.models import Position
from leadership.pages import render_page
from visioning.access import for_gathering, for_vision
from visioning.forms.gatherings import GatheringEditForm, GatheringForm
from visioning.models import Gathering
from visioning.rules import may_run_gathering, may_share_vision

ON_A_PAGE = 20


@require_safe
@for_vision()
def gathering_list(request):
    gatherings = list(request.team.gatherings.for_place(request.membership).counted().order_by("-number"))
    context = {
        "gatherings": gatherings,
        "can_open": may_run_gathering(request.membership) and all(one.is_revealed for one in gatherings),
        "can_run": may_run_gathering(request.membership),
        "can_share": may_share_vision(request.membership),
    }
    return render_page(request, "visioning/gatherings/gathering_list.html", context, partials={"gatherings"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_run_gathering)
def gathering_new(request):
    form = GatheringForm(request.POST if request.method == "POST" else None, instance=Gathering(team=request.team))
    if form.is_valid():
        gathering = Gathering.open(request.team, request.user, **form.cleaned_data)
        if gathering:
            messages.success(request, _("The gathering is open. Everybody invited finds it on their own page."))
            return redirect(gathering)
        form.add_error(None, _("Another gathering waits to be revealed. Reveal it first, then open the next one."))
    status = 422 if form.errors else 200
    return render_page(request, "visioning/gatherings/gathering_new.html", {"form": form}, status=status)


@require_safe
@for_gathering()
def gathering(request):
    """Before the reveal: how many, and one's own. After it: everybody's, in an order that chance drew."""
    one = request.gathering
    counts = one.visions.aggregate(shared=Count("id"), closed=Count("id", filter=Q(revealed=False)))
    mine = one.visions.filter(person=request.user).first()
    context = counts | {
        "gathering": one,
        "mine": mine,
        "can_share": may_share_vision(request.membership) and one.takes_visions and mine is None,
        "can_run": may_run_gathering(request.membership),
    }
    context |= revealed_visions(request) if one.is_revealed else {"invited": one.invited().count()}
    return render_page(request, "visioning/gatherings/gathering.html", context, partials={"gathering"})


def revealed_visions(request):
    """One page of them, of one position where somebody chose that. Keys are drawn at random, so nobody comes first."""
    rows = list(request.gathering.visions.revealed().values_list("pk", "positions"))
    held = {key for _pk, positions in rows for key in positions}
    chosen = request.GET.get("position", "")
    chosen = chosen if chosen in held else ""
    page = Paginator([pk for pk, positions in rows if not chosen or chosen in positions], ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "revealed": len(rows),
        "page": page,
        "visions": request.gathering.visions.filter(pk__in=list(page)).select_related("person"),
        "positions": [(key, label) for key, label in Position.choices if key in held],
        "position": chosen,
    }


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_run_gathering)
def gathering_edit(request):
    form = GatheringEditForm(request.POST if request.method == "POST" else None, instance=request.gathering)
    if form.is_valid():
        request.gathering.mend(form.cleaned_data["name"], form.cleaned_data["reveal_on"])
        messages.success(request, _("Saved."))
        return redirect(request.gathering)
    if form.errors:
        request.gathering.refresh_from_db(fields=("name", "reveal_on"))
    context = {"form": form, "gathering": request.gathering}
    return render_page(request, "visioning/gatherings/gathering_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_run_gathering)
def gathering_reveal(request):
    """Ask once, then open all at once. `rest=1` opens what has waited since; a page from before the reveal never does."""
    one = request.gathering
    if request.method == "POST":
        if request.POST.get("rest") == "1":
            opened = one.reveal_rest()
            said = ngettext(
                "One vision that waited is open now.", "%(count)s visions that waited are open now.", opened
            )
            said = said % {"count": opened} if opened else _("Nothing waits here. All visions are open.")
            messages.success(request, said)
        elif one.reveal(request.user):
            messages.success(request, _("The visions are open. Take time to read before you talk."))
        else:
            messages.info(request, _("Somebody revealed them a moment ago."))
        return redirect(one)
    counts = one.visions.aggregate(shared=Count("id"), closed=Count("id", filter=Q(revealed=False)))
    context = counts | {"gathering": one, "invited": one.invited().count()}
    return render_page(request, "visioning/gatherings/gathering_reveal.html", context)
