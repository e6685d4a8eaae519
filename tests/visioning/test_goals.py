"""Goals: named, said anew, taken away; what is not said yet is told in one line and blocks nothing."""

from html import unescape

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests import factories
from tests.conftest import signed_in
from visioning.models import Goal, Gone, Stale

from .theorising import goal, problem

pytestmark = pytest.mark.django_db

WORDS = "Every sixth grader reads a whole book for pleasure"


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {
        "words": WORDS,
        "measure": "",
        "due_on": "",
        "benefits": "",
        "framework": "",
        "framework_address": "",
    } | changes


def on_top(one, **changes):
    return said(edition=one.edition, **changes)


def test_an_empty_list_says_what_to_do(as_ben, as_cleo, team):
    page = as_ben.get(url("goal_list", team)).text
    assert "No goal is named yet." in page
    assert url("goal_add", team) in page
    assert url("goal_add", team) not in as_cleo.get(url("goal_list", team)).text


def test_a_member_names_a_goal_and_all_read_it(as_ben, as_cleo, ben, team):
    everything = said(
        words="Students  <b>explain</b>\nthemselves",
        measure="Two visits a month",
        due_on="2027-06-01",
        benefits="Ninth grade",
        framework="District plan",
        framework_address="https://district.example/plan",
    )
    after = as_ben.post(url("goal_add", team), everything, follow=True).text
    made = Goal.objects.get()
    assert (made.words, made.noted_by) == ("Students <b>explain</b> themselves", ben)
    for page in (after, as_cleo.get(url("goal_list", team)).text):
        assert "Students &lt;b&gt;explain&lt;/b&gt; themselves" in page
        assert 'href="https://district.example/plan"' in page
        assert "June 1, 2027" in page
        assert "Not said yet" not in page


def test_what_is_not_said_yet_is_named_in_one_line(as_cleo, ben, team):
    made = goal(team, ben, measure="Two visits a month")
    page = as_cleo.get(made.get_absolute_url()).text
    assert "Not said yet: by when, who benefits." in " ".join(page.split())


@pytest.mark.parametrize(
    "change",
    [
        {"words": ""},
        {"words": "x" * 301},
        {"measure": "x" * 301},
        {"due_on": "0027-06-01"},
        {"due_on": "soon"},
        {"framework_address": "javascript:alert(1)"},
        {"framework_address": "http://district.example/"},
        {"framework_address": "https://"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, change):
    answer = as_ben.post(url("goal_add", team), said(benefits="Our newcomers") | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Our newcomers" in answer.text
    assert not Goal.objects.exists()


def test_two_thousand_letters_are_counted_and_none_is_lost(as_ben, team):
    words = "word " * 400
    answer = as_ben.post(url("goal_add", team), said(words=words))
    assert answer.status_code == 422
    assert "At most 300 letters, please. These are 1999; all of them are still here." in answer.text
    assert words.strip() in answer.text
    assert "maxlength" not in answer.text


def test_pressed_twice_it_is_one(as_ben, team):
    for _press in range(2):
        as_ben.post(url("goal_add", team), said())
    as_ben.post(url("goal_add", team), said(words="Another"))
    assert list(Goal.objects.values_list("number", "words")) == [(1, WORDS), (2, "Another")]


# --- Saying it anew ----------------------------------------------------------------------------------------------


def test_anybody_who_takes_part_says_it_anew(as_ben, ana, team):
    made = goal(team, ana)
    assert made.words in as_ben.get(url("goal_edit", team, made.number)).text
    assert as_ben.post(url("goal_edit", team, made.number), on_top(made, words="")).status_code == 422
    as_ben.post(url("goal_edit", team, made.number), on_top(made))
    made.refresh_from_db()
    assert (made.words, made.edition) == (WORDS, 1)


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, ben, team):
    made = goal(team, ben)
    edit = url("goal_edit", team, made.number)
    as_ana.post(edit, on_top(made, words="What Ana wrote", due_on="2027-06-01"))
    answer = as_ben.post(edit, on_top(made, words="What Ben wrote"))
    assert answer.status_code == 409
    assert "What Ana wrote" in answer.text
    assert "What Ben wrote" in answer.text
    assert Goal.objects.get().words == "What Ana wrote"
    stored = Goal.objects.get()
    assert f'name="edition" value="{stored.edition}"' in answer.text
    as_ben.post(edit, on_top(stored, words="What both want"))
    assert Goal.objects.get().words == "What both want"


def test_an_incomplete_page_loses_nothing(as_ben, ben, team):
    made = goal(team, ben)
    answer = as_ben.post(url("goal_edit", team, made.number), said())
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert "Your words are still here" in answer.text


# --- Taking it away ----------------------------------------------------------------------------------------------


def test_it_is_told_what_hangs_on_it_and_stays(as_ben, ben, team):
    made = goal(team, ben)
    hangs = problem(team, ben, goal=made)
    page = as_ben.get(url("goal_remove", team, made.number)).text
    assert hangs.words in page
    answer = as_ben.post(url("goal_remove", team, made.number), {"edition": made.edition}, follow=True)
    assert "Removed:" in answer.text
    assert not Goal.objects.exists()
    page = as_ben.get(url("problem", team, hangs.number)).text
    assert "the one it had was removed" in page
    assert as_ben.get(url("goal_remove", team, made.number)).status_code == 404


def test_the_number_of_a_removed_goal_saves_nothing_on_top_of_the_next(ben, team):
    first = Goal.note(team, ben, words="The first")
    read = Goal.objects.get()
    first.remove(first.edition)
    second = Goal.note(team, ben, words="The second")
    assert second.number == first.number
    read.pk = second.pk
    with pytest.raises(Stale):
        read.mend(read.edition, words="Meant for the first")
    with pytest.raises(Stale):
        read.remove(read.edition)
    assert Goal.objects.get().words == "The second"


def test_what_somebody_said_anew_is_asked_for_again(as_ana, as_ben, ben, team):
    made = goal(team, ben)
    as_ana.post(url("goal_edit", team, made.number), on_top(made, words="Better words"))
    answer = as_ben.post(url("goal_remove", team, made.number), {"edition": made.edition})
    assert answer.status_code == 409
    assert "Better words" in answer.text
    assert as_ben.post(url("goal_remove", team, made.number)).status_code == 422
    assert Goal.objects.exists()


def test_what_is_gone_meanwhile_is_said_kindly(ben, team):
    made = goal(team, ben)
    Goal.objects.get().remove(0)
    with pytest.raises(Gone):
        made.mend(0, words="Too late")
    with pytest.raises(Gone):
        made.remove(0)


def test_only_whoever_noted_it_or_runs_the_team_takes_it_away(as_ana, as_ben, ana, ben, team):
    anas, bens = goal(team, ana), goal(team, ben)
    remove = url("goal_remove", team, anas.number)
    assert as_ben.get(remove).status_code == 403
    assert as_ben.post(remove, {"edition": 0}).status_code == 403
    assert remove not in as_ben.get(anas.get_absolute_url()).text
    as_ana.post(url("goal_remove", team, bens.number), {"edition": 0})
    assert list(Goal.objects.all()) == [anas]


# --- Who may, and how it keeps up ------------------------------------------------------------------------------------


def test_outsiders_and_colleagues_find_nothing(as_dov, dov, other_team, northside, ben, team):
    made, theirs = goal(team, ben, words="Only for Northside"), goal(other_team, dov)
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    for client in (as_dov, signed_in(eve)):
        for name, args in (
            ("goal_list", ()),
            ("goal_add", ()),
            ("goal", (1,)),
            ("goal_edit", (1,)),
            ("goal_remove", (1,)),
        ):
            assert client.get(url(name, team, *args)).status_code == 404
            assert client.post(url(name, team, *args), on_top(made)).status_code in (404, 405)
    page = unescape(as_dov.get(url("goal_list", other_team)).text)
    assert theirs.words in page
    assert "Only for Northside" not in page


def test_observers_change_nothing(as_cleo, ben, team):
    made = goal(team, ben)
    assert as_cleo.get(made.get_absolute_url()).status_code == 200
    for name, args in (("goal_add", ()), ("goal_edit", (1,)), ("goal_remove", (1,))):
        assert as_cleo.post(url(name, team, *args), on_top(made)).status_code == 403


@pytest.mark.parametrize(("name", "part"), [("goal_list", "goals"), ("goal", "goal")])
def test_an_open_page_fetches_its_part(as_cleo, ben, team, name, part):
    made = goal(team, ben)
    headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    answer = as_cleo.get(url(name, team, *((made.number,) if name == "goal" else ())), headers=headers).text
    assert f'id="{part}"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ben, team, rows, django_assert_num_queries):
    for number in range(rows):
        made = goal(team, factories.person(f"Person {number}"))
        problem(team, goal=made)
        problem(team, goal=Goal.objects.first())
    for address, queries in ((url("goal_list", team), 4), (Goal.objects.first().get_absolute_url(), 5)):
        as_ben.get(address)
        with django_assert_num_queries(queries):
            as_ben.get(address)


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_numbers_of_nothing_lead_nowhere(as_ben, ben, team, number):
    problem(team, ben)
    for name in ("goal", "goal_edit", "goal_remove", "problem", "problem_edit", "evidence_add", "theory_edit"):
        assert as_ben.get(url(name, team, number)).status_code == 404
    assert as_ben.post(url("evidence_remove", team, 1, number)).status_code == 404
    assert as_ben.post(url("theory_put_back", team, number)).status_code == 404
    words = {"words": "Kept \x00", "goal": number, "problem": number, "round": number, "copied": number}
    for name, args in (("problem_add", ()), ("evidence_add", (1,)), ("theory_start", ())):
        answer = as_ben.post(url(name, team, *args), words | {"title": "Kept", "guide": "whole", "start": "copy"})
        assert answer.status_code == 422
        assert "Kept" in answer.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "http://example.org/"])
def test_the_database_keeps_no_address_that_is_not_of_a_page(team, address):
    with pytest.raises(IntegrityError):
        goal(team, framework_address=address)
