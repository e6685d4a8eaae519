"""What happened to pilots, what waits there for one person, and what became of their ideas and predictions. Knows no pages."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership.models import Audience
from leadership.telling import Kind

from .models import Cycle, LearningCard, Participation, Pilot, PilotDecision, Prediction, Replication
from .models.cycles import Act


def joined(hearer, path="pilot"):
    """That the hearer takes part, and still works at that school."""
    return Exists(Participation.objects.filter(pilot=OuterRef(path), person=hearer.person))


def near(hearer, path="") -> Q:
    """Pilots of the hearer's teams, and those they joined as somebody of the staff. As `pilots.places` has it."""
    here = Q(**{f"{path}team__in": hearer.teams})
    return here | (Q(joined(hearer, f"{path}pk")) & Q(**{f"{path}team__school__in": hearer.schools}))


def at_work(hearer):
    """Cycles of open pilots that the hearer joined."""
    mine = Q(joined(hearer)) & (Q(pilot__team__in=hearer.teams) | Q(pilot__team__school__in=hearer.schools))
    return Cycle.objects.filter(mine, pilot__closed_at=None, closed_at=None)


def unseen_predictions(hearer):
    """Cycles under way whose last day has come, with predictions that nobody has laid beside what happened."""
    due = at_work(hearer).filter(started_at__isnull=False, ends_on__lte=timezone.localdate())
    return due.filter(Exists(Prediction.objects.filter(cycle=OuterRef("pk"), held="")))


ENDINGS = {
    PilotDecision.STAY: gettext_lazy("The pilot “%(title)s” is closed; the team stays with it and tests again."),
    PilotDecision.MOVE_ON: gettext_lazy("The pilot “%(title)s” is closed; the team moves on to something else."),
    PilotDecision.SPREAD: gettext_lazy("The pilot “%(title)s” is closed; the team spreads it, step by step."),
    PilotDecision.STOP: gettext_lazy("The pilot “%(title)s” was stopped, and something was learned."),
}
PILOT = {"number": "number", "title": "title"}
OF_PILOT = {"number": "pilot__number", "title": "pilot__title"}

HAPPENED = {
    "pilot_invited": Kind(
        rows=lambda one: Pilot.objects.filter(
            Q(team__in=one.teams) | Q(audience=Audience.STAFF, team__school__in=one.schools),
            invited_at__gt=one.since,
            closed_at=None,
        ).exclude(led_by=one.person),
        at="invited_at",
        fields=PILOT,
        words=lambda row: _("The pilot “%(title)s” invites people to join.") % {"title": row.title},
        url=("pilot_invitation", "number"),
    ),
    "pilot_begun": Kind(
        rows=lambda one: Pilot.objects.filter(near(one), started_at__gt=one.since, closed_at=None),
        at="started_at",
        fields=PILOT,
        words=lambda row: _("The pilot “%(title)s” began.") % {"title": row.title},
        url=("pilot", "number"),
    ),
    "pilot_closed": Kind(
        rows=lambda one: Pilot.objects.filter(near(one), closed_at__gt=one.since).exclude(closed_by=one.person),
        at="closed_at",
        fields={**PILOT, "decision": "decision", "results": "results"},
        words=lambda row: ENDINGS[row.decision] % {"title": row.title},
        url=("pilot", "number"),
        quote="results",
    ),
    "cycle_closed": Kind(
        rows=lambda one: Cycle.objects.filter(
            near(one, "pilot__"), closed_at__gt=one.since, pilot__closed_at=None
        ).exclude(act=""),
        at="closed_at",
        team="pilot__team",
        fields={**OF_PILOT, "cycle": "number", "act": "act", "learned": "learned"},
        words=lambda row: (
            _("Cycle %(cycle)s of “%(title)s” is closed. %(act)s.")
            % {"cycle": row.cycle, "title": row.title, "act": Act(row.act).label}
        ),
        url=("cycle", "number", "cycle"),
        quote="learned",
    ),
    "card_shared": Kind(
        rows=lambda one: LearningCard.objects.readable_by(one.person).filter(
            Q(pilot__team__in=one.teams) | Q(pilot__team__school__in=one.schools), shared_at__gt=one.since
        ),
        at="shared_at",
        team="pilot__team",
        fields={**OF_PILOT, "card": "pk", "held": "held"},
        words=lambda row: _("A learning card was shared: “%(title)s”. What held:") % {"title": row.title},
        url=("learning_card", "number"),
        quote="held",
    ),
    "replication": Kind(
        rows=lambda one: Replication.objects.told().filter(card__pilot__team__in=one.teams, noted_at__gt=one.since),
        at="noted_at",
        team="card__pilot__team",
        fields={
            "number": "card__pilot__number",
            "title": "card__pilot__title",
            "outcome": "outcome",
            "words": "words",
            "there": "team__name",
        },
        words=lambda row: (
            _("Another team tried “%(title)s”, too. %(there)s says: %(outcome)s.")
            % {
                "title": row.title,
                "there": row.there,
                "outcome": Replication.Outcome(row.outcome).label.lower(),
            }
        ),
        url=("learning_card", "number"),
        quote="words",
    ),
}

WAITS = {
    "predict": Kind(
        rows=lambda one: at_work(one).filter(started_at=None, predictions=None),
        at="noted_at",
        team="pilot__team",
        fields={**OF_PILOT, "cycle": "number", "starts_on": "starts_on"},
        words=lambda row: _("What will happen? “%(title)s” has no prediction yet.") % {"title": row.title},
        url=("cycle", "number", "cycle"),
        minutes=5,
        day="starts_on",
        action=lambda: gettext_lazy("Predict together"),
    ),
    "compare": Kind(
        rows=unseen_predictions,
        at="started_at",
        team="pilot__team",
        fields={**OF_PILOT, "cycle": "number", "ends_on": "ends_on"},
        words=lambda row: (
            _("Did it come true? Lay the predictions of “%(title)s” beside what happened.") % {"title": row.title}
        ),
        url=("cycle", "number", "cycle"),
        minutes=5,
        day="ends_on",
        action=lambda: gettext_lazy("Compare"),
    ),
}


def compared(hearer):
    """Closed cycles of pilots the hearer joined, with how many predictions there were and how many came true."""
    mine = Q(joined(hearer)) & (Q(pilot__team__in=hearer.teams) | Q(pilot__team__school__in=hearer.schools))
    closed = Cycle.objects.filter(mine, closed_at__gt=hearer.since)
    return closed.annotate(
        made=Count("predictions", distinct=True),
        true=Count("predictions", distinct=True, filter=Q(predictions__held="yes")),
    ).filter(made__gt=0)


BECAME = {
    "idea": Kind(
        rows=lambda one: Pilot.objects.filter(
            idea__noted_by=one.person, team__in=one.teams, noted_at__gt=one.since
        ).exclude(noted_by=one.person),
        at="noted_at",
        fields=PILOT,
        words=lambda row: _("Your idea became a pilot: “%(title)s”") % {"title": row.title},
        url=("pilot", "number"),
    ),
    "prediction": Kind(
        rows=compared,
        at="closed_at",
        team="pilot__team",
        fields={**OF_PILOT, "cycle": "number", "made": "made", "true": "true"},
        words=lambda row: (
            ngettext(
                "Of the group’s %(made)s prediction in “%(title)s”, %(true)s came true.",
                "Of the group’s %(made)s predictions in “%(title)s”, %(true)s came true.",
                row.made,
            )
            % {"made": row.made, "title": row.title, "true": row.true}
        ),
        url=("cycle", "number", "cycle"),
    ),
}
