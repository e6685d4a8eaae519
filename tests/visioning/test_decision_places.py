"""Who stands where with a decision: the team, the staff whom it asks, nobody else; and what the staff of a school reads."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import StaffMember
from tests import factories
from tests.conftest import signed_in
from visioning.guests import hearers
from visioning.models import Decision, SharedVision, Version

from .deciding import brought, decided, draft, dropped, opened
from .writing import Hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia(northside):
    """On the staff, on no team."""
    person = factories.person("Nia Newman")
    StaffMember.objects.create(school=northside, person=person)
    return person


@pytest.fixture
def as_nia(nia):
    return signed_in(nia)


def school_log(school):
    return reverse("school_decision_list", args=[school.slug])


def test_the_staff_reads_what_is_open_to_them_and_no_draft(as_nia, ana, team):
    made = draft(team, ana, question="Draft?")
    ours = opened(team, ana, audience="team", question="Ours?")
    for one in (made, ours):
        assert as_nia.get(one.get_absolute_url()).status_code == 404
    for one in (opened(team, ana), decided(team, ana, question="Done?"), dropped(team, ana, question="Dropped?")):
        assert as_nia.get(one.get_absolute_url()).status_code == 200


def test_a_guest_finds_no_link_that_leads_nowhere(as_nia, ana, team):
    one = opened(team, ana, guide="vision")
    page = as_nia.get(one.get_absolute_url()).text
    home = reverse("team_home", args=[team.slug])
    addresses = {part.split('"')[0] for part in page.split('href="')[1:]}
    below = sorted(address for address in addresses if address.startswith(home))
    assert below == [reverse("decision_input_add", args=[team.slug, one.number])]
    assert school_log(team.school) in addresses


def test_a_guest_reads_of_the_vision_what_was_adopted(as_nia, ana, team):
    vision = SharedVision.start(team)
    hand = Hand(vision.text, ana)
    hand.write("Adopted canary?", "filter")
    one = opened(team, ana)
    assert "Adopted canary?" not in as_nia.get(one.get_absolute_url()).text
    Version.keep(vision.text, ana, "First").adopt(ana, [ana])
    hand.write("Draft canary?", "filter")
    page = as_nia.get(one.get_absolute_url()).text
    assert "Adopted canary?" in page
    assert "Draft canary?" not in page


@pytest.mark.parametrize("name", ["edit", "open", "remove", "drop", "explain"])
def test_a_guest_changes_nothing_else(as_nia, ana, team, name):
    one = opened(team, ana)
    address = reverse(f"decision_{name}", args=[team.slug, one.number])
    answer = as_nia.post(address, {})
    assert answer.status_code == 403
    assert f'href="{one.get_absolute_url()}"' in answer.text
    assert as_nia.get(reverse("decision_list", args=[team.slug])).status_code == 404


def test_the_school_reads_what_its_teams_decided_and_why(as_nia, as_ana, ana, nia, team):
    draft(team, ana, question="Draft?")
    decided(team, ana, audience="team", question="Ours?")
    one = opened(team, ana, question="Open?")
    brought(one, nia)
    decided(team, ana, question="Done?", explanation="We heard about the busses.")
    dropped(team, ana, question="Dropped?", because="Nobody needs it.")
    for client in (as_nia, as_ana):
        page = client.get(school_log(team.school)).text
        for words in (
            "Open?",
            "Done?",
            "Wednesday mornings stay free of meetings.",
            "We heard about the busses.",
            "Nobody needs it.",
        ):
            assert words in page
        for words in ("Draft?", "Ours?"):
            assert words not in page
    assert "you have given input" in as_nia.get(school_log(team.school)).text


def test_the_school_reads_what_was_replaced(as_nia, ana, team):
    old = decided(team, ana, question="First?")
    decided(team, ana, question="Second?", supersedes=old)
    assert "replaced by no. 2 on" in as_nia.get(school_log(team.school)).text


def test_a_school_without_decisions_says_what_comes(as_nia, northside):
    page = as_nia.get(school_log(northside)).text
    assert "No team has opened a decision to the staff yet." in page


def test_other_schools_find_nothing(as_dov, as_nobody, ana, team):
    opened(team, ana)
    assert as_dov.get(school_log(team.school)).status_code == 404
    assert as_nobody.get(school_log(team.school)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_nia, nia, ana, northside, rows, django_assert_num_queries):
    for number in range(rows):
        team = factories.team(f"Team {number}", school=northside, people={ana: "facilitator"})
        brought(opened(team, ana), nia)
        decided(team, ana, question="Done?")
    as_nia.get(school_log(northside))
    with django_assert_num_queries(6):
        as_nia.get(school_log(northside))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_guest_do_not_grow(as_nia, nia, ana, team, rows, django_assert_max_num_queries):
    one = opened(team, ana)
    for number in range(rows):
        brought(one, factories.person(f"Person {number}"))
    as_nia.get(one.get_absolute_url())
    with django_assert_max_num_queries(10):
        as_nia.get(one.get_absolute_url())


def test_the_staff_hears_news_of_decisions_that_are_open_to_them(ana, ben, nia, dov, team):
    people = [ana.pk, ben.pk, nia.pk, dov.pk]
    draft(team, ana)
    opened(team, ana, audience="team", question="Ours?")
    assert hearers(people, slug=team.slug) == {}
    opened(team, ana, question="For all?")
    assert hearers(people, slug=team.slug) == {nia.pk: frozenset({"decisions"})}


def test_whoever_left_the_team_and_the_school_finds_nothing(as_ben, ana, ben, team):
    one = opened(team, ana)
    team.memberships.get(person=ben).delete()
    assert as_ben.get(one.get_absolute_url()).status_code == 200
    StaffMember.objects.filter(person=ben).delete()
    assert as_ben.get(one.get_absolute_url()).status_code == 404


def test_rights_are_said_to_guests_too(as_nia, ana, team):
    one = opened(team, ana, openness="co_create")
    Decision.objects.filter(pk=one.pk).update(input_until=timezone.localdate() + timedelta(days=3))
    page = as_nia.get(one.get_absolute_url()).text
    assert "What you bring becomes part of it." in page
    assert "Everybody on the staff of the school, until" in page
