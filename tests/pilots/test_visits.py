"""Visits to an open classroom: each comes for themselves, the last place is taken once, what was seen stays among those who were there."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from pilots.models import OpenClassroom, Visit
from pilots.models.visits import NoRoom
from tests import factories
from tests.conftest import signed_in

from .piloting import open_classroom

SECRET = "Zanzibar talk at table three"


@pytest.fixture
def door(team, ana):
    return open_classroom(team.school, ana, room_for=1)


def body(response):
    return response.content.decode()


def url(name, door):
    return reverse(name, args=[door.school.slug, door.pk])


def begun(door):
    OpenClassroom.objects.filter(pk=door.pk).update(at=timezone.now() - timedelta(hours=1))
    door.refresh_from_db()


def test_coming_and_not_coming_after_all(as_ana, as_ben, as_cleo, door):
    page = body(as_ben.post(url("visit_add", door), follow=True))
    assert "You are coming." in page
    assert "Ben Okafor" in page
    assert "Ben Okafor" in body(as_ana.get(url("open_classroom", door)))
    page = body(as_cleo.get(url("open_classroom", door)))  # she looks on in her team; here she is a colleague
    assert "Ben Okafor" not in page
    assert "The one place is taken" in page
    assert "I’ll come" not in page
    assert "Your place is free again" in body(as_ben.post(url("visit_remove", door), follow=True))
    assert "I’ll come" in body(as_cleo.get(url("open_classroom", door)))


def test_from_the_list_one_comes_back_to_the_list(as_ben, door):
    here = reverse("open_classroom_list", args=[door.school.slug])
    for name, said in (("visit_add", "You are coming."), ("visit_remove", "I’ll come")):
        response = as_ben.post(url(name, door), {"to": "list"}, follow=True)
        assert response.redirect_chain[-1][0] == here
        assert said in body(response)


def test_htmx_gets_the_part_alone_and_what_happened(as_ben, door):
    headers = {"HX-Request": "true", "HX-Target": "section#open-classroom-places"}
    for name, said in (("visit_add", "You are coming."), ("visit_remove", "You are not coming.")):
        part = body(as_ben.post(url(name, door), headers=headers))
        assert 'id="open-classroom-places"' in part
        assert "<html" not in part
        assert said in part
        assert "Ben Okafor" in part or name == "visit_remove"


def test_pressed_twice_is_one(as_ben, door):
    for _press in range(2):
        as_ben.post(url("visit_add", door))
    assert Visit.objects.count() == 1
    for _press in range(2):
        assert as_ben.post(url("visit_remove", door)).status_code == 302
    assert not Visit.objects.exists()


def test_the_last_place_is_taken_kindly(as_ben, as_cleo, cleo, door):
    as_ben.post(url("visit_add", door))
    assert "The last place was taken a moment ago." in body(as_cleo.post(url("visit_add", door), follow=True))
    assert Visit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_at_once_one_gets_it(team, ana, ben, cleo):
    door = open_classroom(team.school, ana, room_for=1)
    start, full = threading.Barrier(2), []

    def come(person):
        start.wait()
        try:
            Visit.come(door, person)
        except NoRoom:
            full.append(person)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[person]) for person in (ben, cleo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Visit.objects.count(), len(full)) == (1, 1)


def test_who_may_come(as_ana, as_dov, as_nobody, district, door):
    assert as_ana.post(url("visit_add", door)).status_code == 403  # the host is there anyway
    assert as_dov.post(url("visit_add", door)).status_code == 404
    assert as_nobody.post(url("visit_add", door)).status_code == 302
    finn = factories.person("Finn Hall")
    factories.school("Lakeside", district=district, staff=[finn])
    as_finn = signed_in(finn)
    assert as_finn.post(url("visit_add", door)).status_code == 404
    OpenClassroom.objects.update(whole_district=True)
    assert as_finn.post(url("visit_add", door)).status_code == 302
    assert list(Visit.objects.values_list("person__name", flat=True)) == ["Finn Hall"]
    # Whoever comes stays invited, even if the host closes the door to other schools; once they give up, no longer.
    OpenClassroom.objects.update(whole_district=False)
    assert as_finn.get(url("open_classroom", door)).status_code == 200
    assert "Your place is free again" in body(as_finn.post(url("visit_remove", door), follow=True))
    assert as_finn.get(url("open_classroom", door)).status_code == 404


def test_nobody_comes_to_what_is_called_off_or_over(as_ben, door):
    OpenClassroom.objects.update(called_off=True)
    assert "Nothing was changed." in body(as_ben.post(url("visit_add", door), follow=True))
    OpenClassroom.objects.update(called_off=False, at=timezone.now() - timedelta(days=1))
    assert "Nothing was changed." in body(as_ben.post(url("visit_add", door), follow=True))
    assert not Visit.objects.exists()


# --- What I saw --------------------------------------------------------------------------------------------------------


def test_what_a_visitor_saw_is_for_those_who_were_there(as_ana, as_ben, as_cleo, ben, door):
    Visit.come(door, ben)
    at = url("visit_words", door)
    assert "This is written after the visit." in body(as_ben.post(at, {"saw": SECRET, "edition": 0}, follow=True))
    begun(door)
    assert SECRET in body(as_ben.post(at, {"saw": SECRET, "edition": 0}, follow=True))
    assert SECRET in body(as_ana.get(url("open_classroom", door)))
    assert SECRET not in body(as_cleo.get(url("open_classroom", door)))
    assert as_cleo.get(at).status_code == 404  # she was not there
    assert as_ana.get(at).status_code == 403  # the host has the words after


def test_two_windows_do_not_overwrite_each_other(as_ben, ben, door):
    Visit.come(door, ben)
    begun(door)
    at = url("visit_words", door)
    as_ben.post(at, {"saw": SECRET, "edition": 0})
    response = as_ben.post(at, {"saw": "Other words", "edition": 0})
    assert response.status_code == 409
    assert SECRET in body(response)
    assert "Other words" in body(response)
    assert as_ben.post(at, {"saw": "Other words", "edition": 1}).status_code == 302
    as_ben.post(at, {"saw": "", "edition": 2})  # taken back
    assert Visit.objects.get().saw == ""


def test_too_long_words_come_back_whole(as_ben, ben, door):
    Visit.come(door, ben)
    begun(door)
    words = "word " * 500
    response = as_ben.post(url("visit_words", door), {"saw": words, "edition": 0})
    assert response.status_code == 422
    assert "These are 2499; all of them are still here." in body(response)
    assert words.strip() in body(response)
    assert as_ben.post(url("visit_words", door)).status_code == 422


def test_words_are_text(as_ben, ben, door):
    Visit.come(door, ben)
    begun(door)
    as_ben.post(url("visit_words", door), {"saw": "<b>bold</b>", "edition": 0})
    assert "&lt;b&gt;bold&lt;/b&gt;" in body(as_ben.get(url("open_classroom", door)))


def test_whoever_was_not_there_says_so(as_ben, ben, door):
    Visit.come(door, ben)
    begun(door)
    assert "I was not there" in body(as_ben.get(url("open_classroom", door)))
    as_ben.post(url("visit_remove", door))
    assert not Visit.objects.exists()


def test_whoever_leaves_the_school_gives_up_their_place_and_opens_no_door(team, northside, ana, ben, door):
    neighbour = factories.person("Gus Bell")
    factories.school("Riverside", district=northside.district, staff=[neighbour])
    northside.welcome(neighbour)
    wide = open_classroom(northside, ana, place="Room 9", whole_district=True)
    for one in (door, wide):
        Visit.come(one, neighbour)
        northside.staff_members.get(person=neighbour).delete()
        northside.welcome(neighbour)
    assert Visit.objects.filter(person=neighbour).count() == 2  # as one of the district they would still get in
    Visit.objects.all().delete()
    before = open_classroom(northside, ana, place="Room 3", at=timezone.now() - timedelta(days=3))
    for one in (before, door, wide):
        one.visits.create(person=ben, saw=SECRET)
    northside.staff_members.get(person=ben).delete()
    assert Visit.objects.get(person=ben).open_classroom == before
    northside.staff_members.get(person=ana).delete()
    assert [one.called_off for one in OpenClassroom.objects.order_by("at", "pk")] == [False, True, True]
