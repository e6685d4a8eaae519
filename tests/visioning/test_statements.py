"""Statements on their pages: added in one line or many, changed, moved, taken out and put back, by one and by two at once."""

import threading
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import signed_in
from visioning.models import SaidAlready, Statement, Theory

from .theorising import htmx, theory, url

pytestmark = pytest.mark.django_db


def said(made, column=None):
    return [one.words for one in Theory.objects.get(pk=made.pk).shape().statements if column in (None, one.column)]


def at_once(*acts):
    """Each act in a thread of its own, all begun together; what each gave or raised."""
    start, came = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait(10)
            came[place] = act()
        except Exception as error:
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    return came


# --- Adding ------------------------------------------------------------------------------------------------------------


def test_one_more_statement_is_last_in_its_column(as_ben, ben, team):
    made = theory(team)
    answer = as_ben.post(url("statement_add", made), {"column": "do", "words": "  We visit\teach other \n"})
    assert said(made, "do")[-1] == "We visit each other"
    assert made.statements.get(words="We visit each other").written_by == ben
    assert answer["Location"] == url("theory_write", made, at="do")
    page = as_ben.get(url("theory_write", made, at="do")).text
    assert page.count("autofocus") == 1


def test_htmx_gets_the_empty_form_and_the_column_beside_it(as_ben, team):
    made = theory(team)
    answer = htmx(as_ben, url("statement_add", made), {"column": "adults", "words": "We visit"}, part="add-adults")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="add-adults"' in answer.text
    assert 'id="column-adults"' in answer.text
    assert 'id="column-do"' not in answer.text
    assert "Added: We visit" in answer.text
    assert "error" not in answer.text


def test_a_pasted_list_becomes_as_many_statements(as_ben, team):
    made = theory(team, lines=(), arrows=())
    as_ben.post(url("statement_add", made), {"column": "do", "words": "- One\r\n\r\n• Two\r\n3 hours a week"})
    assert said(made) == ["One", "Two", "3 hours a week"]


def test_a_list_is_added_whole_or_not_at_all(as_ben, team):
    made = theory(team)
    words = "Something new\nteachers plan lessons in PAIRS\nSomething else"
    answer = htmx(as_ben, url("statement_add", made), {"column": "do", "words": words}, part="add-do")
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert made.statements.get(number=2).get_absolute_url() in answer.text
    assert 'id="column-do"' not in answer.text
    assert len(said(made)) == 4


@pytest.mark.parametrize("words", ["", "   \n \n", "\x00"])
def test_nothing_is_no_statement(as_ben, team, words):
    made = theory(team)
    answer = as_ben.post(url("statement_add", made), {"column": "do", "words": words})
    assert answer.status_code == 422
    assert len(said(made)) == 4


def test_two_thousand_letters_come_back_with_their_count(as_ben, team):
    made = theory(team)
    words = "ü" * 2000
    answer = as_ben.post(url("statement_add", made), {"column": "improves", "words": words})
    assert answer.status_code == 422
    assert words in answer.text
    assert "At most 300 letters, please. These are 2000" in answer.text
    assert "maxlength" not in answer.text


def test_sixty_statements_are_enough(as_ben, team):
    made = theory(team, lines=[f"do: Number {place}" for place in range(60)], arrows=())
    answer = as_ben.post(url("statement_add", made), {"column": "do", "words": "One more"})
    assert answer.status_code == 422
    assert "60 statements are more" in answer.text
    assert "One more" in answer.text


def test_there_are_four_columns(as_ben, team):
    assert as_ben.post(url("statement_add", theory(team)), {"column": "dream", "words": "x"}).status_code == 404


# --- Changing ----------------------------------------------------------------------------------------------------------


def edit(words="Other words", column="adults", edition=0, **more):
    return {"words": words, "column": column, "edition": edition, **more}


def test_other_words_in_place(as_ben, ben, team):
    made = theory(team)
    answer = htmx(as_ben, url("statement_edit", made, 2), edit(), part="column-adults")
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert "Other words" in answer.text
    statement = made.statements.get(number=2)
    assert (statement.words, statement.changed_by, statement.edition) == ("Other words", ben, 1)
    assert [arrow.ends for arrow in made.shape().arrows] == [(1, 2), (2, 3), (3, 4)]


def test_another_column_brings_both_columns(as_ben, team):
    made = theory(team)
    answer = htmx(as_ben, url("statement_edit", made, 2), edit(column="do"), part="column-adults")
    for column in ("do", "adults", "students", "improves"):
        assert f'id="column-{column}"' in answer.text
    assert said(made, "do")[-1] == "Other words"


@pytest.mark.parametrize("sent", [{"part": "column-adults"}, {}, {"from": "page"}])
def test_who_was_slower_sees_both_and_loses_nothing(as_ana, as_ben, ana, team, sent):
    made = theory(team)
    part = sent.pop("part", "")
    as_ana.post(url("statement_edit", made, 2), edit("Words of Ana"))
    address = url("statement_edit", made, 2)
    mine = edit("Words of Ben", **sent)
    answer = htmx(as_ben, address, mine, part) if part else as_ben.post(address, mine)
    assert answer.status_code == 409
    for words in ("Words of Ana", "Words of Ben", "Ana Ruiz changed this"):
        assert words in answer.text
    assert "Words of Ana" in said(made)
    as_ben.post(address, edit("Words of Ben", edition=1))  # with both in view
    assert "Words of Ben" in said(made)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"words": ""}, "take it out"),
        ({"words": "a" * 301}, "These are 301"),
        ({"words": "STUDENTS explain their thinking aloud"}, "said already"),
        ({"column": "dream"}, ""),
        ({"edition": "x"}, ""),
    ],
)
@pytest.mark.parametrize("sent", [{}, {"from": "page"}])
def test_what_cannot_be_comes_back_with_why(as_ben, team, given, why, sent):
    made = theory(team)
    answer = as_ben.post(url("statement_edit", made, 2), edit() | given | sent)
    assert answer.status_code == 422
    assert why in answer.text
    assert given.get("words", "Other words") in answer.text
    assert said(made)[1] == "Teachers plan lessons in pairs"


def test_words_for_a_statement_that_was_taken_out_meanwhile_can_bring_it_back(as_ben, ana, team):
    made = theory(team)
    made.statements.get(number=2).remove(ana)
    address = url("statement_edit", made, 2)
    for answer in (htmx(as_ben, address, edit(), "column-adults"), as_ben.post(address, edit(**{"from": "page"}))):
        assert answer.status_code == 409
        assert "Other words" in answer.text
        assert "Ana Ruiz took this statement out" in answer.text
    htmx(as_ben, address, edit(back="1"), "column-adults")
    assert said(made)[1] == "Other words"
    assert [arrow.ends for arrow in made.shape().arrows] == [(1, 2), (2, 3), (3, 4)]


# --- Moving, taking out, putting back ------------------------------------------------------------------------------


def test_up_and_down(as_ben, team):
    made = theory(team, lines=("do: One", "do: Two", "do: Three"), arrows=())
    answer = htmx(as_ben, url("statement_move", made, 3), {"to": "up"}, "column-do")
    assert said(made) == ["One", "Three", "Two"]
    assert answer.text.index("Three") < answer.text.index("Two")
    as_ben.post(url("statement_move", made, 3), {"to": "up"})
    as_ben.post(url("statement_move", made, 3), {"to": "up"})
    as_ben.post(url("statement_move", made, 1), {"to": "down"})
    assert said(made) == ["Three", "Two", "One"]


def test_taken_out_stands_in_its_place_for_who_did_it_with_the_way_back(as_ben, as_ana, team):
    made = theory(team)
    answer = htmx(as_ben, url("statement_remove", made, 2), {}, "column-adults")
    assert "Put back" in answer.text
    assert "Put back" in htmx(as_ben, url("theory_write", made), part="column-adults").text
    assert "Put back" not in htmx(as_ana, url("theory_write", made), part="column-adults").text
    assert "Teachers plan" in htmx(as_ana, url("theory_write", made), part="taken-out").text
    assert len(said(made)) == 3
    as_ana.post(url("statement_put_back", made, 2))
    assert len(made.shape().arrows) == 3
    assert "Put back" not in htmx(as_ben, url("theory_write", made), part="column-adults").text


def test_after_a_while_it_is_only_in_the_list_of_what_was_taken_out(as_ben, ben, team):
    made = theory(team)
    made.statements.get(number=2).remove(ben)
    made.statements.filter(number=2).update(removed_at=timezone.now() - timedelta(minutes=3))
    assert "Put back" not in htmx(as_ben, url("theory_write", made), part="column-adults").text
    assert "Put back" in htmx(as_ben, url("theory_write", made), part="taken-out").text


def test_who_takes_out_or_puts_back_second_is_told_so(as_ben, team):
    made = theory(team)
    as_ben.post(url("statement_remove", made, 2))
    assert "Somebody took this out" in as_ben.post(url("statement_remove", made, 2), follow=True).text
    as_ben.post(url("statement_put_back", made, 2))
    assert "somebody was quicker" in as_ben.post(url("statement_put_back", made, 2), follow=True).text
    assert len(said(made)) == 4


def test_putting_back_what_was_written_again(as_ben, ben, team):
    made = theory(team)
    made.statements.get(number=2).remove(ben)
    Statement.add(made, ben, "do", "teachers plan lessons in pairs")
    answer = as_ben.post(url("statement_put_back", made, 2), follow=True)
    assert "wrote the same words again" in answer.text
    assert len(said(made)) == 4


def test_a_theory_that_was_put_away_is_not_written_on(as_ben, ana, team):
    made = theory(team)
    made.remove(ana)
    assert as_ben.post(url("statement_add", made), {"column": "do", "words": "x"}).status_code == 404


# --- The page of a statement -------------------------------------------------------------------------------------------


def test_the_page_tells_who_wrote_it_and_its_arrows(as_ben, ben, team):
    made = theory(team, ben)
    page = as_ben.get(url("statement", made, 2)).text
    assert "Written by Ben Okafor" in page
    assert url("arrow", made, 1, 2) in page
    assert url("arrow", made, 2, 3) in page
    part = htmx(as_ben, url("statement", made, 2), part="statement-arrows").text
    assert 'id="statement-arrows"' in part
    assert "<html" not in part


def test_a_former_colleague_wrote_it(as_ben, ana, team):
    made = theory(team, ana)
    made.statements.update(written_by=None)
    assert "Written by a former colleague" in as_ben.get(url("statement", made, 2)).text
    assert "a former colleague" in as_ben.get(url("theory_write", made)).text


def test_the_page_of_what_was_taken_out_offers_the_way_back(as_ben, as_cleo, ben, team):
    made = theory(team)
    made.statements.get(number=2).remove(ben)
    assert "Put back" in as_ben.get(url("statement", made, 2)).text
    assert "Put back" not in as_cleo.get(url("statement", made, 2)).text


def test_words_are_words(as_ben, team):
    made = theory(team, lines=("do: <script>alert(1)</script> & مرحبا",), arrows=())
    for address in (url("theory_write", made), url("statement", made, 1)):
        page = as_ben.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; مرحبا" in page


@pytest.mark.parametrize("arrows", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_arrows(as_ben, team, arrows):
    lines = [f"do: Number {place}" for place in range(5)]
    made = theory(team, lines=lines, arrows=[(1, 2 + place) for place in range(arrows)])
    as_ben.get(url("statement", made, 1))
    with CaptureQueriesContext(connection) as queries:
        as_ben.get(url("statement", made, 1))
    assert len(queries) <= 10, [one["sql"][:90] for one in queries]


# --- Who may -----------------------------------------------------------------------------------------------------------


ACTS = [
    ("statement_add", (), {"column": "do", "words": "New"}),
    ("statement_edit", (2,), edit()),
    ("statement_move", (2,), {"to": "up"}),
    ("statement_remove", (2,), {}),
    ("statement_put_back", (2,), {}),
]


@pytest.mark.parametrize(("name", "args", "data"), ACTS)
def test_observers_look_on_and_others_find_nothing(as_cleo, as_dov, team, name, args, data):
    made = theory(team)
    assert as_cleo.post(url(name, made, *args), data).status_code == 403
    assert as_dov.post(url(name, made, *args), data).status_code == 404
    assert as_dov.get(url("statement", made, 2)).status_code == 404
    assert said(made) == said(theory(team))
    assert as_cleo.get(url("statement", made, 2)).status_code == 200
    assert "<textarea" not in as_cleo.get(url("statement", made, 2)).text


def test_a_statement_of_another_theory_is_not_here(as_ben, team):
    made, other = theory(team), theory(team, lines=("do: Alone",), arrows=())
    assert as_ben.post(url("statement_remove", other, 2)).status_code == 404
    assert len(said(made)) == 4


# --- Two at once -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_add_at_once_and_both_are_there(ana, ben, team):
    made = theory(team)
    came = at_once(
        *(
            lambda who=who, number=number: Statement.add(Theory.objects.get(pk=made.pk), who, "do", f"Number {number}")
            for number, who in enumerate((ana, ben, ana, ben))
        )
    )
    assert len({one.number for one in came}) == 4
    assert len({one.place for one in came}) == 4


@pytest.mark.django_db(transaction=True)
def test_two_say_the_same_at_once_and_it_is_said_once(ana, ben, team):
    made = theory(team)
    came = at_once(
        *(lambda who=who: Statement.add(Theory.objects.get(pk=made.pk), who, "do", "The same") for who in (ana, ben))
    )
    assert sorted(type(one).__name__ for one in came) == ["SaidAlready", "Statement"]
    assert any(isinstance(one, SaidAlready) for one in came)


@pytest.mark.django_db(transaction=True)
def test_two_take_out_the_same_at_once(ana, ben, team):
    made = theory(team)
    clients = [signed_in(ana), signed_in(ben)]
    came = at_once(*(lambda client=client: client.post(url("statement_remove", made, 2)) for client in clients))
    assert [one.status_code for one in came] == [302, 302]
    assert len(said(made)) == 3
    assert made.statements.get(number=2).put_back()
    assert len(made.shape().arrows) == 3


@pytest.mark.django_db(transaction=True)
def test_one_changes_what_another_takes_out(ana, ben, team):
    made = theory(team)
    ana_, ben_ = signed_in(ana), signed_in(ben)
    changed, _gone = at_once(
        lambda: ana_.post(url("statement_edit", made, 2), edit()), lambda: ben_.post(url("statement_remove", made, 2))
    )
    assert changed.status_code in (302, 409)
    assert made.statements.get(number=2).removed_at
    assert changed.status_code == 302 or "Other words" in changed.text
