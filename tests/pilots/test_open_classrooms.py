"""Come and watch: colleagues open their doors to each other, change the invitation, call it off, keep what they talked about."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.leaving import Leaving
from leadership.models import StaffRole
from pilots.models import OpenClassroom, Visit
from tests import factories
from tests.conftest import signed_in

from . import piloting
from .piloting import local_time, open_classroom

SECRET = "Zanzibar questions on the wall"


@pytest.fixture
def eve(northside):
    """On the staff, on no team."""
    made = factories.person("Eve Stone")
    northside.welcome(made)
    return made


@pytest.fixture
def finn(district):
    """On the staff of another school of the district."""
    made = factories.person("Finn Hall")
    factories.school("Lakeside", district=district, staff=[made])
    return made


@pytest.fixture
def door(team, ana):
    return open_classroom(team.school, ana)


def body(response):
    return response.content.decode()


def listed(school):
    return reverse("open_classroom_list", args=[school.slug])


def url(name, door):
    return reverse(name, args=[door.school.slug, door.pk])


def asked(**fields):
    at = local_time(timezone.now() + timedelta(days=3))
    return {"trying": "Students ask first", "at": at, "place": "Room 7", "room_for": "2", "look_fors": "", **fields}


# --- Inviting ----------------------------------------------------------------------------------------------------------


def test_anybody_on_the_staff_opens_their_door(eve, as_ana, northside, team):
    as_eve = signed_in(eve)
    page = body(as_eve.get(reverse("open_classroom_add", args=[northside.slug])))
    assert "What do students say to each other" in page  # a start, to be changed
    said = asked(whole_district="on")
    page = body(as_eve.post(reverse("open_classroom_add", args=[northside.slug]), said, follow=True))
    assert "The door is open." in page
    assert "Nobody judges a lesson or a person here" in page
    made = OpenClassroom.objects.get()
    assert (made.host, made.room_for, made.whole_district, made.pilot) == (eve, 2, True, None)
    assert "Eve Stone invites" in body(as_ana.get(listed(northside)))


def test_an_empty_list_says_so_and_leads_on(as_ana, team):
    page = body(as_ana.get(listed(team.school)))
    assert "No door is open yet." in page
    assert reverse("open_classroom_add", args=[team.school.slug]) in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"trying": ""}, "This field is required."),
        ({"trying": "x" * 2000}, "These are 2000; all of them are still here."),
        ({"look_fors": "y" * 2001}, "These are 2001; all of them are still here."),
        ({"at": "2001-01-01T10:00"}, "This time has gone by."),
        ({"at": "9999-01-01T10:00"}, "Please check the year."),
        ({"at": "soon"}, "Enter a valid date/time."),
        ({"room_for": "0"}, "greater than or equal to 1"),
        ({"room_for": "4000"}, "less than or equal to 40"),
    ],
)
def test_what_cannot_be_said_comes_back_with_its_words(as_ana, team, wrong, said):
    response = as_ana.post(reverse("open_classroom_add", args=[team.school.slug]), asked() | wrong)
    assert response.status_code == 422
    assert said in body(response)
    assert wrong.get("trying", "Students ask first") in body(response)
    assert wrong.get("look_fors", "") in body(response)
    assert not OpenClassroom.objects.exists()


def test_an_empty_form_is_answered(as_ana, team):
    assert as_ana.post(reverse("open_classroom_add", args=[team.school.slug])).status_code == 422


def test_the_same_invitation_pressed_twice_is_one(as_ana, team):
    said = asked()
    for _press in range(2):
        assert as_ana.post(reverse("open_classroom_add", args=[team.school.slug]), said).status_code == 302
    assert OpenClassroom.objects.count() == 1
    made = OpenClassroom.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenClassroom.objects.create(school=made.school, host=made.host, trying="x", at=made.at, place=made.place)


def test_an_invitation_for_a_pilot_of_mine(as_ana, as_cleo, team, ana, other_team):
    mine = piloting.running(team, ana)
    theirs = piloting.running(other_team)
    at = reverse("open_classroom_add", args=[team.school.slug])
    assert f'<option value="{mine.pk}" selected>' in body(as_ana.get(at, {"pilot": mine.pk}))
    assert as_ana.post(at, asked(pilot=theirs.pk)).status_code == 422
    page = body(as_ana.post(at, asked(pilot=mine.pk), follow=True))
    assert "Part of a pilot:" in page
    assert mine.get_absolute_url() in page
    assert 'name="pilot"' not in body(as_cleo.get(at))  # she looks on
    as_ana.post(url("open_classroom_edit", OpenClassroom.objects.get()), {})
    mine.closed_at, mine.decision = timezone.now(), "stop"
    mine.save(update_fields=("closed_at", "decision"))
    assert f'<option value="{mine.pk}" selected>' in body(
        as_ana.get(url("open_classroom_edit", OpenClassroom.objects.get()))
    )


def test_a_pilots_page_lists_what_is_coming_in_one_query(rf, team, ana):
    pilot = piloting.running(team, ana)
    counted = []
    for more in (1, 2):
        for place in range(more):
            open_classroom(team.school, ana, pilot=pilot, place=f"Room {more} {place}")
        request = rf.get("/")
        request.pilot, request.team, request.user = pilot, team, ana
        with CaptureQueriesContext(connection) as queries:
            page = Template("{% load open_classrooms %}{% pilot_open_classrooms %}").render(
                Context({"request": request})
            )
        counted.append(len(queries))
    assert counted == [1, 1]
    assert page.count("Students ask first") == 3


# --- Who may -----------------------------------------------------------------------------------------------------------


def test_who_may_look_in(as_ana, as_ben, as_cleo, as_dov, as_nobody, eve, finn, door):
    pages = (listed(door.school), url("open_classroom", door))
    for client in (as_ana, as_ben, as_cleo, signed_in(eve)):
        assert [client.get(at).status_code for at in pages] == [200, 200]
    assert [as_dov.get(at).status_code for at in pages] == [404, 404]
    assert [signed_in(finn).get(at).status_code for at in pages] == [404, 404]
    assert [as_nobody.get(at).status_code for at in pages] == [302, 302]


def test_what_is_open_to_the_district_is_seen_there_and_only_there(as_dov, ana, finn, northside, team):
    wide = open_classroom(northside, ana, trying=SECRET, whole_district=True)
    open_classroom(northside, ana, trying="Only for us", place="Room 9")
    as_finn = signed_in(finn)
    lakeside = finn.staff_members.get().school
    page = body(as_finn.get(listed(lakeside)))
    assert SECRET in page
    assert "Northside" in page
    assert "Only for us" not in page
    page = body(as_finn.get(url("open_classroom", wide)))
    assert listed(lakeside) in page  # the way back is their own
    assert as_dov.get(url("open_classroom", wide)).status_code == 404
    assert SECRET not in body(as_dov.get(listed(as_dov_school(as_dov))))


def as_dov_school(_client):
    return factories.School.objects.get(name="Hillside")


def test_two_schools_without_a_district_see_nothing_of_each_other(ana, db):
    one, other = factories.school("One", staff=[ana]), factories.school("Other", staff=[factories.person("Eve Stone")])
    made = open_classroom(one, ana, trying=SECRET, whole_district=True)
    client = signed_in(other.staff_members.get().person)
    assert SECRET not in body(client.get(listed(other)))
    assert client.get(url("open_classroom", made)).status_code == 404
    assert "whole_district" not in body(signed_in(ana).get(reverse("open_classroom_add", args=[one.slug])))


def test_only_the_host_changes_it(as_ana, as_ben, as_cleo, as_dov, finn, door):
    for name in ("open_classroom_edit", "open_classroom_debrief"):
        for client, status in ((as_ben, 403), (as_cleo, 403), (as_dov, 404), (signed_in(finn), 404)):
            assert client.post(url(name, door), asked()).status_code == status
    door.refresh_from_db()
    assert (door.edition, door.debrief) == (0, "")
    assert as_ana.get(url("open_classroom_edit", door)).status_code == 200


# --- Changing, calling off -------------------------------------------------------------------------------------------


def test_changing_the_invitation(as_ana, door):
    said = asked(place="Library", edition=door.edition)
    assert "Library" in body(as_ana.post(url("open_classroom_edit", door), said, follow=True))
    response = as_ana.post(url("open_classroom_edit", door), said | {"place": "Gym"})
    assert response.status_code == 409
    page = body(response)
    assert "Library" in page
    assert "Gym" in page
    door.refresh_from_db()
    assert door.place == "Library"


def test_less_room_than_visitors_is_refused(as_ana, ben, eve, door):
    Visit.come(door, ben)
    Visit.come(door, eve)
    response = as_ana.post(url("open_classroom_edit", door), asked(room_for="1", edition=0))
    assert response.status_code == 422
    assert "More colleagues are coming already" in body(response)


def test_two_invitations_of_one_host_cannot_meet(as_ana, ana, door):
    other = open_classroom(door.school, ana, place="Room 8")
    said = asked(at=local_time(door.at), place=door.place, edition=0)
    response = as_ana.post(url("open_classroom_edit", other), said)
    assert response.status_code == 422
    assert "to this time and place already" in body(response)


def test_calling_off_stays_in_sight_of_those_who_would_have_come(as_ana, as_ben, eve, ben, door):
    Visit.come(door, ben)
    assert "One colleague wanted to come." in body(as_ana.get(url("open_classroom_call_off", door)))
    as_ana.post(url("open_classroom_call_off", door))
    assert "Called off" in body(as_ben.get(listed(door.school)))
    assert door.trying not in body(signed_in(eve).get(listed(door.school)))
    assert "This was called off." in body(as_ben.get(url("open_classroom", door)))
    for name in ("open_classroom_call_off", "open_classroom_edit"):
        assert as_ana.post(url(name, door), asked(edition=1)).status_code == 302
    door.refresh_from_db()
    assert (door.called_off, door.place) == (True, "Room 7")


def test_somebody_who_runs_the_school_calls_off_for_a_host_who_cannot(as_ben, eve, northside, door):
    at = url("open_classroom_call_off", door)
    assert as_ben.post(at).status_code == 403
    northside.staff_members.filter(person=eve).update(role=StaffRole.FACILITATOR)
    assert signed_in(eve).post(at).status_code == 302
    door.refresh_from_db()
    assert door.called_off


# --- After -------------------------------------------------------------------------------------------------------------


def test_what_was_talked_about_is_for_those_who_were_there(as_ana, as_ben, ben, eve, northside, door):
    Visit.come(door, ben)
    assert as_ana.post(url("open_classroom_debrief", door), {"debrief": SECRET, "edition": 0}).status_code == 302
    door.refresh_from_db()
    assert door.debrief == ""  # it waits for the visit
    begun(door)
    as_ana.post(url("open_classroom_debrief", door), {"debrief": SECRET, "edition": 0})
    assert SECRET in body(as_ben.get(url("open_classroom", door)))
    northside.staff_members.filter(person=eve).update(role=StaffRole.FACILITATOR)
    page = body(signed_in(eve).get(url("open_classroom", door)))
    assert SECRET not in page
    assert "Ben Okafor" not in page
    response = as_ana.post(url("open_classroom_debrief", door), {"debrief": "Other words", "edition": 0})
    assert response.status_code == 409
    assert SECRET in body(response)
    assert "Other words" in body(response)


def test_from_a_visit_to_a_pilot(as_ana, as_ben, ben, team, door):
    Visit.come(door, ben)
    begun(door)
    assert reverse("pilot_start", args=[team.slug]) in body(as_ben.get(url("open_classroom", door)))
    door.refresh_from_db()
    assert "Where you were" in body(as_ben.get(listed(door.school))) or not door.is_over


def begun(door, hours=1):
    OpenClassroom.objects.filter(pk=door.pk).update(at=timezone.now() - timedelta(hours=hours))
    door.refresh_from_db()


def test_what_is_over_is_listed_for_those_who_were_there(as_ana, as_ben, eve, ben, door):
    Visit.come(door, ben)
    begun(door, hours=50)
    for client in (as_ana, as_ben):
        page = body(client.get(listed(door.school)))
        assert "Where you were" in page
        assert door.trying in page
    assert door.trying not in body(signed_in(eve).get(listed(door.school)))


def test_an_account_that_goes_takes_its_invitations_and_words_along(ana, ben, eve, door, team):
    Visit.come(door, ben)
    Visit.objects.update(saw=SECRET)
    other = open_classroom(team.school, eve, place="Room 9")
    Visit.come(other, ben)
    assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert not Visit.objects.exists()
    assert Leaving.carry_out(eve, Leaving.of(eve).going)
    assert list(OpenClassroom.objects.all()) == [door]


@pytest.mark.parametrize("page", ["list", "one"])
def test_the_pages_ask_the_database_as_often_for_many(as_ana, as_ben, ana, ben, northside, team, page):
    counted = []
    for count in (1, 2):
        for place in range(count):
            made = open_classroom(northside, ana, place=f"Room {count} {place}", room_for=9)
            for name in ("x", "y", "z")[: count + 1]:
                visitor = factories.person(f"{name} {count} {place}")
                northside.welcome(visitor)
                Visit.come(made, visitor)
        at = listed(northside) if page == "list" else url("open_classroom", made)
        with CaptureQueriesContext(connection) as queries:
            assert as_ana.get(at).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 10
