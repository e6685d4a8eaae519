"""About me: profile, taking everything along, leaving for good."""

import base64
import json
import zlib
from contextlib import suppress

import pycrdt
import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from leadership.leaving import Leaving
from leadership.models import (
    Agreement,
    District,
    Invitation,
    JoinedBy,
    Person,
    Role,
    School,
    StaffRole,
    Team,
)
from tests import factories
from tests.conftest import signed_in
from visioning.live import store
from visioning.models import SharedVision, TextClient, Version, Visit


def write(text, person, words, client):
    doc = pycrdt.Doc(client_id=client)
    doc.apply_update(store.read_state(text.pk))
    before = doc.get_state()
    fragment = doc.get("content", type=pycrdt.XmlFragment)
    fragment.children.append(pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText(words)]))
    store.append(text.pk, person.pk, doc.get_update(before))


def test_me_saves_the_profile(as_ana, ana):
    assert as_ana.get("/me/").status_code == 200
    answer = as_ana.post(
        "/me/",
        {"name": "Ana  María\u202e Ruiz\n", "positions": ["teacher", "family"], "strengths": "Quiet rooms"},
        follow=True,
    )
    assert "Saved." in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.name, ana.positions, ana.strengths) == ("Ana María Ruiz", ["teacher", "family"], "Quiet rooms")


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "Ana", "positions": ["king"]}, {"name": "x" * 121}])
def test_me_refuses_what_cannot_be(as_ana, ana, data):
    answer = as_ana.post("/me/", data)
    assert answer.status_code == 422
    assert "Signed in as Ana Ruiz" in answer.content.decode()
    ana.refresh_from_db()
    assert ana.name == "Ana Ruiz"


def test_me_changes_nothing_but_the_profile(as_ana, ana):
    as_ana.post("/me/", {"name": "Ana", "is_staff": "on", "is_superuser": "on", "email": "other@x.example"})
    ana.refresh_from_db()
    assert (ana.is_staff, ana.is_superuser, ana.email) == (False, False, "ana.ruiz@northside.example")


@pytest.mark.parametrize("path", ["/me/", "/me/export/", "/me/delete/"])
def test_my_pages_are_for_whoever_is_signed_in(as_nobody, db, path):
    assert as_nobody.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_export_holds_what_is_mine_and_nothing_else(as_ana, ana, ben, team, other_team):
    Agreement.write(team, ana, "MINE-AGREEMENT")
    Agreement.write(team, ben, "CANARY-AGREEMENT")
    other_team.join_requests.create(person=ana, note="MINE-NOTE")
    team.join_requests.create(person=factories.person("Nia Newman"), note="CANARY-NOTE")
    text = SharedVision.start(team).text
    write(text, ana, "MINE-WORDS", 1)
    write(text, ben, "CANARY-WORDS", 2)
    answer = as_ana.get("/me/export/")
    body = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="throughline-my-data.json"'
    assert "CANARY" not in body
    for word in ("MINE-AGREEMENT", "MINE-NOTE", "MINE-WORDS", "Ana Ruiz", "Northside team"):
        assert word in body
    assert json.loads(body)["teams"][0]["role"] == "facilitator"


def test_delete_needs_the_address_typed(as_ben, ben, team):
    assert "Delete my account for good" in as_ben.get("/me/delete/").content.decode()
    for typed in ("", "ana.ruiz@northside.example"):
        assert as_ben.post("/me/delete/", {"email": typed}).status_code == 422
    assert Person.objects.filter(pk=ben.pk).exists()


def test_delete_says_goodbye_and_signs_out(as_ben, ben, team, mailoutbox):
    email = ben.email
    answer = as_ben.post("/me/delete/", {"email": email.upper()}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Your account is gone." in answer.content.decode()
    assert [mail.to for mail in mailoutbox] == [[email]]
    assert as_ben.get("/me/").status_code == 302
    assert not team.memberships.filter(person_id=ben.pk).exists()


def test_delete_asks_to_hand_over_first(as_ana, ana, team, ben):
    text = as_ana.get("/me/delete/").content.decode()
    assert "please hand over what only you can run" in text
    assert f'href="{team.get_absolute_url()}"' in text
    assert as_ana.post("/me/delete/", {"email": ana.email}).status_code == 422
    assert Leaving.carry_out(ana, "") is False
    assert Person.objects.filter(pk=ana.pk).exists()
    team.memberships.get(person=ben).change_role(Role.FACILITATOR)
    assert as_ana.post("/me/delete/", {"email": ana.email}).status_code == 302
    assert not Person.objects.filter(pk=ana.pk).exists()
    assert Team.objects.filter(pk=team.pk).exists()


def test_houses_nobody_else_is_in_go_too(dov, team, northside):
    school = School.found(dov, "Empty school", District.found(dov, "Empty district"))
    Team.found(dov, school, "Empty team")
    shared = School.found(dov, "Shared school")
    shared.welcome(factories.person("Nia Newman"))
    assert [house.name for house in Leaving.of(dov).to_hand_over] == ["Shared school"]
    shared.staff_members.exclude(person=dov).update(role=StaffRole.FACILITATOR)
    assert {house.name for house in Leaving.of(dov).to_go} == {"Empty district", "Empty school", "Empty team"}
    assert Leaving.carry_out(dov, "") is False
    assert Leaving.carry_out(dov, Leaving.of(dov).going) is True
    assert set(School.objects.values_list("name", flat=True)) == {"Northside", "Shared school"}
    assert list(Team.objects.all()) == [team]


def test_nobody_loses_more_than_the_page_has_told(as_dov, dov, other_team):
    """While the page was open, everybody else left: the team would go now too, so the page comes back."""
    nia = factories.person("Nia Newman")
    other_team.welcome(nia, JoinedBy.LINK, role=Role.FACILITATOR)
    other_team.school.staff_members.update(role=StaffRole.FACILITATOR)
    assert "nobody else is there" not in as_dov.get("/me/delete/").content.decode()
    Leaving.carry_out(nia, "")
    answer = as_dov.post("/me/delete/", {"email": dov.email, "going": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Hillside team, with all that is in it: nobody else is there." in text
    going = Leaving.of(dov).going
    assert f'value="{going}"' in text
    assert as_dov.post("/me/delete/", {"email": dov.email, "going": going}).status_code == 302
    assert not Team.objects.filter(pk=other_team.pk).exists()


def unpacked(value):
    """What a stored value says, also where it is packed: bytes, compressed bytes, pickled cache entries."""
    if isinstance(value, memoryview | bytes):
        value = bytes(value)
        with suppress(zlib.error):
            yield zlib.decompress(value).decode(errors="replace")
        yield value.decode(errors="replace")
        return
    yield str(value)
    with suppress(ValueError):
        yield base64.b64decode(str(value), validate=True).decode(errors="replace")


def everything_stored():
    """Every value of every table: what somebody with the whole database in hand could read."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name comes from the database itself
            for row in cursor.fetchall():
                yield table, " ".join(words for value in row for words in unpacked(value))
    for session in Session.objects.all():
        yield "session", str(session.get_decoded())


def test_after_leaving_no_name_and_no_address_is_left_anywhere(team, ana, settings):
    canary = factories.person("Canaria Zephyrine", email="canary.zephyrine@northside.example", positions=["teacher"])
    canary.strengths = "Zephyrine songs"
    canary.save()
    EmailAddress.objects.create(user=canary, email="zephyrine@home.example", verified=True)
    team.welcome(canary, JoinedBy.LINK)
    team.join_requests.create(person=canary, note="zephyrine note")
    Invitation.send_to(team, "Zephyrine@Home.example", ana)
    Invitation.objects.update(accepted_at="2026-01-01T00:00Z")
    Agreement.write(team, canary, "We listen")
    text = SharedVision.start(team).text
    write(text, ana, "Ana wrote this", 1)
    write(text, canary, "This was written by somebody", 2)
    Visit.record(text, canary)
    Version.keep(text, by=canary, name="First").adopt(canary, [canary, ana])
    LogEntry.objects.create(
        user=ana,
        content_type=ContentType.objects.get_for_model(Person),
        object_id=str(canary.pk),
        object_repr=str(canary),
        action_flag=2,
    )
    client = signed_in(canary)
    client.get("/")
    before = {table for table, row in everything_stored() if "zephyrine" in row.lower()}
    assert {"leadership_person", "account_emailaddress", "leadership_invitation", "django_admin_log"} <= before
    client.post("/me/delete/", {"email": canary.email})
    assert [table for table, row in everything_stored() if "zephyrine" in row.lower() or "canaria" in row.lower()] == []
    reading = SharedVision.objects.get(team=team).reading()
    assert "This was written by somebody" in reading.plain("content")
    assert TextClient.objects.get(text=text, client=2).person is None
    assert Agreement.objects.get().written_by is None


def test_words_of_somebody_gone_are_a_former_colleagues(team, ana, ben, as_ana):
    text = SharedVision.start(team).text
    write(text, ben, "Words that stay", 7)
    Leaving.carry_out(ben, "")
    authors = as_ana.get(reverse("text_authors", args=(text.pk,))).json()["clients"]["7"]
    assert (authors["person"], authors["name"]) == (None, "a former colleague")
    assert SharedVision.objects.get(team=team).reading().plain("content") == "Words that stay"


def test_leaving_ends_every_session(ben, team):
    here, elsewhere = signed_in(ben), signed_in(ben)
    for client in (here, elsewhere):
        assert client.get("/me/").status_code == 200
    here.post("/me/delete/", {"email": ben.email})
    assert elsewhere.get("/me/").status_code == 302
