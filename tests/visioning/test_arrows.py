"""Arrows on their pages: tied, told why, taken out and put back; circles; what cannot be; two at once."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import signed_in
from visioning.models import Arrow, TiedAlready
from visioning.theory.circles import circle_through
from visioning.theory.shape import REASONS

from .test_statements import at_once
from .theorising import CHAIN, htmx, shape_of, theory, url

pytestmark = pytest.mark.django_db


def ends(made):
    return [arrow.ends for arrow in type(made).objects.get(pk=made.pk).shape().arrows]


def the(made, source=2, target=3):
    return made.arrows.get(source__number=source, target__number=target)


# --- Tying -------------------------------------------------------------------------------------------------------------


def test_a_statement_leads_to_another(as_ben, ben, team):
    made = theory(team, arrows=())
    answer = htmx(as_ben, url("arrow_tie", made, 1), {"target": 2, "because": " time \n helps "}, part="column-do")
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert "1 leads to 2 now." in answer.text
    assert url("arrow", made, 1, 2) in answer.text
    assert 'name="target"' in answer.text  # on to the next one
    assert (the(made, 1, 2).because, the(made, 1, 2).written_by) == ("time helps", ben)


def test_without_htmx_it_leads_back_to_the_statement(as_ben, team):
    made = theory(team, arrows=())
    answer = as_ben.post(url("arrow_tie", made, 1), {"target": 2})
    assert answer["Location"] == url("theory_write", made) + "#statement-1"


def test_the_next_column_is_offered_first_and_what_it_leads_to_already_not_at_all(as_ben, team):
    made = theory(team)
    page = as_ben.get(url("theory_write", made, tie=2)).text
    form = page[page.index('<select name="target"') : page.index("</select>")]
    assert form.index("What improves") < form.index("What we do")
    assert "Students explain" not in form
    assert "Teachers plan" not in form
    assert "4 More students" in form


def test_where_there_is_nothing_to_lead_to_it_says_so(as_ben, team):
    made = theory(team, lines=("do: Alone",), arrows=())
    assert "Write the next statement first" in as_ben.get(url("theory_write", made, tie=1)).text


@pytest.mark.parametrize(
    ("target", "why"),
    [("2", "itself"), ("3", "It leads there already"), ("", "Choose"), ("99", "taken out"), ("x", "")],
)
def test_what_cannot_be_tied_comes_back_with_why(as_ben, team, target, why):
    made = theory(team)
    for part in ("", "column-adults"):
        data = {"target": target, "because": "my reason"}
        address = url("arrow_tie", made, 2)
        answer = htmx(as_ben, address, data, part) if part else as_ben.post(address, data)
        assert answer.status_code == 422
        assert why in unescape(answer.text)
        assert "my reason" in answer.text
    assert ends(made) == list(CHAIN)


def test_a_reason_that_is_too_long_comes_back(as_ben, team):
    made = theory(team)
    answer = as_ben.post(url("arrow_tie", made, 1), {"target": 3, "because": "b" * 2000})
    assert answer.status_code == 422
    assert "b" * 2000 in answer.text
    assert "These are 2000" in answer.text


def test_an_end_that_was_taken_out_meanwhile_loses_no_words(as_ben, ana, team):
    made = theory(team, arrows=())
    made.statements.get(number=1).remove(ana)
    answer = htmx(as_ben, url("arrow_tie", made, 1), {"target": 2, "because": "my reason"}, part="column-do")
    assert answer.status_code == 422
    assert "my reason" in answer.text
    assert "Put back" in answer.text


def test_a_circle_is_accepted_and_said(as_ben, team):
    made = theory(team)
    answer = as_ben.post(url("arrow_tie", made, 4), {"target": 2}, follow=True)
    assert "This closes a circle: 4 → 2 → 3 → 4. That can be meant." in answer.text
    assert (4, 2) in ends(made)
    assert "It is part of a circle: 4 → 2 → 3 → 4." in as_ben.get(url("arrow", made, 4, 2)).text


def test_the_shortest_circle_is_named():
    shape = shape_of(arrows=(*CHAIN, (2, 4), (4, 1)))
    assert circle_through(shape, 4, 1) == (4, 1, 2, 4)
    assert circle_through(shape_of(), 1, 2) == ()
    assert circle_through(shape_of(arrows=((1, 2), (2, 1))), 2, 1) == (2, 1, 2)


# --- Saying why --------------------------------------------------------------------------------------------------------


def why(edition=0, was=None, **said):
    fields = dict.fromkeys(REASONS, "")
    before = fields | (was or {})
    return before | said | {f"initial-{name}": words for name, words in before.items()} | {"edition": edition}


def test_an_arrow_says_why(as_ben, ben, team):
    made = theory(team)
    said = {"because": "One.\r\n\r\nTwo.", "assumption": "A", "evidence": "E", "wrong_if": "W"}
    assert as_ben.post(url("arrow_edit", made, 2, 3), why(**said)).status_code == 302
    arrow = the(made)
    assert (arrow.because, arrow.assumption, arrow.evidence, arrow.wrong_if) == ("One.\n\nTwo.", "A", "E", "W")
    assert arrow.changed_by == ben
    page = as_ben.get(url("arrow", made, 2, 3)).text
    assert "Changed by Ben Okafor" in page


def test_words_in_different_fields_stand_beside_each_other(as_ana, as_ben, team):
    made = theory(team)
    as_ana.post(url("arrow_edit", made, 2, 3), why(because="Ana's because"))
    assert as_ben.post(url("arrow_edit", made, 2, 3), why(evidence="Ben's evidence")).status_code == 302
    assert (the(made).because, the(made).evidence) == ("Ana's because", "Ben's evidence")


def test_words_in_the_same_field_are_a_choice_with_both_in_view(as_ana, as_ben, team):
    made = theory(team)
    as_ana.post(url("arrow_edit", made, 2, 3), why(because="Words of Ana", assumption="Also Ana"))
    answer = as_ben.post(url("arrow_edit", made, 2, 3), why(because="Words of Ben"))
    assert answer.status_code == 409
    for words in ("Words of Ana", "Words of Ben", "Ana Ruiz changed this", "Also Ana"):
        assert words in answer.text
    assert the(made).because == "Words of Ana"
    # The form that came back goes on from what is stored: pressing once more is a choice, and the rest stays.
    was = {"because": "Words of Ana", "assumption": "Also Ana"}
    as_ben.post(url("arrow_edit", made, 2, 3), why(1, was, because="Words of Ben"))
    assert (the(made).because, the(made).assumption) == ("Words of Ben", "Also Ana")


def test_nothing_changed_is_nothing_saved(as_ben, team):
    made = theory(team)
    as_ben.post(url("arrow_edit", made, 2, 3), why())
    assert (the(made).edition, the(made).changed_by) == (0, None)


def test_too_long_a_reason_comes_back_whole(as_ben, team):
    made = theory(team)
    answer = as_ben.post(url("arrow_edit", made, 2, 3), why(wrong_if="w" * 2000, because="fine"))
    assert answer.status_code == 422
    assert "w" * 2000 in answer.text
    assert "fine" in answer.text
    assert "These are 2000" in answer.text
    assert "maxlength" not in answer.text


def test_words_for_an_arrow_that_was_taken_out_meanwhile_are_not_lost(as_ben, ana, team):
    made = theory(team)
    the(made).remove(ana)
    answer = as_ben.post(url("arrow_edit", made, 2, 3), why(because="my reason"))
    assert answer.status_code == 409
    assert "my reason" in answer.text
    assert "Put back" in answer.text


# --- Taking out, putting back ------------------------------------------------------------------------------------------


def test_taken_out_and_put_back_with_all_it_says(as_ben, team):
    made = theory(team)
    as_ben.post(url("arrow_edit", made, 2, 3), why(because="my reason"))
    page = as_ben.post(url("arrow_remove", made, 2, 3), follow=True).text
    assert "Put back" in page
    assert (2, 3) not in ends(made)
    assert "Somebody took this out" in as_ben.post(url("arrow_remove", made, 2, 3), follow=True).text
    as_ben.post(url("arrow_put_back", made, 2, 3))
    assert the(made).because == "my reason"
    assert "somebody was quicker" in as_ben.post(url("arrow_put_back", made, 2, 3), follow=True).text
    assert ends(made) == list(CHAIN)


def test_an_arrow_whose_statement_was_taken_out_waits_for_it(as_ben, ana, team):
    made = theory(team)
    made.statements.get(number=3).remove(ana)
    page = as_ben.get(url("arrow", made, 2, 3)).text
    assert "went with a statement" in page
    assert "Put that back first" in as_ben.post(url("arrow_put_back", made, 2, 3), follow=True).text
    assert ends(made) == [(1, 2)]


def test_an_arrow_tied_anew_is_the_one_its_page_shows(as_ben, ben, ana, team):
    made = theory(team)
    old = the(made)
    old.remove(ana)
    new = Arrow.tie(*made.statements.filter(number__in=(2, 3)).order_by("number"), ben, because="anew")
    assert "anew" in as_ben.get(url("arrow", made, 2, 3)).text
    assert "somebody was quicker" in as_ben.post(url("arrow_put_back", made, 2, 3), follow=True).text
    as_ben.post(url("arrow_remove", made, 2, 3))
    new.refresh_from_db()
    assert new.removed_at


# --- Who may, and how much it costs ------------------------------------------------------------------------------------


ACTS = [
    ("arrow_tie", (1,), {"target": 3}),
    ("arrow_edit", (2, 3), why(because="New")),
    ("arrow_remove", (2, 3), {}),
    ("arrow_put_back", (2, 3), {}),
]


@pytest.mark.parametrize(("name", "args", "data"), ACTS)
def test_observers_look_on_and_others_find_nothing(as_cleo, as_dov, team, name, args, data):
    made = theory(team)
    assert as_cleo.post(url(name, made, *args), data).status_code == 403
    assert as_dov.post(url(name, made, *args), data).status_code == 404
    assert as_dov.get(url("arrow", made, 2, 3)).status_code == 404
    page = as_cleo.get(url("arrow", made, 2, 3))
    assert page.status_code == 200
    assert "Not said yet" in page.text
    assert 'name="because"' not in page.text
    assert ends(made) == list(CHAIN)


def test_no_arrow_no_page(as_ben, team):
    made = theory(team)
    for pair in ((1, 4), (3, 2), (2, 2), (2, 999999999999)):
        assert as_ben.get(url("arrow", made, *pair)).status_code == 404


def test_each_live_part_alone(as_ben, team):
    made = theory(team)
    for part in ("arrow-now", "arrow-standing"):
        text = htmx(as_ben, url("arrow", made, 2, 3), part=part).text
        assert f'id="{part}"' in text
        assert "<html" not in text


@pytest.mark.parametrize("arrows", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_arrows(as_ben, team, arrows):
    made = theory(team, arrows=CHAIN[:arrows])
    as_ben.get(url("arrow", made, 1, 2))
    with CaptureQueriesContext(connection) as queries:
        as_ben.get(url("arrow", made, 1, 2))
    assert len(queries) == 10, [one["sql"][:300].replace('"', "") for one in queries]


# --- Two at once -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_tie_the_same_at_once(ana, ben, team):
    made = theory(team, arrows=())
    one, other = made.statements.filter(number__in=(1, 2)).order_by("number")
    came = at_once(*(lambda who=who: Arrow.tie(one, other, who) for who in (ana, ben)))
    assert sorted(type(one).__name__ for one in came) == ["Arrow", "TiedAlready"]
    assert any(isinstance(one, TiedAlready) for one in came)


@pytest.mark.django_db(transaction=True)
def test_one_ties_to_what_another_takes_out(ana, ben, team):
    made = theory(team, arrows=())
    ana_, ben_ = signed_in(ana), signed_in(ben)
    tied, _gone = at_once(
        lambda: ana_.post(url("arrow_tie", made, 1), {"target": 2, "because": "my reason"}),
        lambda: ben_.post(url("statement_remove", made, 2)),
    )
    assert tied.status_code == 302 or "my reason" in tied.text
    assert ends(made) == []
    made.statements.get(number=2).put_back()
    assert ends(made) == ([(1, 2)] if tied.status_code == 302 else [])


@pytest.mark.django_db(transaction=True)
def test_two_take_out_the_same_arrow_at_once(ana, ben, team):
    made = theory(team)
    clients = [signed_in(ana), signed_in(ben)]
    came = at_once(*(lambda client=client: client.post(url("arrow_remove", made, 2, 3)) for client in clients))
    assert [one.status_code for one in came] == [302, 302]
    assert (2, 3) not in ends(made)
