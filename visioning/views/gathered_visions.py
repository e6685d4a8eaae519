"""Sharing one's own vision into a gathering, changing it, withdrawing it, and seeing where its words went.

What is shared without a name is handed to a verb that does not know who asked; nothing about it is logged or messaged.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import signed_in
from leadership.models import Position
from leadership.pages import render_page
from visioning.access import for_gathering
from visioning.forms.gathered_visions import VisionShareForm
from visioning.forms.personal_visions import SharedAnswersForm
from visioning.guests import place_of
from visioning.models import PersonalVision, TakesNoMore
from visioning.rules import may_share_vision
from visioning.traces import trace_of


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_share_vision)
def vision_share(request):
    """Look at what exactly will be shared, choose how, share."""
    one = request.gathering
    if one.visions.filter(person=request.user).exists():
        return redirect("gathered_vision_edit", request.team.slug, one.number)
    common = one.common_positions()
    positions = [key for key in Position.values if key in common and key in request.user.positions]
    if request.method != "POST":
        form = VisionShareForm(initial=PersonalVision.of(request.user).words, positions=positions)
        return vision_share_page(request, form)
    form = VisionShareForm(request.POST, positions=positions)
    if not form.is_valid():
        return vision_share_page(request, form, status=422)
    try:
        return unnamed(request, form) if form.unnamed else named(request, form)
    except TakesNoMore:
        form.add_error(
            None, _("This gathering takes in no more visions. Your words are still here: copy them if you like.")
        )
        return vision_share_page(request, form, status=422)


def named(request, form):
    request.gathering.share(request.user, form.words)
    messages.success(request, _("Your vision is in. It stays yours: change or withdraw it whenever you like."))
    return redirect(request.gathering)


def unnamed(request, form):
    """The answer itself shows the key. No redirect and no message: both would leave something behind."""
    key = form.secret
    request.gathering.share_unnamed(form.words, form.cleaned_data["position"], key)
    if not form.cleaned_data["keep_private"]:
        PersonalVision.empty(request.user)  # in a transaction of its own: the two must not share a number
    return vision_share_page(request, form, key=key, kept=form.cleaned_data["keep_private"])


def vision_share_page(request, form, *, status=200, key="", kept=False):
    context = {"form": form, "gathering": request.gathering, "key": key, "kept": kept}
    answer = render_page(request, "visioning/gathered_visions/vision_share.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def my_vision(request, team_slug, gathering_number):
    """The reader's own named vision. Reached through the person, so that it stays theirs after they left the team."""
    vision = get_object_or_404(
        request.user.gathered_visions.select_related("gathering__team__school"),
        gathering__team__slug=team_slug,
        gathering__number=gathering_number,
    )
    request.team = vision.gathering.team
    request.membership = place_of(request.user, slug=team_slug)
    return vision


def frame(request):
    """The team's frame while one has a place there; the site's own after that."""
    return "team_base.html" if request.membership else "base.html"


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def gathered_vision_edit(request, team_slug, gathering_number):
    vision = my_vision(request, team_slug, gathering_number)
    form = SharedAnswersForm(request.POST if request.method == "POST" else None, initial=vision.words)
    if form.is_valid():
        if vision.rewrite(form.words):
            messages.success(request, _("Saved. Others read these words from now on."))
        else:
            messages.info(request, _("You withdrew this vision in another window."))
            return redirect("personal_vision")
        return redirect("gathered_vision_edit", team_slug, gathering_number)
    context = {
        "form": form,
        "vision": vision,
        "gathering": vision.gathering,
        "traces": trace_of(vision, reads_text=request.membership is not None),
        "frame": frame(request),
    }
    status = 422 if form.errors else 200
    return render_page(request, "visioning/gathered_visions/gathered_vision_edit.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def gathered_vision_withdraw(request, team_slug, gathering_number):
    vision = my_vision(request, team_slug, gathering_number)
    if request.method == "POST":
        vision.withdraw()
        messages.success(request, _("Withdrawn. Nothing of it is left in the gathering."))
        return redirect("personal_vision")
    context = {"vision": vision, "gathering": vision.gathering, "frame": frame(request)}
    return render_page(request, "visioning/gathered_visions/gathered_vision_withdraw.html", context)
