"""Opening an invitation: what it must say, that its words stay as they are, taking it back, and starting."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pilots.models import NotReady, Participation, Pilot, SomebodyJoined
from tests import factories
from tests.conftest import signed_in
from tests.leadership.asking import queries
from tests.visioning import theorising
from visioning.models import Stale

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db
SAID = {
    "joining_means": "One hour every second week until March.",
    "recorded": "Your name in the list.\nWhat you note.",
    "data_rule": "unnamed",
    "audience": "team",
    "allowance": "A lesson may fall flat.",
}


@pytest.fixture
def pilot(team, ana):
    return piloting.pilot(team, ana)


def open_it(client, pilot, **fields):
    return client.post(url("pilot_invite", pilot), SAID | {"edition": pilot.edition} | fields, follow=True)


def test_a_facilitator_invites_and_the_goal_is_pinned(as_ana, as_ben, pilot):
    form = as_ana.get(url("pilot_invite", pilot)).text
    assert "Nothing is written down about anybody who does not join." in form
    assert "The invitation is open." in open_it(as_ana, pilot).text
    pilot.refresh_from_db()
    assert pilot.pinned == pilot.aim
    page = as_ben.get(url("pilot_invitation", pilot)).text
    for words in (
        "One hour every second week",
        '<li dir="auto">What you note.</li>',
        "A lesson may fall flat.",
        "What you noted stays, without your name.",
        "Nobody asks why, and nobody can put you out.",
        "I take part",
    ):
        assert words in page
    Pilot.objects.filter(pk=pilot.pk).update(what="something smaller")
    page = as_ben.get(url("pilot_invitation", pilot)).text
    assert "every student explains one solution aloud each week" in page
    assert "something smaller" in page


@pytest.mark.parametrize("missing", ["joining_means", "recorded", "data_rule", "allowance"])
def test_an_invitation_that_does_not_say_all_stays_shut_and_keeps_the_words(as_ana, pilot, missing):
    response = as_ana.post(url("pilot_invite", pilot), SAID | {"edition": pilot.edition, missing: " "})
    assert response.status_code == 422
    if missing != "joining_means":
        assert "One hour every second week" in response.text
    pilot.refresh_from_db()
    assert pilot.invited_at is None


def test_too_many_letters_come_back_whole(as_ana, pilot):
    response = as_ana.post(url("pilot_invite", pilot), SAID | {"edition": pilot.edition, "joining_means": "ab " * 900})
    assert response.status_code == 422
    assert "all of them are still here" in response.text
    assert "ab " * 800 in response.text


def test_the_end_lies_ahead(as_ana, team, ana):
    pilot = piloting.pilot(team, ana, ends_on=timezone.localdate())
    response = as_ana.post(url("pilot_invite", pilot), SAID | {"edition": pilot.edition})
    assert response.status_code == 422
    assert "needs an end that lies ahead" in response.text
    assert "One hour every second week" in response.text
    with pytest.raises(NotReady) as refused:
        pilot.invite(pilot.edition, **SAID)
    assert refused.value.missing == ["ends_on"]


def test_whoever_does_not_run_it_does_not_invite(as_ben, as_cleo, as_dov, team, ana, ben, pilot):
    assert as_ben.post(url("pilot_invite", pilot), SAID).status_code == 403
    assert as_cleo.get(url("pilot_invite", pilot)).status_code == 403
    assert as_dov.get(url("pilot_invite", pilot)).status_code == 404
    led = piloting.pilot(team, ben)
    assert "The invitation is open." in open_it(as_ben, led).text


def test_a_pilot_changed_meanwhile_is_shown_beside_ones_words(as_ana, pilot):
    read = pilot.edition
    pilot.mend(read, what="every student asks one question")
    response = as_ana.post(url("pilot_invite", pilot), SAID | {"edition": read})
    assert response.status_code == 409
    assert "every student asks one question" in response.text
    assert "One hour every second week" in response.text
    pilot.refresh_from_db()
    assert pilot.invited_at is None
    assert f'value="{pilot.edition}"' in response.text


def test_opened_by_two_the_first_words_stand(as_ana, pilot):
    assert open_it(as_ana, pilot).status_code == 200
    pilot.refresh_from_db()
    response = open_it(as_ana, pilot, joining_means="Two hours a day.")
    assert "The invitation is open already." in response.text
    with pytest.raises(Stale):
        pilot.invite(pilot.edition, **SAID | {"joining_means": "Two hours a day."})
    pilot.refresh_from_db()
    assert pilot.joining_means == SAID["joining_means"]


def test_what_people_agreed_to_is_fixed_by_the_database(team, ana):
    pilot = piloting.inviting(team, ana)
    promised = {
        "audience": "staff",
        "joining_means": "Two hours a day.",
        "recorded": "Everything.",
        "data_rule": "deleted",
        "allowance": "Nothing may go wrong.",
        "pinned": "Something else.",
        "invited_at": timezone.now(),
    }
    for name, value in promised.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            Pilot.objects.filter(pk=pilot.pk).update(**{name: value})
    Pilot.objects.filter(pk=pilot.pk).update(title="Another name", first_step="Another")  # the losing control


def test_what_may_go_wrong_is_no_longer_changed_with_the_details(as_ana, team, ana):
    pilot = piloting.inviting(team, ana, allowance="A lesson may fall flat.")
    shown = as_ana.get(url("pilot_edit", pilot)).text
    assert "Fixed since the invitation opened" in shown
    said = {name: getattr(pilot, name) for name in ("title", "who", "what", "measured_how", "edition")}
    said |= {"ends_on": pilot.ends_on.isoformat(), "allowance": "Nothing.", "title": "Another name"}
    assert as_ana.post(url("pilot_edit", pilot), said).status_code == 302
    pilot.refresh_from_db()
    assert (pilot.title, pilot.allowance) == ("Another name", "A lesson may fall flat.")


def test_it_is_taken_back_while_nobody_joined_and_not_after(as_ana, as_ben, ben, team, ana):
    pilot = piloting.inviting(team, ana)
    assert "Take the invitation back" in as_ana.get(url("pilot_invitation", pilot)).text
    assert as_ben.post(url("pilot_invitation_take_back", pilot)).status_code == 403
    assert "The invitation is taken back." in as_ana.post(url("pilot_invitation_take_back", pilot), follow=True).text
    pilot.refresh_from_db()
    assert (pilot.invited_at, pilot.pinned) == (None, "")
    assert not pilot.take_invitation_back()
    assert open_it(as_ana, pilot).status_code == 200
    Participation.join(Pilot.objects.get(pk=pilot.pk), ben)
    assert "Somebody has joined meanwhile." in as_ana.post(url("pilot_invitation_take_back", pilot), follow=True).text
    with pytest.raises(SomebodyJoined):
        pilot.take_invitation_back()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(invited_at=None)


def test_it_begins_once_somebody_has_joined_and_its_arrows_are_being_tested(as_ana, team, ana, ben):
    theory = theorising.theory(team, ana)
    pilot = piloting.inviting(team, ana)
    arrow, gone = theory.arrows.all()[:2]
    for one in (arrow, gone):
        pilot.tested_arrows.create(arrow=one, added_by=ana)
    gone.remove(ana)
    assert "A pilot starts once somebody has joined." in as_ana.post(url("pilot_begin", pilot), follow=True).text
    piloting.joined(pilot, ben)
    assert "Start the pilot" in as_ana.get(url("pilot_invitation", pilot)).text
    assert "The pilot is under way." in as_ana.post(url("pilot_begin", pilot), follow=True).text
    pilot.refresh_from_db()
    arrow.refresh_from_db()
    assert pilot.started_at
    assert arrow.state == "being_tested"
    assert arrow.states.get().because == "Pilot: Talk moves"
    assert not gone.states.exists()
    assert as_ana.post(url("pilot_begin", pilot)).status_code == 302  # pressed twice
    assert arrow.states.count() == 1


def test_it_does_not_begin_uninvited_or_after_its_end(as_ana, as_ben, team, ana, ben):
    planned = piloting.pilot(team, ana)
    assert "First open the invitation." in as_ana.post(url("pilot_begin", planned), follow=True).text
    over = piloting.inviting(team, ana, ends_on=piloting.in_days(-2))
    piloting.joined(over, ben)
    assert over.is_past_its_end
    assert "Set a later one first." in as_ana.post(url("pilot_begin", over), follow=True).text
    assert as_ben.post(url("pilot_begin", over)).status_code == 403
    closed = piloting.closed(team, ana)
    assert not closed.is_past_its_end
    assert "This pilot is closed." in as_ana.post(url("pilot_begin", closed), follow=True).text


# --- Where one hears of it ---------------------------------------------------------------------------------------------


def test_ones_own_page_tells_of_pilots_to_join_and_joined(as_ana, as_ben, as_cleo, as_dov, ben, team, ana):
    inviting = piloting.inviting(team, ana, title="Open doors", ends_on=piloting.in_days(30))
    for hidden in (piloting.pilot, piloting.closed):
        hidden(team, ana, title="CANARY")
    piloting.inviting(team, ana, title="CANARY", ends_on=piloting.in_days(-1))
    page = as_ben.get("/").text
    assert "Open doors" in page
    assert "One hour a week." in page
    assert "CANARY" not in page
    for client in (as_cleo, as_dov):
        assert "Open doors" not in client.get("/").text
    piloting.joined(inviting, ben)
    assert "you take part" in as_ben.get("/").text
    assert "you may join if you like" not in as_ben.get("/").text


def test_the_staff_hears_of_it_where_it_is_invited(as_dov, team, ana, northside):
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    client = signed_in(nia)
    address = f"/schools/{northside.slug}/"
    piloting.inviting(team, ana, title="CANARY")
    wide = piloting.inviting(team, ana, title="Open doors", audience="staff")
    for page in ("/", address):
        assert "Open doors" in client.get(page).text
        assert "CANARY" not in client.get(page).text
    assert as_dov.get(address).status_code == 404
    piloting.joined(wide, nia)
    assert "you take part" in client.get(address).text


def test_both_pages_ask_the_same_for_one_and_for_three(as_ana, ana, team, northside):
    def more(count):
        for _ in range(count):
            piloting.inviting(team, ana, audience="staff")
            piloting.joined(piloting.inviting(team, ana, audience="staff"), ana)

    address = f"/schools/{northside.slug}/"
    more(1)
    as_ana.get("/")  # the first visit is noted
    few = queries(as_ana, "/"), queries(as_ana, address)
    more(2)
    assert (queries(as_ana, "/"), queries(as_ana, address)) == few
    assert max(few) <= 10


def test_whoever_opens_a_pilot_before_joining_is_led_to_its_invitation(client, team, ana, northside):
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    client.force_login(nia)
    pilot = piloting.inviting(team, ana, audience="staff")
    answer = client.get(url("pilot", pilot))
    assert answer.status_code == 403
    assert url("pilot_invitation", pilot) in answer.text
    assert "change your role" not in answer.text
