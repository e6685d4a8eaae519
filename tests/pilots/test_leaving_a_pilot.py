"""Leaving a pilot by whatever way: what the invitation promised is done, the page before said so, and nothing else happens."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_delete, pre_delete
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.guides import OVERVIEW
from leadership.leaving import Leaving
from leadership.models import Membership, Person, PlanPrint, StaffMember
from leadership.models.groundwork import StopDoing
from pilots import leaving
from pilots.data_rules import TRACES
from pilots.models import (
    Correction,
    CycleTask,
    ImportDraft,
    LearningCard,
    NoteKind,
    Observation,
    Participation,
    Pilot,
    PilotNote,
    Rebase,
)
from pilots.recorded import recorded_about
from tests import factories
from tests.conftest import signed_in
from tests.leadership.test_together import at_once

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia(northside):
    person = factories.person("Nia Newman")
    northside.welcome(person)
    return person


def worked_in(pilot, person, other):
    """This person planned, joined and noted things; so did another."""
    before = PilotNote.objects.create(pilot=pilot, kind=NoteKind.SHIFT, words="BEFORE", noted_by=person)
    joined = piloting.joined(pilot, person)
    measure = piloting.measure(pilot, [1, 2, 3], by=person)
    Observation.objects.filter(measure=measure).update(noted_at=timezone.now())
    polled = piloting.observations(measure, [7], by=person, source="poll")[0]
    theirs = piloting.observations(measure, [8, 9], by=other)[0]
    mine = measure.observations.filter(noted_by=person, source="typed").first()
    Correction.objects.create(observation=theirs, on=date(2026, 9, 1), value=1, because="A slip.", by=person)
    Correction.objects.create(observation=mine, on=date(2026, 9, 1), value=1, because="Counted twice.", by=other)
    cycle = piloting.cycle(pilot, noted_by=person, happened="What we saw together.")
    CycleTask.objects.create(cycle=cycle, words="Print the starters", who=person)
    Rebase.objects.create(measure=measure, from_on=date(2026, 10, 1), why="New term.", by=person)
    ImportDraft.objects.create(measure=measure, by=person, source="file")
    PilotNote.objects.create(pilot=pilot, kind=NoteKind.WIN, words="MINE", noted_by=person)
    PilotNote.objects.create(pilot=pilot, kind=NoteKind.WIN, words="THEIRS", noted_by=other)
    joined.back(joined.propose("A challenge"))
    card = LearningCard.objects.create(pilot=pilot, context="c", tried="t", held="h", not_again="n", written_by=person)
    card.consents.create(person=person, reach="school")
    return {"joined": joined, "measure": measure, "polled": polled, "before": before, "card": card}


def keys_of(person, pilot):
    """How many rows of this pilot still lead to the person, by trace; leading and what is not the pilot's aside."""
    found = {trace.name: trace.of(person.pk, pilot.pk).count() for trace in TRACES if trace.fate != "stays"}
    return {name: count for name, count in found.items() if count}


def unnamed(pilot, made, person, other):
    """What a pilot looks like when a person who worked in it has left under the rule UNNAMED."""
    assert keys_of(person, pilot) == {}
    values = made["measure"].observations.values_list("value", "noted_by").order_by("value")
    assert [(int(value), by) for value, by in values] == [
        (1, None), (2, None), (3, None), (7, None), (8, other.pk), (9, other.pk)
    ]  # fmt: skip
    assert set(pilot.notes.values_list("words", flat=True)) == {"BEFORE", "MINE", "THEIRS", "A challenge"}
    assert Correction.objects.count() == 2
    the_groups_words_stay(pilot, made)


def deleted(pilot, made, person, other):
    """The same under the rule DELETED."""
    assert keys_of(person, pilot) == {}
    values = made["measure"].observations.values_list("value", "noted_by").order_by("value")
    assert [(int(value), by) for value, by in values] == [(7, None), (8, other.pk), (9, other.pk)]
    assert set(pilot.notes.values_list("words", flat=True)) == {"BEFORE", "THEIRS"}
    assert Correction.objects.get().because == "A slip."
    the_groups_words_stay(pilot, made)


def the_groups_words_stay(pilot, made):
    assert pilot.cycles.get().happened == "What we saw together."
    assert CycleTask.objects.get().words == "Print the starters"
    assert Rebase.objects.count() == 1
    assert not ImportDraft.objects.exists()
    assert not made["card"].consents.exists()


RULES = pytest.mark.parametrize(("rule", "as_promised"), [("unnamed", unnamed), ("deleted", deleted)])


# --- By the button -----------------------------------------------------------------------------------------------------


@RULES
def test_whoever_leaves_is_told_before_and_then_it_is_done(as_ben, ben, ana, team, rule, as_promised):
    pilot = piloting.running(team, ana, data_rule=rule, participants=[ana])
    made = worked_in(pilot, ben, ana)
    PlanPrint.objects.create(team=team, fingerprint="0" * 64, file_name="plan.pdf", asked_at=timezone.now())
    page = as_ben.get(url("pilot_leave", pilot)).text
    if rule == "deleted":
        gone, _middle, stays = page.partition("Deleted for good")[2].partition("Stays, without your name")
        assert "3 observations" in gone
        assert "2 notes" in gone
        assert "1 observation<" in stays  # the one that a poll made
        assert "1 note<" in stays  # from before joining
    else:
        gone, _middle, stays = page.partition("Deleted for good")[2].partition("Stays, without your name")
        assert "observation" not in gone
        stays = page.partition("Stays, without your name")[2]
        assert "4 observations" in stays
        assert "3 notes" in stays
    assert "Answers to polls were kept without names" in page
    assert 'name="reason"' not in page
    response = as_ben.post(url("pilot_leave", pilot), follow=True)
    assert "What was promised is done." in response.text
    assert not pilot.participations.filter(person=ben).exists()
    assert not PlanPrint.objects.filter(team=team).exists()
    as_promised(pilot, made, ben, ana)
    assert pilot.participations.filter(person=ana).exists()


def test_one_can_come_back(as_ben, ben, ana, team):
    pilot = piloting.running(team, ana, participants=[ben])
    as_ben.post(url("pilot_leave", pilot))
    as_ben.post(url("pilot_join", pilot))
    assert pilot.participations.get().person == ben


def test_one_leaves_a_closed_pilot_too(as_ben, ben, ana, team):
    pilot = piloting.running(team, ana, data_rule="deleted", participants=[ana])
    made = worked_in(pilot, ben, ana)
    Pilot.objects.filter(pk=pilot.pk).update(closed_at=timezone.now(), decision="stop")
    as_ben.post(url("pilot_leave", pilot))
    deleted(pilot, made, ben, ana)


def test_pressed_twice_and_never_joined(as_ben, as_cleo, ben, ana, team):
    pilot = piloting.running(team, ana, participants=[ben])
    for _time in range(2):
        assert as_ben.post(url("pilot_leave", pilot)).status_code == 302
    assert as_ben.get(url("pilot_leave", pilot)).status_code == 403
    assert as_cleo.get(url("pilot_leave", pilot)).status_code == 403


def test_leading_for_the_team_stays_and_is_said_a_colleague_gives_it_up(as_ana, ana, nia, team):
    pilot = piloting.running(team, ana, audience="staff", participants=[ana, nia])
    assert "You lead this pilot for the team." in as_ana.get(url("pilot_leave", pilot)).text
    as_ana.post(url("pilot_leave", pilot))
    pilot.refresh_from_db()
    assert pilot.led_by == ana
    Pilot.objects.filter(pk=pilot.pk).update(led_by=nia)
    signed_in(nia).post(url("pilot_leave", pilot))
    pilot.refresh_from_db()
    assert pilot.led_by is None


def test_another_pilot_of_the_same_person_is_left_alone(as_ben, ben, ana, team):
    pilot, other = (piloting.running(team, ana, data_rule="deleted", participants=[ben]) for _ in range(2))
    piloting.measure(other, [1, 2], by=ben)
    as_ben.post(url("pilot_leave", pilot))
    assert Observation.objects.filter(noted_by=ben).count() == 2


# --- By other ways ------------------------------------------------------------------------------------------------------


@pytest.fixture
def deaf():
    """Nothing listens to participations and places that end: the losing control of each test below."""
    pre_delete.disconnect(sender=Participation, dispatch_uid="pilots.participation_ends")
    for place in (Membership, StaffMember):
        post_delete.disconnect(sender=place, dispatch_uid=f"pilots.place_ends.{place.__name__}")
    yield
    leaving.listen()


def account_goes(person):
    assert Leaving.carry_out(person, Leaving.of(person).going)
    assert not Person.objects.filter(pk=person.pk).exists()


def whose_account_went(team, ana, person, rule):
    pilot = piloting.running(team, ana, data_rule=rule, participants=[ana])
    made = worked_in(pilot, person, ana)
    account_goes(person)
    return pilot, made


@RULES
def test_with_the_account_the_rule_is_carried_out(team, ana, ben, rule, as_promised):
    gone = ben.pk
    pilot, made = whose_account_went(team, ana, ben, rule)
    ben.pk = gone
    as_promised(pilot, made, ben, ana)


def test_a_colleagues_account_too(team, ana, nia):
    gone = nia.pk
    pilot, made = whose_account_went(team, ana, nia, "deleted")
    nia.pk = gone
    deleted(pilot, made, nia, ana)


def test_losing_control_without_it_the_account_goes_and_the_words_stay(team, ana, ben, deaf):
    gone = ben.pk
    pilot, made = whose_account_went(team, ana, ben, "deleted")
    ben.pk = gone
    with pytest.raises(AssertionError):
        deleted(pilot, made, ben, ana)


def leaves_team_and_school(team, person):
    team.memberships.get(person=person).leave()
    team.school.staff_members.get(person=person).leave()


@RULES
def test_leaving_the_team_and_then_the_school_ends_it(team, ana, ben, rule, as_promised):
    pilot = piloting.running(team, ana, data_rule=rule, participants=[ana])
    made = worked_in(pilot, ben, ana)
    team.memberships.get(person=ben).leave()
    assert pilot.participations.filter(person=ben).exists(), "on the staff they still have a place"
    assert signed_in(ben).get(url("participation_list", pilot)).status_code == 200
    team.school.staff_members.get(person=ben).leave()
    assert not pilot.participations.filter(person=ben).exists()
    as_promised(pilot, made, ben, ana)


def test_losing_control_without_it_the_participation_stays(team, ana, ben, deaf):
    pilot = piloting.running(team, ana, participants=[ben])
    leaves_team_and_school(team, ben)
    assert pilot.participations.filter(person=ben).exists()


def test_who_led_and_has_no_place_any_more_leads_no_longer(team, ana, ben):
    pilot, closed = piloting.running(team, ben), piloting.closed(team, ben)
    leaves_team_and_school(team, ben)
    pilot.refresh_from_db()
    closed.refresh_from_db()
    assert pilot.led_by is None
    assert closed.led_by == ben


def test_a_colleague_who_leaves_the_school_leaves_the_pilots_of_all_its_teams(team, northside, ana, nia):
    other = factories.team("Second team", school=northside, people={ana: "facilitator"})
    elsewhere = factories.team("Far team", school=factories.school("Far", staff=[nia]), people=[])
    pilots = [piloting.running(one, ana, audience="staff", participants=[nia]) for one in (team, other, elsewhere)]
    response = signed_in(nia).post(reverse("school_leave", args=[northside.slug]))
    assert response.status_code == 302
    assert [one.participations.exists() for one in pilots] == [False, False, True]


def test_pages_on_which_a_place_ends_say_what_becomes_of_pilots(team, northside, ana, nia):
    client = signed_in(nia)
    pages = (reverse("school_leave", args=[northside.slug]), reverse("me_delete"))
    assert not any("Your part in these pilots ends" in client.get(page).text for page in pages)
    piloting.running(team, ana, audience="staff", data_rule="deleted", title="Open doors", participants=[nia])
    for page in pages:
        text = client.get(page).text
        assert "Open doors</a>: what you noted while you took part is deleted" in text


def test_a_team_that_goes_takes_its_pilots_along(team, ana, ben):
    pilot = piloting.running(team, ana, participants=[ana])
    worked_in(pilot, ben, ana)
    team.delete()
    assert not Pilot.objects.exists()
    assert not Observation.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_joining_while_ones_place_ends_leaves_nobody_in_without_a_place(transactional_db):
    ana, nia = factories.person("Ana Ruiz"), factories.person("Nia Newman")
    school = factories.school("Northside", staff=[nia])
    StaffMember.objects.create(school=school, person=ana, role="facilitator")
    team = factories.team("Northside team", school=school, people={ana: "facilitator"})
    pilot = piloting.inviting(team, ana, audience="staff")
    for _time in range(3):
        statuses = at_once((nia, url("pilot_join", pilot), {}), (nia, reverse("school_leave", args=[school.slug]), {}))
        assert set(statuses) <= {302, 404}
        assert not school.staff_members.filter(person=nia).exists()
        assert not pilot.participations.exists()
        school.welcome(nia)


def test_what_the_team_had_noted_before_stays_whoever_took_it_over(team, ana, ben):
    pilot = piloting.running(team, ana, data_rule="deleted", participants=[ana])
    joined = piloting.joined(pilot, ben)
    StopDoing.objects.create(team=team, guide=OVERVIEW, words="Weekly reports", noted_by=ana)
    assert PilotNote.take_over(pilot, ben, NoteKind.STOP) == 1
    joined.leave()
    assert pilot.notes.get().words == "Weekly reports"
    assert pilot.notes.get().noted_by is None


def test_a_chart_that_was_lent_stays_in_no_printed_card(team, other_team, ana, dov):
    card = LearningCard.objects.create(
        pilot=piloting.closed(team, ana), context="c", tried="t", held="h", not_again="n"
    )
    theirs = piloting.running(other_team, dov, [dov], data_rule="deleted")
    measure = piloting.measure(theirs, [1, 2, 3], by=dov)
    card.replications.create(team=other_team, outcome="held", pilot=theirs, measure=measure)
    PlanPrint.objects.create(team=team, fingerprint="x", file_name="card.pdf", asked_at=timezone.now())
    theirs.participations.get().leave()
    assert not PlanPrint.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_noting_while_one_leaves_leaves_no_row_behind(transactional_db):
    ana, ben = factories.person("Ana Ruiz"), factories.person("Ben Okafor")
    team = factories.team(
        "Northside team", school=factories.school("Northside"), people={ana: "facilitator", ben: "member"}
    )
    pilot = piloting.running(team, ana, data_rule="deleted", participants=[ana])
    piloting.measure(pilot, [1], by=ana)
    for _time in range(3):
        piloting.joined(pilot, ben)
        noted = ((ben, url("observation_add", pilot, 1), {"on": "2026-11-01", "value": place}) for place in range(3))
        assert set(at_once((ben, url("pilot_leave", pilot), {}), *noted)) <= {302, 403}
        assert keys_of(ben, pilot) == {}


# --- What is recorded about me -------------------------------------------------------------------------------------------


def test_every_key_to_a_person_is_told_of(db):
    """A table of pilots that gets a key to a person is looked after, or this fails."""
    keys = {
        (model, field.name)
        for model in apps.get_app_config("pilots").get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Person
    }
    assert {(model.__name__, name) for model, name in keys - {(trace.model, trace.key) for trace in TRACES}} == set()


def test_one_reads_exactly_ones_own_rows(as_ben, as_cleo, as_ana, ben, ana, cleo, team):
    pilot = piloting.running(team, ana)
    worked_in(pilot, ben, ana)
    page = as_ben.get(url("pilot_recorded", pilot)).text
    for words in ("That you take part", "You back: A challenge", "MINE", "BEFORE", "Print the starters", "A slip."):
        assert words in page
    assert "Students who explained" in page
    for words in ("THEIRS", "Counted twice."):
        assert words not in page
    assert "Nothing of this pilot is kept with your name." in as_cleo.get(url("pilot_recorded", pilot)).text
    counts = {one.label: one.count for one in recorded_about(pilot, ben)}
    assert counts["Observations you noted"] == 4
    as_ben.post(url("pilot_leave", pilot))
    assert recorded_about(pilot, ben) == []


def test_a_long_list_says_how_much_more_there_is(as_ben, ben, ana, team):
    pilot = piloting.running(team, ana, participants=[ben])
    piloting.measure(pilot, range(60), by=ben)
    with CaptureQueriesContext(connection) as captured:
        page = as_ben.get(url("pilot_recorded", pilot)).text
    assert "And 10 more: they are in the file below." in page
    assert len(captured) <= 10


def test_the_file_of_ones_own_data_has_all_of_it_and_nobody_elses(as_ben, ben, ana, team):
    pilot = piloting.running(team, ana, participants=[ana])
    worked_in(pilot, ben, ana)
    body = as_ben.get("/me/export/").content.decode()
    found = json.loads(body)["pilots"]
    assert len(found["observation_noted_by"]) == 4
    assert found["participation_person"][0]["pilot__title"] == "Talk moves"
    assert {one["words"] for one in found["pilotnote_noted_by"]} == {"BEFORE", "MINE", "A challenge"}
    assert "THEIRS" not in body


def test_what_a_host_wrote_is_in_their_file_too(as_ana, team, ana):
    piloting.open_classroom(team.school, ana, look_fors="Who asks first?", debrief="Table three did.")
    (door,) = json.loads(as_ana.get(reverse("me_export")).content)["pilots"]["openclassroom_host"]
    assert (door["place"], door["look_fors"], door["debrief"]) == ("Room 7", "Who asks first?", "Table three did.")
