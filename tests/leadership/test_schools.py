"""Schools: making one, its staff page, its people, asking to join a team."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.models import District, School, StaffMember, StaffRole
from tests import factories
from tests.conftest import signed_in


@pytest.fixture
def page(northside):
    return reverse("school_home", args=(northside.slug,))


@pytest.fixture
def pia(northside):
    """Runs the school's page; on no team."""
    pia = factories.person("Pia Lang")
    northside.staff_members.create(person=pia, role=StaffRole.FACILITATOR)
    return pia


@pytest.fixture
def as_pia(pia):
    return signed_in(pia)


def test_anybody_creates_a_school_and_runs_it(as_dov, dov):
    assert as_dov.get(reverse("school_new")).status_code == 200
    answer = as_dov.post(reverse("school_new"), {"name": "Eastside"})
    school = School.objects.get(name="Eastside")
    assert answer["Location"] == reverse("school_home", args=(school.slug,))
    member = school.staff_members.get()
    assert (member.person, member.role, school.district) == (dov, StaffRole.FACILITATOR, None)
    assert as_dov.get(answer["Location"]).status_code == 200


def test_a_school_needs_a_name(as_dov):
    assert as_dov.post(reverse("school_new"), {"name": ""}).status_code == 422


def test_a_school_comes_into_a_district_only_by_whoever_runs_it(as_dov, dov, district):
    refused = as_dov.post(reverse("school_new"), {"name": "Eastside", "district": district.pk})
    assert School.objects.get(name="Eastside").district is None
    assert refused.status_code == 302  # the field is not there to be chosen, so it is not read
    own = District.found(dov, "Dov’s district")
    foreign = as_dov.post(reverse("school_new"), {"name": "Westside", "district": district.pk})
    assert foreign.status_code == 422
    as_dov.post(reverse("school_new"), {"name": "Westside", "district": own.pk})
    assert School.objects.get(name="Westside").district == own


def test_the_staff_page_names_teams_with_purpose_and_staff(as_pia, team, page):
    team.purpose = "To listen."
    team.save()
    text = as_pia.get(page).content.decode()
    for words in ("Northside team", "To listen.", "Ana Ruiz", "Cleo Marsh", "Ask to join Northside team"):
        assert words in text


def test_the_staff_page_does_not_exist_for_other_schools(as_dov, page):
    assert as_dov.get(page).status_code == 404


def test_only_people_on_the_team_get_a_link_to_it(as_pia, as_ben, team, page):
    address = f'href="{team.get_absolute_url()}"'
    assert address not in as_pia.get(page).content.decode()
    assert address in as_ben.get(page).content.decode()


def test_staff_ask_to_join_and_take_it_back(as_pia, pia, team, northside, page):
    url = reverse("team_ask", args=(northside.slug, team.pk))
    assert as_pia.post(url, {"note": "I bring cake."})["Location"] == page
    assert team.join_requests.get().note == "I bring cake."
    assert "You have asked to join." in as_pia.get(page).content.decode()
    as_pia.post(url, {"note": "Again"})
    assert team.join_requests.get().note == "I bring cake."
    as_pia.post(url, {"to": "withdraw"})
    assert team.join_requests.count() == 0


def test_a_note_over_one_line_is_refused_kindly(as_pia, team, northside):
    url = reverse("team_ask", args=(northside.slug, team.pk))
    answer = as_pia.post(url, {"note": "x" * 281}, follow=True)
    assert "Please keep your note to one line." in answer.content.decode()
    assert team.join_requests.count() == 0


def test_nobody_asks_where_no_call_is_open(as_pia, team, northside, page):
    team.open_call = False
    team.save()
    url = reverse("team_ask", args=(northside.slug, team.pk))
    assert as_pia.post(url).status_code == 404
    assert team.join_requests.count() == 0
    assert url not in as_pia.get(page).content.decode()


def test_nobody_asks_from_another_school_or_at_the_wrong_one(as_dov, as_pia, team, other_team, northside):
    assert as_dov.post(reverse("team_ask", args=(northside.slug, team.pk))).status_code == 404
    assert as_pia.post(reverse("team_ask", args=(northside.slug, other_team.pk))).status_code == 404
    assert not other_team.join_requests.exists()


def test_whoever_is_on_the_team_need_not_ask(as_ben, team, northside):
    as_ben.post(reverse("team_ask", args=(northside.slug, team.pk)))
    assert team.join_requests.count() == 0


@pytest.mark.parametrize("name", ["school_edit", "school_link"])
def test_the_school_is_run_by_its_facilitators(as_pia, as_ben, as_dov, team, northside, name):
    url = reverse(name, args=(northside.slug,))
    data = {"name": "Northside", "to": "open", "district": northside.district_id}
    statuses = [client.post(url, data).status_code for client in (as_pia, as_ben, as_dov)]
    assert statuses == [302, 403, 404]


def test_a_school_keeps_its_district_when_its_name_changes(as_pia, northside, district):
    url = reverse("school_edit", args=(northside.slug,))
    assert as_pia.get(url).status_code == 200
    as_pia.post(url, {"name": "Northside K-8", "district": district.pk})
    northside.refresh_from_db()
    assert (northside.name, northside.district) == ("Northside K-8", district)
    assert as_pia.post(url, {"name": ""}).status_code == 422


def test_the_staff_link_is_shown_to_facilitators_alone(as_pia, as_ben, team, northside, page):
    as_pia.post(reverse("school_link", args=(northside.slug,)), {"to": "open"})
    northside.refresh_from_db()
    assert northside.link_token in as_pia.get(page).content.decode()
    assert northside.link_token not in as_ben.get(page).content.decode()
    as_pia.post(reverse("school_link", args=(northside.slug,)), {"to": "close"})
    assert School.for_link(northside.link_token) is None


def test_a_role_on_the_staff_is_changed(as_pia, as_ben, team, northside, cleo):
    member = northside.staff_members.get(person=cleo)
    url = reverse("staff_member_edit", args=(northside.slug, member.pk))
    assert as_pia.get(url).status_code == 200
    assert as_ben.post(url, {"role": "facilitator"}).status_code == 403
    as_pia.post(url, {"role": "facilitator"})
    member.refresh_from_db()
    assert member.role == StaffRole.FACILITATOR


def test_staff_of_another_school_are_not_here(as_pia, northside, other_team, dov):
    theirs = StaffMember.objects.get(person=dov)
    url = reverse("staff_member_edit", args=(northside.slug, theirs.pk))
    assert as_pia.post(url, {"role": "remove"}).status_code == 404
    assert StaffMember.objects.filter(pk=theirs.pk).exists()


def test_whoever_is_on_a_team_leaves_it_first(as_ben, team, northside, ben):
    answer = as_ben.post(reverse("school_leave", args=(northside.slug,)), follow=True)
    assert "Leave the team first: Northside team." in answer.content.decode()
    assert northside.staff_members.filter(person=ben).exists()


def test_staff_leave(northside, page):
    nia = factories.person("Nia Short")
    northside.welcome(nia)
    client = signed_in(nia)
    url = reverse("school_leave", args=(northside.slug,))
    assert client.get(url).status_code == 200
    assert client.post(url)["Location"] == "/"
    assert client.get(page).status_code == 404


def test_the_last_facilitator_of_a_school_stays(as_pia, northside, pia):
    answer = as_pia.post(reverse("school_leave", args=(northside.slug,)), follow=True)
    assert "Make another person a facilitator first." in answer.content.decode()
    assert northside.staff_members.filter(person=pia).exists()


def test_school_home_asks_the_same_number_of_questions_for_one_and_for_many(as_pia, northside, page):
    def fill(count):
        for _ in range(count):
            number = northside.staff_members.count()
            factories.team(f"Team {number}", school=northside, people=[factories.person(f"Extra {number}")])

    fill(1)
    with CaptureQueriesContext(connection) as one:
        as_pia.get(page)
    fill(3)
    with CaptureQueriesContext(connection) as many:
        as_pia.get(page)
    assert len(one) == len(many) <= 10
