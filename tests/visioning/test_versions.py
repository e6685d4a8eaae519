"""Versions: kept, named, read, compared, brought back as a new change, adopted with date and people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import JoinedBy
from tests import factories
from visioning.live import store
from visioning.live.authorship import Authors, contributions, read_text
from visioning.live.reading import read
from visioning.models import Adoption, TextUpdate, Version

from .writing import Hand, begin


@pytest.fixture
def vision(team):
    return begin(team)


@pytest.fixture
def text(vision):
    return vision.text


@pytest.fixture
def ana_writes(text, ana):
    return Hand(text, ana)


@pytest.fixture
def ben_writes(text, ben):
    return Hand(text, ben)


@pytest.fixture
def draft(text, ana, ana_writes):
    """Version 1, named, and the text has gone on since."""
    ana_writes.write("We listen to every child.")
    version = Version.keep(text, ana, "First draft")
    ana_writes.write("And we act on it.")
    return version


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def names_of(text):
    return {one.name: one.words for one in contributions(Authors.of(text.pk), read_text(text.pk))}


# --- Keeping ------------------------------------------------------------------------------------------------


def test_keeping_freezes_the_words(text, ana, ana_writes, draft):
    ana_writes.erase(0, " every child")
    again = Version.objects.get(pk=draft.pk)
    assert again.plain() == "We listen to every child."
    assert again.html() == "<p>We listen to every child.</p>"
    assert [(one.name, one.words) for one in again.contributors()] == [("Ana Ruiz", 5)]
    assert (again.number, again.word_count, again.words_added, again.words_removed) == (1, 5, 5, 0)


def test_keeping_the_same_words_twice_keeps_one(text, ana, ben, ana_writes):
    ana_writes.write("Words.")
    first = Version.keep(text, automatic=True)
    assert Version.keep(text, ana) == first
    named = Version.keep(text, ben, "For the board")
    assert (named.pk, named.name, named.kept_by, named.automatic) == (first.pk, "For the board", ben, False)
    assert Version.keep(text, ana, "For the parents").number == 2


def test_automatic_points_wait_for_words_and_for_half_an_hour(text, ana_writes):
    assert Version.keep_if_due(text) is None
    ana_writes.write("Words.")
    first = Version.keep_if_due(text)
    assert (first.number, first.automatic) == (1, True)
    ana_writes.write("More words.")
    assert Version.keep_if_due(text) is None
    Version.objects.update(kept_at=timezone.now() - timedelta(minutes=31))
    second = Version.keep_if_due(text)
    assert (second.number, second.words_added) == (2, 2)
    Version.objects.update(kept_at=timezone.now() - timedelta(minutes=31))
    assert Version.keep_if_due(text) is None


def test_a_version_is_small(text, ana_writes):
    ana_writes.write("We listen to every child, and to each other. " * 60)
    for _turn in range(20):
        ana_writes.insert(0, 3, "really ")
        ana_writes.erase(0, "really ")
    assert len(Version.keep(text).words) < 1500


def test_a_member_keeps_one_from_the_page(as_ben, ben, team, text, ana_writes):
    ana_writes.write("Words to keep.")
    response = as_ben.post(url("version_keep", team), {"name": "After\nthe meeting"}, follow=True)
    assert Version.objects.get().kept_by == ben
    assert "After the meeting" in response.text


def test_a_name_that_is_too_long_comes_back(as_ben, team, text, ana_writes):
    ana_writes.write("Words to keep.")
    response = as_ben.post(url("version_keep", team), {"name": "x" * 200})
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not Version.objects.exists()


def test_naming_one_later(as_ben, team, text, ana_writes):
    ana_writes.write("Words.")
    Version.keep(text, automatic=True)
    page = url("version_edit", team, 1)
    assert as_ben.get(page).status_code == 200
    assert as_ben.post(page, {"name": "x" * 200}).status_code == 422
    as_ben.post(page, {"name": "January"})
    version = Version.objects.get()
    assert (version.name, version.automatic) == ("January", False)


# --- Reading and comparing ----------------------------------------------------------------------------------


def test_the_list_says_when_and_by_whom(as_cleo, ana, team, draft, text):
    Version.keep(text, automatic=True)
    page = as_cleo.get(url("version_list", team)).text
    assert "First draft (Version 1)" in page
    assert "Kept by Ana Ruiz on" in page
    assert "Kept by itself on" in page
    assert "since the one before: 5 added, 0 removed" in page
    assert "Keep this version" not in page
    ana.delete()
    assert "Kept by a former colleague on" in as_cleo.get(url("version_list", team)).text


def test_the_list_without_any_says_what_they_are_for(as_ben, team, vision):
    assert "No version yet." in as_ben.get(url("version_list", team)).text


def test_one_version_is_read_as_it_was(as_cleo, team, draft):
    page = as_cleo.get(url("version_detail", team, 1)).text
    assert "<p>We listen to every child.</p>" in page
    assert "And we act on it." not in page
    assert "Bring these words back" not in page
    assert (
        '<span class="written-by" aria-hidden="true">Ana Ruiz</span>'
        in as_cleo.get(url("version_detail", team, 1) + "?authors=1").text
    )


def test_comparing_says_it_in_a_sentence_first(as_cleo, team, draft, ben_writes):
    ben_writes.erase(0, " every child")
    page = as_cleo.get(url("version_compare", team) + "?old=1&new=now").text
    assert "Ana Ruiz added 5 words." in page
    assert "Ben Okafor removed 2 words." in page
    assert page.index("Ana Ruiz added 5 words.") < page.index("<del>")
    assert page.count("<ins>") == 1


def test_the_order_of_the_two_does_not_matter(as_cleo, team, draft):
    address = url("version_compare", team)
    assert "Ana Ruiz added 5 words." in as_cleo.get(address + "?old=now&new=1").text
    assert "Nothing changed." in as_cleo.get(address + "?old=1&new=1").text


@pytest.mark.parametrize("query", ["?old=7&new=now", "?old=x", "?new=-1", "?old=1%00", "?old=99999999999999999999"])
def test_points_that_are_none_are_refused_kindly(as_cleo, team, draft, query):
    response = as_cleo.get(url("version_compare", team) + query)
    assert response.status_code == 422
    assert "error-summary" in response.text


def test_comparing_starts_with_the_newest_version_and_now(as_cleo, team, draft):
    assert "Ana Ruiz added 5 words." in as_cleo.get(url("version_compare", team)).text


# --- Restoring ----------------------------------------------------------------------------------------------


def test_restoring_is_a_new_change_and_erases_nothing(as_ben, ben, team, text, draft, ana_writes):
    ana_writes.erase(0, "every ")
    rows = TextUpdate.objects.filter(text=text).count()
    assert as_ben.get(url("version_restore", team, 1)).text.count("<del>") == 1
    response = as_ben.post(url("version_restore", team, 1), follow=True)
    assert "The text says again what it said in “First draft (Version 1)”." in response.text
    assert read_text(text.pk).plain() == "We listen to every child."
    assert TextUpdate.objects.filter(text=text).count() == rows + 1
    kept = Version.objects.get(number=2)
    assert (kept.plain(), kept.automatic) == ("We listen to child.\nAnd we act on it.", True)


def test_words_that_stayed_keep_their_author(text, ben, draft, ana_writes):
    ana_writes.erase(0, "every ")
    draft.restore(ben)
    assert names_of(text) == {"Ana Ruiz": 4, "Ben Okafor": 1}


def test_restoring_what_is_there_does_nothing(as_ben, team, text, ana_writes, ana):
    ana_writes.write("The same.")
    Version.keep(text, ana)
    rows = TextUpdate.objects.count()
    assert "There is nothing to bring back." in as_ben.get(url("version_restore", team, 1)).text
    assert "The text says that already." in as_ben.post(url("version_restore", team, 1), follow=True).text
    assert TextUpdate.objects.count() == rows


def test_all_sections_come_back(text, ben, ana, ana_writes):
    ana_writes.write("Wonder.", fragment="feel")
    version = Version.keep(text, ana)
    ana_writes.drop(0, fragment="feel")
    ana_writes.write("New.", fragment="see")
    version.restore(ben)
    reading = read_text(text.pk)
    assert (reading.plain("feel"), reading.plain("see")) == ("Wonder.", "")


# --- Adopting -----------------------------------------------------------------------------------------------


@pytest.fixture
def yes(ana, ben):
    return {"day": timezone.localdate().isoformat(), "people": [ana.pk, ben.pk]}


def test_adopting_freezes_a_version_with_day_and_people(as_ana, ana, ben, team, vision, draft, yes, ana_writes):
    response = as_ana.post(url("version_adopt", team, 1), yes, follow=True)
    assert "Adopted by 2 people." in response.text
    assert vision.adopted_version() == draft
    ana_writes.erase(0, "We listen ")
    assert vision.adopted_version().plain() == "We listen to every child."
    assert vision.adoption().names == ["Ana Ruiz", "Ben Okafor"]
    ben.delete()
    assert vision.adoption().names == ["Ana Ruiz", "a former colleague"]


def test_a_later_adoption_counts_and_the_earlier_stays(ana, ben, vision, text, draft):
    draft.adopt(ana, [ana])
    second = Version.keep(text, ana, "Second")
    second.adopt(ana, [ana, ben])
    assert vision.adopted_version() == second
    assert [one.version.number for one in Adoption.objects.order_by("id")] == [1, 2]
    draft.adopt(ana, [ana, ben])
    assert vision.adopted_version() == draft


def test_adopting_the_text_as_it_is_keeps_it_first(as_ana, team, draft):
    response = as_ana.post(url("version_keep", team), {"then": "adopt"})
    assert response.url == url("version_adopt", team, 2)
    form = as_ana.get(response.url).context["form"]
    assert len(form["people"].initial) == 2


@pytest.mark.parametrize(
    "change", [{"people": []}, {"day": ""}, {"day": "2999-01-01"}, {"day": "0001-01-01"}, {"people": ["x"]}]
)
def test_an_adoption_needs_a_day_and_people(as_ana, team, draft, yes, change):
    response = as_ana.post(url("version_adopt", team, 1), yes | change)
    assert response.status_code == 422
    assert not Adoption.objects.exists()


def test_only_the_teams_own_people_can_have_taken_part(as_ana, team, draft, yes, dov):
    assert as_ana.post(url("version_adopt", team, 1), yes | {"people": [dov.pk]}).status_code == 422
    assert "Dov Levin" not in as_ana.get(url("version_adopt", team, 1)).text


def test_the_page_says_that_the_text_went_on(as_ana, ana, team, vision, draft):
    assert "this is a draft" in as_ana.get(vision.get_absolute_url()).text
    draft.adopt(ana, [ana])
    assert "The text has changed since." in as_ana.get(vision.get_absolute_url()).text


# --- Who may ------------------------------------------------------------------------------------------------

READ = [("version_list", ()), ("version_detail", (1,)), ("version_compare", ())]
WRITE = [("version_keep", ()), ("version_edit", (1,)), ("version_restore", (1,)), ("version_adopt", (1,))]


@pytest.mark.parametrize(("name", "args"), READ + WRITE)
def test_outsiders_find_nothing(as_dov, dov, other_team, team, draft, name, args):
    Hand(begin(other_team).text, dov).write("Dov’s own words.")
    method = as_dov.post if (name, args) == WRITE[0] else as_dov.get
    assert method(url(name, team, *args)).status_code == 404
    if args:
        assert as_dov.get(url(name, other_team, *args)).status_code == 404


@pytest.mark.parametrize(("name", "args"), WRITE)
def test_observers_change_nothing(as_cleo, team, draft, yes, name, args):
    assert as_cleo.post(url(name, team, *args), yes | {"name": "x"}).status_code == 403
    assert list(Version.objects.values_list("number", "name")) == [(1, "First draft")]
    assert not Adoption.objects.exists()


def test_members_write_but_do_not_adopt(as_ben, team, draft, yes):
    assert as_ben.post(url("version_adopt", team, 1), yes).status_code == 403
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(("name", "args"), READ)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, text, ana_writes, name, args, rows, django_assert_max_num_queries):
    for number in range(rows):
        writer = factories.person(f"Writer {number}")
        team.welcome(writer, JoinedBy.LINK)
        Hand(text, writer).write(f"Words {number}.")
        Version.keep(text, writer, f"Version {number}").adopt(ana, [ana])
    as_ana.get(url(name, team, *args))
    with django_assert_max_num_queries(10) as counted:
        as_ana.get(url(name, team, *args))
    assert len(counted) == QUERIES[name]


QUERIES = {"version_list": 5, "version_detail": 7, "version_compare": 6}


def test_what_a_version_holds_can_be_read_from_a_state_again(text, ana_writes):
    ana_writes.write("Words.")
    assert Version.keep(text).reading == read(store.read_state(text.pk))
