"""Districts: making one, its page, its people, its schools."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.models import District, StaffRole
from tests import factories
from tests.conftest import signed_in


@pytest.fixture
def page(district):
    return reverse("district_home", args=(district.slug,))


@pytest.fixture
def dee(district):
    """Runs the district; on no school's staff."""
    dee = factories.person("Dee Park")
    district.district_members.create(person=dee, role=StaffRole.FACILITATOR)
    return dee


@pytest.fixture
def as_dee(dee):
    return signed_in(dee)


def test_anybody_creates_a_district_and_runs_it(as_dov, dov):
    assert as_dov.get(reverse("district_new")).status_code == 200
    answer = as_dov.post(reverse("district_new"), {"name": "Hill District"})
    district = District.objects.get(name="Hill District")
    assert answer["Location"] == reverse("district_home", args=(district.slug,))
    assert district.district_members.get().role == StaffRole.FACILITATOR
    assert as_dov.post(reverse("district_new"), {"name": ""}).status_code == 422


def test_district_page_is_for_its_people_and_the_staff_of_its_schools(as_dee, as_ben, as_dov, team, page):
    factories.school("Stranger")
    for client in (as_dee, as_ben):
        text = client.get(page).content.decode()
        assert "Northside" in text
        assert "Stranger" not in text
    assert as_dov.get(page).status_code == 404


def test_school_staff_see_no_link_and_no_forms(as_dee, as_ben, team, district, page):
    as_dee.post(reverse("district_link", args=(district.slug,)), {"to": "open"})
    district.refresh_from_db()
    assert district.link_token in as_dee.get(page).content.decode()
    assert district.link_token not in as_ben.get(page).content.decode()
    assert "<form" not in as_ben.get(page).content.decode().partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("name", ["district_edit", "district_link", "district_member_add"])
def test_the_district_is_run_by_its_facilitators(as_dee, as_ben, as_dov, ben, team, district, name):
    url = reverse(name, args=(district.slug,))
    data = {"name": "River", "to": "close", "email": ben.email, "role": "staff"}
    assert [client.post(url, data).status_code for client in (as_dee, as_ben, as_dov)] == [302, 403, 404]


def test_a_district_is_renamed(as_dee, district):
    url = reverse("district_edit", args=(district.slug,))
    assert as_dee.get(url).status_code == 200
    as_dee.post(url, {"name": "River and Lake"})
    district.refresh_from_db()
    assert district.name == "River and Lake"
    assert as_dee.post(url, {"name": " "}).status_code == 422


def test_somebody_on_the_staff_of_a_school_is_added(as_dee, team, district, ben):
    url = reverse("district_member_add", args=(district.slug,))
    as_dee.post(url, {"email": ben.email.upper(), "role": "facilitator"})
    assert district.district_members.get(person=ben).role == StaffRole.FACILITATOR
    again = as_dee.post(url, {"email": ben.email, "role": "staff"}, follow=True)
    assert "Ben Okafor is here already." in again.content.decode()
    assert district.district_members.get(person=ben).role == StaffRole.FACILITATOR


def test_strangers_are_not_added_and_look_like_nobody(as_dee, team, other_team, district, dov):
    url = reverse("district_member_add", args=(district.slug,))
    answers = [as_dee.post(url, {"email": email, "role": "staff"}) for email in (dov.email, "nobody@nowhere.example")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("Nobody on the staff of your schools" in answer.content.decode() for answer in answers)
    assert district.district_members.count() == 1


def test_the_last_facilitator_of_a_district_stays(as_dee, dee, district):
    member = district.district_members.get(person=dee)
    url = reverse("district_member_edit", args=(district.slug, member.pk))
    answer = as_dee.post(url, {"role": "remove"}, follow=True)
    assert "Make another person a facilitator first." in answer.content.decode()
    assert district.district_members.filter(person=dee).exists()


def test_a_district_is_handed_over(as_dee, dee, district, team, ben):
    other = district.district_members.create(person=ben)
    as_dee.post(reverse("district_member_edit", args=(district.slug, other.pk)), {"role": "facilitator"})
    mine = district.district_members.get(person=dee)
    answer = as_dee.post(reverse("district_member_edit", args=(district.slug, mine.pk)), {"role": "remove"})
    assert answer["Location"] == "/"
    assert [member.person for member in district.district_members.all()] == [ben]


def test_people_of_another_district_are_not_here(as_dee, district, dov):
    theirs = District.found(dov, "Hill District").district_members.get()
    url = reverse("district_member_edit", args=(district.slug, theirs.pk))
    assert as_dee.post(url, {"role": "remove"}).status_code == 404


def test_a_school_is_taken_out(as_dee, as_ben, team, northside, district, other_team):
    url = reverse("district_school_remove", args=(district.slug, northside.pk))
    assert as_ben.post(url).status_code == 403
    assert as_dee.post(reverse("district_school_remove", args=(district.slug, other_team.school_id))).status_code == 404
    as_dee.post(url)
    northside.refresh_from_db()
    assert northside.district is None
    assert northside.teams.count() == 1


def test_district_home_asks_the_same_number_of_questions_for_one_and_for_many(as_dee, district, page):
    def fill(count):
        for _ in range(count):
            number = district.schools.count()
            factories.school(f"School {number}", district=district)
            district.district_members.create(person=factories.person(f"Member {number}"))

    fill(1)
    with CaptureQueriesContext(connection) as one:
        as_dee.get(page)
    fill(3)
    with CaptureQueriesContext(connection) as many:
        as_dee.get(page)
    assert len(one) == len(many) <= 10
