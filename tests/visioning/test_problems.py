"""Problems of practice: under their goal or with a reason, six checks that save at once, what sort of work each is."""

import pytest
from django.urls import reverse

from leadership.guides import extras
from tests import factories
from tests.conftest import signed_in
from visioning.models import Check, Gone, NoEvidence, ProblemOfPractice

from .theorising import goal, problem, theory

pytestmark = pytest.mark.django_db

WORDS = "We ask for answers, seldom for reasons"
PART = {"HX-Request": "true", "HX-Target": "div#problem"}


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {"words": WORDS, "goal": "", "skipped": "We look around first"} | changes


def plain(answer):
    return " ".join(answer.text.split())


# --- Naming one --------------------------------------------------------------------------------------------------


def test_the_list_asks_for_a_goal_first_and_lets_one_begin_without(as_ben, as_cleo, team, ben):
    page = as_ben.get(url("problem_list", team)).text
    assert "so a goal comes first" in page
    assert "Begin without a goal, and say why" in page
    assert url("problem_add", team) not in as_cleo.get(url("problem_list", team)).text
    goal(team, ben)
    assert "No problem is named yet" in as_ben.get(url("problem_list", team)).text


def test_a_problem_lies_under_its_goal(as_ben, as_cleo, ben, team):
    other, first = goal(team, ben, words="The other goal"), goal(team, ben, words="The goal meant")
    assert f'<option value="{first.number}" selected>' in as_ben.get(url("problem_add", team) + "?goal=2").text
    as_ben.post(url("problem_add", team), said(goal=first.number, skipped=""))
    made = ProblemOfPractice.objects.get()
    assert (made.goal, made.skipped, made.noted_by) == (first, "", ben)
    page = as_cleo.get(url("problem_list", team)).text
    assert page.index("The other goal") < page.index("The goal meant") < page.index(WORDS)
    assert WORDS in as_cleo.get(first.get_absolute_url()).text
    assert WORDS not in as_cleo.get(other.get_absolute_url()).text


def test_without_a_goal_it_says_why(as_ben, team):
    answer = as_ben.post(url("problem_add", team), said(skipped=""))
    assert answer.status_code == 422
    assert "Choose a goal, or say below why you begin without one." in answer.text
    assert WORDS in answer.text
    as_ben.post(url("problem_add", team), said())
    assert "We look around first" in as_ben.get(url("problem_list", team)).text


def test_a_goal_needs_no_reason(as_ben, ben, team):
    as_ben.post(url("problem_add", team), said(goal=goal(team, ben).number))
    assert ProblemOfPractice.objects.get().skipped == ""


@pytest.mark.parametrize(
    "change", [{"words": ""}, {"words": "x" * 401}, {"skipped": "x" * 301}, {"goal": "9"}, {"goal": "x"}]
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, dov, other_team, team, change):
    goal(other_team, dov)
    answer = as_ben.post(url("problem_add", team), said() | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert change.get("words", WORDS) in answer.text
    assert not ProblemOfPractice.objects.exists()


def test_another_teams_goal_is_no_choice(as_ben, dov, other_team, team):
    theirs = goal(other_team, dov)
    assert as_ben.post(url("problem_add", team), said(goal=theirs.number)).status_code == 422


def test_pressed_twice_it_is_one(as_ben, team):
    for _press in range(2):
        as_ben.post(url("problem_add", team), said())
    assert ProblemOfPractice.objects.count() == 1


def test_an_example_is_put_below_what_is_typed(as_ben, ben, team):
    first = goal(team, ben)
    example = extras().needs[0].examples[1]
    page = as_ben.get(url("problem_add", team)).text
    assert "Look at examples" in page
    typed = said(words="My own beginning", goal=first.number, skipped="", example=f"{extras().needs[0].key}.2")
    answer = as_ben.post(url("problem_add", team), typed)
    assert answer.status_code == 200
    assert f"My own beginning\n{example}</textarea>" in answer.text
    assert f'<option value="{first.number}" selected>' in answer.text
    assert not ProblemOfPractice.objects.exists()
    unknown = as_ben.post(url("problem_add", team), typed | {"example": "nothing.7"})
    assert "My own beginning</textarea>" in unknown.text


# --- Saying it anew, taking it away ----------------------------------------------------------------------------------


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, ben, team):
    made = problem(team, ben, skipped="No goal yet")
    edit = url("problem_edit", team, made.number)
    as_ana.post(edit, said(words="What Ana wrote", edition=made.edition))
    answer = as_ben.post(edit, said(words="What Ben wrote", edition=made.edition))
    assert answer.status_code == 409
    assert "What Ana wrote" in answer.text
    assert "What Ben wrote" in answer.text
    assert ProblemOfPractice.objects.get().words == "What Ana wrote"


def test_the_two_parts_are_put_into_words(as_ben, as_cleo, ben, team):
    made = problem(team, ben)
    parts = url("problem_parts", team, made.number)
    assert made.words in as_ben.get(parts).text
    as_ben.post(parts, {"technical": "Move two periods", "adaptive": "Wait longer", "edition": made.edition})
    page = as_cleo.get(made.get_absolute_url()).text
    assert "Move two periods" in page
    assert "Wait longer" in page
    too_long = as_ben.post(parts, {"technical": "x" * 401, "adaptive": "Kept", "edition": made.edition + 1})
    assert too_long.status_code == 422
    assert "Kept" in too_long.text


def test_taking_it_away_leaves_its_theories(as_ben, ben, team):
    made = problem(team, ben)
    made.rest_on(ben, words="Six visits", address="", round=None)
    answers = theory(team, ben, problem=made)
    page = plain(as_ben.get(url("problem_remove", team, made.number)))
    assert answers.title in page
    assert "Its piece of evidence goes with it." in page
    as_ben.post(url("problem_remove", team, made.number), {"edition": made.edition})
    assert not ProblemOfPractice.objects.exists()
    answers.refresh_from_db()
    assert answers.problem is None


def test_only_whoever_noted_it_or_runs_the_team_takes_it_away(as_ana, as_ben, ana, team):
    made = problem(team, ana)
    assert as_ben.post(url("problem_remove", team, made.number), {"edition": 0}).status_code == 403
    assert url("problem_remove", team, made.number) not in as_ben.get(made.get_absolute_url()).text
    as_ana.post(url("problem_remove", team, made.number), {"edition": 0})
    assert not ProblemOfPractice.objects.exists()


# --- The six checks ----------------------------------------------------------------------------------------------------


def test_a_tick_saves_at_once(as_ben, ben, team):
    made = problem(team, ben)
    tick = url("problem_tick", team, made.number)
    answer = as_ben.post(tick, {"hold": "teaching"}, headers=PART)
    assert 'id="problem"' in answer.text
    assert "<html" not in answer.text
    assert "1 of 6 holds so far" in plain(answer)
    assert "at the desks, if this problem were gone" not in answer.text
    assert ProblemOfPractice.objects.get().holds == ["teaching"]
    assert as_ben.post(tick, {"wait": "teaching"})["Location"] == made.get_absolute_url() + "#checks"
    assert ProblemOfPractice.objects.get().holds == []


def test_two_who_tick_at_once_keep_both(as_ana, as_ben, ben, team):
    made = problem(team, ben)
    for client, check in ((as_ana, "matters"), (as_ben, "teaching"), (as_ana, "matters")):
        client.post(url("problem_tick", team, made.number), {"hold": check})
    assert ProblemOfPractice.objects.get().holds == ["teaching", "matters"]


def test_each_check_that_waits_asks_something(as_cleo, ben, team):
    made = problem(team, ben)
    page = as_cleo.get(made.get_absolute_url()).text
    assert page.count('class="check__ask"') == len(Check)
    assert page.count("(waits)") == len(Check)


def test_evidence_holds_only_where_there_is_some(as_ben, ben, team):
    made = problem(team, ben)
    tick = url("problem_tick", team, made.number)
    answer = as_ben.post(tick, {"hold": "evidence"}, headers=PART)
    assert answer.status_code == 422
    assert "One piece of evidence is enough to begin with." in answer.text
    with pytest.raises(NoEvidence):
        made.tick("evidence", holds=True)
    made.rest_on(ben, words="Six visits", address="", round=None)
    as_ben.post(tick, {"hold": "evidence"}, headers=PART)
    assert ProblemOfPractice.objects.get().holds == ["evidence"]


def test_all_six_hold(as_ben, ben, team):
    made = problem(team, ben, holds=Check.values)
    made.rest_on(ben, words="Six visits", address="", round=None)
    assert "All six hold." in as_ben.get(made.get_absolute_url()).text


@pytest.mark.parametrize("posted", [{}, {"hold": "everything"}, {"hold": "teaching", "wait": "matters"}])
def test_a_tick_of_nothing_changes_nothing(as_ben, ben, team, posted):
    made = problem(team, ben)
    answer = as_ben.post(url("problem_tick", team, made.number), posted)
    assert answer.status_code == 422
    assert made.words in answer.text
    assert ProblemOfPractice.objects.get().holds == []


def test_a_tick_on_what_is_gone(ben, team):
    made = problem(team, ben)
    ProblemOfPractice.objects.get().remove(0)
    for late in (
        lambda: made.tick("teaching", holds=True),
        lambda: made.sort("both"),
        lambda: made.rest_on(ben, words=""),
    ):
        with pytest.raises(Gone):
            late()


# --- What sort of work -----------------------------------------------------------------------------------------------


def test_sorting_saves_at_once(as_ben, ben, team):
    made = problem(team, ben)
    answer = as_ben.post(url("problem_sort", team, made.number), {"kind": "adaptive"}, headers=PART)
    assert 'id="problem"' in answer.text
    assert "<html" not in answer.text
    assert 'value="adaptive" aria-pressed="true"' in answer.text
    assert as_ben.post(url("problem_sort", team, made.number), {"kind": "odd"}).status_code == 422
    assert ProblemOfPractice.objects.get().kind == "adaptive"


# --- Who may, and how it keeps up ------------------------------------------------------------------------------------

WRITES = ("problem_edit", "problem_parts", "problem_remove", "problem_tick", "problem_sort", "evidence_add")


def test_outsiders_and_colleagues_find_nothing(as_dov, other_team, northside, ben, team):
    made = problem(team, ben)
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("problem_list", team)).status_code == 404
        assert client.get(made.get_absolute_url()).status_code == 404
        assert client.post(url("problem_add", team), said()).status_code == 404
        for name in WRITES:
            assert client.post(url(name, team, made.number), said()).status_code == 404


def test_observers_change_nothing(as_cleo, ben, team):
    made = problem(team, ben)
    assert "<form" not in as_cleo.get(made.get_absolute_url()).text.split("<main", 1)[1].split("</main>")[0]
    assert as_cleo.post(url("problem_add", team), said()).status_code == 403
    for name in WRITES:
        assert as_cleo.post(url(name, team, made.number), said()).status_code == 403


def test_an_open_list_fetches_its_part(as_cleo, ben, team):
    problem(team, ben)
    headers = {"HX-Request": "true", "HX-Target": "div#problems"}
    answer = as_cleo.get(url("problem_list", team), headers=headers).text
    assert 'id="problems"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ben, team, rows, django_assert_num_queries):
    for number in range(rows):
        by = factories.person(f"Person {number}")
        made = problem(team, by, goal=goal(team, by))
        first = ProblemOfPractice.objects.first()
        first.rest_on(by, words=f"Seen {number}", address="", round=None)
        theory(team, by, problem=first, title=f"Theory {number}")
    for address, queries in ((url("problem_list", team), 6), (first.get_absolute_url(), 7)):
        as_ben.get(address)
        with django_assert_num_queries(queries):
            as_ben.get(address)
    assert made
