"""A theory as rows: starting it, saying it anew, and what stays the same row."""

import pytest

from visioning.models import Arrow, SaidAlready, Statement, TiedAlready, ToItself

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
