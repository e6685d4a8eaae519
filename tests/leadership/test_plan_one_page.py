"""The plan on one page: what is chosen, how it is shortened, that it is one page whatever there is, and who gets it."""

import io

import pikepdf
import pytest
from django.urls import reverse

from leadership.models import PlanExport, PlanSheet, Task
from leadership.plan import Plan
from leadership.plan_one_page import BREVITIES, shorten, shorten_thing, wordings
from leadership.views.plan_papers import one_page_htmls
from visioning.models import Goal

from ..pdfua import failures
from ..writing import paragraph, write
from .reading_grade import grade
from .test_plan_pdf import text_of

SENTENCE = "Every child is known well by at least one adult, and every adult has a hand in how we teach."


def address(team, paper="one-page"):
    return reverse("plan_paper", args=(team.slug, paper))


def made(client, team, **said):
    return client.post(address(team), said, follow=True)


def pages_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [[float(number) for number in page.MediaBox] for page in opened.pages]


@pytest.fixture
def written(team, ana):
    write(team, ana, content=[paragraph(f"{SENTENCE} Nobody eats alone.")], tagline=[paragraph("Known by name.")])
    Goal.note(team, ana, words="Every child can say how they got to an answer.")
    Task.note(team, ana, words="Ask the families.")
    return team


@pytest.fixture
def overfull(team, ana):
    words = ["W" * 200, "مدرسة الأمل " * 20, "Donaudampfschifffahrtsgesellschaftskapitän " * 6, SENTENCE * 3]
    write(team, ana, content=[paragraph(SENTENCE * 20)])
    for number in range(20):
        Goal.note(team, ana, words=f"{number} {words[number % 4]}"[:300].strip())
        Task.note(team, ana, words=f"{number} {words[(number + 1) % 4]}"[:200].strip())
    return team


# --- shortening -------------------------------------------------------------------------------------------------------
def test_short_words_stay_as_they_are():
    assert shorten("  We  greet\nevery child. ", 40) == "We greet every child."


def test_long_words_end_with_a_whole_sentence_where_there_is_one():
    assert shorten("We greet every child. Then we ask what they need today.", 40) == "We greet every child."


def test_else_they_end_between_two_words_and_show_it():
    assert shorten("We greet every child at the door and ask", 26) == "We greet every child at…"


def test_a_day_is_not_taken_for_the_end_of_a_sentence():
    assert shorten("We look at it on Jan. 21, 2027 and decide then what follows.", 28) == "We look at it on Jan. 21…"


def test_a_thing_without_a_second_half_may_use_all_its_room():
    assert (
        shorten_thing(("Being planned; it ends on Jan. 21, 2027.", ""), 44)
        == "Being planned; it ends on Jan. 21, 2027."
    )


@pytest.mark.parametrize("letters", [1, 5, 40])
def test_one_endless_word_is_cut_too(letters):
    assert len(shorten("W" * 300, letters)) <= letters


def test_both_halves_keep_something():
    said = shorten_thing(("Who may spend the money? " * 9, "Two of us. " * 9), 120)
    assert said.startswith("Who may")
    assert "Two of us." in said
    assert len(said) <= 122


# --- what is chosen ---------------------------------------------------------------------------------------------------
def test_the_page_says_what_the_plan_says(written):
    page = wordings(Plan.for_team(written))[0]
    assert page.want == "Known by name."
    parts = {part.key: part.things for part in page.parts}
    assert parts["work"] == ("Every child can say how they got to an answer.",)
    assert parts["next"] == ("Ask the families.",)
    assert "Ana Ruiz" in parts["take-part"][0]
    assert "tries" not in parts  # nothing is tried yet: no empty heading


def test_each_wording_says_less_and_names_what_is_left_out(overfull):
    pages = wordings(Plan.for_team(overfull))
    assert len(pages) == len(BREVITIES)
    work = [next(part for part in page.parts if part.key == "work") for page in pages]
    assert [len(part.things) for part in work] == [brevity.things for brevity in BREVITIES]
    assert work[0].more == "And 14 more, in the full plan."
    assert work[-1].more == "20 things, in the full plan."


def test_what_stays_with_the_team_is_not_on_the_page(written):
    page = wordings(Plan.for_team(written).without({"goals", "short", "people"}))[0]
    said = str(page)
    assert "answer" not in said
    assert "Known by name" not in said
    assert "Ana" not in said


def test_our_own_words_are_plain(written):
    """Grade 8 at most, by the same count as the guides."""
    page = wordings(Plan.for_team(written))[0]
    own = [
        "Join the pilot “Ten seconds” if you like. Nobody has to.",
        "Tell us what you see. Anybody on the team will listen.",
        "Say what you think, before it is decided: Do visits take longer?",
        "Anybody can read the full plan here. Ask anybody on the team to show you the full plan.",
        page.state,
    ]
    assert grade(own) <= 8


# --- one page ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("size", "sides"), [("letter", [612, 792]), ("a4", [595, 842])])
def test_an_overfull_plan_is_one_page_and_passes(as_ana, overfull, size, sides):
    pdf = made(as_ana, overfull, size=size).content
    (box,) = pages_of(pdf)
    assert [round(side) for side in box[2:]] == sides
    assert failures(pdf) == []
    assert "more, in the full plan." in text_of(pdf)


def test_an_empty_plan_is_one_page_and_passes(as_ana, team):
    pdf = made(as_ana, team).content
    assert len(pages_of(pdf)) == 1
    assert failures(pdf) == []


def test_the_link_is_on_it_with_who_may_open_it(written):
    sheet = PlanSheet.hold(written)
    html = one_page_htmls(Plan.for_team(written).at("https://site.example/"), "letter")[0]
    assert f"https://site.example{sheet.link_path}" in html
    assert "People of the team can read the full plan here." in html
    PlanSheet.set_link(written, True)
    assert "Anybody can read" in one_page_htmls(Plan.for_team(written).at("https://site.example/"), "letter")[0]


# --- who gets it ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["as_ana", "as_ben", "as_cleo"])
def test_everybody_on_the_team_gets_it_and_it_is_noted(request, who, written):
    answer = made(request.getfixturevalue(who), written)
    assert answer["Content-Type"] == "application/pdf"
    assert "one-page" in answer["Content-Disposition"]
    assert written.plan_exports.get().form == PlanExport.Form.ONE_PAGE


def test_for_outsiders_there_is_nothing(as_dov, written):
    assert as_dov.post(address(written)).status_code == 404
    assert as_dov.get(address(written)).status_code == 404


def test_a_paper_nobody_makes_is_not_there(as_ana, written):
    assert as_ana.post(address(written, "poster")).status_code == 404


def test_an_odd_size_is_letter(as_ana, written):
    (box,) = pages_of(made(as_ana, written, size="poster").content)
    assert [round(side) for side in box[2:]] == [612, 792]


def test_an_address_alone_makes_nothing(as_ana, written):
    assert as_ana.get(address(written)).status_code == 302
    assert not written.plan_prints.exists()
    pdf = made(as_ana, written).content
    assert as_ana.get(address(written)).content == pdf
