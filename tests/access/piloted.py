"""What a team's pilots hold, for the small world: rows of every kind, each word saying whose it is.

`planned-` is the team's alone. `invitation-` is read by everybody who is invited, `pilot-` (with `tested-`, what it stands on) by the
team and by whoever joined, `closing-` by whoever runs the pilot, `draft-` by whoever laid it down. A card is `learned-<reach>-`, its
chart `chart-`, what another team said of it `tried-`. A door is `door-` for the staff; what was seen there `saw-`, for those who were there.
Numbers begin elsewhere in each team, so that one team's number is never another's.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from pilots import models as rows
from pilots.models import Cycle, LearningCard, Measure, NoteKind, Observation, OpenClassroom, Pilot, PilotNote, Reach
from pilots.tables import packed, table_of

from ..pilots import piloting
from .theorised import FIRST, begin, words

ANSWER = 77_321  # what each answers to the open poll: a number that stands nowhere else
INVITED = ("title", "who", "what", "measured_how", "allowance", "joining_means", "recorded", "first_step")
INVITED += ("benefits_educators", "benefits_students")
PLANNED = ("title", "who", "what", "measured_how", "first_step", "allowance", "skipped")
PLANNED += ("benefits_educators", "benefits_students", "benefits_others", "midpoint_words")
CARD = ("context", "tried", "held", "not_again", "chart_words")


@dataclass
class Piloted:
    """The rows that addresses and forms name."""

    letter: str
    planned: Pilot
    inviting: Pilot  # nobody has joined yet
    running: Pilot
    drafting: Pilot  # its cycle is not begun
    between: Pilot  # its cycle is closed
    closed: dict = field(default_factory=dict)  # by the reach of their cards
    cards: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    tested: rows.TestedArrow = None
    cycle: Cycle = None  # of the one under way, begun
    drafted: Cycle = None
    ended: Cycle = None
    prediction: rows.Prediction = None
    drafted_prediction: rows.Prediction = None
    task: rows.CycleTask = None
    measure: Measure = None
    observation: Observation = None
    struck: Observation = None
    rebase: rows.Rebase = None
    draft: rows.ImportDraft = None
    poll: rows.Poll = None
    counted: rows.Poll = None
    coming: OpenClassroom = None
    over: OpenClassroom = None

    @property
    def base(self):
        return f"/teams/{self.running.team.slug}/pilots/"


def pilot_all(letter, team, runner, writer, *, audience, colleague, host, visitor, drafter):
    """`colleague` of the staff takes part, too, where there is one. `drafter` is what the world calls the writer."""
    people = [one for one in (writer, colleague) if one]
    made = Piloted(letter, *(pilot(letter, team, runner, stage, audience, place) for place, stage in enumerate(STAGES)))
    for one in (made.running, made.drafting, made.between):
        join(one, people)
    plan(made, team, runner, writer)
    run(made, runner, writer)
    measure(made, runner, writer, drafter)
    ask(made, runner, writer)
    for place, reach in enumerate(Reach.values):
        close(made, team, runner, writer, people, audience, place, reach)
    open_doors(made, team.school, host, visitor)
    return made


STAGES = ("planned", "inviting", "running", "drafting", "between")


def pilot(letter, team, by, stage, audience, place, **more):
    owner = f"planned-{letter}" if stage == "planned" else f"invitation-{letter}"
    said = {name: words(owner, name)[:120] for name in (PLANNED if stage == "planned" else INVITED)}
    said |= {"ends_on": piloting.in_days(60), "number": FIRST[letter] + place, "noted_by": by, "led_by": by}
    if stage != "planned":
        inner = f"pilot-{letter}"
        said |= {name: words(inner, name) for name in ("benefits_others", "midpoint_words")}
        said |= {"invited_at": timezone.now(), "pinned": words(owner, "pinned"), "data_rule": "deleted"}
        said |= {"audience": audience, "skipped": words(inner, "skipped")}
    if stage not in {"planned", "inviting"}:
        said["started_at"] = timezone.now()
    made = Pilot.objects.create(team=team, **said | more)
    made.team = team
    return made


def join(pilot, people):
    for person in people:
        piloting.joined(pilot, person)


def plan(made, team, runner, writer):
    """Notes of every kind, an arrow of a theory of its own, a later end, a draft of its closing."""
    mine, pilot = f"pilot-{made.letter}", made.running
    for kind in NoteKind.values:
        said = {"words": words(mine, kind), "more": words(mine, "more"), "noted_by": writer}
        made.notes[kind] = PilotNote.objects.create(pilot=pilot, kind=kind, for_whom="", **said)
    PilotNote.objects.create(
        pilot=made.planned, kind="question", words=words(f"planned-{made.letter}"), noted_by=writer
    )
    Pilot.objects.filter(pk=pilot.pk).update(challenge=made.notes["challenge"].words)
    pilot.refresh_from_db(fields=("challenge",))
    theory = begin(f"tested-{made.letter}", team, runner, FIRST[made.letter] + 3, None)
    arrows = list(theory.arrows.standing().select_related("source", "target"))
    made.tested = pilot.tested_arrows.create(arrow=arrows[0], added_by=runner, because=words(mine, "because"))
    pilot.later_ends.create(was_on=piloting.in_days(30), ends_on=pilot.ends_on, because=words(mine, "later"))
    rows.ClosingDraft.objects.create(pilot=pilot, said={"results": words(f"closing-{made.letter}", "results")})


def run(made, runner, writer):
    """A closed cycle that was opened again once, one under way built on it, and one in each of the other two pilots."""
    mine, first = f"pilot-{made.letter}", FIRST[made.letter]
    spoken = ("change_idea", "questions", "happened", "surprises", "learned", "act_why")
    said = {name: words(mine, name) for name in spoken}
    over = {"started_at": timezone.now(), "closed_at": timezone.now(), "act": "adapt"}

    def cycle(pilot, number, **more):
        found = Cycle.objects.create(pilot=pilot, number=first + number, noted_by=writer, **said | more)
        task = found.tasks.create(words=words(mine, "task"), where=words(mine, "where"), who=None)
        predicted = {"if_words": words(mine, "if"), "then_words": words(mine, "then")}
        held = {"held": "yes", "result": words(mine, "result")} if "closed_at" in more else {}
        return found, task, found.predictions.create(**predicted, **held)

    done, _task, _prediction = cycle(made.running, 1, **over)
    done.reopenings.create(by=runner, why=words(mine, "again"))
    made.cycle, made.task, made.prediction = cycle(
        made.running, 2, started_at=timezone.now(), builds_on=done, learned="", act_why=""
    )
    cycle(made.drafting, 0, **over)
    made.drafted, _task, made.drafted_prediction = cycle(made.drafting, 1)
    made.ended, _task, _prediction = cycle(made.between, 1, **over)
    made.task.refresh_from_db()
    done.tasks.update(who=writer)


def measured(pilot, letter, by, count=12, **more):
    """With an observation a week, in two groups, each with a note."""
    mine, shown = f"pilot-{letter}", f"chart-{letter}"
    said = {"title": words(shown, "title"), "unit": words(shown, "unit"), "definition": words(mine, "definition")}
    said |= {"kind": "outcome", "direction": "up", "number": FIRST[letter] + 1, "noted_by": by}
    made = Measure.objects.create(pilot=pilot, **said | more)
    noted = {"group": words(mine, "group"), "note": words(mine, "seen")}
    piloting.observations(made, range(1, count + 1), by, cycle=pilot.cycles.last(), **noted)
    return made


def measure(made, runner, writer, drafter):
    mine = f"pilot-{made.letter}"
    made.measure = measured(made.running, made.letter, writer)
    measured(made.drafting, made.letter, writer, 1)
    made.observation, made.struck = made.measure.observations.all()[:2]
    rows.Correction.objects.create(
        observation=made.observation, on=made.observation.on, value=3, group=words(mine, "was"),
        because=words(mine, "mistyped"), by=runner,
    )  # fmt: skip
    rows.Correction.strike(made.struck, writer, made.struck.edition, words(mine, "struck"))
    made.struck.refresh_from_db()
    drawn = {"by": writer, "why": words(mine, "rebase")}
    gone = {"taken_back_at": timezone.now(), "taken_back_by": writer, "taken_back_why": words(mine, "taken")}
    made.rebase = made.measure.rebases.create(from_on=piloting.in_days(-20), **drawn)
    made.measure.rebases.create(from_on=piloting.in_days(-30), **drawn, **gone)
    day = str(piloting.in_days(-3))
    laid = packed(table_of([(1, (day, Decimal(4), words(f"draft-{drafter}", "group"), words(f"draft-{drafter}")))]))
    made.draft = rows.ImportDraft.objects.create(
        measure=made.measure, by=writer, source="pasted", rows=laid, file_name=words(f"draft-{drafter}", "file")
    )


def ask(made, runner, writer):
    """A poll with more answers than it needs, and one that is counted."""
    asked = {
        "question": words(f"poll-{made.letter}"),
        "answered_by": words(f"poll-{made.letter}", "whom"),
        "form": "count",
    }
    asked |= {"measure": made.measure, "noted_by": writer}
    made.poll = rows.Poll.objects.create(number=FIRST[made.letter] + 1, link_open=True, link_number=1, **asked)
    made.counted = rows.Poll.objects.create(
        number=FIRST[made.letter] + 2, closed_at=timezone.now(), answers_counted=6, **asked
    )
    for once in range(6):
        made.poll.answers.create(value=ANSWER, once_hash=f"{made.letter}{once}".ljust(64, "0"))


def close(made, team, runner, writer, people, audience, place, reach):
    """A closed pilot with its card, everybody's yes to it and a next step."""
    letter, mine, owner = made.letter, f"pilot-{made.letter}", f"learned-{reach}-{made.letter}"
    said = {name: words(owner, name) for name in ("title", "pinned")}
    ended = {"results": words(mine, "results"), "decision": "spread", "decision_why": words(mine, "decided")}
    pilot_made = pilot(letter, team, runner, "closed", audience, 5 + place, **said, **ended, closed_at=timezone.now())
    Pilot.objects.filter(pk=pilot_made.pk).update(closed_by=runner)
    join(pilot_made, people)
    chart = measured(pilot_made, letter, writer, 3)
    card = LearningCard.objects.create(
        pilot=pilot_made, measure=chart, written_by=writer, **{name: words(owner, name) for name in CARD}
    )
    for person in people:
        card.say_yes(person, reach, card.edition)
    card.share(reach, card.edition)
    card.refresh_from_db()
    card.pilot = pilot_made
    task = team.tasks.create(words=words(mine, "step"), noted_by=runner, owner=writer, due_on=piloting.in_days(9))
    pilot_made.next_steps.create(task=task)
    made.closed[reach], made.cards[reach] = pilot_made, card


def open_doors(made, school, host, visitor):
    """One still ahead, one that is over, both with a visitor."""
    owner, seen = f"door-{school.slug}", f"saw-{made.letter}"
    said = {name: words(owner, name) for name in ("trying", "place", "look_fors")}
    made.coming = piloting.open_classroom(school, host, pilot=made.running, whole_district=True, **said)
    long_ago = {"at": timezone.now() - timedelta(days=1), "debrief": words(seen, "debrief")}
    made.over = piloting.open_classroom(school, host, **said, **long_ago)
    for one in (made.coming, made.over):
        one.visits.create(person=visitor, saw=words(seen))


def try_elsewhere(places):
    """B tries what A's card tells of, A what B's does, C what A's public one does; each lends a chart."""
    own, sibling, foreign = (places[name].piloted for name in ("own", "sibling", "foreign"))
    for theirs, reach, here in ((own, "school", sibling), (sibling, "school", own), (own, "public", foreign)):
        team = here.running.team
        rows.Replication.objects.create(
            card=theirs.cards[reach], team=team, pilot=here.running, measure=here.measure, outcome="held",
            words=words(f"tried-{here.letter}"), noted_by=here.measure.noted_by,
        )  # fmt: skip
