"""Strands: tied from both ends with a why, mended and cut by who tied them or who runs the team; never to what is another team's."""

import pytest
from django.db import IntegrityError, transaction

from leadership.models import Role
from pilots.models import PilotStrand
from pilots.strand_ends import tie
from tests import factories
from tests.leadership.threading import SENTENCES, chain, passage, strand, thread, url, vision
from tests.pilots import piloting
from visioning.models import Decision, DecisionPoint, Gone, Initiative, Passage, Stale, Strand
from visioning.models.strands import ToItsOwn

from .deciding import at_once
from .theorising import goal

pytestmark = pytest.mark.django_db

WHY = "Who is greeted dares to ask."


@pytest.fixture
def text(team, ana):
    return vision(team, ana)


@pytest.fixture
def aim(team, ana, text):
    return goal(team, ana)


def serves(team, number=0):
    return f"sentence-{thread(team).sentences[number].key}"


def data(team, aim, **changes):
    return {"work": f"goal-{aim.number}", "serves": serves(team), "why": WHY} | changes


# --- Tying ------------------------------------------------------------------------------------------------------------


def test_a_member_ties_a_goal_to_a_sentence_and_its_page_says_so(as_ben, as_cleo, ben, team, aim):
    page = as_ben.get(url("strand_tie", team, work=f"goal-{aim.number}")).text
    assert aim.words in page
    assert SENTENCES[2] in page
    answer = as_ben.post(url("strand_tie", team, work=f"goal-{aim.number}"), data(team, aim))
    assert answer["Location"] == aim.get_absolute_url()
    made = Strand.objects.get()
    assert (made.goal, made.passage.quote, made.why, made.by) == (aim, SENTENCES[0], WHY, ben)
    told = " ".join(as_cleo.get(url("strand_list", team, "goal", aim.number)).text.split())
    for words in (SENTENCES[0], f"Why: {WHY}", "Tied by Ben Okafor on"):
        assert words in told
    assert url("strand_cut", team, f"work-{made.pk}") not in told


def test_a_sentence_is_tied_from_its_own_page(as_ben, team, ana, aim):
    address = url("strand_tie", team, serves=serves(team, 1))
    page = as_ben.get(address).text
    assert SENTENCES[1] in page
    assert f'value="goal-{aim.number}"' in page
    answer = as_ben.post(address, data(team, aim, serves=serves(team, 1)), follow=True)
    assert aim.words in answer.text
    assert Strand.objects.get().passage.quote == SENTENCES[1]


def test_one_press_from_work_that_serves_nothing_and_back(as_ben, team, aim):
    address = url("strand_tie", team, work=f"goal-{aim.number}", back="thread")
    answer = as_ben.post(address, data(team, aim))
    assert answer["Location"] == f"{url('golden_thread', team)}#orphans"


def test_every_kind_of_work_can_be_tied(as_ben, team, ana, text):
    _goal, theory, pilot = chain(team, ana)
    arrow = theory.arrows.first()
    point = DecisionPoint.start(team, "vision", "why-recall")
    Decision.objects.create(team=team, number=1, question="Who covers bus duty?")
    Initiative.objects.create(team=team, number=1, name="Morning circles")
    works = ["goal-1", "problem-1", f"theory-{theory.number}", f"arrow-{arrow.pk}", f"decision_point-{point.pk}"]
    works += ["decision-1", "initiative-1", "guide-structures", f"pilot-{pilot.number}"]
    for work in works:
        answer = as_ben.post(url("strand_tie", team), {"work": work, "serves": serves(team), "why": WHY})
        assert answer.status_code == 302, work
        kind, _dash, ref = work.partition("-")
        assert f"Why: {WHY}" in as_ben.get(url("strand_list", team, kind, ref)).text
    assert Strand.objects.count() == 8
    assert PilotStrand.objects.get().pilot == pilot
    assert not thread(team).orphans


def test_work_serves_a_strategy_of_a_theory_as_well(as_ben, team, ana, text):
    _goal, theory, _pilot = chain(team, ana)
    other = piloting.pilot(team, ana, title="Another")
    statement = theory.statements.first()
    said = {"work": f"pilot-{other.number}", "serves": f"statement-{statement.pk}", "why": WHY}
    assert as_ben.post(url("strand_tie", team), said).status_code == 302
    page = as_ben.get(url("thread_pilot", team, other.number)).text
    assert statement.words in page
    assert theory.title in page


def test_a_theory_does_not_serve_itself(as_ben, team, ana, text):
    _goal, theory, _pilot = chain(team, ana)
    statement = theory.statements.first()
    for work in (theory, theory.arrows.first()):
        with pytest.raises(ToItsOwn):
            Strand.tie(team, ana, work, statement, WHY)
    said = {"work": f"theory-{theory.number}", "serves": f"statement-{statement.pk}", "why": WHY}
    answer = as_ben.post(url("strand_tie", team), said)
    assert answer.status_code == 422
    assert "It is part of that theory anyway." in answer.text
    assert WHY in answer.text


@pytest.mark.parametrize(
    "change",
    [
        {"why": ""},
        {"why": "x" * 301},
        {"work": ""},
        {"work": "goal-99"},
        {"work": "sentence-1"},
        {"work": "task-1"},
        {"serves": ""},
        {"serves": "sentence-99"},
        {"serves": "statement-1"},
        {"serves": "goal-1"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, aim, change):
    answer = as_ben.post(url("strand_tie", team), data(team, aim) | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert change.get("why", WHY) in answer.text
    assert not Strand.objects.exists()


def test_two_thousand_letters_are_counted_and_none_is_lost(as_ben, team, aim):
    words = ("word " * 400).strip()
    answer = as_ben.post(url("strand_tie", team), data(team, aim, why=words))
    assert answer.status_code == 422
    assert "At most 300 letters, please. These are 1999; all of them are still here." in answer.text
    assert words in answer.text


def test_the_same_tie_twice_is_one(as_ben, as_ana, team, aim):
    as_ben.post(url("strand_tie", team), data(team, aim))
    answer = as_ana.post(url("strand_tie", team), data(team, aim, why="Another why"), follow=True)
    assert "This was tied already" in answer.text
    assert Strand.objects.get().why == WHY
    piloted = piloting.pilot(team)
    for _press in range(2):
        as_ben.post(url("strand_tie", team), data(team, aim, work=f"pilot-{piloted.number}"))
    assert PilotStrand.objects.count() == 1


def test_an_empty_vision_leads_to_its_page(as_ben, team):
    assert url("shared_vision", team) in as_ben.get(url("strand_tie", team)).text


# --- Of another team ----------------------------------------------------------------------------------------------------


def test_nothing_of_another_team_is_ever_tied(team, other_team, ana, dov, aim):
    theirs_text = vision(other_team, dov)
    theirs_goal, theirs_theory, theirs_pilot = chain(other_team, dov)
    mine, theirs = passage(team, SENTENCES[0]), passage(other_team, SENTENCES[0])
    for work in (theirs_goal, theirs_theory, theirs_theory.arrows.first(), theirs_goal.problems.get()):
        with pytest.raises(Gone):
            Strand.tie(team, ana, work, mine, WHY)
    with pytest.raises(Gone):
        PilotStrand.tie(team, ana, theirs_pilot, mine, WHY)
    for upper in (theirs, theirs_theory.statements.first()):
        with pytest.raises(Gone):
            Strand.tie(team, ana, aim, upper, WHY)
        with pytest.raises(Gone):
            Strand.tie(team, ana, "structures", upper, WHY)
    with pytest.raises(Gone):
        Strand.tie(team, ana, "no-condition", mine, WHY)
    assert theirs_text.pk
    assert not Strand.objects.exists()


def test_forms_take_no_foreign_ends(as_ben, team, other_team, dov, aim):
    vision(other_team, dov)
    _goal, theory, _pilot = chain(other_team, dov)
    for said in (
        {"work": f"arrow-{theory.arrows.first().pk}"},
        {"serves": f"sentence-{passage(other_team, SENTENCES[1]).pk}"},
        {"serves": f"statement-{theory.statements.first().pk}"},
    ):
        assert as_ben.post(url("strand_tie", team), data(team, aim) | said).status_code == 422
    assert not Strand.objects.exists()


def test_strands_of_another_team_are_not_there(as_dov, team, other_team, ana, aim):
    made = strand(team, ana, "goal", aim.number)
    key = f"work-{made.pk}"
    for name in ("strand_edit", "strand_cut"):
        assert as_dov.get(url(name, team, key)).status_code == 404
        assert as_dov.get(url(name, other_team, key)).status_code == 404
        as_dov.post(url(name, other_team, key), {"why": "Taken", "edition": 0})
    assert as_dov.get(url("strand_tie", team)).status_code == 404
    assert as_dov.get(url("strand_list", team, "goal", aim.number)).status_code == 404
    assert as_dov.get(url("strand_list", other_team, "goal", aim.number)).status_code == 404
    assert Strand.objects.get().why == made.why


# --- Mending and cutting --------------------------------------------------------------------------------------------------


def test_who_tied_it_says_the_why_anew(as_ben, ben, team, aim):
    made = strand(team, ben, "goal", aim.number)
    address = url("strand_edit", team, f"work-{made.pk}")
    page = as_ben.get(address).text
    assert made.why in page
    assert as_ben.post(address, {"why": "", "edition": 0}).status_code == 422
    assert as_ben.post(address, {"why": "Better said", "edition": 0})["Location"] == aim.get_absolute_url()
    made.refresh_from_db()
    assert (made.why, made.edition) == ("Better said", 1)


def test_two_who_mend_at_once_both_see_both(as_ana, as_ben, ben, team, aim):
    made = strand(team, ben, "goal", aim.number)
    address = url("strand_edit", team, f"work-{made.pk}")
    as_ana.post(address, {"why": "Ana’s why", "edition": 0})
    answer = as_ben.post(address, {"why": "Ben’s why", "edition": 0})
    assert answer.status_code == 409
    for words in ("Ana’s why", "Ben’s why", 'value="1"'):
        assert words in answer.text
    assert as_ben.post(address, {"why": "Both whys", "edition": 1}).status_code == 302
    with pytest.raises(Stale):
        made.mend(0, "Late")


def test_who_tied_it_or_runs_the_team_cuts_it(as_ana, as_ben, as_cleo, ana, ben, team, aim):
    mine, anas = strand(team, ben, "goal", aim.number), strand(team, ana, "goal", aim.number, SENTENCES[1])
    assert mine.why in as_ben.get(url("strand_cut", team, f"work-{mine.pk}")).text
    assert as_ben.post(url("strand_cut", team, f"work-{anas.pk}")).status_code == 403
    assert as_ben.get(url("strand_edit", team, f"work-{anas.pk}")).status_code == 403
    assert as_ben.post(url("strand_cut", team, f"work-{mine.pk}")).status_code == 302
    assert as_ana.post(url("strand_cut", team, f"work-{anas.pk}")).status_code == 302
    assert not Strand.objects.exists()


def test_cut_twice_at_once_is_told_kindly(as_ben, ben, team, aim):
    piloted = piloting.pilot(team, ben)
    made = strand(team, ben, "pilot", piloted.number)
    address = url("strand_cut", team, f"pilot-{made.pk}")
    as_ben.post(address)
    assert "Somebody cut this a moment ago." in as_ben.post(address, follow=True).text
    assert not made.cut()


@pytest.mark.parametrize("key", ["work-1", "pilot-1", "other-1", "work-", "work-x", "work-99999999999999999999999"])
def test_a_key_of_no_strand_is_no_page(as_ben, team, key):
    assert as_ben.get(url("strand_edit", team, key)).status_code == 404
    assert as_ben.get(url("strand_cut", team, key)).status_code == 404


def test_observers_read_and_tie_nothing(as_cleo, ana, team, aim):
    made = strand(team, ana, "goal", aim.number)
    assert made.why in as_cleo.get(url("strand_list", team, "goal", aim.number)).text
    assert as_cleo.post(url("strand_tie", team), data(team, aim)).status_code == 403
    for name in ("strand_edit", "strand_cut"):
        assert as_cleo.post(url(name, team, f"work-{made.pk}")).status_code == 403


def test_who_left_leaves_the_strand_behind(as_cleo, team, aim):
    gone = factories.person("Gone Soon")
    team.welcome(gone, "open_call", role=Role.MEMBER)
    made = strand(team, gone, "goal", aim.number)
    gone.delete()
    page = " ".join(as_cleo.get(url("strand_list", team, "goal", aim.number)).text.split())
    assert made.why in page
    assert "Tied by a former colleague on" in page


# --- Parts, questions, the database -----------------------------------------------------------------------------------------


def test_htmx_gets_the_part_alone(as_ben, ben, team, aim):
    strand(team, ben, "goal", aim.number)
    headers = {"HX-Request": "true", "HX-Target": "section#strands"}
    answer = as_ben.get(url("strand_list", team, "goal", aim.number), headers=headers).text
    assert 'id="strands"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize(
    ("kind", "ref"), [("goal", "9"), ("task", "1"), ("sentence", "1"), ("nothing", "1"), ("goal", "x")]
)
def test_work_that_is_not_there_has_no_strands(as_ben, team, aim, kind, ref):
    assert as_ben.get(url("strand_list", team, kind, ref)).status_code == 404


def test_one_or_three_strands_cost_the_same_questions(django_assert_max_num_queries, as_ben, ben, team, aim):
    address = url("strand_list", team, "goal", aim.number)
    counts = []
    for words in SENTENCES:
        strand(team, ben, "goal", aim.number, words)
        with django_assert_max_num_queries(10) as asked:
            as_ben.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[2], counts
    with django_assert_max_num_queries(10):
        as_ben.get(url("strand_tie", team, work=f"goal-{aim.number}"))


def test_the_database_wants_both_ends(team, ana, aim):
    upper = passage(team, SENTENCES[0])
    for ends in ({"passage": upper}, {"goal": aim}, {"passage": upper, "goal": aim, "guide": "structures"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Strand.objects.create(team=team, why=WHY, **ends)
    for _twice in range(2):
        made, _new = tie(team, ana, "goal", str(aim.number), upper, WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Strand.objects.create(team=team, why=WHY, passage=upper, goal=aim)
    assert made


@pytest.mark.django_db(transaction=True)
def test_two_who_tie_the_same_at_once_tie_it_once(as_ana, as_ben, ana, ben, team):
    vision(team, ana)
    aim = goal(team, ana)
    said = data(team, aim)
    answers = at_once(
        *(lambda client=client: client.post(url("strand_tie", team), said) for client in (as_ana, as_ben))
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Strand.objects.count() == Passage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_work_removed_while_it_is_tied_leaves_nothing_half_done(as_ben, ana, ben, team):
    vision(team, ana)
    aim = goal(team, ana)
    said = data(team, aim)
    tied, removed = at_once(lambda: as_ben.post(url("strand_tie", team), said), lambda: aim.remove(aim.edition))
    assert removed is None
    assert tied.status_code in (302, 422)
    assert not Strand.objects.exists()
