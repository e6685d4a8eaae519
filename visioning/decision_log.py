"""The log of decisions: what each line needs to say, in one query, and what waits for whoever reads it. Knows rows, no requests."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from visioning.models import Decision, DecisionInput, DecisionReview, DecisionStage, Proposal, Rule, Stance
from visioning.rules import may_bring_input, may_run_decision, may_take_stance, may_write_outcome


def logged(decisions, person):
    """With what a line of the log tells: how much was brought, what became of it, what replaced it, what is the reader's own."""
    latest = Proposal.objects.filter(decision=OuterRef("pk")).order_by("-number").values("pk")[:1]
    newer = Decision.objects.filter(supersedes=OuterRef("pk"), stage=DecisionStage.DECIDED).order_by("-number")
    looks = DecisionReview.objects.filter(decision=OuterRef("pk"))
    mine = DecisionInput.objects.filter(decision=OuterRef("pk"), person=person)
    return decisions.annotate(
        input_count=Count("inputs"),
        unanswered=Count("inputs", filter=Q(inputs__taken="")),
        has_input=Exists(mine),
        latest_proposal=Subquery(latest),
        shown_at=Subquery(latest.values("shown_at")),
        has_stance=Exists(Stance.objects.filter(proposal=OuterRef("latest_proposal"), person=person)),
        replaced_by=Subquery(newer.values("number")[:1]),
        replaced_on=Subquery(newer.values("decided_on")[:1]),
        looked_at=Exists(looks.filter(due_on=OuterRef("review_on"))),
    )


def is_due(decision) -> bool:
    """Its day of review has come, nobody has looked yet, and nothing replaced it."""
    return (
        decision.stage == DecisionStage.DECIDED
        and decision.review_on <= timezone.localdate()
        and not decision.looked_at
        and not decision.replaced_by
        and not decision.ended_on
    )


def waits(decision, place) -> str:
    """What a decision of `logged` waits for from whoever stands at `place`, as an invitation to act; "" for nothing."""
    if decision.stage == DecisionStage.OPEN:
        return waits_while_open(decision, place)
    if not may_run_decision(place):
        return ""
    if decision.stage == DecisionStage.DRAFT:
        return _("Open it when its rules are said")
    if decision.stage == DecisionStage.DECIDED and decision.unanswered:
        return _("Say what became of what people brought")
    return _("Look at it again") if is_due(decision) else ""


def waits_while_open(decision, place) -> str:
    asks_stances = decision.rule != Rule.LEADER and decision.latest_proposal and not decision.shown_at
    if asks_stances and may_take_stance(place) and not decision.has_stance:
        return _("Say where you stand")
    if decision.takes_input and may_bring_input(place) and not decision.has_input:
        return _("Say what should be heard")
    heard = not decision.takes_input if decision.rule == Rule.LEADER else decision.shown_at
    if heard and may_write_outcome(place, decision):
        return _("Write down what was decided")
    return ""
