"""The plan for telling people why: planned for a day, told, never overdue."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import Audience
from tests import factories
from tests.conftest import signed_in
from visioning.models import Telling

from . import making
from .writing import begin


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {"audience": "Families", "message": "Every child is known by name.", "teller": "", "due_on": ""} | changes


def test_nothing_planned_explains_itself(as_ben, team):
    assert "Begin with those whose help you need first." in as_ben.get(url("telling_list", team)).text


def test_planning_a_line(as_ben, as_cleo, ana, ben, team):
    as_ben.post(url("telling_add", team), said(teller=ana.pk, due_on="2020-01-31", message="First.\n<b>Second.</b>"))
    assert Telling.objects.get().written_by == ben
    page = as_cleo.get(url("telling_list", team)).text
    assert "Ana Ruiz tells it" in page
    assert "planned for Jan. 31, 2020" in page
    assert "overdue" not in page.lower()
    assert "<p>First.<br>&lt;b&gt;Second.&lt;/b&gt;</p>" in page
    assert "Add a line to the plan" not in page
    assert "We told them" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"audience": ""},
        {"audience": "x" * 121},
        {"message": ""},
        {"message": "x" * 601},
        {"teller": "0"},
        {"due_on": "soon"},
        {"due_on": "0001-01-01"},
    ],
)
def test_what_does_not_fit_comes_back(as_ben, team, change):
    response = as_ben.post(url("telling_add", team), said() | change)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not Telling.objects.exists()


def test_only_people_of_the_team_tell(as_ben, team, dov):
    assert as_ben.post(url("telling_add", team), said(teller=dov.pk)).status_code == 422


def test_told_and_not_told_after_all(as_ben, ana, team):
    telling = making.telling(team, ana)
    done = url("telling_done", team, telling.pk)
    as_ben.post(done, {"to": "done"})
    assert Telling.objects.get().done_on == timezone.localdate()
    assert "done on" in as_ben.get(url("telling_list", team)).text
    earlier = timezone.localdate() - timedelta(days=5)
    Telling.objects.update(done_on=earlier)
    as_ben.post(done)
    assert Telling.objects.get().done_on == earlier
    as_ben.post(done, {"to": "planned"})
    assert Telling.objects.get().done_on is None


def test_changing_and_removing_a_line(as_ben, ana, team):
    telling = making.telling(team, ana, due_on=date(2026, 1, 2))
    edit, remove = url("telling_edit", team, telling.pk), url("telling_remove", team, telling.pk)
    assert 'value="2026-01-02"' in as_ben.get(edit).text
    assert as_ben.post(edit, said(message="")).status_code == 422
    as_ben.post(edit, said(audience="The kitchen"))
    again = Telling.objects.get()
    assert (again.audience, again.due_on) == ("The kitchen", None)
    assert "The kitchen" in as_ben.get(remove).text
    as_ben.post(remove)
    assert not Telling.objects.exists()


def test_what_was_removed_meanwhile_is_not_made_again(ana, team):
    telling = making.telling(team, ana)
    telling.remove()
    assert not telling.mend(audience="Too late")
    assert not telling.settle(True)
    assert not Telling.objects.exists()


def test_a_teller_who_left_is_not_settled(as_ben, ana, team):
    making.telling(team, ana, teller=ana)
    ana.delete()
    assert "who tells it is not settled" in as_ben.get(url("telling_list", team)).text


def test_outsiders_and_guests_find_nothing(as_dov, dov, other_team, northside, ana, team):
    telling = making.telling(team, ana)
    making.telling(other_team, dov)
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    making.drafting_round(begin(team), ana, audience=Audience.STAFF)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("telling_list", team)).status_code == 404
        assert client.post(url("telling_add", team), said()).status_code == 404
        for name in ("telling_edit", "telling_done", "telling_remove"):
            assert client.post(url(name, team, telling.pk), said()).status_code == 404
    assert as_dov.post(url("telling_remove", other_team, telling.pk)).status_code == 404
    assert Telling.objects.filter(pk=telling.pk, done_on=None).exists()


def test_observers_change_nothing(as_cleo, ana, team):
    telling = making.telling(team, ana)
    for address in (
        url("telling_add", team),
        *(url(f"telling_{one}", team, telling.pk) for one in ("edit", "done", "remove")),
    ):
        assert as_cleo.post(address, said()).status_code == 403
    assert Telling.objects.get().done_on is None


def test_an_open_page_fetches_its_part(as_cleo, ana, team):
    making.telling(team, ana)
    answer = as_cleo.get(url("telling_list", team), headers={"HX-Request": "true", "HX-Target": "div#tellings"}).text
    assert 'id="tellings"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, rows, django_assert_num_queries):
    for number in range(rows):
        making.telling(team, ana, teller=factories.person(f"Person {number}"))
    as_ana.get(url("telling_list", team))
    with django_assert_num_queries(5):
        as_ana.get(url("telling_list", team))
