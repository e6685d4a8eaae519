"""The demo school: loaded the same every time, entered with one click, never in production."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from leadership.demo_people import DEMO_PEOPLE
from leadership.models import (
    Agreement,
    AssessmentAnswer,
    AssessmentRound,
    AssessmentTurn,
    BlindLevel,
    Consensus,
    ConsensusDissent,
    JoinedBy,
    Membership,
    Person,
    RankedCondition,
    ReservedTime,
    Role,
    School,
    StaffMember,
    Task,
    Team,
)
from leadership.models.groundwork import NOTE_KINDS
from leadership.plan import Plan
from leadership.results import Result
from tests import factories
from visioning.belief_words import marks_of
from visioning.grown import threads_of
from visioning.live.authorship import Authors
from visioning.models import (
    AlignmentCheck,
    Comment,
    DecisionDissent,
    DecisionPoint,
    Dissent,
    DraftingRound,
    GatheredVision,
    Gathering,
    GuideAnswer,
    Phrase,
    SharedVision,
    Suggestion,
    Telling,
    TextClient,
    Theme,
    Theory,
    Version,
    VisionUse,
    Voice,
    Weave,
    WhyAnswer,
)
from visioning.table import Table
from visioning.theory.holes import holes_of

pytestmark = pytest.mark.django_db


class Undo(Exception):
    """Leaves a savepoint with everything in it undone."""


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo school, loaded once: it takes seconds. Rolled back when this file is done."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                with override_settings(DEMO_MODE=True):
                    call_command("demo", verbosity=0)
                yield
                raise Undo
        except Undo:
            connection.close()


@pytest.fixture
def demo(loaded, settings):
    settings.DEMO_MODE = True
    point = transaction.savepoint_create()
    yield Team.objects.get(slug="northside-leadership-team")
    transaction.savepoint_rollback(point)


def counts():
    people = (Person, School, StaffMember, Team, Membership, Agreement)
    words = (Version, TextClient, GatheredVision, Voice, Phrase, Theme, Weave, WhyAnswer)
    talk = (Comment, Suggestion, DraftingRound, AlignmentCheck, Dissent, VisionUse, Telling)
    looked = (AssessmentRound, AssessmentTurn, AssessmentAnswer, Consensus, BlindLevel, ConsensusDissent)
    worked = (RankedCondition, ReservedTime, Task, *NOTE_KINDS.values(), GuideAnswer, DecisionPoint, DecisionDissent)
    models = (*people, *words, *talk, *looked, *worked)
    return {model.__name__: model.objects.count() for model in models}


def test_demo_has_the_people_the_front_page_names(demo):
    people = {person.email: person for person in Person.objects.all()}
    for one in DEMO_PEOPLE:
        assert (people[one.email].name, tuple(people[one.email].positions)) == (one.name, one.positions)


def test_demo_team_is_mixed_in_roles_positions_and_ways(demo):
    memberships = demo.memberships.select_related("person")
    assert len(memberships) == 9
    assert {one.role for one in memberships} == set(Role.values)
    assert {one.joined_by for one in memberships} == set(JoinedBy.values)
    assert {key for one in memberships for key in one.person.positions} == {
        "teacher",
        "administrator",
        "support",
        "specialist",
    }
    assert (demo.join_requests.count(), demo.invitations.open().count()) == (1, 1)
    assert demo.school.staff_members.count() == 34


def test_demo_vision_was_written_by_many_and_adopted(demo):
    vision = SharedVision.objects.get(team=demo)
    assert vision.adopted_version().name == "What we read to all staff"
    reading = vision.reading()
    assert "one thing worth keeping" in reading.plain("content")
    assert all(reading.plain(key) for key in ("think", "see", "say", "hear", "feel"))
    assert len({str(one.name) for one in vision.adopted_version().contributors()}) == 8


def test_demo_shows_the_path_half_way_through(demo):
    vision = SharedVision.objects.get(team=demo)
    gathering = demo.gatherings.get()
    visions = gathering.visions.all()
    assert gathering.is_revealed
    assert {one.is_named for one in visions} == {one.revealed for one in visions} == {True, False}
    assert {voice.state for voice in Voice.objects.all()} == {"waiting", "shown", "set_aside"}
    assert {"en", "es", "ar"} <= {voice.language for voice in Voice.objects.all()}
    assert Voice.objects.filter(heard_in_person=True).exists()
    authors = Authors.of(vision.text_id)
    threads = threads_of(vision.text_id, authors.now, authors.moved)
    assert len(threads) >= 9
    assert all(thread.place and thread.people for thread in threads)
    opened = DraftingRound.objects.open().get(vision=vision)
    assert (opened.openness, opened.audience) == ("consult", "staff")
    assert {one.state for one in Suggestion.objects.all()} == {"open", "accepted", "refused"}
    assert {bool(one.resolved_at) for one in Comment.objects.openings()} == {True, False}
    checks = {check.is_closed: check for check in vision.alignment_checks.all()}
    assert (checks[True].is_named, checks[True].version) == (True, vision.adopted_version())
    assert checks[False].takes_answers
    assert vision.dissents.count() == 2
    assert vision.uses.count() == 5
    assert {one.shared for one in WhyAnswer.objects.filter(team=demo)} == {True, False}


def test_demo_has_a_theme_that_touches_no_other(demo):
    assert [name for _key, name in Table(demo.gatherings.get()).map().alone] == ["Quiet on purpose"]


def test_demo_has_another_school_at_the_very_beginning(demo):
    gathering = Gathering.objects.get(team__school__name="Lakeview")
    assert not gathering.is_revealed
    assert gathering.visions.count() == 2


def test_demo_has_looked_at_its_conditions_twice(demo):
    second, first = demo.assessment_rounds.closed()
    assert (second.turns.count(), second.people_count) == (27, 33)
    assert {one.private for one in second.answers.exclude(person=None)} == {True, False}
    result = Result.of(second)
    administration = result.parts[0]
    assert "Support staff and teachers are two levels apart" in administration.sentence
    assert all("“First look, all staff”" in item.trend for item in administration.items)
    assert len(administration.items[1].notes) == 3
    assert first.condition_keys == ["administration", "vision"]


def test_demo_settled_two_levels_and_has_one_face_down(demo):
    found = {one.condition: one for one in Consensus.objects.filter(round__number=2, round__team=demo)}
    assert {key for key, one in found.items() if one.is_settled} == {"administration", "vision"}
    assert found["administration"].dissents.count() == 1
    assert not found["structures"].is_revealed
    assert found["structures"].blind_levels.count() == 3


def test_demo_works_on_what_it_found(demo):
    assert RankedCondition.of(demo).first().condition == "administration"
    assert demo.reserved_times.count() == 2
    assert {task.was_planned for task in demo.tasks.open()} == {True, False}
    assert demo.tasks.done().count() == 3
    assert demo.tasks.exclude(round=None).exists()
    assert all(kind.objects.filter(team=demo).exists() for kind in NOTE_KINDS.values())
    assert {one.shared for one in demo.guide_answers.all()} == {True, False}
    assert {point.is_settled for point in demo.decision_points.filter(guide="vision")} == {True, False}
    assert DecisionDissent.objects.filter(decision_point__team=demo).count() == 1


def test_demo_asks_its_people_with_their_names(demo, client):
    opened = demo.assessment_rounds.open().get()
    assert (opened.is_named, opened.audience, opened.turns.count()) == (True, "team", 3)
    assert "rosa.delgado@northside.example" not in opened.turns.values_list("person__email", flat=True)


def test_demo_plan_tells_all_of_it(demo):
    plan = Plan.for_team(demo)
    keys = [key for key, _title in plan.chapters]
    assert {"conditions", "order", "decisions", "tasks", "groundwork"} <= set(keys)
    assert [one.label for one in plan.work.conditions][0] == "Supportive administration"
    assert plan.decisions.being_written == 1


def test_the_plan_with_everything_in_it_costs_two_dozen_questions(demo, client, django_assert_max_num_queries):
    """Four of them ask where each goal comes from: the golden thread reads the text and the charts for itself."""
    client.post("/demo/enter/", {"person": "rosa.delgado@northside.example"})
    with django_assert_max_num_queries(24):
        assert client.get(f"{demo.get_absolute_url()}plan/").status_code == 200


def test_demo_has_a_theory_it_differs_on_and_one_with_holes(demo):
    argued, hurried = Theory.objects.filter(team__name="Northside leadership team")
    states = {arrow.state for arrow in argued.shape().arrows}
    assert states == {"untested", "being_tested", "supported", "contradicted"}
    assert {mark.kind for mark in marks_of(argued).arrows.values()} >= {"split", "sure"}
    assert argued.versions.filter(name="Before the November meeting").exists()
    assert Comment.objects.filter(arrow__theory=argued, answers__isnull=False).exists()
    assert {"leap", "empty"} <= {hole.kind for hole in holes_of(hurried.shape())}


def test_demo_has_a_team_of_three_with_names(demo):
    closed = AssessmentRound.objects.get(team__school__name="Lakeview")
    assert (closed.is_named, closed.turns.count()) == (True, 3)


def test_a_visitor_sees_what_the_staff_was_asked(demo, client):
    client.post("/demo/enter/", {"person": "terrence.hill@northside.example"})
    assert "How far can you work toward" in client.get("/").content.decode()
    vision = client.get(f"{demo.get_absolute_url()}vision/")
    assert "Consult: we ask you first" in vision.content.decode()
    assert client.get(demo.get_absolute_url()).status_code == 404


def test_demo_loaded_again_is_the_same(demo, settings):
    before = counts()
    factories.person("Somebody Real", email="real@school.example")
    call_command("demo", verbosity=0)
    assert counts() == {**before, "Person": before["Person"] + 1}
    assert Person.objects.filter(email="real@school.example").exists()


@pytest.mark.parametrize("one", DEMO_PEOPLE, ids=lambda one: one.name)
def test_a_visitor_enters_with_one_click(demo, client, one):
    assert f"Enter as {one.name}" in client.get("/").content.decode()
    answer = client.post("/demo/enter/", {"person": one.email}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert f"Hello, {one.name.split()[0]}" in answer.content.decode()


def test_nobody_but_the_five_can_be_entered(demo, client):
    for email in ("carla.jensen@riverdistrict.example", "", "nobody@northside.example"):
        assert client.post("/demo/enter/", {"person": email}).status_code == 404
    assert client.get("/demo/enter/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_there_is_no_way_in_outside_demo_mode(demo, client, settings):
    settings.DEMO_MODE = False
    assert client.post("/demo/enter/", {"person": DEMO_PEOPLE[0].email}).status_code == 404
    assert "Enter as" not in client.get("/").content.decode()


def test_the_outsider_of_the_demo_cannot_open_northside(demo, client):
    client.post("/demo/enter/", {"person": DEMO_PEOPLE[-1].email})
    assert client.get(demo.get_absolute_url()).status_code == 404
    assert client.get(demo.school.get_absolute_url()).status_code == 404
