"""What may be read of beliefs: in full with names, and without them only what gives nobody away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadership.privacy import FEWEST, How, shown_item
from leadership.privacy_over_time import Answered, tell, with_whole
from tests.leadership.test_privacy import found_out
from visioning.belief_arrows import standing_of
from visioning.belief_history import BeliefHistory
from visioning.belief_results import Result
from visioning.belief_sentences import SPANS, STEPS, cells_of, sentence_of
from visioning.belief_words import marks_of, sentences_for
from visioning.models import Arrow, Belief, BeliefTurn, Statement

from . import theorising

pytestmark = pytest.mark.django_db
WHY = "Because I have seen it work, says"


@pytest.fixture
def theory(team, ana):
    return theorising.theory(team, ana)


def result_of(round, person=None):
    round.refresh_from_db()
    return Result.of(round, round.theory.shape(), person)


def unnamed(theory, said, **fields):
    return theorising.belief_round(theory, said, naming="unnamed", **fields)


def spoken(result):
    """Everything a reader of the result could see of words and numbers."""
    return repr([(one.sentences, one.groups, one.named, one.reasons, one.withheld) for one in result.arrows])


# --- With names ----------------------------------------------------------------------------------------------------


def test_with_names_everybody_reads_who_said_what_and_why(theory, ana, ben):
    one = result_of(theorising.belief_round(theory, {ana: 5, ben: 4}, why=WHY)).arrows[0]
    assert [(said.name, said.label) for said in one.named] == [("Ana Ruiz", "Sure"), ("Ben Okafor", "Rather sure")]
    assert one.named[0].position == "Teacher"
    assert one.named[0].why == f"{WHY} Ana Ruiz"
    assert one.sentences == ("Sure or rather sure: 2 of 2. The middle is between “Rather sure” and “Sure”.",)
    assert one.kind == "sure"


def test_where_some_doubt_and_others_are_sure_that_comes_first(theory, ana, ben):
    result = result_of(theorising.belief_round(theory, {ana: (5, 3, 2), ben: (1, 3, 1)}))
    split, even, doubted = result.arrows
    assert split.sentences == ("We see this differently. Sure or rather sure: 1 of 2. In doubt or unsure: 1.",)
    assert (split.kind, even.kind, doubted.kind) == ("split", "", "unsure")
    assert even.sentences == ("All say “Half and half”.",)
    assert [one.ends for one in result.to_look_at] == [doubted.ends, split.ends]


def test_who_cannot_say_is_counted_apart(theory, ana, ben):
    one = result_of(theorising.belief_round(theory, {ana: 4, ben: 0})).arrows[0]
    assert one.sentences == ("All say “Rather sure”. Could not say: 1.",)
    nobody = result_of(theorising.belief_round(theory, {ana: 0, ben: 0})).arrows[0]
    assert nobody.sentences == ("Nobody could say.",)
    assert nobody.mark is None


def test_positions_stand_beside_each_other_and_leaders_are_no_group(team, theory, ana, ben):
    teachers = theorising.crowd(team, 3)
    support = theorising.crowd(team, 3, "support")
    said = dict.fromkeys([ana, *teachers], 5) | dict.fromkeys(support, 3) | {ben: 3}
    one = result_of(theorising.belief_round(theory, said)).arrows[0]
    assert [group.label for group in one.groups] == ["All together"]  # Ben alone would be the rest
    principal = theorising.crowd(team, 3, "administrator", start=10)
    one = result_of(theorising.belief_round(theory, said | dict.fromkeys(principal, 3))).arrows[0]
    assert [group.label for group in one.groups] == ["Support staff", "Teachers", "Other colleagues"]
    assert "are surer of this than" in one.sentences[0]


# --- Without names -------------------------------------------------------------------------------------------------


def test_of_fewer_than_five_nothing_is_shown_and_nothing_is_kept(team, theory):
    people = theorising.crowd(team, 5)
    round = unnamed(theory, dict.fromkeys(people[:4], 1), why=WHY)
    result = result_of(round)
    assert result.tells_nothing
    assert WHY not in spoken(result)
    assert not Belief.objects.filter(round=round).exists()
    assert BeliefTurn.objects.filter(round=round).count() == 4


def test_five_to_nine_show_a_middle_and_rough_shares_and_no_reasons(team, theory):
    people = theorising.crowd(team, 6)
    one = result_of(unnamed(theory, dict(zip(people, (1, 2, 2, 5, 5, 4), strict=True)), why=WHY)).arrows[0]
    assert one.groups[0].shown.how is How.BANDS
    assert one.sentences == ("We see this differently: about as many are sure as are unsure.",)
    assert one.kind == "split"
    assert not one.reasons
    assert not one.named


def test_from_ten_on_all_is_shown_and_reasons_lie_in_no_order(team, theory):
    people = theorising.crowd(team, 12)
    levels = (1, 2, 3, 4, 5, 5, 1, 2, 3, 4, 4, 4)
    first, second, _third = result_of(unnamed(theory, dict(zip(people, levels, strict=True)), why=WHY)).arrows
    assert first.groups[0].shown.counts == (2, 2, 2, 4, 2)
    assert len(first.reasons) == 12
    assert sorted(first.reasons) == sorted(second.reasons)
    assert list(first.reasons) != sorted(first.reasons)


def test_formal_leaders_choose_between_their_name_and_their_own_eyes(team, theory, ana, ben):
    people = theorising.crowd(team, 5)
    round = unnamed(theory, dict.fromkeys(people, 5), revealed=False)
    told = {item["arrow"]: (1, "I doubt the time.") for item in round.wording}
    round.say(ben, told, group="administrator", private=True)
    round.reveal()
    assert "I doubt the time." not in spoken(result_of(round, ana))
    assert all(one.kind == "sure" for one in result_of(round).arrows)
    mine = result_of(round, ben).arrows[0].mine
    assert (mine.label, mine.why) == ("I doubt it", "I doubt the time.")
    assert mine.position == ""


def test_a_leaders_name_beside_the_others_can_show_a_difference(team, theory, ben):
    people = theorising.crowd(team, 5)
    one = result_of(unnamed(theory, dict.fromkeys(people, 5) | {ben: 1})).arrows[0]
    assert [said.name for said in one.named] == ["Ben Okafor"]
    assert one.groups[0].shown.answers == 5
    assert one.sentences[0] == "We see this differently."


def test_positions_are_told_only_of_five_or_more_and_never_beside_a_smaller_rest(team, theory):
    teachers, support = theorising.crowd(team, 6), theorising.crowd(team, 5, "support")
    said = dict.fromkeys(teachers, 5) | dict.fromkeys(support[:4], 1)
    few = result_of(unnamed(theory, said)).arrows[0]
    assert [group.label for group in few.groups] == ["All together"]
    enough = theorising.theory(team, lines=("do: We visit lessons", "adults: We learn from it"), arrows=((1, 2),))
    groups = result_of(unnamed(enough, said | {support[4]: 1})).arrows[0]
    assert {group.label: group.shown.answers for group in groups.groups} == {"Support staff": 5, "Teachers": 6}
    assert groups.sentences[0].startswith("We see this differently")


def test_a_later_round_does_not_tell_on_the_one_who_is_new(team, theory):
    people = theorising.crowd(team, 12)
    said = dict(zip(people[:11], (5, 4, 3, 2, 1, 5, 4, 3, 2, 1, 3), strict=True))
    before = unnamed(theory, said)
    assert result_of(before).arrows[0].groups[0].shown.how is How.FULL
    again = result_of(unnamed(theory, said | {people[11]: 1})).arrows[0]
    assert {group.shown.how for group in again.groups} <= {How.ROUGH, How.WITHHELD}
    same = result_of(unnamed(theory, said)).arrows[0]
    assert same.groups[0].shown.how is How.FULL
    assert result_of(before).arrows[0].groups[0].shown.how is How.FULL


@pytest.mark.parametrize("way", ["mended", "copied", "copied with a full stop", "mended and tied anew"])
def test_neither_new_words_nor_a_copy_get_round_that(team, theory, ana, way):
    people = theorising.crowd(team, 12)
    said = dict(zip(people[:11], (5, 4, 3, 2, 1, 5, 4, 3, 2, 1, 3), strict=True))
    unnamed(theory, said)
    other = theory
    if way.startswith("copied"):
        lines = [f"{line}." if "stop" in way else line for line in theorising.LINES]
        other = theorising.theory(team, ana, lines, title="A copy")
    else:
        statement = theory.statements.get(number=1)
        Statement.mend(statement, ana, "We give an hour to planning", statement.edition)
    if "anew" in way:
        theory.arrows.get(source=statement).remove(ana)
        Arrow.tie(statement, theory.statements.get(number=2), ana)
    again = result_of(unnamed(other, said | {people[11]: 1})).arrows[0]
    assert {group.shown.how for group in again.groups} <= {How.ROUGH, How.WITHHELD}


def test_a_deleted_account_takes_its_name_along_and_opens_nothing(team, theory, ana, ben):
    people = theorising.crowd(team, 6)
    nameless = unnamed(theory, dict.fromkeys(people, 4))
    named = theorising.belief_round(theory, {ana: 5, people[0]: 1}, why=WHY)
    people[0].delete()
    assert [said.name for said in result_of(named).arrows[0].named] == ["Ana Ruiz"]
    assert result_of(nameless).arrows[0].groups[0].shown.answers == 6


def test_reading_takes_the_same_questions_however_many_rounds_and_arrows(team, theory, django_assert_num_queries):
    people = theorising.crowd(team, 6)
    for _number in range(3):
        unnamed(theory, dict.fromkeys(people, 4))
    shape = theory.shape()
    with django_assert_num_queries(3):
        Result.latest_of(theory, shape)


# --- The rule itself ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kinds", [(1, 2, 3, 4, 5), (0, 1, 2, 4, 5)])
@pytest.mark.parametrize("answers", [5, 7, 10])
def test_nobody_who_knows_their_own_level_works_out_anothers(answers, kinds):
    """The attacker of `test_privacy`, with the five levels of beliefs, and with "I can't say" among them."""

    def what(counts):
        return shown_item([kinds[place] for place, count in enumerate(counts) for _one in range(count)], STEPS, SPANS)

    assert not list(found_out(answers, what))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, STEPS), min_size=FEWEST, max_size=14), st.integers(1, 4), st.data())
def test_so_few_who_join_are_never_told_from_the_rest(levels, new, data):
    """Everybody who was told before is told again, with one to four more: then nothing that they could have tipped is told."""
    joined = data.draw(st.lists(st.integers(0, STEPS), min_size=new, max_size=new))
    before = tell(answered(levels))
    told = tell(answered([*levels, *joined]), with_whole(before))
    if any(one.plain for one in before):
        assert not any(one.plain for one in told)
        others = [tell(answered([*levels, *(level,) * new]), with_whole(before)) for level in range(STEPS + 1)]
        assert all([one.shown.bands for one in other] == [one.shown.bands for one in told] for other in others)


def answered(levels) -> Answered:
    return Answered({"": frozenset(range(len(levels)))}, {"": tuple(levels)}, STEPS, SPANS)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, STEPS), max_size=16))
def test_there_is_a_sentence_for_whatever_may_be_shown(levels):
    shown = shown_item(levels, STEPS, SPANS)
    assert sentence_of(shown).endswith(".")
    assert all(name and amount for name, amount in cells_of(shown))


# --- What others show --------------------------------------------------------------------------------------------------


def test_the_drawing_marks_where_people_differ_and_where_they_doubt(theory, ana, ben):
    theorising.belief_round(theory, {ana: (5, 1, 5), ben: (1, 2, 4)})
    marks = marks_of(theory)
    assert {ends: mark.kind for ends, mark in marks.arrows.items()} == {
        (1, 2): "split",
        (2, 3): "unsure",
        (3, 4): "sure",
    }
    assert marks.arrows[1, 2].words == "We see this differently"


def test_nothing_is_marked_before_the_reveal(theory, ana, ben):
    theorising.belief_round(theory, {ana: 5, ben: 1}, revealed=False)
    assert not marks_of(theory)
    assert sentences_for(theory) == {}


def test_what_is_said_in_other_words_since_is_not_marked(theory, ana, ben):
    theorising.belief_round(theory, {ana: 5, ben: 1})
    theory.arrows.get(source__number=3).remove(ana)
    statement = theory.statements.get(number=1)
    statement.mend(ana, "We give an hour to planning", statement.edition)
    assert set(marks_of(theory).arrows) == {(2, 3)}
    assert set(sentences_for(theory)) == {(2, 3)}
    history = BeliefHistory(theory.team_id, latest_of=(theory.pk,))
    shape = theory.shape()
    assert [standing_of(item, shape) for item in history.wanted[0].wording] == ["changed", "", "gone"]


def test_without_a_round_the_theory_is_asked_about_once(theory, django_assert_num_queries):
    shape = theory.shape()
    with django_assert_num_queries(1):
        assert not marks_of(theory, shape)
