"""Suggested words for a passage of the shared vision: made, taken back, taken into the text, or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from visioning.access import for_vision
from visioning.conversations import in_one_line
from visioning.guests import place_of
from visioning.live.intake import Refusal
from visioning.live.passages import locate
from visioning.models import Suggestion
from visioning.models.suggestions import Answered, Moved
from visioning.rules import may_answer_suggestion, may_comment, may_read_text

from .conversations import back, chosen, kept, lost_page, talk_of, talk_page


def suggestion_of(request, suggestion_id, **more):
    found = Suggestion.objects.select_related("passage__text", "by")
    return get_object_or_404(found, passage__text__shared_vision__team=request.team, pk=suggestion_id, **more)


@require_POST
@for_vision(may_comment)
def suggestion_add(request):
    """Suggest other words for a passage that stands in one paragraph."""
    talk = talk_of(request)
    about = chosen(request, talk)
    if about is None:
        return lost_page(request, talk)
    stands = locate(about.get("passage") or about["picked"], talk.authors.now, talk.authors.moved)
    if stands is None:
        return lost_page(request, talk)
    if not in_one_line(stands, stands.words):
        messages.warning(
            request, _("Choose words of one paragraph to suggest others. You can comment on all of these.")
        )
        return talk_page(request, talk, **about, status=422)
    form = talk.suggestion_form(stands.words, request.POST)
    passage = kept(talk, about, form) if form.is_valid() else None
    if passage is None:
        return talk_page(request, talk, **about, suggestion_form=form, status=422)
    Suggestion.make(passage, request.user, stands.words, form.cleaned_data["words"], form.cleaned_data["why"])
    messages.success(request, _("Suggested. The text stays as it is until somebody of the team takes it in."))
    return back(request, talk, passage)


@require_POST
@for_vision(may_answer_suggestion)
def suggestion_answer(request, suggestion_id):
    """Take the words into the text, or say why not."""
    talk = talk_of(request)
    suggestion = suggestion_of(request, suggestion_id)
    form = talk.verdict_form(suggestion, request.POST)
    if not form.is_valid():
        talk.bound["suggestion", suggestion.pk] = form
        return talk_page(request, talk, passage=suggestion.passage, status=422)
    try:
        if form.cleaned_data["answer"] == "refuse":
            suggestion.refuse(request.user, form.cleaned_data["reason"])
            messages.success(request, _("Answered. The text stays as it is."))
        else:
            accept(request, suggestion, form.cleaned_data["seen"])
    except Answered:
        messages.info(request, _("Somebody answered this a moment ago."))
    except Moved:
        messages.warning(request, _("The text has changed meanwhile. Look at it as it is now, then decide."))
        return talk_page(request, talk_of(request), passage=suggestion.passage, status=409)
    except Refusal:
        messages.warning(request, _("The text cannot take these words in. Nothing was changed."))
        return talk_page(request, talk_of(request), passage=suggestion.passage, status=409)
    return back(request, talk, suggestion.passage, f"#suggestion-{suggestion.pk}")


def accept(request, suggestion, seen):
    """The words are credited to whoever suggested them, as long as that person has a place here."""
    author = suggestion.by
    credit = author is not None and author.is_active and place_of(author, pk=request.team.pk) is not None
    suggestion.accept(request.user, seen, credit)
    if credit:
        messages.success(request, _("The text says so now, in the name of %(name)s.") % {"name": author})
    else:
        messages.success(
            request,
            _("The text says so now. Whoever suggested it has left, so the words stand in your name."),
        )


@require_POST
@for_vision(may_read_text)
def suggestion_take_back(request, suggestion_id):
    """One's own suggestion, no longer meant."""
    suggestion = suggestion_of(request, suggestion_id, by=request.user)
    try:
        suggestion.take_back()
    except Answered:
        messages.info(request, _("Somebody answered this a moment ago."))
    else:
        messages.success(request, _("Your suggestion is taken back."))
    return back(request, talk_of(request), suggestion.passage, f"#suggestion-{suggestion.pk}")
