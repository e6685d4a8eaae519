"""Team home: the thread with its steps, and starting or renaming a team."""

import pycrdt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.models import JoinedBy, Role, Team
from leadership.thread import Thread
from tests import factories
from tests.leadership.making import assessment_round
from tests.visioning import making
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
    titles = [
        "People",
        "Own visions",
        "Shared vision",
        "Alignment",
        "Seven conditions",
        "Theory of action",
        "Decisions",
        "Pilots",
        "Plan",
    ]
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


def test_the_thread_goes_on_to_own_visions(team, ana):
    assert states(team, ana) == {
        "people": "done",
        "gathering": "here",
        "vision": "later",
        "alignment": "later",
        "conditions": "later",
        "theory": "later",
        "decisions": "later",
        "pilots": "later",
        "plan": "later",
    }


def step_of(team, person, key):
    return next(one for one in Thread.for_team(team, team.memberships.get(person=person)).steps if one.key == key)


def test_while_a_gathering_is_closed_everybody_is_asked_to_bring_theirs(team, ana, ben, cleo):
    gathering = making.gathering(team)
    making.gathered_vision(gathering, ana)
    step = step_of(team, ben, "gathering")
    assert (step.state, step.action, step.sentence) == (
        "here",
        "Bring mine",
        "One vision is in. All are opened at once.",
    )
    assert step_of(team, cleo, "gathering").action == "See the gathering"


def test_after_the_reveal_the_thread_leads_to_the_table_and_on_to_the_vision(team, ana):
    gathering = making.gathering(team, revealed_at=timezone.now())
    making.gathered_vision(gathering, ana, revealed=True)
    making.gathered_vision(gathering)  # came late and waits
    making.theme(gathering)
    step = step_of(team, ana, "gathering")
    assert (step.state, step.sentence) == ("done", "One vision is revealed. One theme has been found.")
    assert states(team, ana)["vision"] == "here"


def test_a_team_that_has_begun_to_write_is_not_sent_back(team, ana):
    SharedVision.start(team)
    assert states(team, ana)["gathering"] == "later"
    assert states(team, ana)["vision"] == "here"


def test_after_the_adoption_comes_alignment_and_then_the_conditions(team, ana):
    vision = SharedVision.start(team)
    version = Version.keep(vision.text, by=ana, name="First")
    version.adopt(ana, [ana])
    assert (states(team, ana)["vision"], states(team, ana)["alignment"]) == ("done", "here")
    check = making.alignment_check(vision, ana, [(ana, 5)])
    check.close()
    assert (states(team, ana)["alignment"], states(team, ana)["conditions"]) == ("done", "here")
    assert step_of(team, ana, "alignment").sentence.startswith("1 of 1 can at least live with it.")


def test_an_open_check_is_where_the_team_is(team, ana, ben, cleo):
    vision = SharedVision.start(team)
    making.alignment_check(vision, ana, [(ana, 5)])
    assert [state for state in states(team, ana).values() if state == "here"] == ["here"]
    assert states(team, ana)["alignment"] == "here"
    actions = {person: step_of(team, person, "alignment").action for person in (ana, ben, cleo)}
    assert actions == {ana: "Go to the check", ben: "Say how far you can go", cleo: "Go to the check"}


def test_where_two_steps_ask_for_answers_the_second_is_open_too(team, ana):
    vision = SharedVision.start(team)
    Version.keep(vision.text, by=ana, name="First").adopt(ana, [ana])
    making.alignment_check(vision, ana, [(ana, 5)])
    assessment_round(team, closed=False)
    found = states(team, ana)
    assert (found["vision"], found["alignment"], found["conditions"], found["plan"]) == (
        "done",
        "here",
        "open",
        "later",
    )


def test_every_step_leads_somewhere(team, ana):
    thread = Thread.for_team(team, team.memberships.get(person=ana))
    assert [step.key for step in thread.steps if not step.url] == []


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


def test_team_home_asks_the_same_number_of_questions_for_one_and_for_many(as_ana, team, ana, page):
    vision = SharedVision.start(team)
    gathering = making.gathering(team, revealed_at=timezone.now())

    def fill(count):
        for _ in range(count):
            number = team.memberships.count()
            team.welcome(factories.person(f"Extra {number}", positions=["teacher"]), JoinedBy.LINK)
            team.agreements.create(text=f"Agreement {number}", position=number)
            making.gathered_vision(gathering, revealed=True)
            making.theme(gathering, f"Theme {number}")
            making.alignment_check(vision, ana, [(ana, 4)]).close()

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
