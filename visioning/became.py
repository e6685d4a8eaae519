"""What became of what one person said: their input, suggestions, comments, words and objections. Theirs alone, by name.

What was said without a name leads to nobody, so nothing is told of it here.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from leadership.telling import Kind

from .decisions_happened import readable
from .models import AlignmentReply, Comment, DecisionInput, Proposal, Suggestion, SuggestionState, Weave

TAKEN = DecisionInput.Taken


def what_became(row) -> str:
    said = {"question": row.question}
    if row.taken == TAKEN.NO:
        return _("What you brought to “%(question)s” was heard and not taken up, and this is why:") % said
    if row.taken == TAKEN.PARTLY:
        return _("What you brought to “%(question)s” was taken up in part:") % said
    return _("What you brought to “%(question)s” was taken up.") % said


def answer_words(row) -> str:
    if row.state == SuggestionState.ACCEPTED:
        return _("Your suggestion is in the shared vision now.")
    return _("Your suggestion was not taken, and this is why:")


BECAME = {
    "input": Kind(
        rows=lambda one: DecisionInput.objects.filter(
            readable(one, "decision__"), person=one.person, decision__explained_at__gt=one.since
        ).exclude(taken=""),
        at="decision__explained_at",
        team="decision__team",
        fields={
            "number": "decision__number",
            "question": "decision__question",
            "taken": "taken",
            "because": "because",
        },
        words=what_became,
        url=("decision", "number"),
        quote="because",
    ),
    "objection": Kind(
        rows=lambda one: Proposal.objects.filter(
            decision__team__in=one.teams, answers__person=one.person, at__gt=one.since
        ).exclude(by=one.person),
        at="at",
        team="decision__team",
        fields={"number": "decision__number", "question": "decision__question", "words": "words"},
        words=lambda row: (
            _("The proposal changed because of your objection. Does it take care of it? “%(question)s”")
            % {"question": row.question}
        ),
        url=("decision", "number"),
        quote="words",
    ),
    "suggestion": Kind(
        rows=lambda one: Suggestion.objects.answered_for(one.person).filter(
            Q(passage__text__shared_vision__team__in=one.teams)
            | Q(passage__text__shared_vision__team__school__in=one.schools),
            answered_at__gt=one.since,
        ),
        at="answered_at",
        team="passage__text__shared_vision__team",
        fields={"state": "state", "reason": "reason"},
        words=answer_words,
        url=("comment_list",),
        spot=lambda row: "?show=mine",
        quote="reason",
    ),
    "comment": Kind(
        rows=lambda one: Comment.objects.filter(
            answers__by=one.person,
            answers__passage__text__shared_vision__team__in=one.teams,
            taken_back_at=None,
            at__gt=one.since,
        ).exclude(by=one.person),
        at="at",
        team="answers__passage__text__shared_vision__team",
        fields={"words": "words", "passage": "answers__passage"},
        words=lambda row: _("Somebody answered what you said about the shared vision."),
        url=("comment_about", "passage"),
        quote="words",
    ),
    "reply": Kind(
        rows=lambda one: AlignmentReply.objects.filter(
            answer__person=one.person, answer__check_asked__vision__team__in=one.teams, at__gt=one.since
        ).exclude(by=one.person),
        at="at",
        team="answer__check_asked__vision__team",
        fields={"number": "answer__check_asked__number", "words": "words"},
        words=lambda row: _("The team answered what would bring you closer to the vision."),
        url=("alignment_check", "number"),
        quote="words",
    ),
    "woven": Kind(
        rows=lambda one: Weave.objects.filter(
            phrase__vision__person=one.person,
            phrase__vision__revealed=True,
            passage__text__shared_vision__team__in=one.teams,
            at__gt=one.since,
        ).exclude(by=one.person),
        at="at",
        team="passage__text__shared_vision__team",
        fields={"words": "phrase__words"},
        words=lambda row: _("Words of your own vision are woven into the shared one:"),
        url=("shared_vision",),
        quote="words",
    ),
}
