"""Threads: where each passage of the shared vision grew from, and the way to tie one without any script."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_vision
from visioning.conversations import TITLES
from visioning.forms.comments import AboutForm
from visioning.forms.weaves import GONE, WeaveForm
from visioning.grown import coverage, latest_gathering, threads_of
from visioning.live.authorship import Authors
from visioning.live.passages import sentences
from visioning.models import SECTIONS, Passage, Weave
from visioning.models.passages import TooLong
from visioning.models.phrases import Gone
from visioning.rules import may_read_text, may_weave

from .conversations import talk_of, vision_of
from .passages import PANEL, not_there, open_to, panel_page, seen_from


@require_safe
@for_vision(may_read_text)
def weave_list(request):
    """The text passage by passage, each with what it grew from; and how many were heard who are not in it yet."""
    vision = vision_of(request)
    gathering = latest_gathering(request.team, request.membership)
    context = {"vision": vision, "gathering": gathering, "can_weave": may_weave(request.membership)}
    if vision is not None:
        authors = Authors.of(vision.text_id)
        threads = [
            seen_from(thread, request.membership) for thread in threads_of(vision.text_id, authors.now, authors.moved)
        ]
        standing = [thread for thread in threads if thread.place]
        context |= {
            "sections": by_section(standing),
            "gone": [thread for thread in threads if not thread.place],
            "coverage": gathering and coverage(gathering, threads),
            "has_words": not authors.now.is_empty(),
        }
    return render_page(request, "visioning/weaves/weave_list.html", context, partials={"threads"})


def by_section(threads):
    """Threads under the titles of the text's parts; they come in order already."""
    found: dict[str, list] = {}
    for thread in threads:
        found.setdefault(thread.passage.fragment, []).append(thread)
    return [{"title": TITLES.get(fragment, fragment), "threads": rows} for fragment, rows in found.items()]


@require_http_methods(("GET", "HEAD", "POST"))
@for_vision(may_weave)
def weave_add(request):
    """Choose a sentence; with its letters and a phrase or theme, tie them."""
    talk = talk_of(request)
    if request.method != "POST":
        reading = talk.authors.now
        found = ((section, sentences(reading, section.key)) for section in SECTIONS)
        context = {
            "vision": talk.vision,
            "sections": [{"section": section, "sentences": rows} for section, rows in found if rows],
        }
        return render_page(request, "visioning/weaves/weave_add.html", context)
    return weave_tie(request, talk)


def weave_tie(request, talk):
    about = AboutForm(request.POST)
    if not about.is_valid():
        return not_there(request, talk)
    passage = picked = None
    if about.cleaned_data["passage"]:
        passage = get_object_or_404(talk.vision.text.passages, pk=about.cleaned_data["passage"])
    elif (picked := about.picked(talk.authors.now)) is None:
        return not_there(request, talk)
    form = WeaveForm(request.POST, gathering=latest_gathering(request.team, request.membership))
    if not form.is_valid():
        return panel_page(request, talk, passage=passage, picked=picked, form=form, status=422)
    try:
        passage = passage or Passage.take(talk.vision.text, picked)
        Weave.tie(passage, request.user, form.cleaned_data["source"], form.cleaned_data["why"])
    except TooLong:
        form.add_error(None, _("These are many words at once. Choose a shorter passage."))
        return panel_page(request, talk, passage=passage, picked=picked, form=form, status=422)
    except Gone:
        form.add_error("source", GONE)
        return panel_page(request, talk, passage=passage, picked=picked, form=form, status=409)
    return answered(request, talk, passage, _("Tied. The thread goes with these words wherever they move."))


@require_POST
@for_vision(may_weave)
def weave_remove(request, weave_id):
    """Untie: the passage and the phrase both stay."""
    talk = talk_of(request)
    weaves = Weave.objects.select_related("passage__text", "phrase__gathering", "theme__gathering")
    weave = weaves.filter(passage__text=talk.vision.text_id, pk=weave_id).first()
    if weave is None:
        messages.info(request, _("This was untied a moment ago."))
        return redirect("weave_list", request.team.slug)
    if not open_to(request.membership, weave):
        raise PermissionDenied  # a guest, and words they may not read
    weave.untie()
    return answered(request, talk, weave.passage, _("Untied. The words on both ends stay."))


def answered(request, talk, passage, said):
    if asked_part(request) == PANEL:
        return panel_page(request, talk, passage=passage, said=said)
    messages.success(request, said)
    return redirect(f"{reverse('weave_list', args=[request.team.slug])}#passage-{passage.pk}")
