"""Suggested words: shown as what would change, taken in under the suggester's hand, refused with a reason, taken back."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.conftest import signed_in
from tests.writing import heading, paragraph, write
from visioning.live.authorship import Authors, contributions, read_text
from visioning.models import Suggestion, SuggestionState, TextUpdate, Version, Visit
from visioning.models.suggestions import Answered, Moved

from . import making
from .test_comments import invite_staff, letters, url
from .writing import Hand

FIRST, SECOND = "We listen to every child.", "We act on what we hear."
OTHER = "We listen to each child."


@pytest.fixture
def vision(team, ana):
    return write(team, ana, content=[paragraph(f"{FIRST} {SECOND}"), paragraph("Third.")])


@pytest.fixture
def suggestion(vision, ben):
    """Ben would say each."""
    return making.suggestion(vision, ben, FIRST, OTHER, "One by one.")


@pytest.fixture
def nia(northside):
    person = factories.person("Nia Newman")
    northside.welcome(person)
    return person


def names_of(vision):
    authors = Authors.of(vision.text_id)
    return {one.name: one.words for one in contributions(authors, authors.now)}


def mark(suggestion):
    return suggestion.prospect(Authors.of(suggestion.passage.text_id)).mark


def accept(client, team, suggestion, **data):
    about = {"answer": "accept", "seen": mark(suggestion), **data}
    return client.post(url("suggestion_answer", team, suggestion.pk), about, follow=True)


def said(vision):
    return read_text(vision.text_id).plain()


# --- Suggesting ---------------------------------------------------------------------------------------------------


def test_suggesting_other_words_changes_nothing_yet(as_ben, ben, team, vision):
    form = as_ben.get(url("comment_new", team), letters(vision, FIRST)).text
    assert f">\n{FIRST}</textarea>" in form
    data = {**letters(vision, FIRST), "words": OTHER, "why": "One by one."}
    page = as_ben.post(url("suggestion_add", team), data, follow=True).text
    assert "The text stays as it is until somebody of the team takes it in." in page
    made = Suggestion.objects.get()
    assert (made.was, made.words, made.why, made.by, made.state) == (FIRST, OTHER, "One by one.", ben, "open")
    assert said(vision) == f"{FIRST} {SECOND}\nThird."
    assert "every" in page[page.index("<del>") : page.index("</del>")]
    assert "each" in page[page.index("<ins>") : page.index("</ins>")]


@pytest.mark.parametrize(
    ("words", "why", "status"),
    [
        (FIRST, "", 422),
        ("  We listen   to every child. ", "", 422),
        ("x" * 4001, "", 422),
        ("Other", "y" * 281, 422),
        ("x" * 4000, "", 302),
        ("", "", 302),
    ],
)
def test_what_can_be_suggested(as_ben, team, vision, words, why, status):
    data = {**letters(vision, FIRST), "words": words, "why": why}
    response = as_ben.post(url("suggestion_add", team), data)
    assert response.status_code == status
    assert Suggestion.objects.count() == (status == 302)
    assert status == 302 or "error-summary" in response.text


def test_words_of_two_paragraphs_can_be_commented_on_only(as_ben, team, vision):
    whole = {**letters(vision, SECOND), **{k: v for k, v in letters(vision, "Third.").items() if k.startswith("end")}}
    page = as_ben.get(url("comment_new", team), whole).text
    assert "To suggest other words, choose some of one paragraph." in page
    response = as_ben.post(url("suggestion_add", team), {**whole, "words": "Other"})
    assert response.status_code == 422
    assert "Choose words of one paragraph to suggest others." in response.text
    assert not Suggestion.objects.exists()


def test_words_that_went_meanwhile_bring_back_what_was_typed(as_ben, ana, team, vision):
    about = letters(vision, "Third.")
    Hand(vision.text, ana).drop(1)
    response = as_ben.post(url("suggestion_add", team), {**about, "words": "My third", "why": "My reason"})
    assert response.status_code == 409
    assert "My third" in response.text
    assert "My reason" in response.text


def test_pasted_markup_and_odd_signs_stay_words(as_ben, as_ana, team, vision):
    words = "<script>alert(1)</script>\n\u202e<b>مرحبا</b>\u0007 👩‍🏫"
    as_ben.post(url("suggestion_add", team), {**letters(vision, FIRST), "words": words})
    made = Suggestion.objects.get()
    assert made.words == "<script>alert(1)</script> <b>مرحبا</b> 👩‍🏫"
    assert "<script>alert" not in as_ana.get(url("comment_list", team)).text
    accept(as_ana, team, made)
    assert said(vision).startswith(made.words + " We act")
    assert "<script>alert" not in as_ana.get(url("shared_vision", team)).text


# --- Taking it in -------------------------------------------------------------------------------------------------


def test_accepted_words_are_credited_to_whoever_suggested_them(as_ana, ana, ben, team, vision, suggestion):
    page = accept(as_ana, team, suggestion).text
    assert "The text says so now, in the name of Ben Okafor." in page
    assert said(vision) == f"{OTHER} {SECOND}\nThird."
    assert names_of(vision) == {"Ana Ruiz": 11, "Ben Okafor": 1}
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.answered_by, suggestion.credited) == ("accepted", ana, True)
    assert "Taken into the text by Ana Ruiz on" in as_ana.get(url("comment_list", team)).text
    version = Version.keep(vision.text, ana)
    assert {one.name for one in version.contributors()} == {"Ana Ruiz", "Ben Okafor"}


def test_taking_words_out(as_ana, ben, team, vision):
    made = making.suggestion(vision, ben, FIRST, "")
    assert "suggests to take these words out" in as_ana.get(url("comment_list", team)).text
    accept(as_ana, team, made)
    assert said(vision) == f"{SECOND}\nThird."


def test_looks_and_blocks_around_stay(as_ana, ana, ben, team):
    vision = write(
        team, ana, content=[heading("Our hope"), paragraph("We ", ("listen", {"strong": {}}), " to every child.")]
    )
    accept(
        as_ana, team, making.suggestion(vision, ben, "We listen to every child.", "We listen closely to each child.")
    )
    assert read_text(vision.text_id).html() == (
        "<h2>Our hope</h2><p>We <strong>listen</strong> closely to each child.</p>"
    )


def test_taken_in_once_however_many_say_yes(as_ana, ana, team, vision, suggestion):
    seen = mark(suggestion)
    accept(as_ana, team, suggestion)
    rows = TextUpdate.objects.count()
    again = as_ana.post(url("suggestion_answer", team, suggestion.pk), {"answer": "accept", "seen": seen}, follow=True)
    assert "Somebody answered this a moment ago." in again.text
    assert TextUpdate.objects.count() == rows
    with pytest.raises(Answered):
        suggestion.refuse(ana, "Too late")


@pytest.mark.django_db(transaction=True)
def test_two_people_accept_at_once(ana, ben, team, vision, suggestion):
    seen, outcomes, start = mark(suggestion), [], threading.Barrier(2)

    def say_yes(person):
        try:
            start.wait()
            Suggestion.objects.get(pk=suggestion.pk).accept(person, seen)
            outcomes.append("taken")
        except Answered:
            outcomes.append("answered")
        finally:
            connection.close()

    threads = [threading.Thread(target=say_yes, args=(person,)) for person in (ana, ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["answered", "taken"]
    assert said(vision) == f"{OTHER} {SECOND}\nThird."


def test_what_was_not_shown_is_not_accepted(as_ana, ana, team, vision, suggestion):
    seen = mark(suggestion)
    Hand(vision.text, ana).insert(0, "child", "single ")
    response = as_ana.post(url("suggestion_answer", team, suggestion.pk), {"answer": "accept", "seen": seen})
    assert response.status_code == 409
    assert "The text has changed meanwhile." in response.text
    assert "Take it into the text as it is now" in response.text
    assert Suggestion.objects.get().is_open
    assert as_ana.post(url("suggestion_answer", team, suggestion.pk), {"answer": "accept"}).status_code == 409
    accept(as_ana, team, suggestion)
    assert said(vision) == f"We listen to each single child. {SECOND}\nThird."


def test_what_others_wrote_since_is_shown_beside_what_was_meant(as_ana, ana, team, vision, suggestion):
    hand = Hand(vision.text, ana)
    hand.erase(0, "every ")
    hand.insert(0, "child", "all the ")
    page = as_ana.get(url("comment_list", team)).text
    assert page.index("What was meant") < page.index("What the text would say now")
    assert "Or change the text by hand first" in page
    accept(as_ana, team, suggestion)
    assert said(vision) == f"{OTHER} {SECOND}\nThird."


def test_words_that_are_gone_cannot_be_taken_in(as_ana, ana, team, vision, suggestion):
    seen = mark(suggestion)
    Hand(vision.text, ana).drop(0)
    page = as_ana.get(url("comment_list", team)).text
    assert "The words it is about were taken out of the text" in page
    assert 'value="accept"' not in page
    response = as_ana.post(url("suggestion_answer", team, suggestion.pk), {"answer": "accept", "seen": seen})
    assert response.status_code == 409
    with pytest.raises(Moved):
        suggestion.accept(ana, seen)
    assert said(vision) == "Third."


def test_a_restored_version_brings_the_suggestion_back(as_ana, ana, team, vision, suggestion):
    version = Version.keep(vision.text, ana)
    Hand(vision.text, ana).drop(0)
    version.restore(ana)
    accept(as_ana, team, suggestion)
    assert said(vision) == f"{OTHER} {SECOND}\nThird."


@pytest.mark.parametrize("how", ["left the team", "deleted the account"])
def test_where_the_suggester_has_left_the_words_stand_under_the_acceptor(as_ana, ben, team, vision, suggestion, how):
    if how == "left the team":
        team.memberships.get(person=ben).delete()
    else:
        ben.delete()
    suggestion = Suggestion.objects.get()
    page = accept(as_ana, team, suggestion).text
    assert "Whoever suggested it has left, so the words stand in your name." in page
    assert names_of(vision) == {"Ana Ruiz": 12}
    assert not Suggestion.objects.get().credited


def test_a_guests_words_are_theirs(as_ana, team, vision, nia):
    invite_staff(vision, "consult")
    client = signed_in(nia)
    client.post(url("suggestion_add", team), {**letters(vision, FIRST), "words": OTHER})
    made = Suggestion.objects.get()
    assert (
        client.post(url("suggestion_answer", team, made.pk), {"answer": "accept", "seen": mark(made)}).status_code
        == 403
    )
    assert 'value="accept"' not in client.get(url("comment_list", team)).text
    accept(as_ana, team, made)
    assert names_of(vision) == {"Ana Ruiz": 11, "Nia Newman": 1}


# --- Saying no, taking back ---------------------------------------------------------------------------------------


def test_a_no_says_why(as_ana, as_ben, ana, team, vision, suggestion):
    address = url("suggestion_answer", team, suggestion.pk)
    response = as_ana.post(address, {"answer": "refuse", "reason": "  "})
    assert response.status_code == 422
    assert "Say in a sentence why, so that it was heard." in response.text
    assert as_ana.post(address, {"answer": "perhaps"}).status_code == 422
    assert as_ana.post(address, {"answer": "refuse", "reason": "x" * 601}).status_code == 422
    as_ana.post(address, {"answer": "refuse", "reason": "We mean all of them together."})
    assert "We mean all of them together." in as_ben.get(url("comment_list", team)).text
    assert Suggestion.objects.get().state == SuggestionState.REFUSED
    assert said(vision) == f"{FIRST} {SECOND}\nThird."


def test_taking_ones_own_back(as_ana, as_ben, team, vision, suggestion):
    assert as_ana.post(url("suggestion_take_back", team, suggestion.pk)).status_code == 404
    page = as_ben.post(url("suggestion_take_back", team, suggestion.pk), follow=True).text
    assert "Taken back on" in page
    again = as_ben.post(url("suggestion_take_back", team, suggestion.pk), follow=True)
    assert "Somebody answered this a moment ago." in again.text


# --- Who may, and in the panel --------------------------------------------------------------------------------------


def test_who_may(as_cleo, as_dov, team, vision, suggestion):
    answer = {"answer": "accept", "seen": mark(suggestion)}
    for client, status in ((as_cleo, 403), (as_dov, 404)):
        assert client.post(url("suggestion_answer", team, suggestion.pk), answer).status_code == status
        assert client.post(url("suggestion_add", team), {**letters(vision, FIRST), "words": "x"}).status_code == status
    assert as_dov.post(url("suggestion_take_back", team, suggestion.pk)).status_code == 404
    assert "Take it into the text" not in as_cleo.get(url("comment_list", team)).text
    assert Suggestion.objects.get().is_open


def test_another_teams_suggestion_is_not_reached_through_ones_own(as_ana, team, vision, other_team, dov):
    theirs = making.suggestion(write(other_team, dov, content=[paragraph("Elsewhere.")]), dov, "Elsewhere.", "CANARY")
    answer = {"answer": "accept", "seen": mark(theirs)}
    assert as_ana.post(url("suggestion_answer", team, theirs.pk), answer).status_code == 404
    assert as_ana.post(url("suggestion_take_back", team, theirs.pk)).status_code == 404
    assert "CANARY" not in as_ana.get(url("comment_list", team)).text


def test_in_the_panel_the_part_alone_is_answered(as_ana, as_ben, team, vision, suggestion):
    panel = {"HX-Request": "true", "HX-Target": "section#passage-talk"}
    data = {**letters(vision, SECOND), "words": "We act at once."}
    made = as_ben.post(url("suggestion_add", team), data, headers=panel)
    refused = as_ana.post(url("suggestion_answer", team, suggestion.pk), {"answer": "refuse"}, headers=panel)
    stale = as_ana.post(url("suggestion_answer", team, suggestion.pk), {"answer": "accept", "seen": "x"}, headers=panel)
    taken = as_ana.post(
        url("suggestion_answer", team, suggestion.pk), {"answer": "accept", "seen": mark(suggestion)}, headers=panel
    )
    gone = as_ben.post(url("suggestion_add", team), {"words": "x"}, headers=panel)
    assert [one.status_code for one in (made, refused, stale, taken, gone)] == [200, 422, 409, 200, 409]
    for answer in (made, refused, stale, taken, gone):
        assert 'id="passage-talk"' in answer.text
        assert "<html" not in answer.text


def test_a_suggestion_on_a_passage_that_has_changed_starts_from_what_it_says_now(as_ben, ana, team, vision):
    comment = making.comment(vision, ana, FIRST)
    Hand(vision.text, ana).insert(0, "child", "single ")
    as_ben.post(
        url("suggestion_add", team), {"passage": comment.passage_id, "words": "We listen to each single child."}
    )
    made = Suggestion.objects.get()
    assert (made.passage, made.was) == (comment.passage, "We listen to every single child.")
    page = as_ben.get(reverse("comment_about", args=[team.slug, comment.passage_id])).text
    assert "What was meant" not in page


def test_ones_first_page_tells_of_an_answer_until_one_says_it_is_read(
    as_ben, as_cleo, ana, ben, team, vision, suggestion
):
    told = f"{url('comment_list', team)}?show=mine"
    Visit.record(vision.text, ben)
    assert told not in as_ben.get("/").text
    suggestion.refuse(ana, "We mean the group")
    assert told in as_ben.get("/").text
    assert told not in as_cleo.get("/").text
    assert "We mean the group" in as_ben.get(told).text
    as_ben.post("/since/read/")
    assert told not in as_ben.get("/").text


def test_what_one_took_back_or_answered_oneself_is_no_news(as_ben, ben, vision, team, suggestion):
    suggestion.take_back()
    making.suggestion(vision, ben, FIRST, "Other words").refuse(ben, "No longer")
    assert "?show=mine" not in as_ben.get("/").text


def test_an_old_answer_is_no_news(as_ben, ana, team, suggestion):
    suggestion.refuse(ana, "We mean the group")
    Suggestion.objects.update(answered_at=timezone.now() - timedelta(days=15))
    assert "?show=mine" not in as_ben.get("/").text
