"""What happened to rows of the base app, and what waits there for one person: rounds, consensus, tasks, people, the plan."""

from django.db.models import Count, Max, Q, StringAgg, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership import guides

from .levels import Level
from .models import AssessmentRound, Audience, Consensus, PlanEdition, Task, Team
from .telling import Kind

ANSWER = gettext_lazy("Answer")


def asked(hearer) -> Q:
    """For what belongs to a team and may ask its school's staff as well: the hearer may read what came of it."""
    return Q(team__in=hearer.teams) | Q(audience=Audience.STAFF, team__school__in=hearer.schools)


def newcomers(hearer):
    new = Q(memberships__joined_at__gt=hearer.since) & ~Q(memberships__person=hearer.person.pk)
    # Not those who came before the hearer did, or with them: to whoever is new, the team is.
    found = Team.objects.filter(pk__in=hearer.teams).annotate(
        many=Count("memberships", filter=new),
        newest=Max("memberships__joined_at", filter=new),
        names=StringAgg("memberships__person__name", Value(", "), filter=new, order_by="memberships__joined_at"),
    )
    return found.filter(many__gt=0)


HAPPENED = {
    "round_closed": Kind(
        rows=lambda one: AssessmentRound.objects.filter(asked(one), closed_at__gt=one.since),
        at="closed_at",
        fields={"number": "number", "name": "name"},
        words=lambda row: _("The round “%(name)s” is closed. You can read what came of it.") % {"name": row.name},
        url=("assessment_result", "number"),
    ),
    "consensus": Kind(
        rows=lambda one: Consensus.objects.filter(round__team__in=one.teams, settled_at__gt=one.since, level__gt=0),
        at="settled_at",
        team="round__team",
        fields={"number": "round__number", "condition": "condition", "level": "level", "reason": "reason"},
        words=lambda row: (
            _("The team settled on “%(level)s” for %(condition)s.")
            % {"level": Level(row.level).label, "condition": guides.guide(row.condition).label}
        ),
        url=("consensus", "number", "condition"),
        quote="reason",
    ),
    "edition_sent": Kind(
        rows=lambda one: PlanEdition.objects.filter(
            team__in=one.teams, sent_at__gt=one.since, state=PlanEdition.State.WITH_TEAM
        ).exclude(sent_by=one.person),
        at="sent_at",
        fields={"why": "why"},
        words=lambda row: _("A new edition of the plan lies before the team. Read it before you adopt it together."),
        url=("team_plan",),
        quote="why",
    ),
    "edition_adopted": Kind(
        rows=lambda one: PlanEdition.objects.filter(
            team__in=one.teams, adopted_at__gt=one.since, state=PlanEdition.State.ADOPTED
        ).exclude(noted_by=one.person),
        at="adopted_at",
        words=lambda row: _("The team adopted its plan."),
        url=("team_plan",),
    ),
    "task": Kind(
        rows=lambda one: (
            Task.objects.open()
            .filter(owner=one.person, team__in=one.teams, noted_at__gt=one.since)
            .exclude(noted_by=one.person)
        ),
        at="noted_at",
        fields={"pk": "pk", "words": "words"},
        words=lambda row: _("A task was noted with your name."),
        url=("task_list",),
        spot=lambda row: f"?show=mine#task-{row.pk}",
        quote="words",
    ),
    "newcomers": Kind(
        rows=newcomers,
        at="newest",
        team="",
        fields={"names": "names", "many": "many"},
        words=lambda row: (
            ngettext("%(names)s joined the team.", "%(names)s joined the team.", row.many) % {"names": row.names}
        ),
        url=("team_people",),
    ),
}

WAITS = {
    "round": Kind(
        rows=lambda one: AssessmentRound.objects.waiting_for(one.person),
        at="opened_at",
        fields={"number": "number", "name": "name", "wording": "wording", "closes_on": "closes_on"},
        words=lambda row: _("How do things stand? The round “%(name)s” has no answer of yours.") % {"name": row.name},
        url=("assessment_answer", "number"),
        minutes=lambda row: AssessmentRound(wording=row.wording).minutes,
        day="closes_on",
        action=lambda: ANSWER,
    ),
    "level": Kind(
        rows=lambda one: Consensus.objects.filter(round__team__in=one.writes, revealed_at=None).exclude(
            blind_levels__person=one.person
        ),
        at="opened_at",
        team="round__team",
        fields={"number": "round__number", "condition": "condition"},
        words=lambda row: (
            _("Your level for %(condition)s, before all are turned over.")
            % {"condition": guides.guide(row.condition).label}
        ),
        url=("consensus", "number", "condition"),
        minutes=2,
        action=lambda: gettext_lazy("Put my level"),
    ),
}

# What one took on oneself: on one's page and in the mail, after what asks for one's voice.
TASKS = {
    "task": Kind(
        rows=lambda one: Task.objects.due_soon().filter(owner=one.person, team__in=one.teams),
        at="noted_at",
        fields={"pk": "pk", "words": "words", "due_on": "due_on"},
        words=lambda row: _("A task you took on."),
        url=("task_list",),
        spot=lambda row: f"?show=mine#task-{row.pk}",
        day="due_on",
        quote="words",
        action=lambda: gettext_lazy("Go to my tasks"),
    ),
}
