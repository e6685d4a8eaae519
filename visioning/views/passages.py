"""One passage of the shared vision: what it grew from and what is said about it, on a page or in the panel beside the text.

`panel_page` answers both; weaving lives in `weaves.py`, comments and suggestions in their own modules.
"""

from collections import Counter

from django.http import JsonResponse
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
from visioning.models.weaves import woven_passages
from visioning.rules import may_comment, may_read_text, may_weave

from .conversations import talk_context, talk_of

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
    return panel_page(request, talk, lost=True, status=409)


def panel_page(request, talk: Talk, *, passage=None, picked=None, form=None, said="", lost=False, status=200):
    """The panel beside the text where htmx asked for it, else the same on a page of its own."""
    gathering = latest_gathering(request.team, request.membership)
    can_weave = may_weave(request.membership)
    opened = request.GET.get("open", "")
    opened = opened if opened in OPENS else "weave" if form is not None else ""
    context = {
        "vision": talk.vision,
        "passage": passage,
        "lost": lost,
        "said": said,
        "opened": opened,
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
        if opened == "weave" or not (passage or picked):
            context["weave_form"] = form or WeaveForm(gathering=gathering)
        else:
            context["weave_address"] = weave_address(request.team, passage, context["about"])
    return render_page(request, "visioning/passages/passage.html", context, partials={PANEL, THREAD}, status=status)


def weave_address(team, passage, about):
    """The same with all that could be tied, which is much to read for whoever came to see what there is."""
    if passage:
        return reverse("passage", args=(team.slug, passage.pk), query={"open": "weave"})
    return reverse("passage_new", args=(team.slug,), query=about | {"open": "weave"})


def thread_of(passage: Passage, stands, place) -> Thread:
    """The passage's thread, each tie knowing whether whoever reads may see whose words they are."""
    thread = Thread(passage, stands, list(Weave.objects.filter(passage=passage).in_full()))
    return seen_from(thread, place)


def seen_from(thread: Thread, place) -> Thread:
    for weave in thread.weaves:
        weave.open_to_reader = open_to(place, weave)
    return thread


def open_to(place, weave) -> bool:
    """Whether whoever stands here may see whose words these are, and so untie them."""
    source = weave.phrase or weave.theme
    return source is None or may_see(place, source.gathering.audience)


# --- For the editor -------------------------------------------------------------------------------------------------


@require_safe
@never_cache
@for_vision(may_read_text)
def passage_places(request):
    """Where each passage in use stands now: the editor draws them. Letters by their ids, words for their labels."""
    vision = talk_of(request).vision
    authors = Authors.of(vision.text_id)
    woven = woven_passages(vision.text_id)
    comments = counted(Comment.objects.of_text(vision.text_id).unresolved())
    suggestions = counted(Suggestion.objects.of_text(vision.text_id).open())
    talked_of = {*comments, *suggestions} - {passage.pk for passage in woven}
    places = []
    for passage in sorted((*woven, *Passage.objects.filter(pk__in=talked_of)), key=lambda one: one.pk):
        place = passage.place(authors.now, authors.moved)
        if place is not None:
            counts = woven.get(passage), comments.get(passage.pk, 0), suggestions.get(passage.pk, 0)
            places.append(shown_place(request.team, passage, place, *counts))
    return JsonResponse({"passages": places})


def counted(rows) -> dict[int, int]:
    return Counter(rows.values_list("passage", flat=True))


def shown_place(team, passage, place, sources, comments, suggestions) -> dict:
    labels = [grew_from(len(sources))] if sources else []
    if sources is not None and not sources:
        labels.append(_("Its sources were withdrawn"))
    if comments:
        labels.append(ngettext("one open comment", "%(count)s open comments", comments) % {"count": comments})
    if suggestions:
        labels.append(
            ngettext("one open suggestion", "%(count)s open suggestions", suggestions) % {"count": suggestions}
        )
    kinds = {"weave": sources is not None, "comment": comments, "suggestion": suggestions}
    return {
        "id": passage.pk,
        "fragment": place.fragment,
        "kinds": [kind for kind, there in kinds.items() if there],
        "label": " · ".join(labels),
        "quote": Truncator(place.words).chars(80),
        "letters": place.letters,
        "url": reverse("passage", args=(team.slug, passage.pk)),
    }
