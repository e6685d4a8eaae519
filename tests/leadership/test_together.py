"""Two people doing the same thing in the same second, on real connections: a kind word for one, never a fault."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from leadership.models import Invitation, JoinedBy, JoinRequest, Membership, Role, School, Team
from tests import factories
from tests.conftest import signed_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*posts):
    """Send every (person, address, data) in the same moment; gives the statuses."""
    start = Barrier(len(posts))

    def send(post):
        person, url, data = post
        client = signed_in(person)
        start.wait()
        try:
            return client.post(url, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as people:
        return list(people.map(send, posts))


@pytest.fixture
def pair(transactional_db):
    """A team with two facilitators, and the two."""
    ana, ben = factories.person("Ana Ruiz"), factories.person("Ben Okafor")
    team = factories.team(
        "Northside team",
        school=factories.school("Northside"),
        people={ana: Role.FACILITATOR, ben: Role.FACILITATOR},
    )
    return team, ana, ben


def test_two_facilitators_leaving_at_once_leave_one(pair):
    team, ana, ben = pair
    url = reverse("team_leave", args=(team.slug,))
    assert at_once((ana, url, {}), (ben, url, {})) == [302, 302]
    assert team.memberships.get().role == Role.FACILITATOR


def test_two_facilitators_demoting_each_other_leave_one(pair):
    team, ana, ben = pair
    hers, his = (
        reverse("membership_edit", args=(team.slug, team.memberships.get(person=one).pk)) for one in (ana, ben)
    )
    statuses = at_once((ana, his, {"role": "member"}), (ben, hers, {"role": "member"}))
    assert set(statuses) <= {302, 403}  # whoever is demoted first may find the door closed
    assert team.memberships.filter(role=Role.FACILITATOR).count() == 1


def test_two_facilitators_deleting_their_accounts_leave_one(pair):
    team, ana, ben = pair
    team.welcome(factories.person("Nia Newman"), JoinedBy.LINK)
    statuses = at_once(*((one, "/me/delete/", {"email": one.email}) for one in (ana, ben)))
    assert sorted(statuses) == [302, 422]
    assert sorted(team.memberships.values_list("role", flat=True)) == [Role.FACILITATOR, Role.MEMBER]


def test_two_facilitators_answering_one_request_welcome_once(pair):
    team, ana, ben = pair
    asked = JoinRequest.objects.create(team=team, person=factories.person("Nia Newman"))
    url = reverse("join_request_answer", args=(team.slug, asked.pk))
    statuses = at_once((ana, url, {"answer": "yes"}), (ben, url, {"answer": "yes"}))
    assert set(statuses) <= {302, 404}
    assert Membership.objects.filter(team=team, person__name="Nia Newman").count() == 1


def test_two_facilitators_inviting_one_address_invite_once(pair, mailoutbox):
    team, ana, ben = pair
    url = reverse("invitation_send", args=(team.slug,))
    data = {"addresses": "nia@a.example", "role": "member"}
    assert at_once((ana, url, data), (ben, url, data)) == [302, 302]
    assert Invitation.objects.filter(team=team).count() == 1


def test_one_person_pressing_join_twice_joins_once(pair):
    team, _ana, _ben = pair
    nia = factories.person("Nia Newman")
    team.rotate_link()
    url = reverse("team_join", args=(team.link_token,))
    assert at_once((nia, url, {}), (nia, url, {})) == [302, 302]
    assert team.memberships.filter(person=nia).count() == 1


def test_two_schools_of_one_name_at_once_have_two_addresses(pair):
    _team, ana, ben = pair
    url = reverse("school_new")
    assert at_once((ana, url, {"name": "Eastside"}), (ben, url, {"name": "Eastside"})) == [302, 302]
    assert School.objects.filter(name="Eastside").values("slug").distinct().count() == 2


def test_agreements_moved_at_once_keep_an_order(pair):
    team, ana, ben = pair
    made = [team.agreements.create(text=f"Number {number}", position=number) for number in range(4)]
    posts = [
        (person, reverse("agreement_move", args=(team.slug, one.pk)), {"to": to})
        for person, one, to in ((ana, made[0], "down"), (ben, made[3], "up"), (ana, made[2], "up"))
    ]
    assert at_once(*posts) == [302, 302, 302]
    assert sorted(Team.objects.get().agreements.values_list("position", flat=True)) == [0, 1, 2, 3]
