"""Since you were here: what changed, what waits, what became of one's words; when a visit ends; and what nobody may hear."""

from datetime import timedelta

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leadership.compiled import Unfit, ask
from leadership.models import BurningQuestion, Consensus, LastHere, Person, PilotIdea, Role, Task, Team
from leadership.since import hearer_of, since
from leadership.telling import moment
from leadership.views.home import told_and_named
from tests import factories
from tests.leadership import making as rounds
from tests.pilots import ending, piloting
from tests.visioning import deciding, making, theorising
from tests.writing import paragraph, write
from visioning.models import DecisionInput, SharedVision, Visit, Weave

DAY = timedelta(days=1)


@pytest.fixture
def team(team):
    """Its people have been there for long: nobody is news."""
    team.memberships.update(joined_at=timezone.now() - 90 * DAY)
    return team


def yesterday():
    return timezone.now() - DAY


def kinds(person, part="happened"):
    return {one.kind for one in getattr(since(person, yesterday()), part)}


def away(person, days=1):
    """They were here so many days ago."""
    at = timezone.now() - timedelta(days=days)
    LastHere.objects.update_or_create(person=person, defaults={"told_from": at, "seen_at": at})


def home(client):
    return client.get("/").content.decode()


# --- When somebody was here ---------------------------------------------------------------------------------------


def test_a_visit_goes_on_for_half_an_hour_and_then_a_new_one_begins(ana):
    begin = timezone.now()
    assert LastHere.look(ana, begin) is None
    assert LastHere.look(ana, begin + timedelta(minutes=20)).told_from == begin
    back = LastHere.look(ana, begin + timedelta(minutes=55))
    assert back.told_from == begin + timedelta(minutes=20)
    assert LastHere.look(ana, begin + timedelta(minutes=57)).told_from == begin + timedelta(minutes=20)


def test_two_windows_of_a_first_visit_make_one_row(ana):
    now = timezone.now()
    LastHere.objects.bulk_create([LastHere(person=ana, told_from=now, seen_at=now)], ignore_conflicts=True)
    LastHere.look(ana, now)
    assert LastHere.objects.filter(person=ana).count() == 1


def test_the_first_time_is_friendly_and_tells_nothing_old(as_ben, ben, team, ana):
    rounds.assessment_round(team)
    text = home(as_ben)
    assert "From your next visit on" in text
    assert "is closed" not in text


def test_home_tells_by_team_what_changed_and_stops_when_it_was_read(as_ben, ben, team):
    away(ben, days=3)
    rounds.assessment_round(team)
    text = home(as_ben)
    assert "(3 days)" in text
    assert "The round “Autumn 2026” is closed." in text
    assert as_ben.post("/since/read/", {"upto": timezone.now().isoformat()}).status_code == 302
    text = home(as_ben)
    assert "is closed" not in text
    assert "Nothing changed." in text


def test_what_happened_while_the_page_was_open_is_told_next(as_ben, ben, team):
    away(ben)
    home(as_ben)
    opened = timezone.now()
    rounds.assessment_round(team)
    as_ben.post("/since/read/", {"upto": opened.isoformat()})
    assert "is closed" in home(as_ben)


@pytest.mark.parametrize(
    "upto",
    [
        *("", "yesterday", "2026-99-99T00:00:00", "2999-01-01T00:00:00+00:00", "2026-01-01"),
        *("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),  # days that Postgres does not know
    ],
)
def test_any_day_that_is_sent_counts_as_now_at_most(as_ben, ben, upto):
    away(ben)
    assert as_ben.post("/since/read/", {"upto": upto}).status_code == 302
    here = LastHere.of(ben)
    assert here.told_from <= timezone.now()
    assert here.told_from <= here.seen_at


def test_who_is_signed_out_is_asked_to_sign_in(as_nobody, db):
    for address in ("/since/", "/since/read/"):
        assert "login" in as_nobody.post(address).headers.get("Location", "login")
    assert "login" in as_nobody.get("/since/")["Location"]


def test_a_long_list_is_short_on_home_and_whole_on_its_page(as_ben, ben, ana, team):
    away(ben)
    for number in range(10):
        Task.note(team, ana, words=f"Number {number}", guide="", owner=ben)
    text = home(as_ben)
    assert text.count("A task was noted with your name.") == 7
    assert "and 3 more" in text
    assert as_ben.get("/since/").content.decode().count("A task was noted with your name.") == 10


# --- What is told ---------------------------------------------------------------------------------------------------


def test_what_happens_to_decisions_is_told_to_the_team_and_the_staff_it_asks(team, ana, ben, cleo, dov, northside):
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    decision = deciding.opened(team, ana, audience="staff")
    deciding.draft(team, ana, question="CANARY: not yet open")
    assert "decision_opened" in kinds(cleo)
    assert "input" in kinds(nia, "waits")
    assert "decision_opened" not in kinds(ana)  # she did it herself
    assert not kinds(dov)
    assert "CANARY" not in str(since(nia, yesterday())) + str(since(ben, yesterday()))
    assert kinds(nia, "waits") == {"input"}
    assert "input" not in kinds(cleo, "waits")  # observers look on
    deciding.brought(decision, nia)
    assert kinds(nia, "waits") == set()


def test_a_team_decision_is_not_told_to_the_staff(team, ana, northside):
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    deciding.opened(team, ana, audience="team")
    assert kinds(nia) == kinds(nia, "waits") == set()


def test_what_was_brought_comes_back_with_what_became_of_it(team, ana, ben, cleo):
    decision = deciding.opened(team, ana)
    brought = deciding.brought(decision, ben, words="Tuesdays are bad.")
    assert not kinds(ben, "became")
    DecisionInput.objects.filter(pk=brought.pk).update(taken="no", because="The hall is free on Tuesdays only.")
    type(decision).objects.filter(pk=decision.pk).update(explained_at=timezone.now())
    (line,) = since(ben, yesterday()).became
    assert "heard and not taken up" in line.words
    assert line.quote == "The hall is free on Tuesdays only."
    assert not kinds(cleo, "became")


def test_words_that_were_woven_answered_or_not_taken_come_back_to_their_author_alone(team, ana, ben, cleo):
    vision = SharedVision.start(team)
    write(team, ana, content=[paragraph("We know every family here.")])
    gathering = making.gathering(team, revealed_at=timezone.now())
    own = making.gathered_vision(gathering, ben, revealed=True)
    Weave.tie(making.passage(vision, "every family"), ana, making.phrase(own, "explain to each other", by=ana))
    asked = making.suggestion(vision, ben, "know", "greet")
    type(asked).objects.filter(pk=asked.pk).update(
        state="refused", reason="Greeting is too little.", answered_by=ana, answered_at=timezone.now()
    )
    assert kinds(ben, "became") == {"woven", "suggestion"}
    assert not kinds(cleo, "became")
    assert not kinds(ana, "became")


def test_an_unnamed_vision_leads_to_nobody(team, ana, ben):
    vision = SharedVision.start(team)
    write(team, ana, content=[paragraph("We know every family here.")])
    unnamed = making.gathered_vision(
        making.gathering(team, revealed_at=timezone.now()), key="k7fm-92qd-wxyz-3abc", revealed=True
    )
    Weave.tie(making.passage(vision, "every family"), ana, making.phrase(unnamed, "explain", by=ana))
    assert "woven" not in kinds(ben, "became")


def test_theory_and_pilots_are_told(team, ana, ben, dov):
    theory = theorising.theory(team, ana)
    theory.arrows.first().note_state(ana, "supported", timezone.localdate(), "Four of five rooms.")
    pilot = piloting.closed(team, ana, participants=[ben])
    ending.card(pilot, ana)
    assert {"arrow_state", "pilot_closed"} <= kinds(ben)
    assert not kinds(dov)


def test_of_an_arrow_the_last_state_is_told_once(team, ana, ben):
    arrow = theorising.theory(team, ana).arrows.first()
    arrow.note_state(ana, "being_tested", timezone.localdate(), "We begin.")
    arrow.note_state(ana, "supported", timezone.localdate(), "Four of five rooms.")
    assert [one.quote for one in since(ben, yesterday()).happened if one.kind == "arrow_state"] == [
        "Four of five rooms."
    ]


def test_who_came_is_told_to_who_was_there(team, ana, ben):
    nia = factories.person("Nia Newman")
    team.welcome(nia, "link")
    assert [one.words for one in since(ben, yesterday()).happened] == ["Nia Newman joined the team."]
    assert not kinds(nia)


def test_an_idea_that_became_a_pilot_comes_back(team, ana, ben):
    idea = PilotIdea.note(team, ben, words="One question on the wall", guide="")
    piloting.pilot(team, ana, idea=idea)
    assert kinds(ben, "became") == {"idea"}


def test_what_was_compared_comes_back_to_who_takes_part(team, ana, ben, cleo):
    pilot = piloting.running(team, ana, participants=[ben])
    cycle = piloting.begun_cycle(pilot, predictions=2)
    piloting.closed_cycle(cycle)
    assert "prediction" in kinds(ben, "became")
    assert "prediction" not in kinds(cleo, "became")


def test_whoever_lost_the_place_hears_nothing_of_it(as_ben, ben, ana, team):
    away(ben)
    Task.note(team, ana, words="CANARY task", guide="", owner=ben)
    deciding.opened(team, ana, question="CANARY question?")
    assert "CANARY" in home(as_ben)
    team.memberships.filter(person=ben).delete()
    team.school.staff_members.filter(person=ben).delete()
    assert "CANARY" not in home(as_ben)
    assert not any(getattr(since(ben, yesterday()), part) for part in ("happened", "waits", "tasks", "became"))


def test_private_words_are_told_to_nobody(team, ana, ben, cleo, as_cleo):
    making.gathered_vision(making.gathering(team), ben, revealed=False, learning="CANARY vision")
    Consensus.put(rounds.assessment_round(team), "vision", ben, 3, "CANARY reason")
    BurningQuestion.note(team, ben, words="open to the team", guide="")
    told = str(since(cleo, yesterday())) + str(since(ana, yesterday()))
    assert "CANARY" not in told


# --- What waits -------------------------------------------------------------------------------------------------------


def test_what_waits_has_minutes_and_comes_soonest_first(team, ana, ben):
    vision = SharedVision.start(team)
    write(team, ana, content=[paragraph("First words")])
    Visit.record(vision.text, ben)
    making.alignment_check(vision, ana, closes_on=timezone.localdate() + 5 * DAY)
    rounds.assessment_round(team, closed=False, closes_on=timezone.localdate() + 2 * DAY)
    told = since(ben, yesterday())
    assert [one.kind for one in told.waits] == ["round", "check"]
    assert told.minutes == sum(one.minutes for one in told.waits) > 0


def test_a_level_waits_until_it_is_put(team, ana, ben, cleo):
    round = rounds.assessment_round(team)
    Consensus.put(round, "vision", ana, 3)
    assert kinds(ben, "waits") == {"level"}
    assert kinds(cleo, "waits") == set()
    Consensus.put(round, "vision", ben, 2)
    assert kinds(ben, "waits") == set()


def test_a_promised_look_back_waits_for_those_who_run_the_team(team, ana, ben):
    decision = deciding.decided(team, ana)
    type(decision).objects.filter(pk=decision.pk).update(review_on=timezone.localdate() - DAY)
    assert "review" in kinds(ana, "waits")
    assert "review" not in kinds(ben, "waits")
    assert [one.until for one in since(ana, yesterday()).waits if one.kind == "review"] == [None]  # no reproach


def test_one_question_to_the_database_for_one_and_for_many(team, ana, ben, northside):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            since(ben, yesterday())
        return len(asked)

    rounds.assessment_round(team)
    deciding.opened(team, ana)
    one = queries()
    for number in range(3):
        other = factories.team(f"Team {number}", school=northside, people={ana: Role.FACILITATOR, ben: Role.MEMBER})
        rounds.assessment_round(other)
        deciding.opened(other, ana)
    assert queries() == one <= 10


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-22T10:00:00.123+00:00", "2026-11-22T10:00:00", None])
def test_times_of_the_database_are_read(text):
    assert timezone.is_aware(moment(text))


# --- One question, put into SQL once ------------------------------------------------------------------------------------


def test_what_was_put_into_sql_once_answers_everybody_as_if_asked_anew(
    team, other_team, ana, ben, cleo, dov, northside
):
    nia = factories.person("Nia Newman")
    northside.welcome(nia)
    for one in (team, other_team):
        rounds.assessment_round(one, audience="staff")
        deciding.opened(one, audience="staff")
        theorising.theory(one).arrows.first().note_state(None, "supported", timezone.localdate(), "Four of five.")
        piloting.closed(one)
    seen = set()
    for person in (ana, ben, cleo, dov, nia, factories.person("Nobody Yet")):
        hearer = hearer_of(person, person.memberships.all(), person.staff_members.all(), yesterday())
        anew = Person.objects.filter(pk=person.pk).values(**told_and_named(hearer)).get()
        assert ask(told_and_named, hearer) == {name: found or [] for name, found in anew.items()}
        seen.add(str(anew))
    assert len(seen) > 3  # they do not all hear the same


def test_values_that_cannot_be_filled_for_others_are_refused(ben):
    def odd(hearer):
        teams = Team.objects.filter(pk=hearer.teams[0])  # alone it looks like one key, not like a list
        return {"odd": ArraySubquery(teams.values(json=JSONObject(name="name")))}

    with pytest.raises(Unfit):
        ask(odd, hearer_of(ben, [], [], yesterday()))


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-13-45", "1999-01-01", "2999-01-01"])
def test_a_day_that_is_none_changes_nothing(as_ben, ben, day):
    away(ben)
    assert "Look back four weeks" in as_ben.get("/since/", {"from": day}).content.decode()


def test_one_can_look_back_further_than_the_last_visit(as_ben, ben, team):
    rounds.assessment_round(team)
    away(ben, days=0)
    assert "is closed" not in home(as_ben)
    day = timezone.localdate() - 7 * DAY
    assert "The round “Autumn 2026” is closed." in as_ben.get("/since/", {"from": day.isoformat()}).content.decode()


def test_what_asks_the_reader_is_not_told_to_them_as_well(team, ana, ben, cleo):
    deciding.opened(team, ana)
    assert kinds(ben, "waits") == {"input"}
    assert "decision_opened" not in kinds(ben)
    assert "decision_opened" in kinds(cleo)  # she looks on, and is not asked


def test_what_was_decided_long_ago_and_written_down_today_is_told_and_only_once(team, ana, ben):
    """The day in the log may lie back; what counts is when people could read it."""
    made = deciding.decided(team, ana, decided_on=timezone.localdate() - 9 * DAY)
    assert "decision_made" in kinds(ben)
    type(made).objects.filter(pk=made.pk).update(outcome_at=timezone.now() - 9 * DAY, decided_on=timezone.localdate())
    assert "decision_made" not in kinds(ben)
