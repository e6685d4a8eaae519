"""An address of every page about pilots, with rows of the demo school behind it and of what it lacks, and who may open it."""

from datetime import timedelta

from django.utils import timezone

from leadership.models import Membership, Person, Role
from pilots.models import Correction, ImportDraft, LearningCard, Poll, Rebase, Replication
from pilots.tables import packed, table_of
from tests.access.cells import fill, piloted_values
from tests.access.matrix import MATRIX
from tests.access.pilot_matrix import DOORS, MEASURE, NOTE, PILOT, PILOT_WORK, TRYING
from tests.access.piloted import Piloted
from tests.pilots import piloting

# GET routes that are files, and what looks like another page but for its words.
FILES = {MEASURE + "csv/", MEASURE + "svg/"}
ALIKE = {NOTE + "removal/", MEASURE + "middle-lines/<int:rebase_id>/"}


def pilot_pages(team):
    """(route, person, address). Whoever takes part opens what is theirs alone, the runner the rest."""
    runner, member = (Person.objects.get(name=name) for name in ("Rosa Delgado", "Amina Yusuf"))
    rows = laid_out(team, runner, member)
    card = rows.cards["public"]
    trying = Replication.objects.filter(card__pilot__team=team).select_related("team").first()
    elsewhere = Membership.objects.get(team=trying.team, role=Role.FACILITATOR)
    base = {"team_slug": team.slug, "school_slug": team.school.slug}
    for route in sorted(route for route in PILOT_WORK if "GET" in MATRIX[route] and route not in FILES | ALIKE):
        values = base | {name: found["own"] for name, found in piloted_values(route, OneTeam(rows)).items()}
        person = member if route.startswith((PILOT + "people/", DOORS)) else runner
        if route.startswith(TRYING):
            person, values = elsewhere.person, values | {"team_slug": trying.team.slug, "card_id": trying.card_id}
        elif route.startswith("cards/<"):
            person, values = elsewhere.person, values | {"card_id": trying.card_id}
        elif route.endswith("/saw/"):
            person = runner
        elif "<str:token>" in route:
            person, values = None, {"token": (card if "link/" in route else rows.poll).link_token}
        yield route, person, fill(route, values)


class OneTeam:
    """As much of a world as addresses ask for."""

    def __init__(self, rows):
        self.places = dict.fromkeys(("own", "sibling", "foreign"), self)
        self.piloted = rows


def laid_out(team, runner, member) -> Piloted:
    pilots = {one.title: one for one in team.pilots.all()}
    for one in pilots.values():
        one.team = team
    closed = next(one for one in pilots.values() if one.closed_at)
    running = pilots["Ten seconds"]
    planned = next(one for one in pilots.values() if not one.invited_at)
    inviting = next(one for one in pilots.values() if one.invited_at and not one.started_at)
    drafting = piloting.running(team, runner, [member], title="Two ways to begin")
    between = piloting.running(team, runner, [member], title="One way to end")
    rows = Piloted("a", planned, inviting, running, drafting, between)
    card = closed.card
    card.pilot = closed
    public = piloting.closed(team, runner, [member], title="A wall of questions")
    words = {name: getattr(card, name) for name in ("context", "tried", "held", "not_again")}
    shared = LearningCard.objects.create(pilot=public, **words)
    shared._reach("public")
    rows.closed, rows.cards = {"school": closed}, {"school": card, "public": shared}
    work(rows, runner, member)
    return rows


def work(rows, runner, member):
    running = rows.running
    rows.notes = {one.kind: one for one in running.notes.all()}
    joined = running.participations.get(person=member)
    joined.pilot = running
    rows.notes["challenge"] = joined.propose("Half of us never hear a how.")
    rows.cycle = running.cycles.get(closed_at=None)
    rows.prediction, rows.task = rows.cycle.predictions.first(), rows.cycle.tasks.first()
    rows.drafted = piloting.cycle(rows.drafting)
    rows.drafted_prediction = piloting.prediction(rows.drafted)
    rows.ended = piloting.closed_cycle(piloting.begun_cycle(rows.between))
    rows.measure = running.measures.first()
    rows.measure.pilot = running
    rows.observation, rows.struck = rows.measure.observations.all()[:2]
    rows.struck.measure = rows.measure
    Correction.strike(rows.struck, runner, rows.struck.edition, "Counted twice.")
    last = rows.measure.observations.last().on
    rows.rebase = Rebase.draw(rows.measure, runner, from_on=last, why="Since then we have double lessons.")
    rows.rebase = rows.rebase or rows.measure.rebases.first()
    days = [(place, (str(last + timedelta(place)), "4" if place < 3 else "four", "Room 4")) for place in range(1, 5)]
    rows.draft = ImportDraft.lay(rows.measure, runner, "pasted", packed(table_of(days)))
    asked = {"question": "Did you have time to think?", "answered_by": "Both classes", "form": "five"}
    rows.poll = Poll.ask(rows.measure, runner, **asked)
    doors = [piloting.open_classroom(running.team.school, member, pilot=running, place=place) for place in ("4", "7")]
    rows.coming, rows.over = doors
    type(rows.over).objects.filter(pk=rows.over.pk).update(at=timezone.now() - timedelta(1))
    for door in doors:
        door.visits.create(person=runner, saw="Three spoke who never did.")


def kind_of(route):
    """Which of two tests opens it."""
    return "pilots: work" if any(part in route for part in ("/cycles/", "/measures/")) else "pilots"
