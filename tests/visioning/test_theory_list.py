"""The three steps on one page, and theories as a whole: begun, named, copied, put away and back."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership import guides
from leadership.guides import guide
from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone, NameTaken, Stale, Theory
from visioning.theory.shape import LONGEST_REASON, LONGEST_STATEMENT, Column
from visioning.theory.starters import starter_shape

from .theorising import CHAIN, LINES, goal, problem, theory

pytestmark = pytest.mark.django_db

STEPS = {"HX-Request": "true", "HX-Target": "div#steps"}


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def plain(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.split("<main", 1)[1]).split())


def said(**changes):
    blank = {"title": "Time to plan", "guide": "whole", "problem": "", "skipped": "We try it out", "start": "nothing"}
    return blank | changes


# --- Three steps on one page -------------------------------------------------------------------------------------------


def test_an_empty_team_finds_one_sentence_and_one_button(as_ben, as_cleo, team):
    page = as_ben.get(url("theory_list", team)).text
    assert "what should be different for students?" in page
    assert page.count('class="button is-primary"') == 1
    assert "Name a goal" in page
    assert "Name a goal" not in as_cleo.get(url("theory_list", team)).text


def test_each_step_asks_for_the_one_before_it(as_ben, ben, team):
    named = goal(team, ben)
    page = as_ben.get(url("theory_list", team)).text
    assert f"{url('problem_add', team)}?goal={named.number}" in page
    assert "Start without a problem of practice, and say why" in page
    problem(team, ben, goal=named)
    page = as_ben.get(url("theory_list", team)).text
    assert f"{url('theory_start', team)}?problem=1" in page
    assert page.count('class="button is-primary"') == 1


def test_all_three_in_order(as_cleo, ben, team):
    named = goal(team, ben)
    problem(team, ben, words="Without any goal", skipped="Not yet")
    hinders = problem(team, ben, goal=named)
    made = theory(team, ben, problem=hinders, guide="structures")
    page = plain(as_cleo.get(url("theory_list", team)))
    places = [page.index(words) for words in (named.words, hinders.words, "Without any goal", made.title)]
    assert places == sorted(places)
    assert "serves " + guide("structures").label in page
    assert "4 statements" in page
    assert "last changed on" in page
    assert "protect an hour a week" in page


def test_a_theory_for_the_whole_vision_without_a_problem_says_so(as_cleo, ben, team):
    theory(team, ben, skipped="We began in the middle", lines=(), arrows=())
    page = plain(as_cleo.get(url("theory_list", team)))
    assert "serves the whole vision" in page
    assert "We began in the middle" in page
    assert "nothing in it yet" in page


def test_an_open_page_fetches_its_part(as_cleo, ben, team):
    theory(team, ben)
    answer = as_cleo.get(url("theory_list", team), headers=STEPS).text
    assert 'id="steps"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ben, team, rows, django_assert_num_queries):
    for number in range(rows):
        by = factories.person(f"Person {number}")
        hinders = problem(team, by, goal=goal(team, by))
        hinders.rest_on(by, words="Seen", address="", round=None)
        theory(team, by, title=f"Theory {number}", problem=hinders)
        theory(team, by, title=f"Away {number}").remove(by)
    as_ben.get(url("theory_list", team))
    with django_assert_num_queries(10):
        as_ben.get(url("theory_list", team))


# --- Beginning one -----------------------------------------------------------------------------------------------------


def test_an_empty_one_leads_to_writing(as_ben, ben, team):
    answer = as_ben.post(url("theory_start", team), said(guide="capacity"))
    made = Theory.objects.get()
    assert answer["Location"] == url("theory_write", team, made.number) + "?at=do"
    assert (made.title, made.guide, made.skipped, made.started_by) == ("Time to plan", "capacity", "We try it out", ben)
    assert not made.shape()


def test_it_comes_from_a_problem(as_ben, ben, team):
    hinders = problem(team, ben)
    assert '<option value="1" selected>' in as_ben.get(url("theory_start", team) + "?problem=1").text
    as_ben.post(url("theory_start", team), said(problem="1"))
    made = Theory.objects.get()
    assert (made.problem, made.skipped) == (hinders, "")


def test_without_a_problem_it_says_why(as_ben, team):
    answer = as_ben.post(url("theory_start", team), said(skipped=""))
    assert answer.status_code == 422
    assert "say below why you begin without one" in answer.text
    assert "Time to plan" in answer.text


@pytest.mark.parametrize("key", ["whole", *guides.CONDITION_KEYS])
def test_it_starts_from_four_sentences(as_ben, team, key):
    as_ben.post(url("theory_start", team), said(guide=key, start="starter"))
    shape = Theory.objects.get().shape()
    assert [one.column for one in shape.statements] == list(Column)
    assert [arrow.ends for arrow in shape.arrows] == list(CHAIN)
    starts_from = guide(guides.OVERVIEW if key == "whole" else key).theory
    assert shape.arrows[1].because.casefold() == starts_from.because.casefold()
    assert shape.arrows[1].wrong_if.casefold() == starts_from.wrong_if.casefold()


@pytest.mark.parametrize("key", guides.GUIDE_KEYS)
def test_every_starter_fits(key):
    shape = starter_shape(guide(key), "A starter")
    assert all(len(one.words) <= LONGEST_STATEMENT and one.words[0].isupper() for one in shape.statements)
    assert all(len(one.because) <= LONGEST_REASON and len(one.wrong_if) <= LONGEST_REASON for one in shape.arrows)


def test_it_starts_from_a_copy(as_ben, ben, team):
    first = theory(team, ben)
    answer = as_ben.post(url("theory_start", team), said(start="copy", copied=""))
    assert answer.status_code == 422
    assert "Choose the theory to copy." in answer.text
    as_ben.post(url("theory_start", team), said(start="copy", copied=first.number))
    assert Theory.objects.get(title="Time to plan").shape().statements == first.shape().statements


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"guide": "overview"},
        {"guide": "nothing"},
        {"guide": ""},
        {"start": ""},
        {"problem": "7"},
        {"skipped": "x" * 301},
        {"start": "elsewhere"},
        {"start": "copy", "copied": "7"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, ben, dov, team, other_team, change):
    theory(team, ben, title="The first")
    problem(other_team, dov)
    answer = as_ben.post(url("theory_start", team), said() | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert change.get("skipped", "We try it out") in answer.text
    assert Theory.objects.count() == 1


def test_what_an_address_brings_along_may_be_nonsense(as_ben, team):
    assert as_ben.get(url("theory_start", team) + "?problem=x&guide=%00&start=!&copied=-1").status_code == 200


def test_pressed_twice_it_is_one(as_ben, team):
    first, second = (as_ben.post(url("theory_start", team), said(start="starter")) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert Theory.objects.get().shape().statements


def test_no_two_carry_one_name(as_ben, ben, team):
    theory(team, ben, title="Time to PLAN", skipped="Elsewhere")
    answer = as_ben.post(url("theory_start", team), said())
    assert answer.status_code == 422
    assert "There is a theory of this name already." in answer.text
    with pytest.raises(NameTaken):
        Theory.begin(team, ben, "time to plan")


# --- Name and purpose -------------------------------------------------------------------------------------------------


def named(made, **changes):
    return {"title": "Another name", "guide": "vision", "problem": "", "skipped": "So it is"} | {
        "described": made.described,
        **changes,
    }


def test_anybody_who_takes_part_renames_it(as_ben, ana, team):
    made = theory(team, ana)
    edit = url("theory_edit", team, made.number)
    assert made.title in as_ben.get(edit).text
    assert as_ben.post(edit, named(made))["Location"] == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.title, made.guide, made.skipped) == ("Another name", "vision", "So it is")
    assert made.shape().statements
    assert as_ben.post(edit, named(made, title="")).status_code == 422


def test_writing_in_it_meanwhile_does_not_matter(as_ben, ben, team):
    made = theory(team, ben)
    posted = named(made)
    made.statements.get(number=1).remove(ben)
    as_ben.post(url("theory_edit", team, made.number), posted)
    assert Theory.objects.get().title == "Another name"


def test_two_who_rename_at_once_both_see_both(as_ana, as_ben, ben, team):
    made = theory(team, ben)
    edit = url("theory_edit", team, made.number)
    as_ana.post(edit, named(made, title="What Ana chose"))
    answer = as_ben.post(edit, named(made, title="What Ben chose"))
    assert answer.status_code == 409
    assert "What Ana chose" in answer.text
    assert "What Ben chose" in answer.text
    assert Theory.objects.get().title == "What Ana chose"
    as_ben.post(edit, named(Theory.objects.get(), title="What Ben chose"))
    assert Theory.objects.get().title == "What Ben chose"
    with pytest.raises(Stale):
        made.describe("Late", "", None, "", made.described)


def test_a_name_that_another_has_is_refused(as_ben, ben, team):
    theory(team, ben, title="Taken")
    made = theory(team, ben, title="Free")
    answer = as_ben.post(url("theory_edit", team, made.number), named(made, title="TAKEN"))
    assert answer.status_code == 422
    assert "There is a theory of this name already." in answer.text


# --- A copy ----------------------------------------------------------------------------------------------------------


def test_a_copy_has_a_name_of_its_own(as_ben, ben, team):
    made = theory(team, ben, guide="influence", skipped="So")
    copy = url("theory_duplicate", team, made.number)
    assert 'value="Time to plan together (copy)"' in as_ben.get(copy).text
    as_ben.post(copy, {"title": "Time to plan together (copy)"})
    second = Theory.objects.get(number=2)
    assert (second.guide, second.skipped, second.started_by) == ("influence", "So", ben)
    assert second.shape().statements == made.shape().statements
    assert second.shape().arrows == made.shape().arrows
    assert 'value="Time to plan together (copy 2)"' in as_ben.get(copy).text
    assert as_ben.post(copy, {"title": made.title}).status_code == 422
    assert as_ben.post(copy, {"title": ""}).status_code == 422


def test_a_copy_of_a_tried_theory_is_untested(as_ben, ben, team):
    made = theory(team, ben)
    made.arrows.first().note_state(ben, "supported", timezone.localdate())
    as_ben.post(url("theory_duplicate", team, made.number), {"title": "Anew"})
    assert {arrow.state for arrow in Theory.objects.get(title="Anew").shape().arrows} == {"untested"}


def test_the_copy_of_a_long_name_fits(as_ben, ben, team):
    made = theory(team, ben, title="x" * 120)
    page = as_ben.get(url("theory_duplicate", team, made.number)).text
    assert f'value="{"x" * 113} (copy)"' in page


# --- Away and back -------------------------------------------------------------------------------------------------


def test_it_is_put_away_and_back(as_ben, as_cleo, ben, team):
    made = theory(team, ben)
    remove, back = url("theory_remove", team, made.number), url("theory_put_back", team, made.number)
    assert "Nothing in it is lost" in as_ben.get(remove).text
    page = plain(as_ben.post(remove, follow=True))
    assert "One theory was put away" in page
    assert "Put back" in page
    assert "Put back" not in plain(as_cleo.get(url("theory_list", team)))
    assert as_ben.get(made.get_absolute_url()).status_code == 404
    assert as_ben.post(remove).status_code == 404
    assert as_cleo.post(back).status_code == 403
    as_ben.post(back)
    made.refresh_from_db()
    assert made.shape().statements
    assert as_ben.post(back)["Location"] == made.get_absolute_url()


def test_only_whoever_began_it_or_runs_the_team_puts_it_away(as_ana, as_ben, ana, ben, team):
    anas, bens = theory(team, ana, title="Ana’s"), theory(team, ben, title="Ben’s")
    remove = url("theory_remove", team, anas.number)
    assert as_ben.get(remove).status_code == 403
    assert as_ben.post(remove).status_code == 403
    assert remove not in as_ben.get(url("theory_list", team)).text
    as_ana.post(url("theory_remove", team, bens.number))
    assert list(Theory.objects.standing()) == [anas]


def test_renaming_what_was_put_away_meanwhile(ben, team):
    made = theory(team, ben)
    Theory.objects.get().remove(ben)
    with pytest.raises(Gone):
        made.describe("Late", "", None, "", made.described)


# --- Who may ---------------------------------------------------------------------------------------------------------

OF_ONE = ("theory_edit", "theory_duplicate", "theory_remove", "theory_put_back")


def test_outsiders_and_colleagues_find_nothing(as_dov, dov, other_team, northside, ben, team):
    made = theory(team, ben)
    theory(other_team, dov, title="Theirs")
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("theory_list", team)).status_code == 404
        assert client.post(url("theory_start", team), said()).status_code == 404
        for name in OF_ONE:
            assert client.post(url(name, team, made.number), named(made)).status_code == 404
    page = as_dov.get(url("theory_list", other_team)).text
    assert "Theirs" in page
    assert LINES[0].partition(": ")[2] not in page


def test_observers_change_nothing(as_cleo, ben, team):
    made = theory(team, ben)
    assert as_cleo.post(url("theory_start", team), said()).status_code == 403
    for name in OF_ONE:
        assert as_cleo.post(url(name, team, made.number), named(made)).status_code == 403
    assert url("theory_write", team, made.number) not in as_cleo.get(url("theory_list", team)).text.split("<main", 1)[1]


def test_the_only_goal_and_the_only_problem_are_chosen_already(as_ben, ben, team):
    pages = url("problem_add", team), url("theory_start", team), url("theory_import", team)
    goal(team, ben), problem(team, ben)
    for page in pages:
        assert '<option value="1" selected>' in as_ben.get(page).text
    goal(team, ben), problem(team, ben, words="Another")
    for page in pages:
        assert '<option value="" selected>' in as_ben.get(page).text
