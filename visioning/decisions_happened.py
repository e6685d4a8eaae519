"""What happened to decisions, as far as the hearer may read them: the team's own, and those open to the school's staff."""

from django.db.models import Q
from django.utils.translation import gettext as _

from leadership.models import Audience
from leadership.telling import Kind

from .models import Decision, DecisionInput, DecisionReview, DecisionStage, Stance

VERDICTS = DecisionReview.Verdict


def readable(hearer, path="") -> Q:
    """As the door of a decision has it (`decision_access.place_at`)."""
    for_staff = {f"{path}audience": Audience.STAFF, f"{path}team__school__in": hearer.schools}
    draft = Q(**{f"{path}stage": DecisionStage.DRAFT})
    return Q(**{f"{path}team__in": hearer.teams}) | (Q(**for_staff) & ~draft)


HAPPENED = {
    "decision_opened": Kind(
        rows=lambda one: Decision.objects.filter(
            readable(one), stage=DecisionStage.OPEN, opened_at__gt=one.since
        ).exclude(opened_by=one.person),
        at="opened_at",
        fields={"number": "number", "question": "question"},
        words=lambda row: _("A decision is open: “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
    ),
    "decision_made": Kind(
        rows=lambda one: Decision.objects.filter(
            readable(one), stage=DecisionStage.DECIDED, outcome_at__gt=one.since
        ).exclude(decided_by=one.person),
        at="outcome_at",
        fields={"number": "number", "question": "question", "outcome": "outcome"},
        words=lambda row: _("Decided: “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
        quote="outcome",
    ),
    "decision_explained": Kind(
        rows=lambda one: Decision.objects.filter(readable(one), explained_at__gt=one.since),
        at="explained_at",
        fields={"number": "number", "question": "question"},
        words=lambda row: _("What was heard and not taken up, and why: “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
    ),
    "decision_dropped": Kind(
        rows=lambda one: Decision.objects.filter(
            readable(one), stage=DecisionStage.DROPPED, opened_at__isnull=False, dropped_at__gt=one.since
        ),
        at="dropped_at",
        fields={"number": "number", "question": "question", "because": "dropped_because"},
        words=lambda row: _("Not decided after all: “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
        quote="because",
    ),
    "input_noted": Kind(  # somebody put words beside this person's name: they alone are told, and may change them
        rows=lambda one: DecisionInput.objects.filter(
            readable(one, "decision__"), person=one.person, in_person=True, at__gt=one.since
        ),
        at="at",
        team="decision__team",
        fields={"number": "decision__number", "question": "decision__question", "said": "words"},
        words=lambda row: (
            _("A colleague wrote down what you said in person: “%(question)s”") % {"question": row.question}
        ),
        url=("decision", "number"),
        quote="said",
    ),
    "stance_noted": Kind(  # the same for where they stand, and for an objection: both are somebody's name on a decision
        rows=lambda one: Stance.objects.filter(
            decision__team__in=one.writes, person=one.person, in_person=True, at__gt=one.since
        ),
        at="at",
        team="decision__team",
        fields={"number": "decision__number", "question": "decision__question"},
        words=lambda row: _("A colleague wrote down where you stand: “%(question)s”") % {"question": row.question},
        url=("decision", "number"),
    ),
    "decision_reviewed": Kind(
        rows=lambda one: DecisionReview.objects.filter(readable(one, "decision__"), noted_at__gt=one.since).exclude(
            noted_by=one.person
        ),
        at="noted_at",
        team="decision__team",
        fields={
            "number": "decision__number",
            "question": "decision__question",
            "verdict": "verdict",
            "found": "found",
        },
        words=lambda row: (
            _("Looked at again: “%(question)s” %(verdict)s.")
            % {"question": row.question, "verdict": VERDICTS(row.verdict).label}
        ),
        url=("decision", "number"),
        quote="found",
    ),
}
