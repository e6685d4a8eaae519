"""The private page: a person's own vision, before anybody else's. Reaches it through `request.user` alone."""

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.access import signed_in
from leadership.pages import asked_part, render_page
from visioning.forms.personal_visions import PersonalVisionForm
from visioning.models import Gathering, PersonalVision, Stale, put_together

TEMPLATE = "visioning/personal_visions/personal_vision.html"


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def personal_vision(request):
    """Write, and save as you write. `then=both` puts what two windows said into one."""
    if request.method != "POST":
        vision = PersonalVision.of(request.user)
        form = PersonalVisionForm(initial=vision.words | {"edition": vision.edition})
        return personal_vision_page(request, form, vision)
    form = PersonalVisionForm(request.POST)
    if not form.is_valid():
        return personal_vision_page(request, form, PersonalVision.of(request.user), status=422)
    if request.POST.get("then") == "both":
        form = together(request.user, form)
        if not form.is_valid():
            return personal_vision_page(request, form, PersonalVision.of(request.user), status=422)
    try:
        vision = PersonalVision.keep(request.user, form.words, form.cleaned_data["edition"])
    except Stale as stale:
        # The form goes on from what is stored, so that the next press is a choice made with both in view.
        newer = PersonalVisionForm(form.words | {"edition": stale.stored.edition})
        return personal_vision_page(request, newer, stale.stored, status=409, other=stale.stored)
    if asked_part(request) == "save-state":
        return render_page(request, "parts/_save_state.html", {"kept": vision, "just_saved": True})
    return redirect("personal_vision")


def together(person, form):
    """The same form with what is stored put before what was typed."""
    stored = PersonalVision.of(person)
    return PersonalVisionForm(put_together(stored.words, form.words) | {"edition": form.cleaned_data["edition"]})


def personal_vision_page(request, form, vision, *, status=200, other=None):
    gatherings = Gathering.objects.takes_visions().inviting(request.user)
    context = {
        "form": form,
        "vision": vision,
        "other": other,
        "open_gatherings": gatherings.without_named_vision_of(request.user)
        .select_related("team__school")
        .order_by(F("revealed_at").desc(nulls_first=True), "-opened_at"),
        "shared": request.user.gathered_visions.select_related("gathering__team").order_by("-shared_at"),
        "dissents": request.user.dissents.select_related("vision__team").order_by("vision__team__name"),
        "decision_dissents": request.user.decision_dissents.select_related("decision_point__team"),
    }
    return render_page(request, TEMPLATE, context, status=status)


@require_safe
@signed_in
def personal_vision_file(request):
    """The private page as a plain text file."""
    vision = PersonalVision.of(request.user)
    words = f"{_('My vision')}\n\n{vision.as_text()}"
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-vision.txt"'
    return answer
