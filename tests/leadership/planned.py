"""A team whose plan has every chapter, each with a word that stands in no other: "canary-<key of the chapter>"."""

from django.utils import timezone

from leadership.models import Agreement, Consensus, JoinedBy, RankedCondition, StopDoing, Task
from pilots.models import NextStep, TestedArrow
from tests import factories
from tests.pilots import piloting
from tests.visioning import deciding, theorising
from tests.visioning import making as visions
from tests.visioning.writing import Hand
from tests.writing import paragraph, write
from visioning.models import Framework, Initiative, Strand, Version, Why

from . import making


def canary(key):
    return f"canary-{key}"


def everything(team, ana, ben):
    """All chapters, told from people to versions."""
    team.welcome(factories.person(canary("people"), positions=["support"]), JoinedBy.OPEN_CALL)
    Hand(Why.start(team).text, ana).write(canary("why"), "talent")
    vision = write(
        team,
        ana,
        content=[paragraph(f"{canary('vision')} is known by name.")],
        see=[paragraph(canary("organizer"))],
        tagline=[paragraph(canary("short"))],
        now=[paragraph(canary("now"))],
    )
    Version.keep(vision.text, by=ana, name=canary("versions"))
    Version.keep(vision.text, by=ben, name="Second reading").adopt(ana, [ana, ben])
    check = visions.alignment_check(vision, ana, [(ana, 4), (ben, 2, canary("alignment"))], answers_needed=2)
    check.close()
    visions.drafting_round(vision, ana, aim=canary("living"))
    conditions(team, ana, ben)
    visions.decision_point(team, by=ana, words=canary("decisions"), decided_by="consent")
    theories_and_pilots(team, ana)
    deciding.decided(team, ana, question=canary("log"))
    task = Task.note(team, ana, words=canary("tasks"))
    NextStep.objects.create(pilot=team.pilots.get(), task=task)
    StopDoing.note(team, ana, guide="vision", words=canary("groundwork"), frees="An hour")
    Agreement.objects.create(team=team, text=canary("agreements"))
    return team


def conditions(team, ana, ben):
    round = making.assessment_round(team)
    for person in (ana, ben):
        found = Consensus.put(round, "vision", person, 2)
    found.reveal()
    found.settle(ana, 2, canary("conditions"), found.edition)
    RankedCondition.objects.create(team=team, condition="vision", position=1, reason=canary("order"))


def theories_and_pilots(team, ana):
    """Each quotes the others: what a hidden chapter says must be gone from all of them."""
    goal = theorising.goal(team, ana, words=canary("goals"))
    problem = theorising.problem(team, ana, words=f"{canary('goals')} in the way", goal=goal)
    lines = (f"do: {canary('theories')}", *theorising.LINES[1:])
    theory = theorising.theory(team, ana, lines, title=f"{canary('theories')} title", problem=problem)
    initiative = Initiative.note(team, ana, name=canary("initiatives"))
    statement = theory.statements.get(words=canary("theories"))
    why = f"{canary('theories')} why"
    Strand.objects.create(team=team, initiative=initiative, statement=statement, why=why, by=ana)
    quoting = Initiative.note(team, ana, name="Quoting the vision")
    passage = visions.passage(team.shared_vision, f"{canary('vision')} is known by name.")
    Strand.objects.create(team=team, initiative=quoting, passage=passage, why=f"{canary('vision')} why", by=ana)
    Strand.objects.create(team=team, goal=goal, passage=passage, why=f"{canary('vision')} why", by=ana)
    district = Framework.note(team, ana, kind="district", title="District plan", address="")
    district.add_articles([("A", "Every student reads")])[0].cross(goal, ana, f"{canary('goals')} how")
    pilot = piloting.running(team, ana, title=canary("pilots"), problem=problem, skipped="")
    TestedArrow.objects.create(pilot=pilot, arrow=theory.arrows.first())
    piloting.measure(pilot, (3, 4, 3, 5), ana)
    piloting.cycle(pilot, act="adapt", learned="Slowly.", closed_at=timezone.now())
