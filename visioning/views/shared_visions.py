"""The shared vision's page: the live text, the organizer beside it, and what changed since somebody was last here."""

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.access import for_team
from leadership.pages import asked_part, render_page
from visioning.live.authorship import Authors, contributions
from visioning.live.compare import Comparison
from visioning.live.labels import editor_labels
from visioning.live.presence import card
from visioning.models import CONTENT, ORGANIZER, SECTIONS, SharedVision, Version, Visit
from visioning.rules import (
    may_adopt_version,
    may_keep_version,
    may_read_text,
    may_start_vision,
    may_write_text,
)


def vision_of(request):
    """The team's vision, or 404 while nobody has begun."""
    return get_object_or_404(SharedVision.objects.select_related("text"), team=request.team)


@require_safe
@for_team(may_read_text)
def shared_vision(request):
    vision = SharedVision.objects.select_related("text").filter(team=request.team).first()
    if vision is None:
        context = {"can_start": may_start_vision(request.membership), "sections": SECTIONS}
        return render_page(request, "visioning/shared_visions/shared_vision.html", context)
    context = vision_context(request, vision, with_names=request.GET.get("authors") == "1")
    return render_page(request, "visioning/shared_visions/shared_vision.html", context, partials={"since"})


def vision_context(request, vision, *, with_names):
    authors = Authors.of(vision.text_id)
    reading = authors.now
    visit = Visit.objects.filter(text=vision.text, person=request.user).first()
    adoption = vision.adoption()
    hands = authors if with_names else None
    return {
        "vision": vision,
        "with_names": with_names,
        # On the page of its own the vision's title is the h1; with names it stands under an h2.
        "content": {"section": CONTENT, "html": reading.html(CONTENT.key, 3 if with_names else 2, hands)},
        "organizer": [{"section": section, "html": reading.html(section.key, 4, hands)} for section in ORGANIZER],
        "contributions": contributions(authors, reading),
        "adoption": adoption,
        "changed_since_adoption": adoption and adoption.version.reading != reading,
        "visit": visit,
        "since": since(request, visit, authors),
        "config": None if with_names else editor_config(request, vision.text),
        "can_write": may_write_text(request.membership),
        "can_keep": may_keep_version(request.membership),
        "can_adopt": may_adopt_version(request.membership) and not reading.is_empty(),
    }


def since(request, visit, authors):
    """What others changed since this person was here, or None where there is nothing to tell."""
    if visit is None or visit.reading == authors.now:
        return None
    comparison = Comparison(visit.reading, authors.now, authors, [section.key for section in SECTIONS])
    comparison.leave_out(request.user.pk)
    if not comparison.changed:
        return None
    rows = ((section, comparison.changed_rows(section.key)) for section in SECTIONS)
    return {"comparison": comparison, "sections": [{"section": one, "rows": found} for one, found in rows if found]}


def editor_config(request, text):
    """What the editor in the browser needs to know of any shared text: see static/js/shared_text/main.js."""
    return {
        "id": str(text.pk),
        "socket": f"/ws/texts/{text.pk}/",
        "exchange": reverse("text_exchange", args=(text.pk,)),
        "authors": reverse("text_authors", args=(text.pk,)),
        "canWrite": may_write_text(request.membership),
        "person": card(request.user.pk, str(request.user)),
        "csrf": get_token(request),
        "labels": editor_labels(),
    }


@require_POST
@for_team(may_start_vision)
def shared_vision_start(request):
    """Open the page for everybody. Whoever comes second finds it open."""
    return redirect(SharedVision.start(request.team))


@require_POST
@for_team(may_read_text)
def shared_vision_visit(request):
    """This person has read the text as it is now. Sent by the page while it is open, or by its button."""
    vision = vision_of(request)
    Version.keep_if_due(vision.text)
    Visit.record(vision.text, request.user)
    if asked_part(request) == "since":
        return render_page(
            request,
            "visioning/shared_visions/shared_vision.html",
            {"vision": vision, "just_read": True},
            partials={"since"},
        )
    if request.htmx:
        return HttpResponse(status=204)
    messages.success(request, _("Noted. Next time you see what is new from here on."))
    return redirect(vision)
