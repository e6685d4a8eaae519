"""What waits for one person's voice in the work on vision, theories and decisions: what, for how long, until when.

Each kind ends by itself once the person has spoken. Knows no pages.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.models import Audience
from leadership.telling import Kind

from .models import (
    AlignmentCheck,
    BeliefRound,
    Decision,
    DecisionStage,
    Gathering,
    Openness,
    Proposal,
    Rule,
    SharedVision,
    Version,
)
from .news_of_text import unread

SET_ALREADY = (Openness.TELL, Openness.SELL)  # nothing is asked where the text is set


def takes_input(hearer):
    """Open decisions that ask this person, who has brought nothing yet. Observers look on; of the staff, everybody is asked.

    Where a proposal lies before the team, its people are asked where they stand instead.
    """
    on_staff = Q(audience=Audience.STAFF, team__school__in=hearer.schools) & ~Q(team__in=hearer.teams)
    on_team = Q(team__in=hearer.writes) & (
        Q(rule=Rule.LEADER) | ~Exists(Proposal.objects.filter(decision=OuterRef("pk")))
    )
    asked = Decision.objects.filter(on_team | on_staff, stage=DecisionStage.OPEN)
    still = asked.exclude(openness__in=SET_ALREADY).exclude(input_until__lt=timezone.localdate())
    return still.exclude(inputs__person=hearer.person)


def reviews_due():
    """Decisions that promised to be looked at again by now, and were not."""
    return Decision.objects.to_look_at().select_related("team")


def to_look_back_on(hearer):
    """The same for those who run the team."""
    return reviews_due().select_related(None).filter(team__in=hearer.runs)


def invited_visions(hearer):
    return Gathering.objects.closed().inviting(hearer.person).without_named_vision_of(hearer.person)


WAITS = {
    "check": Kind(
        rows=lambda one: AlignmentCheck.objects.waiting_for(one.person),
        at="opened_at",
        team="vision__team",
        fields={
            "number": "number",
            "asked_about": "asked_about",
            "closes_on": "closes_on",
            "version_number": "version__number",
            "version_name": "version__name",
        },
        words=lambda row: (
            _("How far can you work toward “%(version)s”?")
            % {"version": Version(number=row.version_number, name=row.version_name)}
        ),
        url=("alignment_check", "number"),
        minutes=lambda row: AlignmentCheck(asked_about=row.asked_about).minutes,
        day="closes_on",
        action=lambda: gettext_lazy("Answer"),
    ),
    "gathering": Kind(
        rows=invited_visions,
        at="opened_at",
        fields={"number": "number", "name": "name", "reveal_on": "reveal_on"},
        words=lambda row: _(
            "Visions are gathered: bring yours. If you shared it without your name, you are done: this page cannot know."
        ),
        url=("vision_share", "number"),
        minutes=15,
        day="reveal_on",
        action=lambda: gettext_lazy("Bring my vision"),
    ),
    "unread": Kind(
        rows=lambda one: unread(SharedVision.objects.filter(team__in=one.teams), one),
        at="changed_at",
        words=lambda row: _("There is a shared vision you have not read yet."),
        url=("shared_vision",),
        minutes=5,
        action=lambda: gettext_lazy("Read it and add your voice"),
    ),
    "beliefs": Kind(
        rows=lambda one: BeliefRound.objects.filter(
            theory__team__in=one.writes, theory__removed_at=None, revealed_at=None
        ).exclude(turns__person=one.person),
        at="opened_at",
        team="theory__team",
        fields={
            "theory": "theory__number",
            "title": "theory__title",
            "number": "number",
            "wording": "wording",
        },
        words=lambda row: _("How sure are you of the theory “%(title)s”?") % {"title": row.title},
        url=("belief_round", "theory", "number"),
        minutes=lambda row: BeliefRound(wording=row.wording).minutes,
        action=lambda: gettext_lazy("Say how sure I am"),
    ),
    "stance": Kind(
        rows=lambda one: Proposal.objects.waiting_for(one.person),
        at="at",
        team="decision__team",
        fields={
            "number": "decision__number",
            "question": "decision__question",
            "decide_by": "decision__decide_by",
        },
        words=lambda row: _("Where do you stand on the proposal? “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
        minutes=3,
        day="decide_by",
        action=lambda: gettext_lazy("Say where I stand"),
    ),
    "input": Kind(
        rows=takes_input,
        at="opened_at",
        fields={"number": "number", "question": "question", "input_until": "input_until"},
        words=lambda row: _("What should be known before this is decided? “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
        minutes=5,
        day="input_until",
        action=lambda: gettext_lazy("Bring my input"),
    ),
    "review": Kind(
        rows=to_look_back_on,
        at="opened_at",
        fields={"number": "number", "question": "question", "review_on": "review_on"},
        words=lambda row: _("Look at a decision again, as promised: “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
        minutes=5,
        day="review_on",
        action=lambda: gettext_lazy("Look at it again"),
    ),
}
