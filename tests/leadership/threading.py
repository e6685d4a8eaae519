"""What tests of the golden thread share: a vision of three sentences, work below it, and strands between them."""

from django.urls import reverse

from leadership.golden_thread import GoldenThread
from pilots.models import TestedArrow
from pilots.strand_ends import tie
from tests.pilots import piloting
from tests.visioning import making, theorising
from tests.visioning.writing import Hand, begin
from visioning.models import Passage

SENTENCES = ("Every child is greeted by name.", "Then we read together.", "Families come in when they like.")


def url(name, team, *args, **query):
    return reverse(name, args=[team.slug, *args], query=query or None)


def vision(team, by):
    made = begin(team)
    hand = Hand(made.text, by)
    hand.write("What we want", kind="heading", level=1)
    hand.write(" ".join(SENTENCES[:2]))
    hand.write(SENTENCES[2])
    return made


def passage(team, words) -> Passage:
    """The passage of just this sentence."""
    return making.passage(team.shared_vision, words)


def strand(team, by, kind, ref, words=SENTENCES[0], why="They hear their name from us."):
    made, _new = tie(team, by, kind, str(ref), passage(team, words), why)
    return made


def chain(team, by):
    """A goal, what gets in its way, a theory of three arrows, and a pilot that tests the second of them, with a chart."""
    goal = theorising.goal(team, by)
    problem = theorising.problem(team, by, goal=goal)
    theory = theorising.theory(team, by, problem=problem, guide="structures")
    arrow = theory.arrows.all()[1]
    pilot = piloting.running(team, by, skipped="")
    piloting.measure(pilot, [3, 4, 6], by)
    TestedArrow.objects.create(pilot=pilot, arrow=arrow, added_by=by, verdict="supported", because="Six of nine did.")
    return goal, theory, pilot


def thread(team) -> GoldenThread:
    return GoldenThread.for_team(team)
