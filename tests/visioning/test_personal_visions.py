"""The private page: saved as one writes, its author's alone, and never overwritten from another window."""

import pytest
from django.contrib.auth import get_user
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.conftest import signed_in
from visioning.models import PersonalVision, put_together

from . import making

PAGE = "/me/vision/"
PART = {"HX-Request": "true", "HX-Target": "p#save-state"}


def words(learning="", bring="", hope="", edition=0, **more):
    return {"learning": learning, "bring": bring, "hope": hope, "edition": edition, **more}


def test_what_is_written_is_there_again(as_ana, ana):
    assert as_ana.post(PAGE, words("Children explain.", hope="They listened.")).status_code == 302
    page = as_ana.get(PAGE).text
    assert "Children explain." in page
    assert "They listened." in page
    assert (ana.personal_vision.edition, "Saved on" in page) == (1, True)


def test_saving_while_writing_answers_the_state_alone(as_ana):
    answer = as_ana.post(PAGE, words("First"), headers=PART)
    assert answer.status_code == 200
    assert 'id="save-state"' in answer.text
    assert 'data-edition="1"' in answer.text
    assert "Saved <time>" in answer.text
    assert "<html" not in answer.text
    assert "First" not in answer.text
    assert 'data-edition="2"' in as_ana.post(PAGE, words("Second", edition=1), headers=PART).text


def test_the_same_words_again_are_no_new_edition(as_ana, ana):
    for edition in (0, 1, 0):
        assert as_ana.post(PAGE, words("Same", edition=edition), headers=PART).status_code == 200
    assert PersonalVision.of(ana).edition == 1


def test_another_window_overwrites_nothing_and_both_texts_are_shown(as_ana, ana):
    as_ana.post(PAGE, words("From the laptop"))
    stale = as_ana.post(PAGE, words("From the phone"))
    assert stale.status_code == 409
    for kept in ("From the laptop", "From the phone", "Other words were saved meanwhile"):
        assert kept in stale.text
    assert 'name="edition" value="1"' in stale.text
    assert "data-autosave" not in stale.text
    assert PersonalVision.of(ana).learning == "From the laptop"


def test_both_texts_can_be_kept(as_ana, ana):
    as_ana.post(PAGE, words("From the laptop"))
    as_ana.post(PAGE, words("From the phone", edition=1, then="both"))
    assert PersonalVision.of(ana).learning == "From the laptop\n\nFrom the phone"


def test_or_ones_own(as_ana, ana):
    as_ana.post(PAGE, words("From the laptop"))
    as_ana.post(PAGE, words("From the phone", edition=1, then="mine"))
    assert PersonalVision.of(ana).learning == "From the phone"


def test_putting_together_repeats_nothing():
    assert put_together({"hope": "A and B"}, {"hope": "A"})["hope"] == "A and B"
    assert put_together({"hope": ""}, {"hope": "A"})["hope"] == "A"
    assert put_together({"hope": "A"}, {"hope": "B"})["hope"] == "A\n\nB"


@pytest.mark.parametrize("data", [{}, words("x" * 5001), words("fine", edition="many"), words("fine", edition=-1)])
def test_what_cannot_be_saved_comes_back_whole(as_ana, ana, data):
    answer = as_ana.post(PAGE, data)
    assert answer.status_code == 422
    assert data.get("learning", "") in answer.text
    assert PersonalVision.of(ana).is_empty


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  one\r\ntwo\rthree  ", "one\ntwo\nthree"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("a\x00b\x07c", "abc"),
        ("left \u202eright\u202c", "left right"),
        ("\U0001f469\u200d\U0001f3eb 🎈", "\U0001f469\u200d\U0001f3eb 🎈"),
        ("أحبّ هذه المدرسة", "أحبّ هذه المدرسة"),
        ("x" * 5000, "x" * 5000),
    ],
    ids=["lines", "one spelling", "control signs", "turned round", "emoji", "right to left", "long"],
)
def test_words_are_plain_text(as_ana, ana, typed, kept):
    as_ana.post(PAGE, words(typed))
    assert PersonalVision.of(ana).learning == kept
    assert 'dir="auto"' in as_ana.get(PAGE).text


def test_nothing_runs(as_ana):
    as_ana.post(PAGE, words("</textarea><script>pwn(1)</script>"))
    page = as_ana.get(PAGE).text
    assert "<script>pwn" not in page
    assert "&lt;script&gt;pwn(1)" in page


def test_it_can_be_taken_along(as_ana):
    as_ana.post(PAGE, words("Children explain.", hope="Sí"))
    file = as_ana.get(f"{PAGE}file/")
    assert "attachment" in file["Content-Disposition"]
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    text = file.content.decode()
    assert "What great teaching and learning looks like here\n\nChildren explain." in text
    assert "What I bring" not in text
    assert as_ana.get("/me/export/").json()["personal_vision"]["hope"] == "Sí"


def test_nobody_else_finds_it_anywhere(as_ana, as_ben, as_cleo, as_dov, as_nobody, team, ana):
    """Ana's words are nowhere but on her own page, her export and her file."""
    as_ana.post(PAGE, words("CANARY of Ana"))
    making.gathering(team)
    boss = factories.person("Sam Site", is_staff=True, is_superuser=True)
    pages = [
        *("/", PAGE, f"{PAGE}file/", "/me/", "/me/export/", "/me/delete/", "/my-words/"),
        *(reverse(name, args=[team.slug]) for name in ("team_home", "team_people", "team_plan", "gathering_list")),
        reverse("gathering", args=[team.slug, 1]),
        reverse("vision_share", args=[team.slug, 1]),
        reverse("school_home", args=[team.school.slug]),
        *("/admin/", f"/admin/leadership/person/{ana.pk}/change/"),
    ]
    for client in (as_ben, as_cleo, as_dov, as_nobody, signed_in(boss)):
        for page in pages:
            assert "CANARY" not in client.get(page, follow=True).text, page
    assert "CANARY" in as_ana.get(PAGE).text
    assert str(ana.personal_vision) == "personal vision"
    assert "CANARY" not in repr(ana.personal_vision)


def test_signed_out_leads_to_signing_in(db, as_nobody):
    assert as_nobody.get(PAGE).status_code == 302
    assert as_nobody.post(PAGE, words("x")).status_code == 302
    assert get_user(as_nobody).is_anonymous


def test_it_goes_with_the_account(as_ana, ana):
    as_ana.post(PAGE, words("Mine"))
    ana.delete()
    assert not PersonalVision.objects.exists()


def test_gatherings_that_wait_for_it_are_named(as_ana, as_cleo, as_dov, team):
    making.gathering(team, name="Hopes for autumn")
    assert "Share into “Hopes for autumn”" in as_ana.get(PAGE).text
    assert "No gathering waits" in as_cleo.get(PAGE).text
    assert "Hopes for autumn" not in as_dov.get(PAGE).text


def test_the_page_asks_as_much_with_one_as_with_three(as_ana, ana, northside):
    counts = []
    for number in (1, 2, 3):
        team = factories.team(f"Team {number}", school=northside, people=[ana])
        making.gathering(team)
        other = factories.team(f"Other {number}", school=northside, people=[ana])
        making.gathered_vision(making.gathering(other), ana)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert as_ana.get(PAGE).text.count("Share into") == number
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 10
