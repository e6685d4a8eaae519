"""The people page of a team: who is here, letting people in, other roles, leaving."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.composition import Composition
from leadership.models import JoinedBy, LastFacilitator, Membership, Role
from tests import factories
from tests.conftest import signed_in

PART = {"HX-Request": "true", "HX-Target": "div#team-people"}


@pytest.fixture
def page(team):
    return reverse("team_people", args=(team.slug,))


def test_team_people_shows_who_is_here_and_how_they_came(as_ben, page):
    text = as_ben.get(page).content.decode()
    assert "3 people are on the team: teachers, administrators and support staff." in text
    for name in ("Ana Ruiz", "Ben Okafor", "Cleo Marsh"):
        assert name in text
    assert "answered the open call" in text
    assert "Not here yet: specialists." in text


def test_team_people_does_not_exist_for_outsiders(as_dov, page):
    assert as_dov.get(page).status_code == 404


def test_team_people_asks_a_visitor_to_sign_in(as_nobody, page):
    assert as_nobody.get(page)["Location"] == f"/accounts/login/?next={page}"


def test_members_see_neither_requests_nor_addresses_nor_the_link(as_ben, as_ana, team, page):
    team.join_requests.create(person=factories.person("Nia Waiting"), note="CANARY-NOTE")
    team.invitations.create(email="canary@mail.example", token_hash="x", expires_at="2099-01-01T00:00Z")
    team.rotate_link()
    seen_by_ana = as_ana.get(page).content.decode()
    seen_by_ben = as_ben.get(page).content.decode()
    for secret in ("CANARY-NOTE", "canary@mail.example", team.link_token):
        assert secret in seen_by_ana
        assert secret not in seen_by_ben


def test_nobody_sees_addresses_of_members(as_ana, page, ben):
    assert ben.email not in as_ana.get(page).content.decode()


@pytest.mark.parametrize("name", ["team_link", "invitation_send"])
def test_letting_people_in_is_for_facilitators(as_ben, as_cleo, as_dov, team, name):
    url = reverse(name, args=(team.slug,))
    assert [client.post(url).status_code for client in (as_ben, as_cleo, as_dov)] == [403, 403, 404]
    team.refresh_from_db()
    assert (team.link_open, team.invitations.count()) == (False, 0)


def test_a_request_is_answered_with_yes(as_ana, team, page):
    nia = factories.person("Nia Waiting")
    asked = team.join_requests.create(person=nia)
    answer = as_ana.post(reverse("join_request_answer", args=(team.slug, asked.pk)), {"answer": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    membership = team.memberships.get(person=nia)
    assert (membership.role, membership.joined_by) == (Role.MEMBER, JoinedBy.OPEN_CALL)
    assert team.join_requests.count() == 0


def test_a_request_is_answered_with_no(as_ana, team):
    nia = factories.person("Nia Waiting")
    asked = team.join_requests.create(person=nia)
    as_ana.post(reverse("join_request_answer", args=(team.slug, asked.pk)), {"answer": "no"})
    assert not team.memberships.filter(person=nia).exists()
    assert team.join_requests.count() == 0


def test_htmx_gets_the_part_and_what_happened(as_ana, team):
    asked = team.join_requests.create(person=factories.person("Nia Waiting"))
    url = reverse("join_request_answer", args=(team.slug, asked.pk))
    answer = as_ana.post(url, {"answer": "yes"}, headers=PART)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="team-people"' in text
    assert "<html" not in text
    assert "Nia Waiting is on the team." in text


def test_a_request_answered_twice_is_no_accident(as_ana, team):
    asked = team.join_requests.create(person=factories.person("Nia Waiting"))
    assert asked.answer(yes=False) is True
    assert asked.answer(yes=True) is False
    assert team.memberships.count() == 3
    gone = as_ana.post(reverse("join_request_answer", args=(team.slug, asked.pk)), {"answer": "yes"})
    assert gone.status_code == 404


def test_a_request_of_another_team_is_not_here(as_ana, team, other_team):
    asked = other_team.join_requests.create(person=factories.person("Nia Waiting"))
    answer = as_ana.post(reverse("join_request_answer", args=(team.slug, asked.pk)), {"answer": "yes"})
    assert answer.status_code == 404
    assert other_team.join_requests.count() == 1


def test_a_fresh_link_ends_the_older_one(as_ana, as_nobody, team):
    url = reverse("team_link", args=(team.slug,))
    as_ana.post(url, {"to": "open"})
    team.refresh_from_db()
    first = team.link_token
    as_ana.post(url, {"to": "open"})
    assert type(team).for_link(first) is None
    team.refresh_from_db()
    assert type(team).for_link(team.link_token) == team
    as_ana.post(url, {"to": "close"})
    assert type(team).for_link(team.link_token) is None


def test_a_role_is_changed(as_ana, team, ben, page):
    membership = team.memberships.get(person=ben)
    url = reverse("membership_edit", args=(team.slug, membership.pk))
    assert "Ben Okafor" in as_ana.get(url).content.decode()
    assert as_ana.post(url, {"role": "facilitator"})["Location"] == page
    membership.refresh_from_db()
    assert membership.role == Role.FACILITATOR


@pytest.mark.parametrize("role", ["", "king"])
def test_an_unknown_role_changes_nothing(as_ana, team, ben, role):
    membership = team.memberships.get(person=ben)
    answer = as_ana.post(reverse("membership_edit", args=(team.slug, membership.pk)), {"role": role}, follow=True)
    assert "Choose a role." in answer.content.decode()
    membership.refresh_from_db()
    assert membership.role == Role.MEMBER


def test_roles_are_changed_by_facilitators_alone(as_ben, as_dov, team, ben):
    url = reverse("membership_edit", args=(team.slug, team.memberships.get(person=ben).pk))
    for client, status in ((as_ben, 403), (as_dov, 404)):
        assert client.get(url).status_code == status
        assert client.post(url, {"role": "facilitator"}).status_code == status
    assert team.memberships.get(person=ben).role == Role.MEMBER


def test_somebody_is_taken_off_the_team(as_ana, team, ben, page):
    membership = team.memberships.get(person=ben)
    as_ana.post(reverse("membership_edit", args=(team.slug, membership.pk)), {"role": "remove"})
    assert not team.memberships.filter(person=ben).exists()
    assert signed_in(ben).get(page).status_code == 404


def test_whoever_was_taken_off_cannot_come_back_by_the_link_they_know(as_ana, team, ben):
    team.rotate_link()
    known = reverse("team_join", args=(team.link_token,))
    membership = team.memberships.get(person=ben)
    answer = as_ana.post(
        reverse("membership_edit", args=(team.slug, membership.pk)), {"role": "remove"}, follow=True
    ).content.decode()
    assert "the old one no longer works" in answer
    signed_in(ben).post(known)
    assert not team.memberships.filter(person=ben).exists()
    team.refresh_from_db()
    signed_in(ben).post(reverse("team_join", args=(team.link_token,)))  # the fresh link does work
    assert team.memberships.filter(person=ben).exists()


def test_a_closed_link_stays_closed_when_somebody_is_taken_off(as_ana, team, ben):
    membership = team.memberships.get(person=ben)
    as_ana.post(reverse("membership_edit", args=(team.slug, membership.pk)), {"role": "remove"})
    team.refresh_from_db()
    assert not team.link_open


def test_a_member_leaves(as_ben, team, ben):
    url = reverse("team_leave", args=(team.slug,))
    assert "Leave Northside team?" in as_ben.get(url).content.decode()
    assert as_ben.post(url)["Location"] == "/"
    assert not team.memberships.filter(person=ben).exists()


def test_the_last_facilitator_stays_and_is_told_why(as_ana, team, ana):
    answer = as_ana.post(reverse("team_leave", args=(team.slug,)), follow=True)
    assert "Make another person a facilitator first." in answer.content.decode()
    membership = team.memberships.get(person=ana)
    answer = as_ana.post(reverse("membership_edit", args=(team.slug, membership.pk)), {"role": "observer"}, follow=True)
    assert "Make another person a facilitator first." in answer.content.decode()
    assert team.memberships.get(person=ana).role == Role.FACILITATOR


def test_of_two_facilitators_only_one_can_go(team, ana, ben):
    hers, his = team.memberships.get(person=ana), team.memberships.get(person=ben)
    his.change_role(Role.FACILITATOR)
    also_hers = Membership.objects.get(pk=hers.pk)  # a second window, still open
    hers.change_role(Role.MEMBER)
    with pytest.raises(LastFacilitator):
        his.leave()
    also_hers.leave()
    with pytest.raises(Membership.DoesNotExist):
        hers.change_role(Role.FACILITATOR)


def test_somebody_gone_meanwhile_is_a_message_not_an_error(as_ana, team, ben, monkeypatch):
    membership = team.memberships.get(person=ben)
    url = reverse("membership_edit", args=(team.slug, membership.pk))
    real = Membership.change_role

    def gone_first(self, role):
        Membership.objects.filter(pk=self.pk).delete()
        return real(self, role)

    monkeypatch.setattr(Membership, "change_role", gone_first)
    answer = as_ana.post(url, {"role": "observer"}, follow=True)
    assert "this person has left already" in answer.content.decode()


def test_team_people_asks_the_same_number_of_questions_for_one_and_for_many(as_ana, team, page):
    def fill(count):
        for number in range(count):
            name = f"Extra {team.memberships.count()} {number}"
            team.welcome(factories.person(name, positions=["teacher"]), JoinedBy.LINK)
            team.join_requests.create(person=factories.person(f"Asking {name}"))
            team.invitations.create(
                email=f"{name.replace(' ', '.')}@mail.example", token_hash=name, expires_at="2099-01-01T00:00Z"
            )

    fill(1)
    with CaptureQueriesContext(
        connection,
    ) as one:
        as_ana.get(page)
    fill(3)
    with CaptureQueriesContext(connection) as many:
        as_ana.get(page)
    assert len(one) == len(many) <= 10


class Someone:
    """A membership and its person in one, for the pure sums."""

    def __init__(self, positions, joined_by="open_call"):
        self.positions, self.joined_by, self.person = positions.split(), joined_by, self


@pytest.mark.parametrize(
    ("people", "hand_picked", "enough"),
    [
        ([], False, False),
        ([("teacher", "founded"), ("teacher", "invitation")], False, False),
        ([("teacher", "founded"), *[("teacher", "invitation")] * 3], True, True),
        ([("teacher", "founded"), *[("teacher", "invitation")] * 2, *[("", "link")] * 2], False, True),
        ([("teacher", "open_call")] * 3, False, True),
    ],
)
def test_composition_notes_when_hand_picking_prevails(people, hand_picked, enough):
    made = Composition.of([Someone(*one) for one in people])
    assert (made.hand_picked, made.enough) == (hand_picked, enough)


def test_composition_names_who_is_missing():
    made = Composition.of([Someone("teacher specialist"), Someone("teacher"), Someone("")])
    assert [(str(label), count) for label, count in made.here] == [("Teacher", 2), ("Specialist", 1)]
    assert [str(label) for label in made.missing_at_school] == ["support staff", "administrators"]
    assert made.unplaced == 1
    assert made.sentence == "3 people are on the team: teachers and specialists."
