"""Gatherings: opened with their rules, counted while closed, revealed all at once, leaders never first."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.models import Audience, Membership, Role
from tests import factories
from tests.conftest import signed_in
from visioning.models import GatheredVision, Gathering, LateRule, TakesNoMore
from visioning.rules import may_run_gathering

from . import making

PART = {"HX-Request": "true", "HX-Target": "div#gathering"}
SAID = {"learning": "CANARY of somebody", "bring": "", "hope": ""}


@pytest.fixture
def gathering(team):
    return making.gathering(team)


@pytest.fixture
def eve(northside):
    """On the staff, not on the team: a guest where the staff is invited."""
    eve = factories.person("Eve Adeyemi", positions=["specialist"])
    northside.welcome(eve)
    return eve


@pytest.fixture
def staff_gathering(team, eve):
    return making.gathering(team, audience=Audience.STAFF)


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def rules(**fields):
    return {"name": "Autumn", "audience": "team", "late_rule": "at_once", **fields}


# --- Opening ------------------------------------------------------------------------------------------------


def test_a_facilitator_opens_one(as_ana, ana, team):
    assert "No gathering yet" in as_ana.get(url("gathering_list", team)).text
    answer = as_ana.post(url("gathering_new", team), rules(leaders_after="on", reveal_on="2026-12-01"), follow=True)
    one = team.gatherings.get()
    assert (one.number, one.opened_by, one.leaders_after, one.audience) == (1, ana, True, "team")
    assert "The gathering is open." in answer.text
    assert "0 shared so far; 2 people are invited." in answer.text


def test_only_one_waits_at_a_time(as_ana, team, gathering):
    answer = as_ana.post(url("gathering_new", team), rules())
    assert answer.status_code == 422
    assert "Another gathering waits to be revealed" in answer.text
    gathering.reveal(None)
    as_ana.post(url("gathering_new", team), rules())
    assert list(team.gatherings.values_list("number", flat=True)) == [2, 1]
    page = as_ana.get(url("gathering_list", team)).text
    assert page.index('id="gathering-2"') < page.index('id="gathering-1"')


@pytest.mark.parametrize(
    "data", [{}, rules(name=""), rules(name="x" * 200), rules(audience="all"), rules(reveal_on="x")]
)
def test_what_is_not_filled_in_comes_back(as_ana, team, data):
    answer = as_ana.post(url("gathering_new", team), data)
    assert (answer.status_code, "error-summary" in answer.text) == (422, True)
    assert not team.gatherings.exists()


def test_the_rules_stay_as_they_were(as_ana, team, gathering):
    as_ana.post(
        url("gathering_edit", team, 1), rules(name="Spring", audience="staff", late_rule="closed", leaders_after="on")
    )
    gathering.refresh_from_db()
    assert (gathering.name, gathering.audience, gathering.late_rule) == ("Spring", "team", "at_once")
    assert not gathering.leaders_after
    assert as_ana.post(url("gathering_edit", team, 1), {}).status_code == 422


# --- Who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gathering_list", "gathering", "gathering_edit", "gathering_reveal", "gathering_new"])
def test_outside_it_does_not_exist(as_dov, team, gathering, name):
    args = [] if name in {"gathering_list", "gathering_new"} else [1]
    assert as_dov.get(url(name, team, *args)).status_code == 404


@pytest.mark.parametrize("name", ["gathering_edit", "gathering_reveal", "gathering_new"])
def test_members_and_observers_do_not_run_it(as_ben, as_cleo, team, gathering, name):
    args = [] if name == "gathering_new" else [1]
    for client in (as_ben, as_cleo):
        assert client.get(url(name, team, *args)).status_code == 403
        assert client.post(url(name, team, *args), rules()).status_code == 403
    gathering.refresh_from_db()
    assert not gathering.is_revealed


def test_the_staff_sees_what_it_is_invited_to_and_no_other(eve, team, gathering):
    as_eve = signed_in(eve)
    assert as_eve.get(url("gathering_list", team)).status_code == 404
    gathering.reveal(None)
    making.gathering(team, name="For all of us", audience=Audience.STAFF)
    page = as_eve.get(url("gathering_list", team)).text
    assert "For all of us" in page
    assert "What we hope for" not in page
    assert as_eve.get(url("gathering", team, 1)).status_code == 404
    assert "4 people are invited" not in as_eve.get(url("gathering", team, 2)).text
    assert "3 people are invited" in as_eve.get(url("gathering", team, 2)).text
    for name in ("gathering_edit", "gathering_reveal"):
        assert as_eve.post(url(name, team, 2), rules()).status_code == 403
    school = as_eve.get(reverse("school_home", args=[team.school.slug])).text
    assert "For all of us" in school
    assert url("gathering", team, 2) in school


# --- Before the reveal --------------------------------------------------------------------------------------


def test_before_the_reveal_there_is_a_number_and_nobodys_words(as_ana, as_ben, as_cleo, team, gathering, ana, ben):
    """Ben's vision holds a canary. Nobody but Ben finds it, on any page, in any part, or in an export."""
    making.gathered_vision(gathering, ben, learning="CANARY of Ben")
    making.gathered_vision(gathering, learning="CANARY of nobody")
    pages = [
        "/",
        "/me/vision/",
        "/me/export/",
        "/my-words/",
        *(url(name, team) for name in ("gathering_list", "team_home", "team_plan", "shared_vision", "team_people")),
        *(url(name, team, 1) for name in ("gathering", "gathering_reveal", "vision_share", "gathered_vision_edit")),
        url("gathering", team, 1) + "?position=administrator",
        url("gathering", team, 1) + "?page=1",
    ]
    for client in (as_ana, as_cleo):
        for page in pages:
            answer = client.get(page, follow=True)
            assert "CANARY" not in answer.text, page
            part = client.get(page, follow=True, headers=PART)
            assert "CANARY" not in part.text, page
    page = as_ana.get(url("gathering", team, 1)).text
    assert "2 shared so far; 2 people are invited." in page
    assert page.count("Ben Okafor") == 0
    assert "CANARY of Ben" in as_ben.get(url("gathered_vision_edit", team, 1)).text
    assert "CANARY of Ben" in as_ben.get("/me/export/").text
    assert "CANARY of nobody" not in as_ben.get("/me/export/").text


def test_the_part_is_the_whole_element_alone(as_ana, team, gathering):
    part = as_ana.get(url("gathering", team, 1), headers=PART).text
    assert part.strip().startswith("<div")
    assert 'id="gathering"' in part
    assert "<html" not in part
    listed = as_ana.get(url("gathering_list", team), headers=PART | {"HX-Target": "section#gatherings"}).text
    assert 'id="gatherings"' in listed
    assert "<html" not in listed


# --- The reveal ---------------------------------------------------------------------------------------------


def test_all_are_revealed_at_once(as_ana, as_cleo, team, gathering, ana, ben):
    making.gathered_vision(gathering, ben, learning="Words of Ben")
    making.gathered_vision(gathering, learning="Words of nobody", positions=["teacher"])
    confirm = as_ana.get(url("gathering_reveal", team, 1)).text
    assert "Reveal all visions" in confirm
    with CaptureQueriesContext(connection) as queries:
        assert gathering.reveal(ana)
    opened = [q for q in queries if q["sql"].startswith('UPDATE "visioning_gatheredvision" SET "revealed"')]
    assert len(opened) == 1
    page = as_cleo.get(url("gathering", team, 1)).text
    for shown in ("2 visions are open", "Words of Ben", "Ben Okafor", "Words of nobody", "Without a name"):
        assert shown in page
    filtered = as_cleo.get(url("gathering", team, 1) + "?position=administrator").text
    assert "Words of Ben" in filtered
    assert "Words of nobody" not in filtered


def test_revealing_is_asked_for_and_done_by_post(as_ana, team, gathering):
    as_ana.get(url("gathering_reveal", team, 1))
    gathering.refresh_from_db()
    assert not gathering.is_revealed
    answer = as_ana.post(url("gathering_reveal", team, 1), follow=True)
    assert "The visions are open." in answer.text
    again = as_ana.post(url("gathering_reveal", team, 1), follow=True)
    assert "Somebody revealed them a moment ago." in again.text


def test_leaders_come_after_by_a_press_of_its_own(as_ana, as_cleo, team, ana, ben):
    one = making.gathering(team, leaders_after=True)
    making.gathered_vision(one, ana, learning="Words of a teacher")
    making.gathered_vision(one, ben, learning="Words of an administrator")
    making.gathered_vision(one, learning="Words of nobody", positions=["administrator"])
    as_ana.post(url("gathering_reveal", team, 1))
    page = as_cleo.get(url("gathering", team, 1)).text
    assert "Words of a teacher" in page
    assert "Words of nobody" in page
    assert "Words of an administrator" not in page
    assert "One vision waits for the next reveal." in page
    as_ana.post(url("gathering_reveal", team, 1))  # the same page sent twice
    assert "Words of an administrator" not in as_cleo.get(url("gathering", team, 1)).text
    as_ana.post(url("gathering_reveal", team, 1), {"rest": "1"})
    assert "Words of an administrator" in as_cleo.get(url("gathering", team, 1)).text


def test_asking_for_the_rest_first_reveals_nothing(as_ana, team, gathering, ben):
    making.gathered_vision(gathering, ben)
    as_ana.post(url("gathering_reveal", team, 1), {"rest": "1"})
    assert not GatheredVision.objects.revealed().exists()
    assert not Gathering.objects.get().is_revealed


@pytest.mark.parametrize(
    ("rule", "at_once", "after_the_next"),
    [(LateRule.AT_ONCE, True, True), (LateRule.TOGETHER, False, True)],
)
def test_who_comes_late_follows_the_rule(team, ana, ben, rule, at_once, after_the_next):
    one = making.gathering(team, late_rule=rule)
    one.reveal(ana)
    one.share(ben, SAID)
    one.share_unnamed(SAID, "", "some-key")
    assert one.visions.revealed().count() == (2 if at_once else 0)
    assert one.reveal_rest() == (0 if at_once else 2)
    assert (one.visions.revealed().count() == 2) == after_the_next


def test_a_late_leader_waits_too(team, ana, ben):
    one = making.gathering(team, leaders_after=True)
    one.reveal(ana)
    assert not one.share(ben, SAID).revealed
    assert one.share(ana, SAID).revealed
    assert one.reveal_rest() == 1


def test_closed_is_closed(team, ana, ben):
    one = making.gathering(team, late_rule=LateRule.CLOSED)
    one.reveal(ana)
    with pytest.raises(TakesNoMore):
        one.share(ben, SAID)
    with pytest.raises(TakesNoMore):
        one.share_unnamed(SAID, "", "some-key")


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_reveal_once(team, gathering, ana, ben):
    making.gathered_vision(gathering, ana)

    def press(person):
        try:
            return Gathering.objects.get(pk=gathering.pk).reveal(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, (ana, ben))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_nothing_shared_in_the_second_of_the_reveal_is_left_behind(team, ana, ben):
    """Whoever shares meanwhile is either revealed with the others or comes late by the rule; never neither."""
    one = making.gathering(team)

    def act(verb):
        try:
            return verb()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, (lambda: one.share(ben, SAID), lambda: Gathering.objects.get(pk=one.pk).reveal(ana))))
    assert GatheredVision.objects.get().revealed


# --- Many ---------------------------------------------------------------------------------------------------


def test_pages_ask_as_much_for_one_as_for_three(as_ana, team, ana, ben, cleo):
    counts = {"gathering": set(), "gathering_list": set()}
    one = making.gathering(team, revealed_at=timezone.now())
    for number in range(3):
        making.gathered_vision(one, [ana, ben, None][number], revealed=True, positions=["teacher"])
        for name, args in (("gathering", [1]), ("gathering_list", [])):
            with CaptureQueriesContext(connection) as queries:
                as_ana.get(url(name, team, *args))
            counts[name].add(len(queries))
        making.gathering(team, revealed_at=timezone.now())
    assert {name: len(found) for name, found in counts.items()} == {"gathering": 1, "gathering_list": 1}
    assert max(max(found) for found in counts.values()) <= 10


def test_three_hundred_come_a_page_at_a_time(as_ana, team):
    one = making.gathering(team, revealed_at=timezone.now())
    GatheredVision.objects.bulk_create(
        GatheredVision(gathering=one, key_hash=str(number), learning=f"Vision {number}.", revealed=True)
        for number in range(300)
    )
    first = as_ana.get(url("gathering", team, 1)).text
    assert first.count('class="vision-card"') == 20
    assert "Page 1 of 15" in first
    bodies = [as_ana.get(url("gathering", team, 1), {"page": page}).text for page in range(1, 16)]
    seen = {number for number in range(300) if any(f"<p>Vision {number}.</p>" in body for body in bodies)}
    assert len(seen) == 300
    assert as_ana.get(url("gathering", team, 1), {"page": "many"}).status_code == 200


def test_an_observer_reads_and_brings_nothing(as_cleo, team, gathering):
    assert "Observers read along" in as_cleo.get(url("gathering", team, 1)).text
    assert as_cleo.get(url("vision_share", team, 1)).status_code == 403
    place = Membership.objects.get(team=team, role=Role.OBSERVER)
    assert not may_run_gathering(place)
