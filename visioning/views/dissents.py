"""Dissent: saying beside the vision how one sees it differently, mending it, taking it back. Always with the name."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.access import signed_in
from leadership.pages import render_page
from visioning.access import for_vision
from visioning.forms.dissents import DissentForm
from visioning.guests import place_of
from visioning.models import Dissent
from visioning.rules import may_answer_check

from .shared_visions import vision_of


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_answer_check)
def dissent_edit(request):
    """Say it, or say it anew."""
    vision = vision_of(request)
    said = Dissent.objects.filter(vision=vision, person=request.user).first()
    form = DissentForm(request.POST or None, instance=said)
    if form.is_valid():
        Dissent.say(vision, request.user, form.cleaned_data["words"])
        messages.success(request, _("Your words stand beside the vision now."))
        return redirect(vision)
    context = {"vision": vision, "form": form, "said": said}
    return render_page(request, "visioning/dissents/dissent_edit.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def dissent_remove(request, team_slug):
    """Take it back, whatever one's place is by now: whoever left is not made to stand beside these words for ever."""
    said = request.user.dissents.select_related("vision").filter(vision__team__slug=team_slug).first()
    if said is None:
        return nothing_said(request, team_slug=team_slug)
    Dissent.take_back(said.vision, request.user)
    messages.success(request, _("Taken back. Nothing of it is kept."))
    if place_of(request.user, slug=team_slug):
        return redirect("shared_vision", team_slug)
    return redirect("personal_vision")


@for_vision(may_answer_check)
def nothing_said(request):
    """There was nothing to take back; outside there is no such address."""
    return redirect(vision_of(request))
