"""The vision in use: the question on top, what it decided, and three meters that say so in a sentence first."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import Audience
from tests import factories
from tests.conftest import signed_in
from visioning.alignment_result import sentences_of
from visioning.models import Version, VisionUse

from . import making
from .writing import Hand, begin


@pytest.fixture
def vision(team):
    return begin(team)


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {"what": "The late bus", "outcome": "redesign", "how": "", "on": timezone.localdate().isoformat()} | changes


def test_before_there_is_a_vision_the_page_leads_to_it(as_ben, team):
    page = as_ben.get(url("vision_use_list", team)).text
    assert "This begins when your team has a vision" in page
    assert as_ben.post(url("vision_use_add", team), said()).status_code == 404


def test_nothing_yet_explains_itself(as_cleo, team, vision):
    page = as_cleo.get(url("vision_use_list", team)).text
    assert page.count("Nothing yet:") == 3
    assert '<svg class="strip"' not in page
    assert "Your team has not written its question yet." in page


def test_the_question_stands_on_top(as_ben, ben, team, vision):
    Hand(vision.text, ben).write("How does this help students <b>become</b> curious?", fragment="filter")
    page = as_ben.get(url("vision_use_list", team)).text
    assert "How does this help students &lt;b&gt;become&lt;/b&gt; curious?" in page
    assert page.index("curious?") < page.index("Defined, communicated, used")


def test_a_member_notes_a_use_and_all_read_it(as_ben, as_cleo, ben, team, vision):
    response = as_ben.post(url("vision_use_add", team), said(how="Nobody\n<i>rides</i> it."), follow=True)
    assert "Noted. Thank you for writing it down." in response.text
    assert VisionUse.objects.get().noted_by == ben
    page = as_cleo.get(url("vision_use_list", team)).text
    assert "<p>Nobody<br>&lt;i&gt;rides&lt;/i&gt; it.</p>" in page
    assert "We changed it" in page
    assert "noted by Ben Okafor" in page
    assert "We put an idea to it" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"what": ""},
        {"what": "x" * 281},
        {"outcome": "maybe"},
        {"outcome": ""},
        {"how": "x" * 601},
        {"on": "2999-01-01"},
        {"on": "0001-01-01"},
        {"on": ""},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, vision, change):
    response = as_ben.post(url("vision_use_add", team), said(how="My own words") | change)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert change.get("how", "My own words") in response.text
    assert not VisionUse.objects.exists()


# --- The meters -------------------------------------------------------------------------------------------------


def test_the_meters_say_it_in_a_sentence_then_a_table_then_a_picture(as_cleo, ana, ben, team, vision):
    Hand(vision.text, ana).write("Words.")
    Version.keep(vision.text, ana, "January").adopt(ana, [ana, ben])
    check = making.alignment_check(vision, ana, answers=[(ana, 4), (ben, 5)])
    check.close()
    told = making.telling(team, ana, audience="The bus drivers")
    told.settle(True)
    making.telling(team, ana, audience="Families")
    for outcome in ("go", "decline"):
        making.vision_use(vision, ben, outcome=outcome)
    page = as_cleo.get(url("vision_use_list", team)).text
    assert "The team adopted its vision on" in page
    assert "The last alignment check closed on" in page
    check.refresh_from_db()
    assert unescape(page).count(sentences_of([check])[check.pk]) == 2
    assert "These have heard why: The bus drivers. One more telling is planned." in page
    assert "The vision has decided something 2 times" in page
    assert "Once it led you to change an idea or say no." in page
    assert page.count('<svg class="strip"') == 3
    assert page.index("The vision has decided something") < page.index("<caption>The last twelve months")
    assert page.index("<caption>The last twelve months") < page.rindex('<svg class="strip"')


def test_old_uses_count_in_the_sentence_and_leave_the_months_empty(as_cleo, ben, team, vision):
    making.vision_use(vision, ben, on=date(2020, 5, 4))
    page = as_cleo.get(url("vision_use_list", team)).text
    assert "The vision has decided something once, on May 4, 2020." in page
    assert "None in these months" in page


def test_a_long_log_opens_short(as_cleo, ben, team, vision):
    for number in range(33):
        making.vision_use(vision, ben, what=f"Idea {number:02}", on=timezone.localdate() - timedelta(days=number))
    page = as_cleo.get(url("vision_use_list", team)).text
    assert "Show 3 more" in page
    assert "Idea 32" not in page
    assert "Idea 32" in as_cleo.get(url("vision_use_list", team) + "?all=1").text


# --- Mending and removing ------------------------------------------------------------------------------------------


def test_whoever_noted_it_mends_and_removes_it(as_ben, ben, team, vision):
    use = making.vision_use(vision, ben)
    edit, remove = url("vision_use_edit", team, use.pk), url("vision_use_remove", team, use.pk)
    assert "The reading program" in as_ben.get(edit).text
    assert as_ben.post(edit, said(what="")).status_code == 422
    as_ben.post(edit, said())
    assert VisionUse.objects.get().what == "The late bus"
    assert "It goes for good" in as_ben.get(remove).text
    as_ben.post(remove)
    assert not VisionUse.objects.exists()
    assert as_ben.post(remove).status_code == 404


def test_others_leave_it_alone_but_a_facilitator_may(as_ana, as_ben, ana, team, vision):
    use = making.vision_use(vision, ana)
    for name in ("vision_use_edit", "vision_use_remove"):
        assert as_ben.get(url(name, team, use.pk)).status_code == 403
        assert as_ben.post(url(name, team, use.pk), said()).status_code == 403
    assert url("vision_use_edit", team, use.pk) not in as_ben.get(url("vision_use_list", team)).text
    by_ben = making.vision_use(vision, factories.person("Flo Reyes"))
    as_ana.post(url("vision_use_remove", team, by_ben.pk))
    assert list(VisionUse.objects.all()) == [use]


def test_mending_what_somebody_removed_meanwhile(ben, vision):
    use = making.vision_use(vision, ben)
    use.remove()
    assert not use.mend(what="Too late")


def test_whoever_left_is_a_former_colleague(as_ana, ben, team, vision):
    making.vision_use(vision, ben)
    ben.delete()
    assert "noted by a former colleague" in as_ana.get(url("vision_use_list", team)).text


# --- Who may -------------------------------------------------------------------------------------------------------


def test_outsiders_and_guests_find_nothing(as_dov, dov, other_team, northside, ana, team, vision):
    use = making.vision_use(vision, ana, what="Only for Northside")
    own = making.vision_use(begin(other_team), dov)
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    making.drafting_round(vision, ana, audience=Audience.STAFF)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("vision_use_list", team)).status_code == 404
        assert client.post(url("vision_use_add", team), said()).status_code == 404
        for name in ("vision_use_edit", "vision_use_remove"):
            assert client.post(url(name, team, use.pk), said()).status_code == 404
    assert as_dov.get(url("vision_use_edit", other_team, use.pk)).status_code == 404
    assert set(VisionUse.objects.all()) == {use, own}


def test_observers_note_nothing(as_cleo, ana, team, vision):
    use = making.vision_use(vision, ana)
    for address in (
        url("vision_use_add", team),
        url("vision_use_edit", team, use.pk),
        url("vision_use_remove", team, use.pk),
    ):
        assert as_cleo.post(address, said()).status_code == 403
    assert VisionUse.objects.get().what == "The reading program"


def test_an_open_page_fetches_its_part(as_cleo, ana, team, vision):
    making.vision_use(vision, ana)
    headers = {"HX-Request": "true", "HX-Target": "div#uses"}
    answer = as_cleo.get(url("vision_use_list", team), headers=headers).text
    assert 'id="uses"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, vision, rows, django_assert_num_queries):
    for number in range(rows):
        making.vision_use(vision, factories.person(f"Person {number}"))
        making.telling(team, ana).settle(True)
        Hand(vision.text, ana).write(f"Words {number}.")
        Version.keep(vision.text, ana, f"Version {number}").adopt(ana, [ana])
        making.alignment_check(vision, ana, answers=[(ana, 4)]).close()
    as_ana.get(url("vision_use_list", team))
    with django_assert_num_queries(10):
        as_ana.get(url("vision_use_list", team))
