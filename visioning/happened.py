"""What happened to a team's vision, its theories, its initiatives: each kind with its rows and its sentence.

Decisions: `decisions_happened`. What became of what somebody said: `became`. Knows no pages.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from leadership.models import Audience
from leadership.telling import Kind
from visioning.theory.shape import State

from .models import (
    Adoption,
    AlignmentCheck,
    ArrowState,
    BeliefRound,
    DecisionPoint,
    DraftingRound,
    Filtering,
    Gathering,
    Initiative,
    Outcome,
    SharedVision,
    TheoryVersion,
)
from .news_of_text import changed_since


def asked(hearer, team="team") -> Q:
    """For what a team may have asked the staff about as well."""
    on_staff = {"audience": Audience.STAFF, f"{team}__school__in": hearer.schools}
    return Q(**{f"{team}__in": hearer.teams}) | Q(**on_staff)


def words_of_change(row) -> str:
    if row.added or row.removed:
        said = {"added": row.added or 0, "removed": row.removed or 0}
        return _("The shared vision changed: %(added)s words came, %(removed)s went.") % said
    return _("The words of the shared vision changed.")


VISION = {
    "gathering_revealed": Kind(
        rows=lambda one: Gathering.objects.filter(asked(one), revealed_at__gt=one.since),
        at="revealed_at",
        fields={"number": "number", "name": "name"},
        words=lambda row: (
            _("The visions of “%(name)s” are revealed. Everybody can read them now.") % {"name": row.name}
        ),
        url=("gathering", "number"),
    ),
    "vision_changed": Kind(
        rows=lambda one: changed_since(SharedVision.objects.filter(team__in=one.teams), one),
        at="changed_at",
        fields={"added": "added", "removed": "removed"},
        words=words_of_change,
        url=("shared_vision",),
    ),
    "vision_adopted": Kind(
        rows=lambda one: Adoption.objects.filter(
            version__text__shared_vision__team__in=one.teams, at__gt=one.since
        ).exclude(recorded_by=one.person),
        at="at",
        team="version__text__shared_vision__team",
        fields={"count": "people_count"},
        words=lambda row: _("The shared vision was adopted by %(count)s people.") % {"count": row.count},
        url=("shared_vision",),
    ),
    "check_closed": Kind(
        rows=lambda one: AlignmentCheck.objects.filter(asked(one, "vision__team"), closed_at__gt=one.since),
        at="closed_at",
        team="vision__team",
        fields={"number": "number"},
        words=lambda row: _("An alignment check is closed. You can read how far people can work toward the vision."),
        url=("alignment_check", "number"),
    ),
    "drafting_closed": Kind(
        rows=lambda one: DraftingRound.objects.filter(asked(one, "vision__team"), closed_at__gt=one.since),
        at="closed_at",
        team="vision__team",
        fields={"number": "number", "aim": "aim", "outcome": "outcome"},
        words=lambda row: _("A round of drafting ended: “%(aim)s”") % {"aim": row.aim},
        url=("drafting_round", "number"),
        quote="outcome",
    ),
    "point_settled": Kind(
        rows=lambda one: DecisionPoint.objects.filter(team__in=one.teams, version__kept_at__gt=one.since).exclude(
            Q(decided_on=None) | Q(noted_by=one.person)
        ),
        at="version__kept_at",
        fields={"guide": "guide", "question": "question"},
        words=lambda row: _("The team settled one of its big questions."),
        url=("guide_question", "guide", "question"),
    ),
}


def last_states(hearer):
    """How arrows fare now: of several states of one arrow the last counts."""
    later = ArrowState.objects.filter(arrow=OuterRef("arrow"), pk__gt=OuterRef("pk"))
    standing = {"arrow__theory__removed_at": None, "arrow__removed_at": None}
    here = ArrowState.objects.filter(arrow__theory__team__in=hearer.teams, **standing, noted_at__gt=hearer.since)
    return here.exclude(Exists(later)).exclude(noted_by=hearer.person)


THEORIES = {
    "theory_version": Kind(
        rows=lambda one: TheoryVersion.objects.filter(
            theory__team__in=one.teams, theory__removed_at=None, automatic=False, kept_at__gt=one.since
        ).exclude(kept_by=one.person),
        at="kept_at",
        team="theory__team",
        fields={"number": "theory__number", "title": "theory__title"},
        words=lambda row: _("A new version of the theory “%(title)s” was kept.") % {"title": row.title},
        url=("theory", "number"),
    ),
    "arrow_state": Kind(
        rows=last_states,
        at="noted_at",
        team="arrow__theory__team",
        fields={
            "number": "arrow__theory__number",
            "source": "arrow__source__number",
            "target": "arrow__target__number",
            "start": "arrow__source__words",
            "end": "arrow__target__words",
            "state": "state",
            "because": "because",
        },
        words=lambda row: (
            _("Does “%(start)s” lead to “%(end)s”? Now: %(state)s.")
            % {"start": row.start.rstrip("."), "end": row.end.rstrip("."), "state": State(row.state).label.lower()}
        ),
        url=("arrow", "number", "source", "target"),
        quote="because",
    ),
    "beliefs_revealed": Kind(
        rows=lambda one: BeliefRound.objects.filter(
            theory__team__in=one.teams, theory__removed_at=None, revealed_at__gt=one.since
        ),
        at="revealed_at",
        team="theory__team",
        fields={"theory": "theory__number", "number": "number", "title": "theory__title"},
        words=lambda row: _("You can read how sure people are of the theory “%(title)s”.") % {"title": row.title},
        url=("belief_round", "theory", "number"),
    ),
}

INITIATIVES = {
    "initiative_filtered": Kind(
        rows=lambda one: Filtering.objects.filter(initiative__team__in=one.teams, at__gt=one.since).exclude(
            by=one.person
        ),
        at="at",
        team="initiative__team",
        fields={
            "number": "initiative__number",
            "name": "initiative__name",
            "outcome": "outcome",
            "because": "because",
        },
        words=lambda row: (
            _("The filter question was put to “%(name)s”: %(outcome)s.")
            % {"name": row.name, "outcome": Outcome(row.outcome).label}
        ),
        url=("initiative", "number"),
        quote="because",
    ),
    "initiative_ended": Kind(
        rows=lambda one: Initiative.objects.filter(
            team__in=one.teams, status=Initiative.Status.ENDED, status_at__gt=one.since
        ).exclude(status_by=one.person),
        at="status_at",
        fields={"number": "number", "name": "name"},
        words=lambda row: _("The initiative “%(name)s” ended.") % {"name": row.name},
        url=("initiative", "number"),
    ),
}

HAPPENED = VISION | THEORIES | INITIATIVES
