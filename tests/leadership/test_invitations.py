"""Invitations by mail: who may send, what the mail says, and that only the right person can use one, once."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from leadership.models import Invitation, JoinedBy, Role
from leadership.models.invitations import MOST_A_DAY
from tests import factories
from tests.conftest import signed_in


@pytest.fixture
def nia(db):
    return factories.person("Nia Newman")


@pytest.fixture
def as_nia(nia):
    return signed_in(nia)


def send(client, team, addresses, role="member", **extra):
    return client.post(reverse("invitation_send", args=(team.slug,)), {"addresses": addresses, "role": role}, **extra)


def link_in(mail):
    return re.search(r"http://testserver(/invitations/\S+/)", mail.body)[1]


def invite(team, email, by=None, role=Role.MEMBER):
    invitation, token = Invitation.send_to(team, email, by, role)
    return invitation, reverse("invitation_accept", args=(token,))


def test_invitations_go_out_one_to_each_address(as_ana, team, mailoutbox):
    answer = send(as_ana, team, "nia@a.example\n Omar@B.example, <kim@c.example>\nnia@a.example", role="observer")
    assert answer["Location"] == reverse("team_people", args=(team.slug,))
    assert sorted(mail.to[0] for mail in mailoutbox) == ["kim@c.example", "nia@a.example", "omar@b.example"]
    mail = mailoutbox[0]
    assert mail.subject == "[Throughline] Join Northside team"
    assert "Ana Ruiz invites you to Northside team, a leadership team at Northside." in mail.body
    assert set(team.invitations.values_list("role", flat=True)) == {Role.OBSERVER}
    assert "3 invitations are on their way." in as_ana.get(answer["Location"]).content.decode()


def test_the_secret_is_in_the_mail_and_only_its_hash_in_the_database(as_ana, team, mailoutbox):
    send(as_ana, team, "nia@a.example")
    token = link_in(mailoutbox[0]).split("/")[2]
    invitation = team.invitations.get()
    assert token not in str(vars(invitation))
    assert Invitation.objects.with_token(token).get() == invitation


def test_a_name_with_a_line_break_does_not_break_the_mail(as_ana, team, mailoutbox):
    type(team).objects.filter(pk=team.pk).update(name="Bcc: all@x.example\nBcc: all@x.example")
    send(as_ana, team, "nia@a.example")
    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == ["nia@a.example"]


def test_what_is_no_address_is_named_and_nothing_is_sent(as_ana, team, mailoutbox):
    answer = send(as_ana, team, "nia@a.example nonsense")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“nonsense” is not an e-mail address." in text
    assert "nia@a.example nonsense" in text  # what was typed is still there
    assert (mailoutbox, team.invitations.count()) == ([], 0)


def test_htmx_gets_the_form_back_in_its_part(as_ana, team):
    answer = send(as_ana, team, "", headers={"HX-Request": "true", "HX-Target": "div#team-people"})
    assert answer.status_code == 422
    assert 'id="team-people"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_too_many_at_once_are_refused(as_ana, team, mailoutbox):
    answer = send(as_ana, team, "\n".join(f"n{number}@a.example" for number in range(41)))
    assert answer.status_code == 422
    assert mailoutbox == []


def test_one_person_cannot_flood_the_world(as_ana, ana, team, other_team, mailoutbox):
    Invitation.objects.bulk_create(
        Invitation(
            team=other_team,
            email=f"n{number}@a.example",
            token_hash=str(number),
            invited_by=ana,
            expires_at=timezone.now(),
        )
        for number in range(MOST_A_DAY)
    )
    answer = send(as_ana, team, "nia@a.example")
    assert (answer.status_code, mailoutbox) == (422, [])
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=2))
    assert send(as_ana, team, "nia@a.example").status_code == 302


def test_who_is_here_or_invited_gets_no_second_mail(as_ana, ben, team, mailoutbox):
    invite(team, "nia@a.example")
    answer = send(as_ana, team, f"nia@a.example\n{ben.email}")
    assert mailoutbox == []
    text = as_ana.get(answer["Location"]).content.decode()
    assert f"Here or invited already: {ben.email}, nia@a.example." in text


def test_the_right_person_accepts(as_nia, nia, team, ana):
    invitation, url = invite(team, nia.email, ana, Role.OBSERVER)
    text = as_nia.get(url).content.decode()
    assert "Join Northside team?" in text
    assert not team.memberships.filter(person=nia).exists()
    assert as_nia.post(url)["Location"] == reverse("team_home", args=(team.slug,))
    membership = team.memberships.get(person=nia)
    assert (membership.role, membership.joined_by) == (Role.OBSERVER, JoinedBy.INVITATION)
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_a_second_address_counts_once_it_is_verified(as_nia, nia, team):
    _invitation, url = invite(team, "Nia@Home.example")
    second = EmailAddress.objects.create(user=nia, email="nia@home.example", verified=False)
    assert as_nia.post(url).status_code == 403
    second.verified = True
    second.save()
    assert as_nia.post(url).status_code == 302
    assert team.memberships.filter(person=nia).exists()


def test_somebody_else_with_the_link_learns_only_that_it_is_not_theirs(as_dov, dov, team, nia, ana):
    _invitation, url = invite(team, nia.email, ana)
    for answer in (as_dov.get(url), as_dov.post(url)):
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "This invitation is for another address" in text
        assert "n…@northside.example" in text
        for secret in (nia.email, team.name, ana.name):
            assert secret not in text
    assert not team.memberships.filter(person=dov).exists()


def test_a_link_works_once(as_nia, nia, team):
    _invitation, url = invite(team, nia.email)
    as_nia.post(url)
    team.memberships.filter(person=nia).delete()
    for answer in (as_nia.get(url), as_nia.post(url)):
        assert answer.status_code == 404
        assert "This invitation no longer works" in answer.content.decode()
    assert not team.memberships.filter(person=nia).exists()


def test_a_link_works_two_weeks(as_nia, nia, team):
    invitation, url = invite(team, nia.email)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert as_nia.post(url).status_code == 404
    assert invitation.accept(nia) is False
    assert not team.memberships.filter(person=nia).exists()


def test_two_who_accept_at_once_are_one(nia, team):
    invitation, _url = invite(team, nia.email)
    again = Invitation.objects.get(pk=invitation.pk)
    assert (invitation.accept(nia), again.accept(nia)) == (True, False)


def test_sending_again_makes_the_older_mail_useless(as_ana, as_nia, nia, team, mailoutbox):
    invitation, old_url = invite(team, nia.email)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(hours=1))
    as_ana.post(reverse("invitation_resend", args=(team.slug, invitation.pk)))
    assert team.invitations.count() == 1
    assert as_nia.post(old_url).status_code == 404
    assert as_nia.post(link_in(mailoutbox[0])).status_code == 302


def test_sending_again_waits_a_minute(as_ana, team, mailoutbox):
    invitation, _url = invite(team, "nia@a.example")
    answer = as_ana.post(reverse("invitation_resend", args=(team.slug, invitation.pk)), follow=True)
    assert "Give it a minute." in answer.content.decode()
    assert mailoutbox == []


def test_an_invitation_is_taken_back(as_ana, as_nia, nia, team):
    invitation, url = invite(team, nia.email)
    as_ana.post(reverse("invitation_revoke", args=(team.slug, invitation.pk)))
    assert as_nia.post(url).status_code == 404
    assert not team.invitations.exists()


@pytest.mark.parametrize("name", ["invitation_resend", "invitation_revoke"])
def test_invitations_are_managed_by_facilitators_of_that_team(
    as_ana, as_ben, as_dov, team, other_team, name, mailoutbox
):
    mine, _url = invite(team, "nia@a.example")
    theirs, _url = invite(other_team, "nia@a.example")
    Invitation.objects.update(invited_at=timezone.now() - timedelta(hours=1))
    assert as_ben.post(reverse(name, args=(team.slug, mine.pk))).status_code == 403
    assert as_dov.post(reverse(name, args=(team.slug, mine.pk))).status_code == 404
    assert as_ana.post(reverse(name, args=(team.slug, theirs.pk))).status_code == 404
    assert (Invitation.objects.count(), mailoutbox) == (2, [])


def test_an_invitation_waits_on_ones_own_page(as_nia, nia, team):
    invitation, _url = invite(team, nia.email)
    assert "Join Northside team" in as_nia.get("/").content.decode()
    url = reverse("invitation_answer", args=(invitation.pk,))
    assert as_nia.post(url, {"answer": "yes"})["Location"] == reverse("team_home", args=(team.slug,))
    assert team.memberships.filter(person=nia).exists()


def test_no_is_an_answer(as_nia, nia, team):
    invitation, _url = invite(team, nia.email)
    as_nia.post(reverse("invitation_answer", args=(invitation.pk,)), {"answer": "no"})
    assert not team.invitations.exists()
    assert not team.memberships.filter(person=nia).exists()


def test_an_expired_invitation_answered_from_the_page_says_so(as_nia, nia, team):
    invitation, _url = invite(team, nia.email)
    Invitation.objects.update(expires_at=timezone.now())
    answer = as_nia.post(reverse("invitation_answer", args=(invitation.pk,)), {"answer": "yes"}, follow=True)
    assert "used or taken back" in answer.content.decode()
    assert not team.memberships.filter(person=nia).exists()


def test_nobody_answers_for_somebody_else(as_dov, nia, team):
    invitation, _url = invite(team, nia.email)
    assert as_dov.post(reverse("invitation_answer", args=(invitation.pk,)), {"answer": "no"}).status_code == 404
    assert team.invitations.exists()
