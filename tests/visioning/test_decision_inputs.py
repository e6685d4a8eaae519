"""What people bring to a decision: with their name, or written down for a colleague; theirs to change until it is decided."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import Role, StaffMember
from leadership.since import since
from tests import factories
from tests.conftest import signed_in
from visioning.models import Decision, DecisionInput, Gone, InputClosed, Stale

from .deciding import at_once, brought, decided, draft, opened, reread

pytestmark = pytest.mark.django_db

WORDS = "Tuesday is when the busses are late."


def url(name, one, *args):
    return reverse(name, args=[one.team.slug, one.number, *args])


def day(ahead):
    return timezone.localdate() + timedelta(days=ahead)


@pytest.fixture
def nia(northside):
    """On the staff, on no team."""
    person = factories.person("Nia Newman")
    StaffMember.objects.create(school=northside, person=person)
    return person


@pytest.fixture
def as_nia(nia):
    return signed_in(nia)


def test_a_member_says_what_should_be_heard(as_ben, as_cleo, ana, ben, team):
    one = opened(team, ana)
    page = as_ben.post(
        url("decision_input_add", one), {"words": "<b>Busses</b>\nare late", "person": ""}, follow=True
    ).text
    made = DecisionInput.objects.get()
    assert (made.person, made.in_person, made.recorded_by) == (ben, False, None)
    for text in (page, as_cleo.get(one.get_absolute_url()).text):
        assert "&lt;b&gt;Busses&lt;/b&gt;<br>are late" in text
        assert "Ben Okafor" in text


def test_anybody_of_the_staff_is_heard_where_it_is_open_to_them(as_nia, nia, ana, team):
    one = opened(team, ana)
    page = as_nia.get(url("decision_input_add", one)).text
    assert 'name="person"' not in page
    as_nia.post(url("decision_input_add", one), {"words": WORDS, "person": ana.pk})
    made = DecisionInput.objects.get()
    assert (made.person, made.in_person) == (nia, False)
    theirs = opened(team, ana, audience="team", question="Ours?")
    assert as_nia.post(url("decision_input_add", theirs), {"words": WORDS}).status_code == 404


def test_observers_read(as_cleo, ana, team):
    one = opened(team, ana)
    assert url("decision_input_add", one) not in as_cleo.get(one.get_absolute_url()).text
    assert as_cleo.post(url("decision_input_add", one), {"words": WORDS}).status_code == 403


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 2001])
def test_what_does_not_fit_comes_back(as_ben, ana, team, words):
    one = opened(team, ana)
    answer = as_ben.post(url("decision_input_add", one), {"words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.text
    assert not DecisionInput.objects.exists()


def test_pressed_twice_it_is_one(as_ben, ana, team):
    one = opened(team, ana)
    for _press in range(2):
        as_ben.post(url("decision_input_add", one), {"words": WORDS})
    assert DecisionInput.objects.count() == 1


# --- Asked in person -------------------------------------------------------------------------------------------------


def test_a_colleague_is_asked_in_person(as_ben, as_nia, ben, nia, ana, team):
    one = opened(team, ana)
    page = as_ben.post(url("decision_input_add", one), {"words": WORDS, "person": nia.pk}, follow=True).text
    assert "Nia Newman" in page
    assert "said in person to Ben Okafor" in page
    made = DecisionInput.objects.get()
    assert (made.person, made.recorded_by, made.in_person) == (nia, ben, True)
    edit = url("decision_input_edit", one, made.pk)
    assert edit not in page
    assert as_ben.get(edit).status_code == 404
    assert edit in as_nia.get(one.get_absolute_url()).text
    assert "Ben Okafor wrote down what you said." in as_nia.get(edit).text
    as_nia.post(edit, {"words": "Only in winter.", "edition": made.edition})
    as_nia.post(url("decision_input_remove", one, made.pk))
    assert not DecisionInput.objects.exists()


def test_whoever_was_asked_in_person_is_told(ana, ben, nia, team):
    one, yesterday = opened(team, ana), timezone.now() - timedelta(days=1)
    brought(one, nia, recorded_by=ben)
    brought(one, ana, "My own.")
    told = {
        person: [line for line in since(person, yesterday).happened if line.kind == "input_noted"]
        for person in (nia, ana, ben)
    }
    assert [line.quote for line in told[nia]] == [WORDS]
    assert told[ana] == told[ben] == []


def test_who_can_be_written_for(as_ben, ana, ben, cleo, nia, dov, team):
    gone = factories.person("Gone Away", is_active=False)
    StaffMember.objects.create(school=team.school, person=gone)
    page = as_ben.get(url("decision_input_add", opened(team, ana))).text
    ours = as_ben.get(url("decision_input_add", opened(team, ana, audience="team", question="Ours?"))).text
    assert "Nia Newman" in page
    assert "Nia Newman" not in ours
    for text in (page, ours):
        assert f'<option value="{ana.pk}">' in text
        for other in (ben, cleo, dov, gone):
            assert f'<option value="{other.pk}">' not in text


@pytest.mark.parametrize("who", ["cleo", "dov", "nobody"])
def test_for_others_nothing_is_written_down(as_ben, ana, cleo, dov, team, who):
    one = opened(team, ana)
    person = {"cleo": cleo.pk, "dov": dov.pk, "nobody": 10**9}[who]
    answer = as_ben.post(url("decision_input_add", one), {"words": WORDS, "person": person})
    assert answer.status_code == 422
    assert WORDS in answer.text


# --- Closed, kindly --------------------------------------------------------------------------------------------------


def test_after_the_last_day_it_is_closed_kindly(as_ben, ana, team):
    one = opened(team, ana, input_until=day(-1))
    page = as_ben.get(one.get_absolute_url()).text
    assert "Input is closed." in page
    assert "Everybody on the staff of the school could, until" in page
    assert url("decision_input_add", one) not in page
    assert "Input is closed" in as_ben.get(url("decision_input_add", one), follow=True).text
    answer = as_ben.post(url("decision_input_add", one), {"words": WORDS})
    assert answer.status_code == 422
    assert WORDS in answer.text
    assert "Input closed meanwhile." in answer.text


def test_a_draft_and_a_decided_one_take_nothing(as_ben, ana, ben, team):
    assert as_ben.get(url("decision_input_add", draft(team, ana))).status_code == 404
    one = decided(team, ana, question="Done?")
    assert as_ben.post(url("decision_input_add", one), {"words": WORDS}).status_code == 422
    with pytest.raises(InputClosed):
        brought(one, ben)


def test_ones_own_words_are_ones_own_until_it_is_decided(as_ben, as_ana, ana, ben, team):
    one = opened(team, ana)
    made = brought(one, ben)
    Decision.objects.filter(pk=one.pk).update(input_until=day(-1))
    assert as_ana.get(url("decision_input_edit", one, made.pk)).status_code == 404
    assert as_ana.post(url("decision_input_remove", one, made.pk)).status_code == 404
    as_ben.post(url("decision_input_edit", one, made.pk), {"words": "Said better.", "edition": made.edition})
    assert DecisionInput.objects.get().words == "Said better."
    Decision.objects.filter(pk=one.pk).update(
        stage="decided", outcome="Wednesday.", decided_on=day(0), review_on=day(90)
    )
    for name in ("decision_input_edit", "decision_input_remove"):
        page = as_ben.post(url(name, one, made.pk), {"words": "Too late", "edition": 1}, follow=True).text
        assert "Input is closed, so nothing was changed." in page
    assert DecisionInput.objects.get().words == "Said better."
    for act in (lambda: made.mend(1, "Too late"), made.take_back):
        with pytest.raises(InputClosed):
            act()


def test_two_windows_both_stay(as_ben, ana, ben, team):
    one = opened(team, ana)
    made = brought(one, ben)
    edit = url("decision_input_edit", one, made.pk)
    as_ben.post(edit, {"words": "First window", "edition": 0})
    answer = as_ben.post(edit, {"words": "Second window", "edition": 0})
    assert answer.status_code == 409
    assert "First window" in answer.text
    assert "Second window" in answer.text
    as_ben.post(edit, {"words": "Second window", "edition": 1})
    assert DecisionInput.objects.get().words == "Second window"
    answer = as_ben.post(edit, {"words": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    with pytest.raises(Stale):
        made.mend(0, "Stale")


def test_what_was_taken_back_is_gone(as_ben, ana, ben, team):
    one = opened(team, ana)
    made, again = brought(one, ben), DecisionInput.objects.get()
    page = as_ben.get(url("decision_input_remove", one, made.pk)).text
    assert WORDS in page
    assert WORDS not in as_ben.post(url("decision_input_remove", one, made.pk), follow=True).text
    for act in (lambda: again.mend(0, "Too late"), again.take_back):
        with pytest.raises(Gone):
            act()
    assert as_ben.get(url("decision_input_edit", one, made.pk)).status_code == 404


def test_whoever_only_looks_on_by_now_takes_back_what_they_said(as_ben, ana, ben, team):
    one = opened(team, ana)
    made = brought(one, ben)
    team.memberships.get(person=ben).change_role(Role.OBSERVER)
    assert as_ben.get(url("decision_input_edit", one, made.pk)).status_code == 403
    as_ben.post(url("decision_input_remove", one, made.pk))
    assert not DecisionInput.objects.exists()


# --- Leaving, and one's own file -------------------------------------------------------------------------------------


def test_the_words_of_a_deleted_account_stay_without_its_name(as_ana, ana, ben, nia, team):
    one = opened(team, ana)
    brought(one, nia)
    brought(one, ana, "Said to Ben.", recorded_by=ben)
    nia.delete()
    ben.delete()
    page = as_ana.get(one.get_absolute_url()).text
    assert "Nia" not in page
    assert "Ben Okafor" not in page
    assert "A former colleague" in page
    assert "said in person to a former colleague" in page


def test_ones_own_file_holds_ones_own_words(as_ben, as_nia, ana, ben, nia, team):
    one = opened(team, ana)
    brought(one, ben, "Canary of Ben")
    brought(one, nia, "Canary of Nia", recorded_by=ben)
    bens = as_ben.get(reverse("me_export")).json()
    nias = as_nia.get(reverse("me_export")).json()
    assert [row["words"] for row in bens["inputs_to_decisions"]] == ["Canary of Ben"]
    assert [row["words"] for row in nias["inputs_to_decisions"]] == ["Canary of Nia"]
    assert nias["inputs_to_decisions"][0]["in_person"]
    assert len(bens["inputs_to_decisions_noted_for_others"]) == 1
    assert "Canary of Nia" not in str(bens)


# --- Two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_input_and_dropping_at_once_leave_nothing_half(ana, ben, team):
    one = opened(team, ana)
    came = at_once(lambda: brought(reread(one), ben), lambda: reread(one).drop("Not needed."))
    assert came[1] is True
    assert DecisionInput.objects.count() == (0 if isinstance(came[0], InputClosed) else 1)


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_explaining_at_once(ana, ben, team):
    one = opened(team, ana)
    made = brought(one, ben)
    came = at_once(made.take_back, lambda: reread(one).drop("Not needed."))
    assert came[0] is None or isinstance(came[0], InputClosed)
    now = reread(one)
    now.explain(now.edition, "Said.", {made.pk: ("no", "Too late.")})
    assert reread(one).explanation == "Said."


def test_numbers_of_nothing_lead_nowhere(as_ben, ana, ben, team):
    one, other = opened(team, ana), opened(team, ana, question="Another?")
    made = brought(one, ben)
    for number in (0, 10**30):
        assert as_ben.get(url("decision_input_edit", one, number)).status_code == 404
    assert as_ben.get(url("decision_input_edit", other, made.pk)).status_code == 404


def test_any_script_is_welcome(as_ben, ana, team):
    one = opened(team, ana)
    page = as_ben.post(url("decision_input_add", one), {"words": "مرحبا بالجميع"}, follow=True).text
    assert '<div dir="auto"><p>مرحبا بالجميع' in unescape(page)
