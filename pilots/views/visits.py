"""Visits to an open classroom: coming, not coming after all, and what one saw. Each speaks for themselves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.pages import asked_part, render_page
from pilots.classroom_access import for_open_classroom, place_at
from pilots.forms.open_classrooms import VisitWordsForm
from pilots.models import Visit
from pilots.models.visits import NoRoom, TooLate
from pilots.rules import may_visit
from visioning.models import Gone, Stale

from .open_classrooms import PLACES, gone, open_classroom_page, too_late


@require_POST
@for_open_classroom(may_visit)
def visit_add(request):
    """I'll come."""
    try:
        Visit.come(request.open_classroom, request.user)
    except Gone:
        return gone(request)
    except TooLate:
        return too_late(request)
    except NoRoom:
        messages.info(request, _("The last place was taken a moment ago. Ask the host for another time."))
    else:
        messages.success(request, _("You are coming. The host and the other visitors see your name."))
    return answer(request)


@require_POST
@for_open_classroom(may_visit)
def visit_remove(request):
    """I can't after all."""
    try:
        Visit.give_up(request.open_classroom, request.user)
    except Gone:
        return gone(request)
    messages.success(request, _("You are not coming. Your place is free again."))
    if not place_at(request.open_classroom, request.user).invited and request.place.invited:
        # The host has closed the door to other schools meanwhile: this page is no longer theirs.
        return redirect("open_classroom_list", request.place.school.slug)
    return answer(request)


def answer(request):
    """The part that changed, or the page one came from."""
    if asked_part(request) == PLACES:
        request.place = place_at(request.open_classroom, request.user)
        return open_classroom_page(request)
    if request.POST.get("to") == "list":
        return redirect("open_classroom_list", request.place.school.slug)
    return redirect(request.open_classroom)


@require_http_methods(("GET", "HEAD", "POST"))
@for_open_classroom(may_visit)
def visit_words(request):
    """What I saw, for the host and the other visitors; it waits until the visit has begun."""
    found = request.open_classroom
    visit = get_object_or_404(found.visits, person=request.user)
    if not found.has_begun or found.called_off:
        messages.info(request, _("This is written after the visit."))
        return redirect(found)
    template = "pilots/open_classrooms/visit_words.html"
    form = VisitWordsForm(request.POST if request.method == "POST" else None, instance=visit)
    if form.is_valid():
        try:
            Visit(pk=visit.pk).mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            other = [(form.fields["saw"].label, stale.stored.saw or "–")]
            return render_page(request, template, {"form": form.on_top_of(stale.stored), "other": other}, status=409)
        except Gone:
            return gone(request)
        messages.success(request, _("Saved. The host and the other visitors can read it."))
        return redirect(found)
    return render_page(request, template, {"form": form}, status=422 if form.errors else 200)
