"""The plan for telling people why: who hears what, from whom, when, and whether it was told."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.pages import render_page
from visioning.forms.vision_uses import TellingForm
from visioning.models import Telling
from visioning.rules import may_note_use, may_read_text


@require_safe
@for_team(may_read_text)
def telling_list(request):
    return telling_list_page(request, TellingForm(team=request.team))


def telling_list_page(request, form):
    tellings = list(request.team.tellings.select_related("teller"))
    context = {
        "planned": [one for one in tellings if not one.done_on],
        "done": sorted((one for one in tellings if one.done_on), key=lambda one: one.done_on, reverse=True),
        "form": form,
        "can_plan": may_note_use(request.membership),
    }
    status = 422 if form.errors else 200
    template = "visioning/tellings/telling_list.html"
    return render_page(request, template, context, partials={"tellings"}, status=status)


@require_POST
@for_team(may_note_use)
def telling_add(request):
    form = TellingForm(request.POST, team=request.team)
    if not form.is_valid():
        return telling_list_page(request, form)
    made = Telling.plan(request.team, request.user, **form.cleaned_data)
    messages.success(request, _("Planned: “%(audience)s”") % {"audience": made.audience})
    return redirect("telling_list", request.team.slug)


def telling_of(request, telling_id):
    return get_object_or_404(request.team.tellings, pk=telling_id)


def gone(request):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect("telling_list", request.team.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_use)
def telling_edit(request, telling_id):
    telling = telling_of(request, telling_id)
    form = TellingForm(request.POST or None, team=request.team, instance=telling)
    if request.method == "POST" and form.is_valid():
        if not telling.mend(**form.cleaned_data):
            return gone(request)
        messages.success(request, _("Saved."))
        return redirect("telling_list", request.team.slug)
    context = {"form": form, "telling": telling}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "visioning/tellings/telling_edit.html", context, status=status)


@require_POST
@for_team(may_note_use)
def telling_done(request, telling_id):
    """`to=done`: it was told today. `to=planned`: not yet after all."""
    telling = telling_of(request, telling_id)
    if not telling.settle(request.POST.get("to") != "planned"):
        return gone(request)
    messages.success(request, _("Saved."))
    return redirect("telling_list", request.team.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_use)
def telling_remove(request, telling_id):
    """The question before, on its own page; then it is gone."""
    telling = telling_of(request, telling_id)
    if request.method == "POST":
        telling.remove()
        messages.success(request, _("Removed: “%(audience)s”") % {"audience": telling.audience})
        return redirect("telling_list", request.team.slug)
    return render_page(request, "visioning/tellings/telling_remove.html", {"telling": telling})
