"""One passage of the shared vision: what it grew from and what is said about it, on a page or in the panel beside the text.

`panel_page` answers both; weaving lives in `weaves.py`, comments and suggestions in their own modules.
"""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leadership.pages import asked_part, render_page
from visioning.access import for_vision
from visioning.conversations import Talk
from visioning.forms.comments import AboutForm
from visioning.forms.weaves import WeaveForm
from visioning.grown import Thread, grew_from, latest_gathering, may_see
from visioning.live.authorship import Authors
from visioning.models import Comment, Passage, Suggestion, Weave
from visioning.rules import may_comment, may_read_text, may_weave

from .comments import letters_of, talk_context, talk_of

PANEL, THREAD = "passage-panel", "passage-thread"
OPENS = ("weave", "comment", "suggest")


@require_safe
@for_vision(may_read_text)
def passage(request, passage_id):
    """Everything about one passage."""
    talk = talk_of(request)
    found = get_object_or_404(talk.vision.text.passages, pk=passage_id)
    return panel_page(request, talk, passage=found)


@require_safe
@for_vision(may_read_text)
def passage_new(request):
    """Words just chosen in the text: tie them, comment on them, suggest others. 409 while the server has not got them yet.

    Without any words: what colleagues said, to put into the text.
    """
    talk = talk_of(request)
    if not request.GET.get("start_client"):
        return panel_page(request, talk)
    about = AboutForm(request.GET)
    picked = about.picked(talk.authors.now) if about.is_valid() else None
    if picked is None:
        return not_there(request, talk)
    same = talk.vision.text.passages.filter(fragment=picked.fragment, letters=picked.letters).first()
    return panel_page(request, talk, passage=same, picked=picked)


def not_there(request, talk):
    """The letters are not in the text: not stored yet, or deleted by somebody a moment ago."""
    if asked_part(request) == PANEL:
        return HttpResponse(_("These words are not in the text any more. Choose them again."), status=409)
    return panel_page(request, talk, lost=True, status=409)


def panel_page(request, talk: Talk, *, passage=None, picked=None, form=None, said="", lost=False, status=200):
    """The panel beside the text where htmx asked for it, else the same on a page of its own."""
    gathering = latest_gathering(request.team, request.membership)
    can_weave = may_weave(request.membership)
    opened = request.GET.get("open", "")
    context = {
        "vision": talk.vision,
        "passage": passage,
        "lost": lost,
        "said": said,
        "opened": opened if opened in OPENS else "weave" if form is not None else "",
        "gathering": gathering,
        "can_weave": can_weave,
        "can_comment": may_comment(request.membership),
        "in_panel": asked_part(request) == PANEL,
    }
    if passage or picked:
        context |= talk_context(request, talk, passage=passage, picked=None if passage else picked)
    if passage:
        context["thread"] = thread_of(passage, context["stands"], request.membership)
    if can_weave and gathering:
        context["weave_form"] = form or WeaveForm(gathering=gathering)
    return render_page(request, "visioning/passages/passage.html", context, partials={PANEL, THREAD}, status=status)


def thread_of(passage: Passage, stands, place) -> Thread:
    """The passage's thread, each tie knowing whether whoever reads may see whose words they are."""
    thread = Thread(passage, stands, list(Weave.objects.filter(passage=passage).in_full()))
    return seen_from(thread, place)


def seen_from(thread: Thread, place) -> Thread:
    for weave in thread.weaves:
        source = weave.phrase or weave.theme
        weave.open_to_reader = source is None or may_see(place, source.gathering.audience)
    return thread


# --- For the editor -------------------------------------------------------------------------------------------------


@require_safe
@never_cache
@for_vision(may_read_text)
def passage_places(request):
    """Where each passage in use stands now: the editor draws them. Letters by their ids, words for their labels."""
    vision = talk_of(request).vision
    authors = Authors.of(vision.text_id)
    threads, comments, suggestions = {}, {}, {}
    for weave in Weave.objects.of_text(vision.text_id).in_full():
        threads.setdefault(weave.passage_id, []).append(weave)
    for found, rows in (
        (comments, Comment.objects.of_text(vision.text_id).unresolved()),
        (suggestions, Suggestion.objects.of_text(vision.text_id).open()),
    ):
        for passage_id in rows.values_list("passage", flat=True):
            found[passage_id] = found.get(passage_id, 0) + 1
    used = Passage.objects.filter(pk__in={*threads, *comments, *suggestions})
    places = [
        shown
        for one in used
        if (
            shown := shown_place(
                request, one, authors, threads.get(one.pk, []), comments.get(one.pk, 0), suggestions.get(one.pk, 0)
            )
        )
    ]
    return JsonResponse({"passages": places})


def shown_place(request, passage, authors, weaves, comments, suggestions) -> dict | None:
    place = passage.place(authors.now, authors.moved)
    if place is None:
        return None
    people = Thread(passage, place, weaves).people
    labels = [grew_from(people)] if people else []
    if comments:
        labels.append(ngettext("one open comment", "%(count)s open comments", comments) % {"count": comments})
    if suggestions:
        labels.append(
            ngettext("one open suggestion", "%(count)s open suggestions", suggestions) % {"count": suggestions}
        )
    kinds = [kind for kind, count in (("weave", weaves), ("comment", comments), ("suggestion", suggestions)) if count]
    return {
        "id": passage.pk,
        "fragment": place.fragment,
        "kinds": kinds,
        "people": people,
        "label": " · ".join(labels) or str(_("Its sources were withdrawn")),
        "quote": Truncator(place.words).chars(80),
        "letters": place.letters,
        "url": reverse("passage", args=(request.team.slug, passage.pk)),
    }


__all__ = ["PANEL", "letters_of", "panel_page", "passage", "passage_new", "passage_places", "seen_from"]
