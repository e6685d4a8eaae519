"""What a problem of practice rests on: words, an address or a closed round; said anew by all who take part, taken away by whoever noted it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.leadership import making as leadership_making
from visioning.models import Evidence, Gone, ProblemOfPractice

from .theorising import problem

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Target": "div#problem"}


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(**changes):
    return {"words": "In six visits two students gave a reason", "address": "", "round": ""} | changes


@pytest.fixture
def found(team, ben):
    return problem(team, ben)


def test_a_member_notes_it_and_all_read_it(as_ben, as_cleo, ben, team, found):
    answer = as_ben.post(
        url("evidence_add", team, 1), said(words="<b>Six</b> visits", address="https://notes.example/1")
    )
    assert answer["Location"] == found.get_absolute_url() + "#evidence"
    assert Evidence.objects.get().noted_by == ben
    page = as_cleo.get(found.get_absolute_url()).text
    assert "&lt;b&gt;Six&lt;/b&gt; visits" in page
    assert 'href="https://notes.example/1"' in page
    assert "Note evidence" not in page


def test_it_has_a_page_of_its_own(as_ben, team, found):
    assert "Note evidence" in as_ben.get(url("evidence_add", team, 1)).text
    wrong = as_ben.post(url("evidence_add", team, 1), said(words=""))
    assert wrong.status_code == 422
    assert "<html" in wrong.text


def test_htmx_gets_the_problem_as_it_is_now(as_ben, team, found):
    answer = as_ben.post(url("evidence_add", team, 1), said(), headers=PART)
    assert 'id="problem"' in answer.text
    assert "two students gave a reason" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    "change",
    [{"words": ""}, {"words": "y" * 401}, {"address": "javascript:1"}, {"address": "http://x.example"}, {"round": "7"}],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, found, change):
    answer = as_ben.post(url("evidence_add", team, 1), said() | change, headers=PART)
    assert answer.status_code == 422
    assert "data-busy" in answer.text
    assert change.get("words", "two students gave a reason") in answer.text
    assert not Evidence.objects.exists()


def test_it_may_name_a_closed_round_of_this_team_alone(as_ben, as_cleo, team, other_team, found):
    closed = leadership_making.assessment_round(team, name="Last spring")
    leadership_making.assessment_round(team, closed=False, name="Still open")
    leadership_making.assessment_round(other_team, name="Theirs")
    page = as_ben.get(url("evidence_add", team, 1)).text
    assert "Last spring" in page
    assert "Still open" not in page
    assert "Theirs" not in page
    assert as_ben.post(url("evidence_add", team, 1), said(round="2")).status_code == 422
    as_ben.post(url("evidence_add", team, 1), said(round=closed.number))
    assert Evidence.objects.get().round == closed
    assert "Last spring" in as_cleo.get(found.get_absolute_url()).text


def test_pressed_twice_it_is_one(as_ben, team, found):
    for _press in range(2):
        as_ben.post(url("evidence_add", team, 1), said())
    assert Evidence.objects.count() == 1
    Evidence.objects.update(noted_at=timezone.now() - timedelta(minutes=5))
    as_ben.post(url("evidence_add", team, 1), said())
    assert Evidence.objects.count() == 2


def test_with_the_last_one_the_check_waits_again(as_ben, ben, team, found):
    first = found.rest_on(ben, words="One", address="", round=None)
    second = found.rest_on(ben, words="Two", address="", round=None)
    found.tick("evidence", holds=True)
    found.tick("matters", holds=True)
    as_ben.post(url("evidence_remove", team, 1, first.pk))
    assert ProblemOfPractice.objects.get().holds == ["matters", "evidence"]
    page = as_ben.get(url("evidence_remove", team, 1, second.pk)).text
    assert "the check about evidence waits again" in page
    as_ben.post(url("evidence_remove", team, 1, second.pk))
    assert ProblemOfPractice.objects.get().holds == ["matters"]
    assert as_ben.post(url("evidence_remove", team, 1, second.pk)).status_code == 404


def on_top(one, **changes):
    return said(edition=one.edition, **changes)


def test_it_is_said_anew(as_ana, as_cleo, ben, team, found):
    closed = leadership_making.assessment_round(team, name="Last spring")
    one = found.rest_on(ben, words="Two gave a reazon", address="https://notes.example/1", round=closed)
    edit = url("evidence_edit", team, 1, one.pk)
    page = as_ana.get(edit).text
    assert "Two gave a reazon" in page
    assert 'value="https://notes.example/1"' in page
    assert f'<option value="{closed.number}" selected>' in page
    answer = as_ana.post(edit, on_top(one, words="Two gave a <reason>", round=closed.number), follow=True)
    assert answer.redirect_chain == [(f"{found.get_absolute_url()}#evidence-{one.pk}", 302)]
    assert "Two gave a &lt;reason&gt;" in answer.text
    one.refresh_from_db()
    assert (one.words, one.address, one.round, one.noted_by, one.edition) == (
        "Two gave a <reason>",
        "",
        closed,
        ben,
        1,
    )
    assert edit in answer.text
    assert edit not in as_cleo.get(found.get_absolute_url()).text


@pytest.mark.parametrize("change", [{"words": ""}, {"words": "y" * 401}, {"address": "javascript:1"}, {"round": "7"}])
def test_what_does_not_fit_changes_nothing(as_ben, ben, team, found, change):
    one = found.rest_on(ben, words="As it was", address="", round=None)
    answer = as_ben.post(url("evidence_edit", team, 1, one.pk), on_top(one) | change)
    assert answer.status_code == 422
    assert change.get("words", "two students gave a reason") in answer.text
    assert Evidence.objects.get().words == "As it was"


def test_two_who_say_it_anew_at_once_both_see_both(as_ana, as_ben, ben, team, found):
    one = found.rest_on(ben, words="One", address="", round=None)
    edit = url("evidence_edit", team, 1, one.pk)
    as_ana.post(edit, on_top(one, words="What Ana saw"))
    answer = as_ben.post(edit, on_top(one, words="What Ben saw"))
    assert answer.status_code == 409
    assert "What Ana saw" in answer.text
    assert "What Ben saw" in answer.text
    assert 'name="edition" value="1"' in answer.text
    as_ben.post(edit, on_top(Evidence.objects.get(), words="What both saw"))
    assert Evidence.objects.get().words == "What both saw"


def test_said_anew_while_somebody_takes_it_away(ben, found):
    one = found.rest_on(ben, words="One", address="", round=None)
    Evidence.objects.get().remove()
    with pytest.raises(Gone):
        one.mend(0, words="Two")
    assert not Evidence.objects.exists()


def test_two_take_the_same_away(ben, found):
    first = found.rest_on(ben, words="One", address="", round=None)
    twin = Evidence.objects.get()
    first.remove()
    twin.remove()
    late = found.rest_on(ben, words="Two", address="", round=None)
    ProblemOfPractice.objects.get().remove(0)
    with pytest.raises(Gone):
        late.remove()


def test_only_whoever_noted_it_or_runs_the_team_takes_it_away(as_ana, as_ben, ana, ben, team, found):
    anas = found.rest_on(ana, words="By Ana", address="", round=None)
    bens = found.rest_on(ben, words="By Ben", address="", round=None)
    assert as_ben.post(url("evidence_remove", team, 1, anas.pk)).status_code == 403
    as_ana.post(url("evidence_remove", team, 1, bens.pk))
    assert list(Evidence.objects.all()) == [anas]


def test_who_may(as_dov, as_cleo, ben, team, found):
    one = found.rest_on(ben, words="Only for Northside", address="", round=None)
    other = problem(team, ben)
    for client, status in ((as_dov, 404), (as_cleo, 403)):
        assert client.post(url("evidence_add", team, 1), said()).status_code == status
        assert client.get(url("evidence_add", team, 1)).status_code == status
        assert client.post(url("evidence_remove", team, 1, one.pk)).status_code == status
        assert client.post(url("evidence_edit", team, 1, one.pk), on_top(one)).status_code == status
        assert client.get(url("evidence_edit", team, 1, one.pk)).status_code == status
    assert Evidence.objects.get() == one
    assert other.evidence.count() == 0


def test_evidence_is_found_through_its_own_problem(as_ben, ben, team, found):
    one = problem(team, ben).rest_on(ben, words="Elsewhere", address="", round=None)
    assert as_ben.post(url("evidence_remove", team, found.number, one.pk)).status_code == 404
    assert as_ben.post(url("evidence_edit", team, found.number, one.pk), on_top(one)).status_code == 404
