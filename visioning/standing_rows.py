"""The rows of one decision from the proposal on, for its page: in one question, as whoever looks may know them.

What is not turned over is not asked for, unless it is the reader's own. Knows rows, no requests.
"""

from django.db.models import Exists, F, OuterRef, Q, Subquery

from leadership.models import Membership, Role
from leadership.rows_together import listed, name_of
from visioning.models import (
    Decision,
    DecisionInput,
    DecisionReview,
    DecisionStage,
    Objection,
    ObjectionAnswer,
    Proposal,
    Stance,
)
from visioning.models.drafting import how_many


def standing_rows(decision, place, edition=None) -> dict:
    """`edition`: as it was with that one."""
    return Decision.objects.filter(pk=decision.pk).values(**questions(decision, place, edition))[0]


def questions(decision, place, edition=None) -> dict:
    """One decision's rows as lists of objects, as this place may know them."""
    here = {"decision": decision.pk}
    me = place.person_id
    editions = Proposal.objects.filter(**here)
    if edition:
        editions = editions.filter(number__lte=edition)
    on_it = Stance.objects.filter(proposal=Subquery(editions.order_by("-number").values("pk")[:1]))
    here_now = Membership.objects.filter(team=decision.team_id).exclude(role=Role.OBSERVER)
    counting = on_it.filter(Q(proposal__shown_at__isnull=False) | Q(person__in=here_now.values("person")))
    known = on_it.filter(Q(proposal__shown_at__isnull=False) | Q(person=me))
    objections = Objection.objects.filter(**here).seen_by(me)
    takes_part = Membership.objects.filter(team=OuterRef("decision__team"), person=OuterRef("person"))
    related = Decision.objects.filter(team=decision.team_id)
    return {
        "people": how_many(here_now),
        "said": how_many(counting),
        "input_count": how_many(DecisionInput.objects.filter(**here)),
        "told_proposals": listed(
            editions.order_by("number"),
            "number",
            "words",
            "at",
            "shown_at",
            "answers_id",
            name=name_of("by"),
            harms=F("answers__harms"),
        ),
        "told_stances": listed(
            known, "person_id", "step", "reason", "in_person", name=name_of("person"), noted_by=name_of("recorded_by")
        ),
        "told_objections": listed(
            objections.order_by("id"),
            *("id", "person_id", "words", "harms", "state", "at", "in_person"),
            name=name_of("person"),
            noted_by=name_of("recorded_by"),
            edition=F("proposal__number"),
            here=Exists(takes_part.exclude(role=Role.OBSERVER)),
        ),
        "told_answers": listed(
            ObjectionAnswer.objects.filter(objection__decision=decision.pk).order_by("id"),
            *("objection_id", "state", "words", "at"),
            name=name_of("by"),
        ),
        "told_reviews": listed(
            DecisionReview.objects.filter(**here).order_by("id"),
            *("due_on", "found", "verdict", "noted_at"),
            name=name_of("noted_by"),
        ),
        "told_before": listed(related.filter(pk=decision.supersedes_id), "number", "question", "stage", "audience"),
        "told_after": listed(
            related.filter(supersedes=decision.pk).exclude(stage=DecisionStage.DROPPED).order_by("-number"),
            *("number", "question", "stage", "audience", "decided_on"),
        ),
    }
