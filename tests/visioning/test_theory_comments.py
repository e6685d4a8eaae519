"""Comments on statements and arrows: said, answered, asked of somebody, resolved; and they outlive what happens to the theory."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import signed_in
from visioning.models import Arrow, Comment, Mention

from .theorising import LINES, theory

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "section#conversations"}


@pytest.fixture
def plan(team, ana):
    return theory(team, ana)


@pytest.fixture
def statement(plan):
    return plan.statements.get(number=2)


@pytest.fixture
def arrow(plan):
    return plan.arrows.with_ends().get(source__number=2)


@pytest.fixture
def comment(statement, ana):
    return Comment.begin(statement, ana, "In pairs, or in threes?")


def url(name, plan, *args):
    return reverse(f"theory_comment_{name}", args=[plan.team.slug, plan.number, *args])


# --- Saying something ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("spot", "seen"), [("2", LINES[1]), ("2-3", LINES[2])])
def test_saying_something_about_a_statement_and_an_arrow(as_ben, ben, plan, spot, seen):
    page = as_ben.get(url("about", plan, spot)).text
    assert seen.partition(": ")[2] in page
    assert "Nobody has said anything about this" in page
    response = as_ben.post(url("add", plan, spot), {"words": "Who\nsays so?"}, follow=True)
    comment = Comment.objects.get()
    assert (comment.spot, comment.words, comment.by, comment.theory) == (spot, "Who\nsays so?", ben, plan)
    assert response.redirect_chain[0][0] == url("about", plan, spot) + f"#conversation-{comment.pk}"
    assert "<p>Who<br>says so?</p>" in response.text


def test_an_answer_is_about_the_same_thing(as_ben, plan, arrow, ana):
    opening = Comment.begin(arrow, ana, "Why would they?")
    as_ben.post(url("answer", plan, opening.pk), {"words": "They have time now."})
    answer = opening.replies.get()
    assert (answer.arrow, answer.statement) == (arrow, None)
    page = as_ben.get(url("about", plan, "2-3")).text
    assert page.index("Why would they?") < page.index("They have time now.")


def test_a_comment_is_about_one_thing(plan, statement, arrow, ana):
    for about in ({}, {"statement": statement, "arrow": arrow}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(by=ana, words="x", **about)


def test_in_the_part_the_part_alone_is_answered(as_ben, plan, comment):
    for name, args, data in (
        ("add", ("2",), {"words": "Second"}),
        ("answer", (comment.pk,), {"words": "Answer"}),
        ("resolve", (comment.pk,), {}),
        ("reopen", (comment.pk,), {}),
        ("see", (comment.pk,), {}),
    ):
        response = as_ben.post(url(name, plan, *args), data, headers=PART)
        assert response.status_code == 200
        assert 'id="conversations"' in response.text
        assert 'hx-target="#conversations"' in response.text
        assert "<html" not in response.text
        assert "In pairs, or in threes?" in response.text
    listed = {"HX-Request": "true", "HX-Target": "section#theory-conversations"}
    assert "<html" not in as_ben.get(url("list", plan), headers=listed).text


@pytest.mark.parametrize("words", ["", "   \n ", "x" * 2001])
def test_words_that_cannot_be_a_comment_come_back(as_ben, plan, comment, words):
    for name, args in (("add", ("3",)), ("answer", (comment.pk,))):
        for headers in ({}, PART):
            response = as_ben.post(url(name, plan, *args), {"words": words}, headers=headers)
            assert response.status_code == 422
            assert "error-summary" in response.text
            assert words in response.text
    assert Comment.objects.get() == comment


def test_without_script_a_button_brings_the_names_and_keeps_the_words(as_ana, ben, plan, comment):
    for name, args in (("add", ("2",)), ("answer", (comment.pk,)), ("edit", (comment.pk,))):
        asked = as_ana.post(url(name, plan, *args), {"words": "Whom could <we> ask", "ask": "names"})
        assert asked.status_code == 200
        assert "Whom could &lt;we&gt; ask</textarea>" in asked.text
        assert f'name="mentions" value="{ben.pk}"' in asked.text
    assert Comment.objects.get().words == "In pairs, or in threes?"


# --- One's own, and its end ---------------------------------------------------------------------------------------


def test_changing_and_taking_back_ones_own(as_ana, as_ben, ben, plan, comment):
    assert "In pairs, or in threes?" in as_ana.get(url("edit", plan, comment.pk)).text
    assert as_ana.post(url("edit", plan, comment.pk), {"words": ""}).status_code == 422
    as_ana.post(url("edit", plan, comment.pk), {"words": "In threes?", "mentions": [ben.pk]})
    page = as_ben.get(url("about", plan, "2")).text
    assert "In threes?" in page
    assert "changed since" in page
    comment.answer(ben, "In pairs.")
    assert "Take this comment back?" in as_ana.get(url("remove", plan, comment.pk)).text
    page = as_ana.post(url("remove", plan, comment.pk), follow=True).text
    assert "A comment stood here; its author took it back." in page
    assert "In pairs." in page
    as_ben.post(url("remove", plan, comment.replies.get().pk))
    assert not Comment.objects.exists()


def test_answering_what_was_just_taken_back(as_ben, plan, comment, monkeypatch):
    real = Comment.answer

    def too_late(self, *args, **kwargs):
        Comment.objects.get(pk=self.pk).take_back()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Comment, "answer", too_late)
    response = as_ben.post(url("answer", plan, comment.pk), {"words": "Too late"}, follow=True)
    assert "This was taken back a moment ago." in response.text


def test_resolving_twice_keeps_the_first(as_ana, as_ben, ana, plan, comment):
    as_ana.post(url("resolve", plan, comment.pk))
    response = as_ben.post(url("resolve", plan, comment.pk), {"back": "list"})
    assert response["Location"] == url("list", plan) + f"#conversation-{comment.pk}"
    assert Comment.objects.get().resolved_by == ana
    assert "Resolved by Ana Ruiz on" in as_ben.get(url("list", plan)).text
    as_ben.post(url("reopen", plan, comment.pk))
    assert Comment.objects.get().is_open


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_list_has_open_ones_first_in_reading_order_with_the_way_to_each(as_cleo, ana, plan, statement, arrow):
    Comment.begin(arrow, ana, "About the arrow")
    Comment.begin(plan.statements.get(number=1), ana, "About the first")
    Comment.begin(statement, ana, "About the second")
    Comment.begin(plan.statements.get(number=4), ana, "Done").resolve(ana)
    page = as_cleo.get(url("list", plan)).text
    places = [page.index(words) for words in ("About the first", "About the second", "About the arrow", "Done</p>")]
    assert places == sorted(places)
    assert "Arrow from 2 to 3" in page
    for thing in (statement, arrow):
        assert f'href="{thing.get_absolute_url()}"' in page


def test_an_empty_list_says_what_to_do(as_ben, plan):
    page = as_ben.get(url("list", plan)).text
    assert "Nobody has said anything yet." in page
    assert f'href="{plan.get_absolute_url()}"' in page


def test_what_was_said_stays_when_its_statement_is_taken_out(as_ben, ana, ben, plan, statement, arrow, comment):
    Comment.begin(arrow, ana, "About the arrow")
    statement.remove(ben)
    page = as_ben.get(url("list", plan)).text
    assert page.count("Taken out since") == 2
    assert "In pairs, or in threes?" in page
    about = as_ben.get(url("about", plan, "2")).text
    assert "Taken out since" in about
    assert "Send the comment" not in about
    assert "Send the answer" in about
    statement.put_back()
    assert "Taken out since" not in as_ben.get(url("list", plan)).text


def test_an_arrow_tied_anew_keeps_what_was_said(as_ben, ana, ben, plan, arrow):
    Comment.begin(arrow, ana, "About the arrow")
    arrow.remove(ben)
    Arrow.tie(arrow.source, arrow.target, ben)
    assert "About the arrow" in as_ben.get(url("about", plan, "2-3")).text
    assert "Taken out since" not in as_ben.get(url("list", plan)).text


# --- Asking by name -----------------------------------------------------------------------------------------------


def test_a_question_waits_on_ones_first_page_and_leads_to_the_spot(as_ana, as_ben, ben, plan):
    as_ana.post(url("add", plan, "2-3"), {"words": "Ben, have you seen it?", "mentions": [ben.pk]})
    comment = Comment.objects.get()
    home = as_ben.get("/").text
    assert (
        "<b>Ana Ruiz</b> asked you something in the theory of action “Time to plan together” of Northside team." in home
    )
    assert url("about", plan, "2-3") + f"#comment-{comment.pk}" in home
    assert "I have seen this" in as_ben.get(url("about", plan, "2-3")).text
    assert as_ben.post(url("see", plan, comment.pk), {"back": "home"})["Location"] == "/"
    assert "asked you something" not in as_ben.get("/").text
    as_ana.post(url("answer", plan, comment.pk), {"words": "And now?", "mentions": [ben.pk]})
    assert "And now?" in as_ben.get("/").text
    as_ben.post(url("answer", plan, comment.pk), {"words": "I have."})
    assert "asked you something" not in as_ben.get("/").text


def test_who_lost_access_or_whose_theory_was_put_away_is_not_asked(ana, ben, plan, statement, team):
    Comment.begin(statement, ana, "CANARY", [ben])
    client = signed_in(ben)
    assert "CANARY" in client.get("/").text
    plan.remove(ana)
    assert "CANARY" not in client.get("/").text
    plan.put_back()
    team.memberships.get(person=ben).delete()
    assert "CANARY" not in client.get("/").text


def test_only_people_of_the_team_are_asked(as_ana, plan, dov):
    assert as_ana.post(url("add", plan, "2"), {"words": "Hello", "mentions": [dov.pk]}).status_code == 422
    assert not Mention.objects.exists()


def test_ones_own_comments_are_in_the_file_of_ones_data(as_ben, ben, comment):
    comment.answer(ben, "In pairs.")
    export = as_ben.get(reverse("me_export")).json()
    assert [(one["team_name"], one["words"]) for one in export["comments_on_theories"]] == [
        ("Northside team", "In pairs.")
    ]
    assert export["comments"] == []


def test_a_form_with_a_mistake_waits_for_its_writer(as_ben, plan, comment):
    for name, args in (("add", ("2",)), ("answer", (comment.pk,))):
        assert "data-busy" in as_ben.post(url(name, plan, *args), {"words": " "}, headers=PART).text
    assert "data-busy" not in as_ben.get(url("about", plan, "2")).text


# --- Who may ------------------------------------------------------------------------------------------------------


def test_somebody_elsewhere_finds_nothing(as_dov, plan, comment):
    for name, args in (("list", ()), ("about", ("2",)), ("edit", (comment.pk,)), ("remove", (comment.pk,))):
        assert as_dov.get(url(name, plan, *args)).status_code == 404
    for name in ("answer", "resolve", "reopen", "see"):
        assert as_dov.post(url(name, plan, comment.pk), {"words": "x"}).status_code == 404
    assert as_dov.post(url("add", plan, "2"), {"words": "x"}).status_code == 404


def test_observers_read_and_do_not_write(as_cleo, plan, comment):
    page = as_cleo.get(url("about", plan, "2")).text
    assert "In pairs, or in threes?" in page
    assert "Send the" not in page
    for name in ("answer", "resolve", "reopen", "edit"):
        assert as_cleo.post(url(name, plan, comment.pk), {"words": "x"}).status_code in (403, 404)
    assert as_cleo.post(url("add", plan, "2"), {"words": "x"}).status_code == 403
    assert as_cleo.post(url("see", plan, comment.pk)).status_code == 302


def test_other_theories_and_other_peoples_comments_are_not_reached(
    as_ana, as_ben, ana, ben, plan, comment, other_team, dov
):
    second = theory(plan.team, ana, title="Another")
    theirs = Comment.begin(theory(other_team, dov).statements.first(), dov, "CANARY")
    for there, one in ((second, comment), (plan, theirs)):
        for name in ("answer", "resolve", "edit", "remove", "see"):
            assert as_ana.post(url(name, there, one.pk), {"words": "x"}).status_code == 404
    assert as_ben.post(url("edit", plan, comment.pk), {"words": "Hijacked"}).status_code == 404
    for spot in ("99", "2-4", "x", "1-2-3", "9999999999"):
        assert as_ana.get(url("about", plan, spot)).status_code == 404
        assert as_ana.post(url("add", plan, spot), {"words": "x"}).status_code == 404


def test_a_comment_on_a_theory_is_no_comment_on_a_text(as_ana, plan, comment):
    name = reverse("comment_answer", args=[plan.team.slug, comment.pk])
    assert as_ana.post(name, {"words": "x"}).status_code == 404


# --- How much it asks ---------------------------------------------------------------------------------------------


def test_pages_ask_the_same_for_one_and_for_many(as_ben, ana, ben, plan, statement, arrow):
    def said():
        for thing in (statement, arrow):
            one = Comment.begin(thing, ana, "Really?", [ben])
            one.answer(ben, "Yes", [ana])
            one.answer(ana, "And?", [ben])

    said()
    as_ben.get("/")  # the first visit is noted
    counts = []
    for more in (0, 3):
        for _again in range(more):
            said()
        for page in (url("list", plan), url("about", plan, "2"), url("about", plan, "2-3"), "/"):
            with CaptureQueriesContext(connection) as asked:
                as_ben.get(page)
            counts.append(len(asked))
    assert counts[:4] == counts[4:]
    assert max(counts[:3]) <= 10
