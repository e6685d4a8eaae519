"""The filter question, put to one initiative: what it led to, and why. It is kept as it was worded then."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.pages import render_page
from visioning.forms.initiatives import FilteringForm
from visioning.models import Gone, SharedVision
from visioning.rules import may_note_initiative

from .initiatives import gone, initiative_of

SECTION = "filter"


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_initiative)
def filtering_add(request, initiative_number):
    found = initiative_of(request, initiative_number)
    question = question_of(request.team)
    if not question:
        return filtering_page(request, found, "", None, status=409 if request.method == "POST" else 200)
    form = FilteringForm(request.POST if request.method == "POST" else None, question=question)
    if not form.is_valid():
        return filtering_page(request, found, question, form, status=422 if form.errors else 200)
    if form.is_about_other_words:
        return filtering_page(request, found, question, form.on_top_of(question), worded_anew=True, status=409)
    try:
        found.put_question(request.user, question, **form.said)
    except Gone:
        return gone(request)
    messages.success(request, _("Noted. Thank you for asking before going on."))
    return redirect(found)


def question_of(team) -> str:
    """The filter question as the shared vision words it now, or ""."""
    vision = SharedVision.objects.filter(team=team).first()
    return vision.reading().plain(SECTION).strip() if vision else ""


def filtering_page(request, found, question, form, *, worded_anew=False, status):
    context = {"initiative": found, "question": question, "form": form, "worded_anew": worded_anew}
    return render_page(request, "visioning/initiatives/filtering_add.html", context, status=status)
