"""Team home: the thread with its steps, and starting or renaming a team."""

import pycrdt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.models import JoinedBy, Role, Team
from leadership.thread import Thread
from tests import factories
from visioning.live import store
from visioning.models import SharedVision, Version


@pytest.fixture
def page(team):
    return reverse("team_home", args=(team.slug,))


def states(team, person):
    thread = Thread.for_team(team, team.memberships.get(person=person))
    return {step.key: step.state for step in thread.steps}


def test_team_home_names_every_step_in_order(as_ben, page):
    text = as_ben.get(page).content.decode()
    titles = ["People", "Shared vision", "Seven conditions", "Theory of action", "Decisions", "Pilots", "Plan"]
    thread = text[text.index('class="thread"') :]
    places = [thread.index(title) for title in titles]
    assert places == sorted(places)
    assert "Nobody has written yet." in text


def test_team_home_does_not_exist_for_outsiders(as_dov, page):
    assert as_dov.get(page).status_code == 404


def test_the_thread_begins_with_people(northside, ana):
    team = Team.found(ana, northside, "A small team")
    assert states(team, ana)["people"] == "here"
    assert states(team, ana)["vision"] == "later"


def test_the_thread_moves_on_to_the_vision(team, ana):
    assert states(team, ana) == {
        "people": "done",
        "vision": "here",
        "conditions": "later",
        "theory": "later",
        "decisions": "later",
        "pilots": "later",
        "plan": "later",
    }


def test_the_thread_moves_on_to_the_plan_once_the_vision_is_adopted(team, ana):
    vision = SharedVision.start(team)
    version = Version.keep(vision.text, by=ana, name="First")
    version.adopt(ana, [ana])
    assert states(team, ana)["vision"] == "done"
    assert states(team, ana)["plan"] == "here"


def test_steps_that_are_not_built_lead_nowhere(team, ana):
    thread = Thread.for_team(team, team.memberships.get(person=ana))
    dead = {step.key for step in thread.steps if not step.url}
    assert dead == {"conditions", "theory", "decisions", "pilots"}
    assert all(step.sentence.startswith("Later: ") for step in thread.steps if not step.url)


def test_an_observer_is_not_asked_to_write(team, cleo, ana):
    SharedVision.start(team)
    actions = {
        person: next(
            step.action
            for step in Thread.for_team(team, team.memberships.get(person=person)).steps
            if step.key == "vision"
        )
        for person in (cleo, ana)
    }
    assert actions == {cleo: "Read the draft", ana: "Write with the others"}


def test_team_home_asks_the_same_number_of_questions_for_one_and_for_many(as_ana, team, page):
    SharedVision.start(team)

    def fill(count):
        for _ in range(count):
            number = team.memberships.count()
            team.welcome(factories.person(f"Extra {number}", positions=["teacher"]), JoinedBy.LINK)
            team.agreements.create(text=f"Agreement {number}", position=number)

    fill(1)
    with CaptureQueriesContext(connection) as one:
        as_ana.get(page)
    fill(3)
    with CaptureQueriesContext(connection) as many:
        as_ana.get(page)
    assert len(one) == len(many) <= 10


def test_anybody_on_the_staff_starts_a_team(as_ben, ben, team, northside):
    url = reverse("team_new", args=(northside.slug,))
    assert as_ben.get(url).status_code == 200
    answer = as_ben.post(url, {"name": "Reading  team\n", "purpose": "We read.", "open_call": "on"})
    made = Team.objects.get(name="Reading team")
    assert answer["Location"] == reverse("team_home", args=(made.slug,))
    assert (made.school, made.purpose, made.open_call) == (northside, "We read.", True)
    membership = made.memberships.get()
    assert (membership.person, membership.role, membership.joined_by) == (ben, Role.FACILITATOR, JoinedBy.FOUNDED)


def test_a_team_without_a_name_is_not_started(as_ben, team, northside):
    answer = as_ben.post(reverse("team_new", args=(northside.slug,)), {"name": " "})
    assert answer.status_code == 422
    assert "This field is required." in answer.content.decode()
    assert Team.objects.count() == 1


def test_other_schools_start_no_team_here(as_dov, northside):
    url = reverse("team_new", args=(northside.slug,))
    assert as_dov.get(url).status_code == 404
    assert as_dov.post(url, {"name": "Mine"}).status_code == 404


def test_two_teams_of_one_name_live_at_two_addresses(ana, northside):
    slugs = {Team.found(ana, northside, name).slug for name in ("New", "Same", "Same", "学校")}
    assert len(slugs) == 4
    assert "new" not in slugs


def test_a_facilitator_changes_name_and_purpose(as_ana, team):
    url = reverse("team_edit", args=(team.slug,))
    assert as_ana.get(url).status_code == 200
    slug = team.slug
    as_ana.post(url, {"name": "Another name", "purpose": "Because."})
    team.refresh_from_db()
    assert (team.name, team.purpose, team.open_call, team.slug) == ("Another name", "Because.", False, slug)


def test_a_refused_name_leaves_the_frame_as_it_is(as_ana, team):
    answer = as_ana.post(reverse("team_edit", args=(team.slug,)), {"name": ""})
    assert answer.status_code == 422
    assert "Northside team" in answer.content.decode()


def test_name_and_purpose_are_for_facilitators(as_ben, as_dov, team):
    url = reverse("team_edit", args=(team.slug,))
    for client, status in ((as_ben, 403), (as_dov, 404)):
        assert client.post(url, {"name": "Taken over"}).status_code == status
    team.refresh_from_db()
    assert team.name == "Northside team"


def test_the_thread_counts_whoever_wrote(team, ana, ben):
    vision = SharedVision.start(team)
    for number, person in enumerate((ana, ben, ana), start=1):
        doc = pycrdt.Doc(client_id=number)
        doc.apply_update(store.read_state(vision.text_id))
        before = doc.get_state()
        doc.get("content", type=pycrdt.XmlFragment).children.append(
            pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText("words")])
        )
        store.append(vision.text_id, person.pk, doc.get_update(before))
    step = next(one for one in Thread.for_team(team, team.memberships.get(person=ana)).steps if one.key == "vision")
    assert step.sentence == "2 people have written in it. It is a draft until the team adopts it."
