"""A person's first page: what waits, what is theirs, and how to begin with nothing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from leadership.models import Invitation, StaffRole
from tests import factories
from tests.conftest import signed_in
from tests.visioning import making
from tests.writing import paragraph, write
from visioning.live import store
from visioning.models import SharedVision, Visit, Voice


def test_home_greets_somebody_signed_out_without_names(as_nobody, team):
    text = as_nobody.get("/").content.decode()
    assert "Create an account" in text
    assert "Northside" not in text


def test_the_footer_leads_to_the_source_where_the_site_says_so(as_nobody, settings):
    assert "Source code" not in as_nobody.get("/help/").content.decode()
    settings.SOURCE_URL = "https://code.example/throughline"
    assert '<a href="https://code.example/throughline">Source code</a>' in as_nobody.get("/help/").content.decode()


def test_home_shows_ones_own_teams_and_schools_alone(as_ana, as_dov, team):
    text = as_ana.get("/").content.decode()
    assert "Hello, Ana" in text
    for words in ("Northside team", "River District", "Facilitator"):
        assert words in text
    assert "Hillside" not in text
    assert "Northside team" not in as_dov.get("/").content.decode()


def test_home_shows_three_ways_to_begin(db):
    client = signed_in(factories.person("Nia Newman"))
    text = client.get("/").content.decode()
    assert "Three ways to begin" in text
    assert "Say what you do at school" in text


def test_home_of_staff_without_a_team_points_at_open_calls(team, northside):
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    client = signed_in(nia)
    assert "A team here has an open call" in client.get("/").content.decode()
    northside.teams.update(open_call=False)
    assert "No team here looks for people right now." in client.get("/").content.decode()


def test_requests_wait_for_facilitators_alone(as_ana, as_ben, as_dov, team):
    nia = factories.person("Nia Newman")
    team.join_requests.create(person=nia, note="CANARY")
    assert "<b>Nia Newman</b> would like to join Northside team." in as_ana.get("/").content.decode()
    for client in (as_ben, as_dov):
        assert "CANARY" not in client.get("/").content.decode()
    assert "You asked to join Northside team" in signed_in(nia).get("/").content.decode()


def test_invitations_wait_for_their_address_alone(as_ben, team, other_team, ben):
    Invitation.send_to(other_team, ben.email, None)
    Invitation.send_to(other_team, "somebody@else.example", None)
    text = as_ben.get("/").content.decode()
    assert text.count("Join Hillside team") == 1
    assert "somebody@else.example" not in text


def test_home_asks_the_same_number_of_questions_for_one_and_for_many(as_ana, ana, team, northside, district):
    district.district_members.create(person=ana, role=StaffRole.FACILITATOR)

    def fill(count):
        for _ in range(count):
            number = ana.memberships.count()
            school = factories.school(f"School {number}", district=district)
            other = factories.team(f"Team {number}", school=school, people={ana: "facilitator"})
            other.join_requests.create(person=factories.person(f"Asking {number}"))
            theirs = factories.team(f"Their team {number}", school=school)
            Invitation.send_to(theirs, ana.email, None)
            theirs.join_requests.create(person=ana)

    fill(1)
    with CaptureQueriesContext(connection) as first:
        as_ana.get("/")
    assert len(first) <= 10  # the first visit is noted
    with CaptureQueriesContext(connection) as one:
        as_ana.get("/")
    fill(3)
    with CaptureQueriesContext(connection) as many:
        as_ana.get("/")
    assert len(one) == len(many) <= 10  # one for each kind of thing that may wait


def test_home_says_where_the_words_have_changed(as_ben, ben, ana, team):
    vision = SharedVision.start(team)
    new, unread = "The words of the shared vision changed.", "a shared vision you have not read yet"

    def seen():
        text = as_ben.get("/").content.decode()
        return new in text, unread in text

    assert seen() == (False, False)
    write(team, ana, content=[paragraph("First words")])
    assert seen() == (False, True)
    Visit.record(vision.text, ben)
    assert seen() == (False, False)
    write(team, ana, content=[paragraph("More words")])
    assert seen() == (True, False)
    Visit.record(vision.text, ben)
    store.compact(vision.text_id)
    write(team, ana, content=[paragraph("Still more")])
    assert seen() == (True, False)


def test_home_says_nothing_of_words_elsewhere(as_ben, team, other_team, dov):
    write(other_team, dov, content=[paragraph("Not for Ben")])
    text = as_ben.get("/").content.decode()
    assert "you have not read yet" not in text


def test_ones_own_file_holds_what_one_noted_for_others_and_no_other_voice(as_ana, ana, ben, team):
    listening = making.listening_round(making.gathering(team), ana)
    Voice.note(listening, ana, words="Noted by Ana.")
    Voice.note(listening, ben, words="CANARY-ben")
    making.voice(listening, "CANARY-link", state="shown")
    file = as_ana.get("/me/export/")
    assert [one["words"] for one in file.json()["voices_noted_for_others"]] == ["Noted by Ana."]
    assert "CANARY" not in file.content.decode()
