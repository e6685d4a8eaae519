"""A team with much or little of everything that belongs to pilots, and the addresses of all pages that show it. For tests of
how many questions pages ask, and for the bench of how long they take."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from leadership.models import Role, Task
from pilots import models as rows
from pilots.models import NoteKind, Observation
from pilots.tables import packed, table_of
from visioning.models import Theory

from .. import factories
from . import ending, piloting


@dataclass(frozen=True)
class Much:
    """How many of each."""

    pilots: int = 1  # besides those that are looked at
    measures: int = 1
    observations: int = 3  # of each measure but the first
    most: int = 3  # of the first measure
    cycles: int = 1
    predictions: int = 1  # and tasks, in each cycle
    notes: int = 1  # of each kind
    people: int = 1  # who joined, besides the one who looks
    cards: int = 1  # of the school's other team, each tried here
    doors: int = 1


LITTLE, SOME = Much(), Much(3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
LARGE = Much(
    pilots=20,
    measures=12,
    observations=500,
    most=5000,
    cycles=8,
    predictions=20,
    notes=50,
    people=20,
    cards=20,
    doors=20,
)


class World:
    """One person, facilitator of one team, and what the team has. `addresses()` are the pages."""

    def __init__(self, much: Much):
        self.much, self.chance = much, random.Random(7)
        self.person = factories.person("Ana Ruiz")
        self.school = factories.school("Bench", district=factories.district("Bench"))
        self.people = [factories.person(f"Person {number}") for number in range(much.people)]
        members = dict.fromkeys(self.people, Role.MEMBER)
        self.team = factories.team("Bench", school=self.school, people={self.person: Role.FACILITATOR, **members})
        self.joined = [self.person, *self.people]
        self.theory = Theory.start(self.team, self.person, "How it works")
        self.planned = piloting.pilot(self.team, self.person)
        self.inviting = piloting.inviting(self.team, self.person)
        for _one in range(much.pilots):
            self.fill(piloting.running(self.team, self.person, self.joined), Much())
        self.running = piloting.running(self.team, self.person, self.joined)
        self.fill(self.running, much)
        self.closed = [self.close(self.team) for _one in range(max(1, much.cards))]
        self.others()
        self.open_doors()

    def fill(self, pilot, much):
        self.notes(pilot, much.notes)
        last = None
        for number in range(much.cycles):
            cycle = piloting.begun_cycle(pilot, 0, builds_on=last)
            held = "yes" if number < much.cycles - 1 else ""
            piloting_rows = [
                rows.Prediction(cycle=cycle, if_words="If", then_words="then", held=held, result=held)
                for _one in range(much.predictions)
            ]
            rows.Prediction.objects.bulk_create(piloting_rows)
            people = iter(self.joined * much.predictions)
            tasks = [
                rows.CycleTask(cycle=cycle, words="Cut cards", who=next(people)) for _one in range(much.predictions)
            ]
            rows.CycleTask.objects.bulk_create(tasks)
            last = cycle if number == much.cycles - 1 else piloting.closed_cycle(cycle)
        for number in range(much.measures):
            self.measure(pilot, much.observations if number else much.most, last)
        for arrow in self.theory.arrows.all()[: much.measures]:
            pilot.tested_arrows.create(arrow=arrow, added_by=self.person)
        return pilot

    def notes(self, pilot, count):
        people = iter(self.joined * count * len(NoteKind.values))
        rows.PilotNote.objects.bulk_create(
            rows.PilotNote(
                pilot=pilot, kind=kind, words=f"Words {number}", more="More of it", for_whom="", noted_by=next(people)
            )
            for number in range(count)
            for kind in NoteKind.values
        )

    def measure(self, pilot, count, cycle):
        made = piloting.measure(pilot, target=70)
        people = iter(self.joined * count)
        Observation.objects.bulk_create(
            Observation(
                measure=made,
                on=date(2020, 1, 1) + timedelta(place // 3),
                value=Decimal(round(self.chance.gauss(60, 8), 1)),
                noted_by=next(people),
                cycle=cycle,
            )
            for place in range(count)
        )
        return made

    def close(self, team):
        """A closed pilot with its card, which everybody agreed to share."""
        pilot = piloting.closed(team, self.person, self.joined)
        measure = piloting.measure(pilot, [1, 2, 3, 4])
        card = ending.card(pilot, self.person, measure=measure, reach="public")
        for person in self.joined:
            card.say_yes(person, "public", card.edition)
        pilot.next_steps.create(task=Task.objects.create(team=team, words="Tell others", noted_by=self.person))
        return pilot

    def others(self):
        """Another team of the school: its cards are tried here, and it tries ours."""
        self.sibling = factories.team("Other", school=self.school, people={self.person: Role.FACILITATOR})
        theirs = [self.close(self.sibling) for _one in range(max(1, self.much.cards))]
        measure = self.running.measures.first()
        for number, pilot in enumerate(theirs):
            ending.replication(
                pilot.card, self.team, self.person, outcome="held", words="So", pilot=self.running, measure=measure
            )
            ending.replication(self.closed[number].card, self.sibling, self.person, outcome="held", words="So")
        self.theirs = theirs[0]
        elsewhere = factories.team(
            "Elsewhere", school=factories.school("Elsewhere"), people={self.person: Role.FACILITATOR}
        )
        self.foreign = self.close(elsewhere)
        elsewhere.memberships.all().delete()

    def open_doors(self):
        for number in range(self.much.doors):
            at = timezone.now() + timedelta(days=number + 1)
            self.door = piloting.open_classroom(self.school, self.person, pilot=self.running, at=at)
            gone = {"at": timezone.now() - timedelta(days=number + 1)}
            over = piloting.open_classroom(self.school, self.person, pilot=self.running, **gone)
            for person in self.people:
                for door in (self.door, over):
                    door.visits.create(person=person, saw="Hands up")
        self.over = over

    def addresses(self) -> dict[str, str]:
        """Of every page that can be asked for, by the name of its address."""
        one = self.running
        found = {"me_export": reverse("me_export")}
        for name in (
            "pilot_list",
            "pilot_timeline",
            "win_list",
            "win_add",
            "pilot_start",
            "prediction_list",
            "card_list",
        ):
            found[name] = reverse(name, args=[self.team.slug])
        for name in (
            "pilot", "pilot_edit", "pilot_midpoint", "tested_arrow_list", "pilot_note_list", "participation_list",
            "pilot_leave", "pilot_recorded", "challenge_list", "challenge_add", "challenge_settle", "cycle_list", "cycle_add",
            "measure_list", "measure_add", "pilot_close",
        ):  # fmt: skip
            found[name] = piloting.url(name, one)
        found["pilot_remove"] = piloting.url("pilot_remove", self.planned)
        found["pilot_planned"] = piloting.url("pilot", self.planned)
        found["pilot_invite"] = piloting.url("pilot_invite", self.planned)
        found["pilot_invitation"] = piloting.url("pilot_invitation", self.inviting)
        found["pilot_closed"] = piloting.url("pilot", self.closed[0])
        for name in ("learning_card", "learning_card_edit"):
            found[name] = piloting.url(name, self.closed[0])
        found |= self.of_notes(one) | self.of_cycles(one) | self.of_measures(one) | self.of_doors()
        card = self.theirs.card
        found["replication"] = reverse("replication", args=[self.team.slug, card.pk])
        found["school_card_list"] = reverse("school_card_list", args=[self.school.slug])
        found["shared_card"] = reverse("shared_card", args=[self.foreign.card.pk])
        return found

    def of_notes(self, pilot):
        note = pilot.notes.filter(kind="trouble").first()
        found = {f"pilot_note_add_{kind}": piloting.url("pilot_note_add", pilot, kind) for kind in ("shift", "win")}
        for name in ("pilot_note_edit", "pilot_note_remove"):
            found[name] = piloting.url(name, pilot, note.pk)
        return found

    def of_cycles(self, pilot):
        last = pilot.cycles.last()
        found = {
            name: piloting.url(name, pilot, last.number)
            for name in ("cycle", "cycle_edit", "cycle_study", "cycle_act", "cycle_do")
        }
        found["cycle_closed"] = piloting.url("cycle", pilot, pilot.cycles.first().number)
        drafted = piloting.cycle(self.inviting)
        predicted = piloting.prediction(drafted)
        found["prediction_add"] = piloting.url("prediction_add", self.inviting, drafted.number)
        found["prediction_edit"] = piloting.url("prediction_edit", self.inviting, drafted.number, predicted.pk)
        found["cycle_task_add"] = piloting.url("cycle_task_add", pilot, last.number)
        found["cycle_task_edit"] = piloting.url("cycle_task_edit", pilot, last.number, last.tasks.first().pk)
        return found

    def of_measures(self, pilot):
        measure = pilot.measures.first()
        names = (
            "measure",
            "measure_edit",
            "measure_remove",
            "measure_csv",
            "run_chart_svg",
            "baseline_edit",
            "rebase_add",
        )
        names += ("observation_add", "observation_import", "poll_add")
        found = {name: piloting.url(name, pilot, measure.number) for name in names}
        for number in range(self.much.cards):
            asked = {"question": "Were you heard?", "answered_by": "class 7a", "form": "yes_no", "measure": measure}
            poll = rows.Poll.objects.create(number=number + 1, link_open=True, link_number=1, **asked)
            for once in range(self.much.people * 5):
                poll.answers.create(value=1, once_hash=f"{number}-{once}-".ljust(64, "x"))
            measure.rebases.create(from_on=date(2020, 1, 1) + timedelta(number + 1), why="Anew", by=self.person)
        found |= {name: piloting.url(name, pilot, measure.number, 1) for name in ("poll", "poll_sheet", "poll_close")}
        found["poll_answer"] = reverse("poll_answer", args=[poll.link_token])
        some = list(measure.observations.all()[: 2 * self.much.cards])
        for one in some[:-1]:
            for _more in range(self.much.cards):
                said = {"on": one.on, "value": 3, "group": "", "because": "mistyped", "by": self.people[0]}
                rows.Correction.objects.create(observation=one, **said)
            Observation.objects.filter(pk=one.pk).update(edition=self.much.cards)
        rows.Correction.strike(some[-1], self.person, some[-1].edition, "twice")
        found["observation_set_right"] = piloting.url("observation_set_right", pilot, measure.number, some[0].pk)
        found["observation_strike"] = piloting.url("observation_strike", pilot, measure.number, some[0].pk)
        day = str(piloting.in_days(-3))
        laid = packed(
            table_of([(number, (day, Decimal(number), "7a", "")) for number in range(self.much.observations)])
        )
        rows.ImportDraft.objects.create(measure=measure, by=self.person, source="pasted", rows=laid)
        found["import_draft"] = piloting.url("import_draft", pilot, measure.number)
        return found

    def of_doors(self):
        found = {name: reverse(name, args=[self.school.slug]) for name in ("open_classroom_list", "open_classroom_add")}
        for name in ("open_classroom", "open_classroom_edit"):
            found[name] = reverse(name, args=[self.school.slug, self.door.pk])
        found["open_classroom_over"] = reverse("open_classroom", args=[self.school.slug, self.over.pk])
        found["open_classroom_debrief"] = reverse("open_classroom_debrief", args=[self.school.slug, self.over.pk])
        return found
