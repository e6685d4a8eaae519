"""The shared vision's page: the live text, the organizer beside it, and what changed since somebody was last here."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_vision
from visioning.beside import beside
from visioning.grown import notes_of
from visioning.live.authorship import Authors
from visioning.live.compare import Comparison
from visioning.live.labels import editor_labels
from visioning.live.presence import card
from visioning.models import CONTENT, DERIVED, NOW, ORGANIZER, SECTIONS, DraftingRound, SharedVision, Version, Visit
from visioning.process import how_to_take_part
from visioning.rules import (
    is_guest,
    may_adopt_version,
    may_comment,
    may_keep_version,
    may_read_text,
    may_start_vision,
    may_weave,
    may_write_text,
)

from .conversations import vision_of as found_vision


def vision_of(request):
    """The team's vision, or 404 while nobody has begun."""
    vision = found_vision(request)
    if vision is None:
        raise Http404
    return vision


def parts_of(reading, hands=None, notes=None, *, first_heading=3):
    """The text's parts as a page shows them: the vision itself, the organizer, what follows from it, and where we are now."""

    def part(section, first):
        return {"section": section, "html": reading.html(section.key, first, hands, notes)}

    return {
        "content": part(CONTENT, first_heading),
        "organizer": [part(section, 4) for section in ORGANIZER],
        "derived": [part(section, 4) for section in DERIVED],
        "now": part(NOW, 3),
        "has_organizer": not all(reading.is_empty(section.key) for section in ORGANIZER),
        "has_derived": not all(reading.is_empty(section.key) for section in DERIVED),
        "has_now": not reading.is_empty(NOW.key),
    }


@require_safe
@for_vision(may_read_text)
def shared_vision(request):
    vision = found_vision(request)
    if vision is None:
        can_start = may_start_vision(request.membership)
        context = {"can_start": can_start, "sections": SECTIONS, "is_guest": is_guest(request.membership)}
        return render_page(request, "visioning/shared_visions/shared_vision.html", context)
    context = vision_context(request, vision, with_names=request.GET.get("authors") == "1")
    return render_page(request, "visioning/shared_visions/shared_vision.html", context, partials={"since"})


def vision_context(request, vision, *, with_names):
    place = request.membership
    authors = Authors.of(vision.text_id)
    reading = authors.now
    visit = Visit.objects.filter(text=vision.text, person=request.user).first()
    adoption = vision.adoption()
    context = {
        "vision": vision,
        "with_names": with_names,
        "contributions": authors.contributions,
        "adoption": adoption,
        "changed_since_adoption": adoption and adoption.version.reading != reading,
        "visit": visit,
        "since": since(request, visit, authors),
        "can_write": may_write_text(place),
        "can_keep": may_keep_version(place),
        "can_adopt": may_adopt_version(place) and not reading.is_empty(),
    }
    if with_names:
        return context | parts_of(reading, authors)
    return context | {
        # On the page of its own the vision's title is the h1; with names it stands under an h2.
        **parts_of(reading, notes=linked_notes(request, vision, authors), first_heading=2),
        "banner": round_banner(request.team, place),
        "beside": beside(vision, place),
        "config": vision_config(request, vision),
    }


def round_banner(team, place):
    """The open round in short, with how this reader can take part now; None where no round is open."""
    found = DraftingRound.objects.for_place(place).open().listed().filter(vision__team=team).first()
    return found and {"round": found, "how": how_to_take_part(place.role, found.openness, found.audience)}


def linked_notes(request, vision, authors):
    """Below each block with threads: how many people's words it grew from, leading to them."""
    url = reverse("weave_list", args=[request.team.slug])
    notes = notes_of(authors.now, vision.text, authors.moved)
    return {block: format_html('<a href="{}">{}</a>', url, note) for block, note in notes.items()}


def vision_config(request, vision):
    """The editor's settings with what it needs for passages: where they stand, and the panel that speaks of them."""
    slug = request.team.slug
    return editor_config(request, vision.text) | {
        "passages": reverse("passage_places", args=(slug,)),
        "passageNew": reverse("passage_new", args=(slug,)),
        "canWeave": may_weave(request.membership),
        "canComment": may_comment(request.membership),
    }


def since(request, visit, authors):
    """What others changed since this person was here, or None where there is nothing to tell."""
    if visit is None or visit.reading == authors.now:
        return None
    keys = [section.key for section in SECTIONS]
    comparison = Comparison(visit.reading, authors.now, authors, keys, in_short=True)
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
@for_vision(may_start_vision)
def shared_vision_start(request):
    """Open the page for everybody. Whoever comes second finds it open."""
    return redirect(SharedVision.start(request.team))


@require_POST
@for_vision(may_read_text)
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
