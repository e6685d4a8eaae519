"""The shared vision's page: begun on demand, read by everybody on the team, and what is new since the last visit."""

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse

from leadership.models import JoinedBy, StaffRole
from tests import factories
from tests.conftest import signed_in
from visioning.live.labels import editor_labels
from visioning.models import Dissent, DraftingRound, SharedVision, Version, Visit

from . import making
from .writing import Hand, begin


@pytest.fixture
def vision(team):
    return begin(team)


@pytest.fixture
def page(team):
    return reverse("shared_vision", args=[team.slug])


@pytest.fixture
def visit_url(team):
    return reverse("shared_vision_visit", args=[team.slug])


def config_of(response):
    found = re.search(r'<script id="shared-text-config" type="application/json">(.*?)</script>', response.text)
    return json.loads(found[1])


def test_before_it_begins_the_page_invites_and_writes_nothing(as_ben, page):
    response = as_ben.get(page)
    assert "Start our shared vision" in response.text
    assert not SharedVision.objects.exists()


def test_an_observer_is_not_asked_to_begin(as_cleo, page, team):
    assert "Start our shared vision" not in as_cleo.get(page).text
    assert as_cleo.post(reverse("shared_vision_start", args=[team.slug])).status_code == 403
    assert not SharedVision.objects.exists()


def test_a_member_begins_it_and_it_begins_once(as_ben, as_ana, page, team):
    start = reverse("shared_vision_start", args=[team.slug])
    assert as_ben.post(start).url == page
    vision = SharedVision.objects.get(team=team)
    assert as_ana.post(start).url == page
    assert SharedVision.objects.get() == vision


def test_outsiders_find_nothing(as_dov, vision, team, page, visit_url, ana):
    Hand(vision.text, ana).write("Only for Northside.")
    assert as_dov.get(page).status_code == 404
    for url in (visit_url, reverse("shared_vision_start", args=[team.slug])):
        assert as_dov.post(url).status_code == 404
    assert not Visit.objects.exists()


def test_the_words_are_in_the_page_without_any_script(as_cleo, vision, page, ana, ben):
    Hand(vision.text, ana).write("Everybody leads here.")
    Hand(vision.text, ben).write("They <b>wonder</b> aloud.", fragment="think")
    response = as_cleo.get(page)
    assert "<p>Everybody leads here.</p>" in response.text
    assert "<p>They &lt;b&gt;wonder&lt;/b&gt; aloud.</p>" in response.text
    assert response.text.count("data-fragment=") == 10


def test_the_editor_is_told_who_may_write(as_ben, as_cleo, vision, page, ben):
    config = config_of(as_ben.get(page))
    assert config["canWrite"] is True
    assert config["person"]["name"] == "Ben Okafor"
    assert config["socket"] == f"/ws/texts/{vision.text_id}/"
    assert config["labels"]["saved"] == "Saved"
    assert config_of(as_cleo.get(page))["canWrite"] is False


def test_a_name_cannot_break_out_of_the_config(as_ben, vision, page, ben):
    ben.name = "</script><script>alert(1)</script>"
    ben.save()
    assert "</script><script>alert(1)" not in as_ben.get(page).text


def test_who_wrote_what_can_be_read_without_script(as_ben, vision, page, ana, ben):
    Hand(vision.text, ana).write("We listen first.")
    Hand(vision.text, ben).insert(0, "first", "gladly and ")
    text = as_ben.get(page + "?authors=1").text
    written = re.findall(r'<span class="written-by" aria-hidden="true">([^<]+)</span>.*?</span>([^<]+)</span>', text)
    assert written == [("Ana Ruiz", "We listen "), ("Ben Okafor", "gladly and "), ("Ana Ruiz", "first.")]


def test_first_visit_tells_nothing_new_and_reading_writes_nothing(as_ben, vision, page, ana):
    Hand(vision.text, ana).write("Fresh words from Ana.")
    assert "Since you were last here (" not in as_ben.get(page).text
    assert not Visit.objects.exists()
    assert not Version.objects.exists()


def test_what_others_changed_since_the_last_visit(as_ben, vision, page, visit_url, ana, ben):
    hand = Hand(vision.text, ana)
    hand.write("We listen first.")
    as_ben.post(visit_url)
    Hand(vision.text, ben).write("My own addition.")
    hand.insert(0, "first", "to everybody ")
    text = as_ben.get(page).text
    assert "Since you were last here (" in text
    assert "Ana Ruiz added 2 words." in text
    assert "Ben Okafor added" not in text
    as_ben.post(visit_url)
    assert "Since you were last here (" not in as_ben.get(page).text


def test_reading_it_answers_the_part_for_htmx(as_ben, vision, visit_url, ben):
    headers = {"HX-Request": "true", "HX-Target": "section#since"}
    response = as_ben.post(visit_url, headers=headers)
    assert 'id="since"' in response.text
    assert "<html" not in response.text
    assert Visit.objects.get().person == ben
    quiet = as_ben.post(visit_url, headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.content) == (204, b"")


def test_an_observer_has_visits_too(as_cleo, vision, page, visit_url, ana):
    as_cleo.post(visit_url)
    Hand(vision.text, ana).write("New words here.")
    assert "Ana Ruiz added 3 words." in as_cleo.get(page).text


def test_a_visit_keeps_a_version_where_one_is_due(as_ben, vision, visit_url, ana):
    as_ben.post(visit_url)
    assert not Version.objects.exists()
    Hand(vision.text, ana).write("Words before the visit.")
    as_ben.post(visit_url)
    assert [(one.automatic, one.plain()) for one in Version.objects.all()] == [(True, "Words before the visit.")]


def test_there_is_nothing_to_visit_before_it_begins(as_ben, visit_url):
    assert as_ben.post(visit_url).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_itself_takes_nothing_in(as_ana, vision, page, method):
    assert getattr(as_ana, method)(page).status_code == 405


@pytest.mark.parametrize("writers", [1, 3])
def test_queries_do_not_grow(as_ben, vision, page, visit_url, writers, team, django_assert_num_queries):
    as_ben.post(visit_url)
    for number in range(writers):
        person = factories.person(f"Writer {number}")
        team.welcome(person, JoinedBy.LINK)
        Hand(vision.text, person).write(f"Words number {number}.")
        Version.keep(vision.text, person, f"Version {number}").adopt(person, [person])
        making.alignment_check(vision, person, answers=[(person, 4)]).close()
        Dissent.say(vision, person, f"View {number}.")
    as_ben.get(page)
    with django_assert_num_queries(10):
        as_ben.get(page)


def test_the_editors_words_are_all_here_to_be_translated():
    source = (settings.BASE_DIR / "static/js/shared_text/labels.js").read_text()
    body = source[source.index("LABELS = {") : source.index("};")]
    assert dict(re.findall(r'^\s+(\w+):\s*"((?:[^"\\]|\\.)*)"', body, re.MULTILINE)) == editor_labels()


@pytest.fixture
def as_guest(northside, vision, ana):
    """Somebody of the staff, asked to react in a round of drafting."""
    making.drafting_round(vision, ana, audience="staff", openness="consult")
    gus = factories.person("Gus Staff")
    northside.staff_members.create(person=gus, role=StaffRole.STAFF)
    return signed_in(gus)


def test_a_guest_reads_along_and_writes_nothing(as_guest, vision, page, visit_url, team, ana):
    Hand(vision.text, ana).write("Everybody leads here.")
    version = Version.keep(vision.text, ana, "First")
    response = as_guest.get(page)
    assert "Everybody leads here." in response.text
    config = config_of(response)
    assert (config["canWrite"], config["canWeave"], config["canComment"]) == (False, False, True)
    assert "First" in as_guest.get(reverse("version_list", args=[team.slug])).text
    assert "Everybody leads here." in as_guest.get(reverse("version_detail", args=[team.slug, version.number])).text
    assert as_guest.post(visit_url).status_code == 302
    for name in ("version_keep", "shared_vision_start"):
        assert as_guest.post(reverse(name, args=[team.slug])).status_code == 403
    for name in ("version_edit", "version_restore", "version_adopt"):
        assert as_guest.post(reverse(name, args=[team.slug, version.number])).status_code == 403


def test_in_a_round_of_creating_together_a_guest_writes(as_guest, vision, page):
    DraftingRound.objects.update(openness="co_create")
    config = config_of(as_guest.get(page))
    assert config["canWrite"]
    assert config["canWeave"]


def test_what_follows_from_the_vision_and_where_we_are_now_are_there_to_read(as_cleo, vision, page, team, ana):
    said = {
        "mission": "We ask first.",
        "tagline": "Known by name.",
        "filter": "Does it help?",
        "now": "Doors are shut.",
    }
    for fragment, words in said.items():
        Hand(vision.text, ana).write(words, fragment=fragment)
    version = Version.keep(vision.text, ana)
    for address in (page, f"{page}?authors=1", reverse("version_detail", args=[team.slug, version.number])):
        text = as_cleo.get(address).text
        assert [words for words in said.values() if words not in text] == []
