"""The site's admin: accounts and houses, never words; and no second, weaker door."""

import pytest
from django.contrib import admin

from leadership.models import Agreement, District, Person, School, Team
from tests import factories
from tests.conftest import signed_in
from tests.visioning import making
from visioning.models import SharedVision, Version


@pytest.fixture
def as_operator(db):
    return signed_in(factories.person("Otto Operator", is_staff=True, is_superuser=True))


def test_admin_knows_no_words_people_wrote():
    ours = {model for model in admin.site._registry if model._meta.app_label in {"leadership", "visioning", "pilots"}}
    assert ours == {Person, District, School, Team}


def test_admin_pages_show_no_words(as_operator, team, ana):
    Agreement.write(team, ana, "CANARY-AGREEMENT")
    team.purpose = "CANARY-PURPOSE"
    team.save()
    team.join_requests.create(person=factories.person("Nia Newman"), note="CANARY-NOTE")
    Version.keep(SharedVision.start(team).text, by=ana, name="CANARY-VERSION")
    pages = [
        "/admin/",
        "/admin/leadership/team/",
        f"/admin/leadership/team/{team.pk}/change/",
        f"/admin/leadership/school/{team.school_id}/change/",
        f"/admin/leadership/district/{team.school.district_id}/change/",
        f"/admin/leadership/person/{ana.pk}/change/",
    ]
    for page in pages:
        answer = as_operator.get(page)
        assert answer.status_code == 200
        assert "CANARY" not in answer.content.decode()


def test_deleting_a_house_shows_no_words(as_operator, team, ana):
    """The page that asks "are you sure" lists what goes with it: how many of each, not what they say."""
    vision = SharedVision.start(team)
    making.theme(making.gathering(team, name="CANARY-GATHERING"), "CANARY-THEME")
    making.vision_use(vision, ana, what="CANARY-USE")
    making.telling(team, ana, audience="CANARY-TELLING")
    pages = [
        as_operator.get(f"/admin/leadership/{kind}/{one.pk}/delete/")
        for kind, one in (("team", team), ("school", team.school), ("district", team.school.district))
    ]
    chosen = {"action": "delete_selected", "_selected_action": [team.pk]}
    pages.append(as_operator.post("/admin/leadership/team/", chosen))
    for answer in pages:
        assert answer.status_code == 200
        assert "CANARY" not in answer.content.decode()
    sure = as_operator.post(f"/admin/leadership/team/{team.pk}/delete/", {"post": "yes"})
    assert sure.status_code == 302
    assert not Team.objects.exists()


def test_accounts_are_neither_opened_nor_deleted_here(as_operator, ana):
    assert as_operator.get("/admin/leadership/person/add/").status_code == 403
    assert as_operator.get(f"/admin/leadership/person/{ana.pk}/delete/").status_code == 403


def test_admin_has_no_door_of_its_own(as_nobody, db):
    answer = as_nobody.get("/admin/login/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_admin_is_closed_to_facilitators(as_ana, team):
    assert as_ana.get("/admin/leadership/team/", follow=True).status_code == 403
