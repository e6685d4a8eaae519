"""Comments on passages: said, answered, asked of somebody, taken back, resolved; and they outlive what happens to the text."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.models import Audience
from tests import factories
from tests.conftest import signed_in
from tests.writing import paragraph, write
from visioning.live.passages import sentences
from visioning.models import Comment, DraftingRound, Mention, Passage, Version

from . import making
from .writing import Hand

FIRST, SECOND = "We listen to every child.", "We act on what we hear."


@pytest.fixture
def vision(team, ana):
    return write(team, ana, content=[paragraph(f"{FIRST} {SECOND}")], feel=[paragraph("Safe.")])


@pytest.fixture
def comment(vision, ana):
    return making.comment(vision, ana, FIRST, "Every child, or each of them?")


@pytest.fixture
def elsewhere(other_team, dov):
    """The same on another team: none of it may show here."""
    theirs = write(other_team, dov, content=[paragraph("CANARY text elsewhere.")])
    return making.comment(theirs, dov, "CANARY text elsewhere.", "CANARY comment")


@pytest.fixture
def nia(northside):
    """On the school's staff, on no team."""
    person = factories.person("Nia Newman")
    northside.welcome(person)
    return person


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def invite_staff(vision, openness):
    day = timezone.localdate()
    return DraftingRound.objects.create(
        vision=vision,
        number=1,
        aim="A second draft",
        openness=openness,
        audience=Audience.STAFF,
        starts_on=day,
        ends_on=day + timedelta(days=7),
    )


def letters(vision, words, fragment="content"):
    one = next(one for one in sentences(vision.reading(), fragment) if one.words == words)
    (a, b), (c, d) = one.start, one.end
    return {"fragment": fragment, "start_client": a, "start_clock": b, "end_client": c, "end_clock": d}


# --- Saying something ---------------------------------------------------------------------------------------------


def test_choosing_a_sentence_and_saying_something_about_it(as_ben, ben, team, vision):
    page = as_ben.get(url("comment_new", team)).text
    assert page.index(FIRST) < page.index(SECOND) < page.index("Safe.")
    about = letters(vision, SECOND)
    page = as_ben.get(url("comment_new", team), about).text
    assert SECOND in page
    assert f'name="start_clock" value="{about["start_clock"]}"' in page
    response = as_ben.post(url("comment_add", team), {**about, "words": "Who\nhears?"}, follow=True)
    comment = Comment.objects.get()
    assert (comment.passage.quote, comment.words, comment.by) == (SECOND, "Who\nhears?", ben)
    assert response.redirect_chain[0][0] == url("comment_about", team, comment.passage_id)
    assert "<p>Who<br>hears?</p>" in response.text


def test_two_comments_on_the_same_words_share_the_passage(as_ben, as_ana, team, vision):
    for client in (as_ana, as_ben):
        client.post(url("comment_add", team), {**letters(vision, FIRST), "words": "Yes."})
    assert (Comment.objects.count(), Passage.objects.count()) == (2, 1)
    as_ben.post(url("comment_add", team), {"passage": Passage.objects.get().pk, "words": "And again."})
    assert Passage.objects.get().comments.count() == 3


def test_an_answer_stands_below(as_ben, team, comment):
    response = as_ben.post(url("comment_answer", team, comment.pk), {"words": "Each of them."}, follow=True)
    assert response.text.index("Every child, or each of them?") < response.text.index("Each of them.</p>")
    answer = comment.replies.get()
    as_ben.post(url("comment_resolve", team, comment.pk))
    Comment.objects.get(pk=answer.pk).answer(answer.by, "One more thing")
    comment.refresh_from_db()
    assert (comment.replies.count(), comment.is_open) == (2, True)


def test_in_the_panel_the_part_alone_is_answered(as_ben, team, comment):
    panel = {"HX-Request": "true", "HX-Target": "section#passage-talk"}
    for name, args, data in (
        ("comment_add", (), {"passage": comment.passage_id, "words": "Second"}),
        ("comment_answer", (comment.pk,), {"words": "Answer"}),
        ("comment_resolve", (comment.pk,), {}),
        ("comment_reopen", (comment.pk,), {}),
    ):
        response = as_ben.post(url(name, team, *args), data, headers=panel)
        assert response.status_code == 200
        assert 'id="passage-talk"' in response.text
        assert "<html" not in response.text
        assert "Every child, or each of them?" in response.text
    refused = as_ben.post(url("comment_answer", team, comment.pk), {"words": " "}, headers=panel)
    assert refused.status_code == 422
    assert "<html" not in refused.text
    listed = {"HX-Request": "true", "HX-Target": "section#conversations"}
    assert "<html" not in as_ben.get(url("comment_list", team), headers=listed).text


@pytest.mark.parametrize("words", ["", "   \n ", "x" * 2001, "\u202e\u200f"[:1]])
def test_words_that_cannot_be_a_comment_come_back(as_ben, team, vision, comment, words):
    for name, args, data in (
        ("comment_add", (), letters(vision, SECOND)),
        ("comment_answer", (comment.pk,), {}),
    ):
        response = as_ben.post(url(name, team, *args), {**data, "words": words})
        assert response.status_code == 422
        assert "error-summary" in response.text
    assert Comment.objects.get() == comment
    assert "x" * 2001 in response.text or len(words) < 2001


def test_what_is_typed_is_only_ever_words(as_ben, team, comment):
    typed = '<script>alert(1)</script> <b onclick="x">مرحبا</b> {{ 7|add:1 }} 👩‍🏫'
    as_ben.post(url("comment_answer", team, comment.pk), {"words": typed})
    page = as_ben.get(url("comment_list", team)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b onclick" not in page
    assert "{{ 7|add:1 }} 👩‍🏫" in page
    assert '<div class="comment__words" dir="auto">' in page


def test_words_of_the_text_that_are_gone_bring_back_what_was_typed(as_ben, ana, team, vision):
    about = letters(vision, SECOND)
    Hand(vision.text, ana).drop(0)
    response = as_ben.post(url("comment_add", team), {**about, "words": "My careful thought"})
    assert response.status_code == 409
    assert "My careful thought" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "about",
    [{}, {"fragment": "content"}, {"passage": "x"}, {"fragment": "nope", "start_client": 1, "start_clock": 1},
     {"fragment": "content", "start_client": 10**30, "start_clock": 0, "end_client": 0, "end_clock": 0}],
)  # fmt: skip
def test_no_passage_no_comment(as_ben, team, vision, about):
    response = as_ben.post(url("comment_add", team), {**about, "words": "About nothing"})
    assert response.status_code == 409
    assert as_ben.get(url("comment_new", team), about).status_code == 200
    assert not Comment.objects.exists()


# --- One's own ----------------------------------------------------------------------------------------------------


def test_changing_ones_own_words(as_ana, ana, ben, team, comment):
    assert "Every child, or each" in as_ana.get(url("comment_edit", team, comment.pk)).text
    assert as_ana.post(url("comment_edit", team, comment.pk), {"words": ""}).status_code == 422
    as_ana.post(url("comment_edit", team, comment.pk), {"words": "Each child?", "mentions": [ben.pk]})
    page = as_ana.get(url("comment_list", team)).text
    assert "Each child?" in page
    assert "changed since" in page
    assert "Asks: Ben Okafor" in page.replace("\n", " ")
    form = as_ana.get(url("comment_edit", team, comment.pk)).text
    assert f'value="{ben.pk}" checked> Ben Okafor' in form
    assert form.count("checked") == 1


def test_taken_back_the_words_are_gone_and_answers_stay(as_ana, as_ben, ana, ben, team, comment):
    comment.answer(ben, "I would say each.")
    assert "Take this comment back?" in as_ana.get(url("comment_remove", team, comment.pk)).text
    page = as_ana.post(url("comment_remove", team, comment.pk), follow=True).text
    assert "A comment stood here; its author took it back." in page
    assert "I would say each." in page
    assert not Comment.objects.filter(words__contains="Every child").exists()
    as_ben.post(url("comment_remove", team, comment.replies.get().pk))
    assert not Comment.objects.exists()


def test_only_its_author_changes_a_comment(as_ben, as_cleo, as_dov, team, comment):
    for client, status in ((as_ben, 404), (as_dov, 404)):
        for name in ("comment_edit", "comment_remove"):
            assert client.get(url(name, team, comment.pk)).status_code == status
            assert client.post(url(name, team, comment.pk), {"words": "Hijacked"}).status_code == status
    assert as_cleo.post(url("comment_edit", team, comment.pk), {"words": "x"}).status_code == 403
    assert as_cleo.post(url("comment_remove", team, comment.pk)).status_code == 404
    assert Comment.objects.get().words == "Every child, or each of them?"


def test_the_words_of_somebody_who_left_stay(as_ben, ana, ben, team, comment):
    comment.answer(ben, "Each.")
    ana.delete()
    assert "A former colleague" in as_ben.get(url("comment_list", team)).text


def test_answering_what_was_just_taken_back(as_ben, ben, team, comment, monkeypatch):
    real = Comment.answer

    def too_late(self, *args, **kwargs):
        Comment.objects.get(pk=self.pk).take_back()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Comment, "answer", too_late)
    response = as_ben.post(url("comment_answer", team, comment.pk), {"words": "Too late"}, follow=True)
    assert "This was taken back a moment ago." in response.text


# --- The list -----------------------------------------------------------------------------------------------------


def test_the_list_follows_the_text_with_open_ones_first(as_cleo, ana, team, vision):
    late = making.comment(vision, ana, "Safe.", "About feeling")
    done = making.comment(vision, ana, FIRST, "About listening")
    making.comment(vision, ana, SECOND, "About acting")
    page = as_cleo.get(url("comment_list", team)).text
    assert page.index("About listening") < page.index("About acting") < page.index("About feeling")
    done.resolve(ana)
    page = as_cleo.get(url("comment_list", team)).text
    assert page.index("About acting") < page.index("About feeling") < page.index("About listening")
    assert "Resolved by Ana Ruiz on" in page
    assert late.is_open


def test_filters(as_ben, ana, ben, cleo, team, vision):
    making.comment(vision, ana, FIRST, "Ana, open")
    making.comment(vision, ana, SECOND, "Ana, asks Ben", [ben])
    making.comment(vision, ana, "Safe.", "Ana, done").resolve(ana)
    making.comment(vision, ana, FIRST, "Ana, answered by Ben").answer(ben, "Yes")

    def shown(key):
        page = as_ben.get(url("comment_list", team) + f"?show={key}").text
        return [words for words in ("open", "asks Ben", "done", "answered by Ben") if f"Ana, {words}" in page]

    assert shown("open") == ["open", "asks Ben", "answered by Ben"]
    assert shown("closed") == ["done"]
    assert shown("mine") == ["answered by Ben"]
    assert shown("asked") == ["asks Ben"]
    assert shown("nonsense") == shown("all") == ["open", "asks Ben", "done", "answered by Ben"]


def test_resolving_twice_keeps_the_first(as_ana, as_ben, ana, team, comment):
    as_ana.post(url("comment_resolve", team, comment.pk))
    as_ben.post(url("comment_resolve", team, comment.pk))
    assert Comment.objects.get().resolved_by == ana
    as_ben.post(url("comment_reopen", team, comment.pk), {"back": "open"})
    assert Comment.objects.get().is_open


def test_without_a_text_or_without_words_the_page_says_what_to_do(as_ben, ana, team):
    assert "There are no words to talk about yet." in as_ben.get(url("comment_list", team)).text
    assert as_ben.get(url("comment_new", team)).status_code == 404
    vision = write(team, ana)
    assert "There are no words to talk about yet." in as_ben.get(url("comment_list", team)).text
    assert "There are no words to talk about yet." in as_ben.get(url("comment_new", team)).text
    write(team, ana, content=[paragraph(FIRST)])
    assert "Nobody has said anything yet." in as_ben.get(url("comment_list", team)).text
    assert vision


# --- Asking by name -----------------------------------------------------------------------------------------------


def test_a_question_waits_on_ones_first_page_until_it_is_answered(as_ana, as_ben, ana, ben, team, vision):
    as_ana.post(
        url("comment_add", team), {**letters(vision, FIRST), "words": "Ben, what do you see?", "mentions": [ben.pk]}
    )
    asked = "<b>Ana Ruiz</b> asked you something in the shared vision of Northside team."
    assert asked in as_ben.get("/").text
    assert asked not in as_ana.get("/").text
    comment = Comment.objects.get()
    assert f"{url('comment_about', team, comment.passage_id)}#comment-{comment.pk}" in as_ben.get("/").text
    as_ben.post(url("comment_answer", team, comment.pk), {"words": "A lot."})
    assert asked not in as_ben.get("/").text
    as_ana.post(url("comment_answer", team, comment.pk), {"words": "What else?", "mentions": [ben.pk]})
    assert asked in as_ben.get("/").text
    response = as_ben.post(url("comment_see", team, comment.pk), {"back": "home"})
    assert response["Location"] == "/"
    assert asked not in as_ben.get("/").text


def test_whoever_lost_access_is_not_asked_any_more(ben, ana, team, vision):
    making.comment(vision, ana, FIRST, "CANARY", [ben])
    client = signed_in(ben)
    assert "asked you something" in client.get("/").text
    team.memberships.get(person=ben).delete()
    assert "asked you something" not in client.get("/").text


def test_only_people_who_can_read_the_text_are_asked(as_ana, team, vision, dov, nia, cleo):
    page = as_ana.get(url("comment_new", team), letters(vision, FIRST)).text
    assert "Cleo Marsh" in page
    assert "Nia Newman" not in page
    assert "Dov Levin" not in page
    for stranger in (dov.pk, nia.pk, "x", 10**12):
        data = {**letters(vision, FIRST), "words": "Hello", "mentions": [stranger]}
        assert as_ana.post(url("comment_add", team), data).status_code == 422
    assert not Mention.objects.exists()
    invite_staff(vision, "consult")
    page = as_ana.get(url("comment_new", team), letters(vision, FIRST)).text
    assert "Nia Newman" in page
    assert "Dov Levin" not in page


def test_the_names_stand_once_on_a_page_however_many_forms_it_has(as_ana, ana, team, vision, cleo):
    comments = [making.comment(vision, ana, quote) for quote in (FIRST, FIRST, SECOND)]
    for page in (url("comment_list", team), url("comment_about", team, comments[0].passage_id)):
        text = as_ana.get(page).text
        assert text.count("data-ask>") >= 3
        assert text.count("> Cleo Marsh</label>") == 1


def test_without_script_a_button_brings_the_names_and_keeps_the_words(as_ana, ben, team, vision, comment):
    begin, answer = url("comment_add", team), url("comment_answer", team, comment.pk)
    for address, data in ((begin, letters(vision, FIRST)), (answer, {})):
        asked = as_ana.post(address, {**data, "words": "Whom could <we> ask", "ask": "names"})
        assert asked.status_code == 200
        assert "Whom could &lt;we&gt; ask</textarea>" in asked.text
        assert asked.text.count(f'name="mentions" value="{ben.pk}"') == 2  # in the form, and for the other forms
        assert re.search(r"data-ask open>", asked.text)
    assert Comment.objects.count() == 1
    as_ana.post(answer, {"words": "Ben?", "mentions": [ben.pk]})
    assert Mention.objects.get().person == ben


# --- Who may ------------------------------------------------------------------------------------------------------


def test_somebody_elsewhere_finds_nothing(as_dov, team, vision, comment):
    for name, args in (("comment_list", ()), ("comment_new", ()), ("comment_about", (comment.passage_id,))):
        assert as_dov.get(url(name, team, *args)).status_code == 404
    for name in ("comment_answer", "comment_resolve", "comment_reopen", "comment_see"):
        assert as_dov.post(url(name, team, comment.pk), {"words": "x"}).status_code == 404
    assert as_dov.post(url("comment_add", team), {**letters(vision, FIRST), "words": "x"}).status_code == 404


def test_another_teams_rows_are_not_reached_through_ones_own(as_ana, team, vision, elsewhere):
    assert "CANARY" not in as_ana.get(url("comment_list", team)).text
    assert as_ana.get(url("comment_about", team, elsewhere.passage_id)).status_code == 404
    for name in ("comment_answer", "comment_resolve", "comment_edit", "comment_remove", "comment_see"):
        assert as_ana.post(url(name, team, elsewhere.pk), {"words": "x"}).status_code == 404
    data = {"passage": elsewhere.passage_id, "words": "x"}
    assert as_ana.post(url("comment_add", team), data).status_code == 404


def test_observers_read_and_do_not_write(as_cleo, team, vision, comment):
    page = as_cleo.get(url("comment_list", team)).text
    assert "Every child, or each of them?" in page
    assert "Comment on a sentence" not in page
    assert "Send the answer" not in page
    for name in ("comment_answer", "comment_resolve", "comment_reopen"):
        assert as_cleo.post(url(name, team, comment.pk), {"words": "x"}).status_code == 403
    assert as_cleo.post(url("comment_add", team), {**letters(vision, FIRST), "words": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("openness", "status"), [("tell", 403), ("sell", 403), ("test", 302), ("consult", 302), ("co_create", 302)]
)
def test_guests_comment_where_the_round_asks_for_it(team, vision, comment, nia, openness, status):
    client = signed_in(nia)
    assert client.get(url("comment_list", team)).status_code == 404
    invite_staff(vision, openness)
    page = client.get(url("comment_list", team)).text
    assert "Every child, or each of them?" in page
    assert ("Comment on a sentence" in page) == (status == 302)
    for name, args, data in (
        ("comment_add", (), letters(vision, SECOND)),
        ("comment_answer", (comment.pk,), {}),
    ):
        assert client.post(url(name, team, *args), {**data, "words": "From the staff"}).status_code == status
    DraftingRound.objects.update(closed_at=timezone.now())
    assert client.post(url("comment_answer", team, comment.pk), {"words": "Later"}).status_code == 403


# --- What happens to the text -------------------------------------------------------------------------------------


def test_a_comment_survives_edits_a_restored_version_and_the_end_of_its_words(as_cleo, ana, ben, team, vision, comment):
    hand = Hand(vision.text, ben)
    version = Version.keep(vision.text, ana)
    hand.split(0, "We act")
    hand.insert(0, "child", "single ")
    page = as_cleo.get(url("comment_list", team)).text
    assert "We listen to every single child." in page
    assert "What they said then" in page
    hand.drop(0)
    page = as_cleo.get(url("comment_list", team)).text
    assert "Its words were taken out of the text." in page
    assert "We listen to every child." in page
    assert "Every child, or each of them?" in page
    version.restore(ben)
    page = as_cleo.get(url("comment_list", team)).text
    assert "were taken out" not in page
    assert "What they said then" not in page


def test_lists_ask_the_same_for_one_and_for_many(as_ben, ana, ben, team, vision):
    def said(quote):
        one = making.comment(vision, ana, quote, mentions=[ben])
        one.answer(ben, "Yes", [ana])
        one.answer(ana, "And?")
        making.suggestion(vision, ben, quote, "Other words")

    said(FIRST)
    as_ben.get("/")  # the first visit is noted
    pages = (url("comment_list", team), url("comment_about", team, Passage.objects.get().pk), url("comment_new", team))
    counts = []
    for turn in (0, 3):
        for _more in range(turn):
            said(FIRST)
            said(SECOND)
        for page in (*pages, "/"):
            with CaptureQueriesContext(connection) as asked:
                as_ben.get(page)
            counts.append(len(asked))
    assert counts[:4] == counts[4:]
    assert max(counts[:3]) <= 10


def test_a_long_list_comes_in_pages(as_ben, ana, team, vision):
    passage = making.passage(vision, FIRST)
    for number in range(25):
        Comment.begin(passage, ana, f"Thought {number:02}")
    first = as_ben.get(url("comment_list", team)).text
    assert ("Thought 19" in first, "Thought 20" in first) == (True, False)
    assert "Thought 24" in as_ben.get(url("comment_list", team) + "?page=2").text
    assert as_ben.get(url("comment_list", team) + "?page=x%00").status_code == 200


# --- Taking it along ----------------------------------------------------------------------------------------------


def test_ones_own_comments_are_in_the_export_and_nobody_elses(as_ben, ana, ben, vision, comment):
    comment.answer(ben, "Ben's own words")
    making.suggestion(vision, ben, SECOND, "We act at once.", "Shorter")
    export = as_ben.get(reverse("me_export")).json()
    assert [one["words"] for one in export["comments"]] == ["Ben's own words"]
    assert [(one["words"], one["why"]) for one in export["suggestions"]] == [("We act at once.", "Shorter")]
    assert "Every child, or each" not in str(export)
