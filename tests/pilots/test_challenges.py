"""The group chooses its own challenge: proposed, backed and settled by those who take part, and nobody else."""

import pytest

from pilots.models import Closed, NoteKind, Pilot, PilotNote
from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone, Stale

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(team, ana):
    return piloting.inviting(team, ana, audience="staff")


@pytest.fixture
def hers(pilot, ana):
    return piloting.joined(pilot, ana)


@pytest.fixture
def his(pilot, ben):
    return piloting.joined(pilot, ben)


def test_from_proposing_to_settling(as_ana, as_ben, pilot, hers, his):
    assert "Nothing is proposed yet. What in your own work" in as_ben.get(url("challenge_list", pilot)).text
    response = as_ben.post(url("challenge_add", pilot), {"words": "Half of my group never speaks."}, follow=True)
    assert "Proposed." in response.text
    challenge = pilot.notes.get()
    as_ana.post(url("challenge_back", pilot, challenge.pk))
    assert "1 person backs it" in as_ben.get(url("challenge_list", pilot)).text
    said = {"challenge": challenge.pk, "stands": "", "why": ""}
    assert "Written down." in as_ben.post(url("challenge_settle", pilot), said, follow=True).text
    pilot.refresh_from_db()
    assert pilot.challenge == "Half of my group never speaks."
    assert "Half of my group never speaks." in as_ana.get(url("pilot_invitation", pilot)).text


def test_backing_is_one_each_and_can_be_taken_back(as_ana, pilot, hers, his):
    first, second = his.propose("The first"), his.propose("The second")
    as_ana.post(url("challenge_back", pilot, first.pk))
    as_ana.post(url("challenge_back", pilot, second.pk))
    assert (first.backers.count(), second.backers.count()) == (0, 1)
    assert "you among them" in as_ana.get(url("challenge_list", pilot)).text
    as_ana.post(url("challenge_back", pilot, second.pk), {"to": "none"})
    assert not second.backers.exists()


def test_who_backs_what_and_who_proposed_it_is_not_shown(as_ben, team, pilot, his):
    quiet = factories.person("Quiet Colleague")
    team.welcome(quiet, "link")
    joined = piloting.joined(pilot, quiet)
    joined.back(joined.propose("The first"))
    for name in ("challenge_list", "challenge_settle"):
        assert "Quiet" not in as_ben.get(url(name, pilot)).text


def test_the_most_backed_is_offered_and_another_needs_its_reason(as_ana, pilot, hers, his):
    small, big = hers.propose("The small one"), his.propose("The big one")
    hers.back(big)
    page = as_ana.get(url("challenge_settle", pilot)).text
    assert page.index("The big one · 1 person backs it") < page.index("The small one · 0 people back it")
    said = {"challenge": small.pk, "stands": "", "why": ""}
    response = as_ana.post(url("challenge_settle", pilot), said)
    assert response.status_code == 422
    assert "Others have more behind them." in response.text
    as_ana.post(url("challenge_settle", pilot), said | {"why": "We can begin tomorrow."})
    assert "We can begin tomorrow." in as_ana.get(url("challenge_list", pilot)).text
    hers.settle(big, "The small one")
    assert "We can begin tomorrow." not in as_ana.get(url("challenge_list", pilot)).text


def test_settled_by_two_at_once_both_are_shown(as_ana, pilot, hers, his):
    one, other = hers.propose("One"), his.propose("Other")
    his.settle(other, "")
    response = as_ana.post(url("challenge_settle", pilot), {"challenge": one.pk, "stands": "", "why": "Mine."})
    assert response.status_code == 409
    assert "Somebody saved this while you were writing" in response.text
    assert "Mine." in response.text
    assert 'value="Other"' in response.text
    with pytest.raises(Stale):
        hers.settle(one, "")
    hers.settle(other, "")  # the same thing twice is no quarrel
    as_ana.post(url("challenge_settle", pilot), {"challenge": one.pk, "stands": "Other", "why": "Mine."})
    assert Pilot.objects.get(pk=pilot.pk).challenge == "One"


def test_only_those_who_take_part(as_ana, as_ben, as_cleo, as_dov, northside, pilot, his):
    """A facilitator who has not joined has no say in it either."""
    challenge = his.propose("The first")
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    for client, status in ((as_ana, 403), (as_cleo, 403), (signed_in(nia), 403), (as_dov, 404)):
        assert client.post(url("challenge_add", pilot), {"words": "Mine"}).status_code == status
        assert client.post(url("challenge_back", pilot, challenge.pk)).status_code == status
        assert client.post(url("challenge_settle", pilot), {"challenge": challenge.pk}).status_code == status
        assert client.post(url("challenge_remove", pilot, challenge.pk)).status_code == status
    assert as_cleo.get(url("challenge_list", pilot)).status_code == 200
    piloting.joined(pilot, nia)
    assert signed_in(nia).post(url("challenge_add", pilot), {"words": "Mine"}).status_code == 302


def test_words_that_are_too_long_or_none_come_back(as_ben, pilot, his):
    response = as_ben.post(url("challenge_add", pilot), {"words": "ab " * 667})
    assert response.status_code == 422
    assert "all of them are still here" in response.text
    assert "ab ab ab" in response.text
    assert as_ben.post(url("challenge_add", pilot), {}).status_code == 422
    his.propose("The first")
    response = as_ben.post(url("challenge_settle", pilot), {"challenge": "999999", "why": "Because."})
    assert response.status_code == 422
    assert "Because." in response.text


def test_one_takes_back_ones_own_alone(as_ana, as_ben, pilot, hers, his):
    challenge = his.propose("The first")
    hers.back(challenge)
    assert as_ana.get(url("challenge_remove", pilot, challenge.pk)).status_code == 404
    assert "1 person backs it" in as_ben.get(url("challenge_remove", pilot, challenge.pk)).text
    assert "Taken back:" in as_ben.post(url("challenge_remove", pilot, challenge.pk), follow=True).text
    hers.refresh_from_db()
    assert hers.backs is None
    with pytest.raises(Gone):
        hers.back(challenge)
    with pytest.raises(Gone):
        hers.settle(challenge, "")


def test_whoever_left_in_another_window_writes_nothing_any_more(pilot, his):
    challenge = his.propose("The first")
    still_open = type(his).objects.get(pk=his.pk)
    his.leave()
    for verb in (lambda: still_open.propose("Mine"), lambda: still_open.back(challenge)):
        with pytest.raises(Gone):
            verb()
    assert pilot.notes.count() == 1


def test_notes_of_another_kind_and_of_another_pilot_are_no_challenges(as_ben, team, ana, pilot, his):
    win = PilotNote.objects.create(pilot=pilot, kind=NoteKind.WIN, words="A win")
    elsewhere = piloting.joined(piloting.inviting(team, ana), ana).propose("Elsewhere")
    his.propose("The first")
    for other in (win, elsewhere):
        assert as_ben.post(url("challenge_back", pilot, other.pk)).status_code == 404
        assert as_ben.post(url("challenge_settle", pilot), {"challenge": other.pk}).status_code == 422


def test_a_closed_pilot_stays_as_it_is(as_ben, pilot, his):
    challenge = his.propose("The first")
    Pilot.objects.filter(pk=pilot.pk).update(closed_at="2026-11-01T12:00Z", decision="stop")
    with pytest.raises(Closed):
        his.propose("Another")
    for name, args, data in (
        ("challenge_add", (), {"words": "Mine"}),
        ("challenge_back", (challenge.pk,), {}),
        ("challenge_settle", (), {"challenge": challenge.pk}),
        ("challenge_remove", (challenge.pk,), {}),
    ):
        assert "This pilot is closed." in as_ben.post(url(name, pilot, *args), data, follow=True).text
    assert "The first" in as_ben.get(url("challenge_list", pilot)).text
