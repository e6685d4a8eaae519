"""What can be found of pilots, by whom. Each begins from where a person stands with a pilot, as `places.place_in` has it.

Not here: drafts of a closing, imports nobody confirmed, answers to polls, notes beside single numbers.
"""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from leadership.findable import at
from leadership.finding import Kind, Reach
from leadership.models import Audience, School, StaffMember

from .models import (
    Cycle,
    CycleTask,
    LearningCard,
    Measure,
    OpenClassroom,
    Participation,
    Pilot,
    PilotNote,
    PilotStrand,
    Poll,
    Prediction,
    Replication,
    Visit,
)


def kinds(reach: Reach) -> list[Kind]:
    return [*pilot_kinds(reach), *measure_kinds(reach), *card_kinds(reach), *classroom_kinds(reach)]


def pilots_read(reach):
    """Pilots whose pages a person reads: those of their teams, and those they joined while they are on the school's staff."""
    joined = Exists(Participation.objects.filter(pilot=OuterRef("pk"), person=reach.person))
    on_staff = Exists(StaffMember.objects.filter(school=OuterRef("team__school"), person=reach.person))
    return Pilot.objects.filter(Q(team__in=reach.teams) | (joined & on_staff))


def pilot_kinds(reach):
    mine = pilots_read(reach)
    of_mine = {"pilot__in": mine.values("pk")}
    of_cycle = {"cycle__pilot__in": mine.values("pk")}
    on_staff = Exists(StaffMember.objects.filter(school=OuterRef("team__school"), person=reach.person))
    invited = Pilot.objects.inviting().filter(on_staff, audience=Audience.STAFF).exclude(pk__in=mine.values("pk"))
    one, team = ("pilot__team__slug", "pilot__number"), "pilot__team"
    cycle, of_team = ("cycle__pilot__team__slug", "cycle__pilot__number", "cycle__number"), "cycle__pilot__team"
    asked = ("title", "who", "what", "measured_how", "first_step", "joining_means", "recorded")
    title, label = "pilot__title", _("Pilots")
    return [
        Kind(
            "pilot",
            label,
            mine,
            (*asked, "benefits_educators", "benefits_students", "benefits_others", "midpoint_words", "challenge")
            + ("results", "decision_why"),
            at("pilot"),
            ("team__slug", "number"),
            "title",
        ),
        Kind("pilot", label, invited, asked, at("pilot_invitation"), ("team__slug", "number"), "title"),
        Kind(
            "pilot-note",
            _("Notes of pilots"),
            PilotNote.objects.filter(**of_mine),
            ("words", "more", "for_whom"),
            at("pilot_note_list", "note"),
            (*one, "pk"),
            title,
            team=team,
        ),
        Kind(
            "cycle",
            _("Cycles"),
            Cycle.objects.filter(**of_mine),
            ("change_idea", "questions", "happened", "surprises", "learned", "act_why"),
            at("cycle"),
            (*one, "number"),
            "change_idea",
            team=team,
        ),
        Kind(
            "prediction",
            _("Predictions"),
            Prediction.objects.filter(**of_cycle),
            ("if_words", "then_words", "result"),
            at("cycle", "prediction"),
            (*cycle, "pk"),
            "then_words",
            team=of_team,
        ),
        Kind(
            "cycle-task",
            _("Tasks of cycles"),
            CycleTask.objects.filter(**of_cycle),
            ("words",),
            at("cycle", "task"),
            (*cycle, "pk"),
            "words",
            team=of_team,
        ),
        Kind(
            "strand",
            _("The golden thread"),
            PilotStrand.objects.filter(team__in=reach.teams),
            ("why",),
            at("golden_thread"),
            ("team__slug",),
        ),
    ]


def measure_kinds(reach):
    mine = pilots_read(reach).values("pk")
    polls = Poll.objects.filter(measure__pilot__in=mine)
    return [
        Kind(
            "measure",
            _("Measures"),
            Measure.objects.filter(pilot__in=mine),
            ("title", "definition"),
            at("measure"),
            ("pilot__team__slug", "pilot__number", "number"),
            "title",
            team="pilot__team",
        ),
        Kind(
            "poll",
            _("Polls"),
            polls,
            ("question",),
            at("poll"),
            ("measure__pilot__team__slug", "measure__pilot__number", "measure__number", "number"),
            "question",
            team="measure__pilot__team",
        ),
    ]


def card_kinds(reach):
    """Cards as far as their participants let them go, and what others say who tried it. Of other teams no name is told.

    Those for every school are found by people who work at one.
    """
    person = reach.person
    works_here = Exists(StaffMember.objects.filter(person=person))
    cards = LearningCard.objects.readable_by(person).filter(works_here)
    ours = Q(pilot__team__in=reach.teams)
    words = ("pilot__title", "context", "tried", "held", "not_again", "chart_words")
    label, title, one = _("Learning cards"), "pilot__title", ("pk",)
    tried = Replication.objects.filter(card__in=cards.values("pk"))
    return [
        Kind("card", label, cards.filter(ours), words, at("shared_card"), one, title, team="pilot__team"),
        Kind("card", label, cards.exclude(ours), words, at("shared_card"), one, title, team=""),
        Kind(
            "replication",
            _("Tried elsewhere, too"),
            tried,
            ("words",),
            lambda card, pk: reverse("shared_card", args=(card,), fragment=f"replication-{pk}"),
            ("card_id", "pk"),
            "card__pilot__title",
            team="",
        ),
    ]


def classroom_kinds(reach):
    """Open doors for the staff; what was talked about for those who were there; what somebody saw for host and visitors."""
    person = reach.person
    schools = list(School.objects.for_person(person))
    doors = OpenClassroom.objects.standing()
    near = reduce(or_, (doors.for_staff_of(one) for one in schools), doors.none()) if schools else doors.none()
    came = Exists(Visit.objects.filter(open_classroom=OuterRef("pk"), person=person))
    districts = [one.district_id for one in schools if one.district_id]
    here = Q(school__in=schools)
    was_there = OpenClassroom.objects.filter(Q(here, host=person) | (came & (here | Q(school__district__in=districts))))
    seen = Visit.objects.filter(open_classroom__in=was_there.values("pk"))
    one, label, trying = ("school__slug", "pk"), _("Open classrooms"), "trying"
    visited = ("open_classroom__school__slug", "open_classroom_id")
    return [
        Kind("classroom", label, near, ("trying", "look_fors", "place"), at("open_classroom"), one, trying, team=""),
        Kind("classroom", label, was_there, ("debrief",), at("open_classroom"), one, trying, team=""),
        Kind("classroom", label, seen, ("saw",), at("open_classroom"), visited, "open_classroom__trying", team=""),
    ]
