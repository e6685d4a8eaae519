"""A theory as rows: starting it, saying it anew, and what stays the same row."""

import pytest
from django.urls import reverse

from visioning.models import Arrow, Gone, SaidAlready, Stale, Statement, Theory, TiedAlready, ToItself, TooMany
from visioning.models.statements import TooManyArrows
from visioning.theory.shape import MOST_ARROWS

from .theorising import CHAIN, LINES, shape_of, theory

pytestmark = pytest.mark.django_db


def test_a_theory_says_what_it_was_filled_with(team, ben):
    made = theory(team, ben)
    assert made.shape() == shape_of()


def test_what_goes_with_a_statement_comes_back_with_it(team, ben):
    made = theory(team, ben)
    second = made.statements.get(number=2)
    assert second.remove(ben)
    assert not second.remove(ben)
    assert [arrow.ends for arrow in made.shape().arrows] == [(3, 4)]
    assert second.put_back()
    assert made.shape() == shape_of()


def test_the_same_words_are_said_once(team, ben):
    made = theory(team, ben)
    with pytest.raises(SaidAlready):
        Statement.add(made, ben, "do", "TEACHERS plan lessons in pairs")


def test_an_arrow_needs_two_ends_and_is_tied_once(team, ben):
    made = theory(team, ben)
    first, second = made.statements.filter(number__in=(1, 2))
    with pytest.raises(ToItself):
        Arrow.tie(first, first, ben)
    with pytest.raises(TiedAlready):
        Arrow.tie(first, second, ben)


def test_statements_keep_their_rows_where_words_trade_places(team, ben):
    made = theory(team, ben)
    keys = dict(made.statements.values_list("words", "pk"))
    swapped = (LINES[0].replace("an hour a week", "two hours"), *LINES[1:], "adults: Heads visit lessons")
    made.become(shape_of(swapped, (*CHAIN, (5, 3))), ben)
    assert made.shape().statement(5).words == "Heads visit lessons"
    assert {one.pk for one in made.statements.standing()} >= set(keys.values())
    made.become(shape_of(), ben)
    assert made.shape() == shape_of()


def test_a_statement_moves_within_its_column(team, ben):
    made = theory(team, ben, ("do: One", "do: Two", "adults: Three"), ())
    assert made.statements.get(number=2).move(up=True)
    assert not made.statements.get(number=2).move(up=True)
    assert [one.words for one in made.shape().statements] == ["Two", "One", "Three"]


def test_several_statements_are_added_all_or_none(team, ben):
    made = theory(team, ben)
    assert [one.number for one in Statement.add_all(made, ben, "do", ["One", "Two"])] == [5, 6]
    with pytest.raises(SaidAlready):
        Statement.add_all(made, ben, "do", ["Three", "TWO"])
    assert not made.statements.filter(words="Three").exists()


def test_a_number_is_never_used_again(team, ben):
    made = theory(team, ben)
    made.statements.get(number=4).remove(ben)
    assert Statement.add(made, ben, "improves", "More students stay").number == 5


def test_another_column_means_last_in_it(team, ben):
    made = theory(team, ben, ("do: One", "adults: Two", "adults: Three"), ())
    made.statements.get(number=1).mend(ben, "One", 0, "adults")
    assert [one.words for one in made.shape().statements] == ["Two", "Three", "One"]
    assert made.statements.get(number=1).edition == 1


def test_an_older_edition_overwrites_nothing(team, ana, ben):
    made = theory(team, ben)
    made.statements.get(number=1).mend(ana, "Words of Ana", 0)
    arrow = made.arrows.get(source__number=1)
    arrow.mend(ana, 0, because="Words of Ana")
    with pytest.raises(Stale):
        made.statements.get(number=1).mend(ben, "Words of Ben", 0)
    with pytest.raises(Stale):
        arrow.mend(ben, 0, because="Words of Ben")
    made.statements.get(number=1).mend(ben, "Words of Ana", 0)  # the same words hurt nobody
    arrow.mend(ben, 0, because="Words of Ana")
    assert made.statements.get(number=1).changed_by == ana


def test_what_was_taken_out_can_be_changed_by_nobody(team, ben):
    made = theory(team, ben)
    statement, arrow = made.statements.get(number=2), made.arrows.get(source__number=2)
    statement.remove(ben)
    for act in (
        lambda: statement.mend(ben, "Other words", 0),
        lambda: statement.move(up=True),
        lambda: arrow.mend(ben, 0, because="x"),
        arrow.put_back,
        lambda: Arrow.tie(made.statements.get(number=1), statement, ben),
    ):
        with pytest.raises(Gone):
            act()


def test_a_theory_that_was_put_away_takes_nothing_more(team, ben):
    made = theory(team, ben)
    made.remove(ben)
    with pytest.raises(Gone):
        Statement.add(made, ben, "do", "More")
    with pytest.raises(Gone):
        made.statements.get(number=1).mend(ben, "Other words", 0)
    assert not made.statements.get(number=1).remove(ben)


def test_sixty_statements_stay_sixty_when_one_comes_back(team, ben):
    made = theory(team, ben, [f"do: Number {place}" for place in range(60)], ())
    first = made.statements.get(number=1)
    first.remove(ben)
    Statement.add(made, ben, "do", "In its place")
    with pytest.raises(TooMany):
        first.put_back()


def test_what_was_tied_anew_meanwhile_is_not_tied_twice_by_putting_back(team, ben):
    made = theory(team, ben)
    old = made.arrows.get(source__number=2)
    old.remove(ben)
    Arrow.tie(*made.statements.filter(number__in=(2, 3)).order_by("number"), ben)
    with pytest.raises(TiedAlready):
        old.put_back()
    third = made.statements.get(number=3)
    third.remove(ben)
    third.put_back()
    assert made.shape() == shape_of()


def test_every_change_makes_another_edition(team, ben):
    made = theory(team, ben, ("do: One", "do: Two"), ())
    editions = [Theory.objects.get(pk=made.pk).edition]
    one, two = made.statements.all()
    for act in (
        lambda: Statement.add(made, ben, "do", "Three"),
        lambda: one.mend(ben, "Uno", 0),
        lambda: two.move(up=True),
        lambda: Arrow.tie(one, two, ben),
        lambda: made.arrows.get().mend(ben, 0, because="x"),
        lambda: made.arrows.get().remove(ben),
        lambda: made.arrows.get().put_back(),
        lambda: two.remove(ben),
        two.put_back,
    ):
        act()
        editions.append(Theory.objects.get(pk=made.pk).edition)
    assert editions == sorted(set(editions))


# --- Putting back, whatever happened meanwhile ---------------------------------------------------------------------------


@pytest.mark.parametrize("first_back", [2, 3])
def test_the_arrow_between_two_that_were_taken_out_comes_back_with_the_second(team, ben, first_back):
    made = theory(team, ben)
    rows = {one.number: one for one in made.statements.all()}
    rows[2].remove(ben)
    rows[3].remove(ben)
    rows[first_back].put_back()
    rows[5 - first_back].put_back()
    assert made.shape() == shape_of()


def test_what_an_import_or_the_short_form_took_out_comes_back_with_its_arrows(team, ben):
    made = theory(team, ben)
    made.become(shape_of(LINES[:2], ((1, 2),)), ben)
    made.statements.get(number=3).put_back()
    assert [arrow.ends for arrow in made.shape().arrows] == [(1, 2), (2, 3)]
    made.statements.get(number=4).put_back()
    assert made.shape() == shape_of()


def test_nothing_put_back_makes_a_theory_larger_than_it_may_be(team, ben):
    lines = [f"do: Step {number}" for number in range(1, 21)]
    every = [(one, other) for one in range(1, 21) for other in range(1, 21) if one != other]
    made = theory(team, ben, lines, every[:MOST_ARROWS])
    first, last = made.statements.get(number=1), made.statements.get(number=20)
    lone = made.arrows.standing().last()
    lone.remove(ben)
    Arrow.tie(last, made.statements.get(number=3), ben)
    with pytest.raises(TooMany):
        lone.put_back()
    first.remove(ben)
    Arrow.tie(last, made.statements.get(number=4), ben)
    with pytest.raises(TooManyArrows):
        first.put_back()
    assert len(made.shape().arrows) <= MOST_ARROWS


def test_a_theory_does_not_come_back_under_a_name_that_is_taken(as_ben, team, ben):
    old = theory(team, ben)
    old.remove(ben)
    theory(team, ben)
    answer = as_ben.post(reverse("theory_put_back", args=(team.slug, old.number)), follow=True)
    assert "There is another theory called" in answer.text
    assert Theory.objects.standing().count() == 1
