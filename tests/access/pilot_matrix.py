"""The rows of the matrix about pilots: planning, consent, cycles, measures, polls, cards, open doors.

Team A has opened its pilots to the staff: a colleague takes part in those under way and those closed, others are invited and find
the invitation alone. Teams B and C ask their own people. Of a team's people the writer takes part, and whoever runs it does not
(team C's does). What is closed is not there for those who were only invited.
"""

from datetime import timedelta

from django.utils import timezone

from ..pilots import piloting
from .expectations import (
    Unless,
    act,
    authors,
    everybody,
    fixed,
    form,
    page,
    school_staff,
    team_people,
    team_runners,
    team_writers,
    who,
)

ON_TEAM = ("observer", "member", "facilitator")
LET_IN = (*ON_TEAM, "joined", "asked")
WERE_IN = (*ON_TEAM, "joined")

invited = who(*LET_IN)
pilot_people = who(*WERE_IN, sees=LET_IN)
planners = who("member", "facilitator", sees=LET_IN)
noters = who("member", "facilitator", "joined", sees=LET_IN)
pilot_runners = who("facilitator", sees=LET_IN)
joiners = who("member", "facilitator", "joined", "asked", sees=LET_IN)
participants = who("joined", sees=LET_IN)
workers = who("joined", "facilitator", sees=LET_IN)
# Once it is closed.
card_people = who(*WERE_IN)
card_writers = who("joined", "facilitator", sees=WERE_IN)
card_runners = who("facilitator", sees=WERE_IN)
card_participants = who("joined", sees=WERE_IN)

PILOTS = "teams/<slug:team_slug>/pilots/"
PILOT = PILOTS + "<int:pilot_number>/"


def rows(world, place):
    return world.places.get(place, world.places["own"]).piloted


def of_rows(make):
    """Form data made from the rows of the team that is asked."""
    return lambda world, place, role: make(rows(world, place))


def edition_of(name):
    return of_rows(lambda rows: {"edition": getattr(rows, name).edition})


# --- Planning ---------------------------------------------------------------------------------------------------------


def a_pilot(rows=None):
    said = {"title": "Talk first", "who": "Two classes.", "what": "All speak.", "measured_how": "A tally."}
    return said | {"ends_on": str(piloting.in_days(50)), "guide": ""}


def details(rows):
    return a_pilot() | {"ends_on": str(rows.running.ends_on), "edition": rows.running.edition, "first_step": "We ask."}


def an_invitation(rows):
    said = {"joining_means": "An hour a week.", "recorded": "A tally.", "data_rule": "unnamed", "audience": "team"}
    return said | {"allowance": "A lesson may fail.", "edition": rows.planned.edition}


NOTES = PILOT + "notes/"
NOTE = NOTES + "<int:note_id>/"

PLANNED = {
    PILOTS: page(team_people),
    PILOTS + "timeline/": page(team_people),
    PILOTS + "wins/": page(team_people),
    PILOTS + "wins/new/": form(
        team_writers, of_rows(lambda rows: {"pilot": rows.running.number, "words": "Ana spoke.", "on": ""})
    ),
    PILOTS + "new/": form(team_writers, fixed(**a_pilot(), skipped="We try it out.")),
    PILOT: page(pilot_people),
    PILOT + "details/": form(planners, of_rows(details)),
    # Only while it is planned, so nobody but the team is there.
    PILOT + "removal/": page(team_writers) | act(team_writers, data=edition_of("planned"), wrong=422),
    PILOT + "midpoint/": form(
        noters, of_rows(lambda rows: {"midpoint_on": "", "midpoint_words": "Go on.", "edition": rows.running.edition})
    ),
    PILOT + "arrows/": page(planners)
    | act(planners, data=of_rows(lambda rows: {"drop": rows.tested.pk}), wrong=422, absent=404),
    NOTES: page(pilot_people),
    NOTE: form(
        noters, of_rows(lambda rows: {"words": "What next?", "more": "", "edition": rows.notes["question"].edition})
    ),
    NOTE + "removal/": page(noters)
    | act(noters, data=of_rows(lambda rows: {"edition": rows.notes["question"].edition}), wrong=422),
    NOTE + "sorting/": act(noters, data=fixed(sort="adaptive")),
    NOTES + "<slug:kind>/new/": form(noters, fixed(words="What next?", more="")),
    # What the team noted before is the team's: a colleague who joined takes nothing over from it.
    NOTES + "<slug:kind>/groundwork/": act(Unless(noters, {("colleague", "own"): 404})),
}

# --- Joining and leaving ----------------------------------------------------------------------------------------------

PEOPLE = PILOT + "people/"
CHALLENGES = PEOPLE + "challenges/"
CHALLENGE = CHALLENGES + "<int:challenge_id>/"


def settled(rows):
    return {"challenge": rows.notes["challenge"].pk, "stands": rows.running.challenge, "why": "It is ours."}


CONSENT = {
    PILOT + "invite/": form(team_runners, of_rows(an_invitation)),
    PILOT + "invitation/": page(invited),
    PILOT + "invitation/back/": act(pilot_runners),
    PILOT + "join/": act(joiners),
    PILOT + "begin/": act(pilot_runners),
    PEOPLE: page(pilot_people),
    # Who does not take part has nothing to leave, and pressing twice is no fault.
    PEOPLE + "leave/": page(participants) | act(invited),
    PEOPLE + "recorded/": page(pilot_people),
    CHALLENGES: page(pilot_people),
    CHALLENGES + "new/": form(participants, fixed(words="Half of us never speak.")),
    CHALLENGES + "settle/": form(participants, of_rows(settled)),
    CHALLENGE + "back/": act(participants),
    CHALLENGE + "remove/": page(authors(participants)) | act(authors(participants)),
}

# --- Cycles -----------------------------------------------------------------------------------------------------------

CYCLES = PILOT + "cycles/"
CYCLE = CYCLES + "<int:cycle_number>/"
PREDICTION = CYCLE + "predictions/<int:prediction_id>/"
CYCLE_TASK = CYCLE + "tasks/<int:task_id>/"


def a_cycle():
    return {
        "builds_on": "",
        "change_idea": "Cards on each table.",
        "questions": "",
        "scope_count": "",
        "scope_unit": "",
    }


def planned_anew(rows):
    names = ["builds_on", "change_idea", "questions", "scope_count", "scope_unit", "starts_on", "ends_on"]
    return a_cycle() | {"edition": rows.drafted.edition_of(names)}


def happened(rows):
    edition = rows.cycle.edition_of(["happened", "surprises"])
    return {"happened": "They spoke.", "surprises": "", "edition": edition}


def studied(rows):
    said = {f"prediction-{rows.prediction.pk}-{name}": value for name, value in (
        ("held", "yes"), ("result", "Five did."), ("edition", rows.prediction.edition))}  # fmt: skip
    return said | {"learned": "It takes time.", "edition": rows.cycle.edition_of(["learned"])}


def decided(rows):
    return {"act": "adopt", "act_why": "It works.", "edition": rows.cycle.edition_of(["act", "act_why"])}


def foreseen(rows):
    return {
        "if_words": "If we ask",
        "then_words": "they speak",
        "measure": "",
        "edition": rows.drafted_prediction.edition,
    }


CYCLED = {
    CYCLES: page(pilot_people),
    CYCLES + "new/": form(workers, fixed(**a_cycle())),
    CYCLE: page(pilot_people),
    CYCLE + "plan/": form(workers, of_rows(planned_anew)),
    CYCLE + "begin/": act(workers),
    CYCLE + "removal/": page(workers) | act(workers, data=edition_of("drafted"), wrong=422),
    CYCLE + "do/": form(workers, of_rows(happened)),
    CYCLE + "study/": form(workers, of_rows(studied)),
    CYCLE + "act/": form(workers, of_rows(decided)),
    CYCLE + "again/": form(workers, fixed(why="A number was wrong.")),
    PILOTS + "predictions/": page(team_people),
    CYCLE + "predictions/new/": form(workers, of_rows(foreseen)),
    PREDICTION: form(workers, of_rows(foreseen)),
    PREDICTION + "removal/": page(workers) | act(workers, data=edition_of("drafted_prediction"), wrong=422),
    PREDICTION + "result/": act(workers, data=of_rows(studied), wrong=422),
    CYCLE + "tasks/new/": form(workers, fixed(words="Copy the cards.", on="", where="")),
    CYCLE_TASK: form(
        workers, of_rows(lambda rows: {"words": "Copy.", "on": "", "where": "", "edition": rows.task.edition})
    ),
    # A press on what somebody removed meanwhile is told on the page of the cycle.
    CYCLE_TASK + "take/": act(workers, absent=302),
    CYCLE_TASK + "done/": act(workers, absent=302),
    CYCLE_TASK + "removal/": page(workers) | act(workers, data=edition_of("task"), wrong=422),
}

# --- Measures, observations, polls ------------------------------------------------------------------------------------

MEASURES = PILOT + "measures/"
MEASURE = MEASURES + "<int:measure_number>/"
OBSERVATION = MEASURE + "observations/<int:observation_id>/"
IMPORT = MEASURE + "import/"
POLL = MEASURE + "polls/<int:poll_number>/"
LAID_DOWN = {("member", "own"): 200, ("sibling_member", "sibling"): 200}  # the others have none of their own
ASKS = {f"poll-{letter}" for letter in "abc"} | {"card-a", "card-b", "card-c", "school-1", "school-2"}


def a_measure(rows):
    said = {"kind": "process", "title": "Talk", "definition": "We count.", "unit": "", "direction": "up", "target": ""}
    return said | {"edition": rows.measure.edition}


def an_observation(rows=None):
    return {"on": str(timezone.localdate()), "value": "7", "group": "", "note": "", "cycle": ""}


def set_right(rows):
    return an_observation() | {"because": "Mistyped.", "edition": rows.observation.edition}


def because(name):
    return of_rows(lambda rows: {"because": "Mistyped.", "edition": getattr(rows, name).edition})


def taken_in(rows):
    said = {"day": 0, "value": 1, "group": 2, "note": 3, "cycle": "", "twins": ""}
    return said | {"draft": rows.draft.made_at.isoformat(), "counted": "1-0-0"}


MEASURED = {
    MEASURES: page(pilot_people),
    MEASURES + "new/": form(workers, of_rows(a_measure)),
    MEASURE: page(pilot_people),
    MEASURE + "edit/": form(workers, of_rows(a_measure)),
    MEASURE + "remove/": page(workers)
    | act(
        workers,
        data=of_rows(
            lambda rows: {
                "edition": rows.measure.edition,
                "observation_count": rows.measure.observations.count(),
                "sure": "on",
            }
        ),
        wrong=422,
    ),
    MEASURE + "csv/": page(pilot_people),
    MEASURE + "svg/": page(pilot_people),
    MEASURE + "time-before/": form(
        workers, of_rows(lambda rows: {"baseline_until": str(piloting.in_days(-60)), "edition": rows.measure.edition})
    ),
    MEASURE + "middle-lines/new/": form(
        workers, of_rows(lambda rows: {"from_on": piloting.in_days(-9), "why": "New."})
    ),
    MEASURE + "middle-lines/<int:rebase_id>/": form(workers, fixed(why="We were wrong.")),
    MEASURE + "observations/new/": form(workers, of_rows(an_observation)),
    OBSERVATION + "set-right/": form(workers, of_rows(set_right)),
    OBSERVATION + "strike/": form(workers, because("observation")),
    OBSERVATION + "put-back/": form(workers, because("struck")),
    IMPORT: form(workers, fixed(words="2026-11-02\t5")),
    IMPORT + "look/": page(Unless(workers, LAID_DOWN, rest=302)) | act(workers, data=of_rows(taken_in)),
    IMPORT + "drop/": act(workers),
    MEASURE + "polls/new/": form(
        workers, fixed(question="Did you speak?", answered_by="Two classes.", form="yes_no", closes_on="")
    ),
    POLL: page(pilot_people),
    POLL + "sheet/": page(pilot_people),
    POLL + "close/": page(workers) | act(workers),
    POLL + "link/": act(workers),
    "p/<str:token>/": page(everybody, reveals=ASKS)
    | act(everybody, 200, fixed(value="3", once="a"), wrong=422, reveals=ASKS),
}

# --- Cards ------------------------------------------------------------------------------------------------------------

TRYING = PILOTS + "cards/<int:card_id>/replication/"
CARD = PILOT + "card/"
# A team's own page of its card has more to do on it.
OUR_OWN = {(role, "own"): 302 for role in ON_TEAM}
OUR_OWN |= {("sibling_member", "sibling"): 302, ("foreign_facilitator", "foreign"): 302}
# Where a card comes from stands on it, and on what others say of it.
FROM = {"card-a", "card-b", "card-c", "school-1", "school-2"}


def a_card(rows):
    said = dict.fromkeys(("context", "tried", "held", "not_again"), "In one class.")
    return said | {"measure": "", "chart_words": "", "edition": rows.cards["school"].edition}


def a_yes(rows):
    return {"reach": "school", "edition": rows.cards["school"].edition}


def a_draft(rows):
    return {"then": "draft", "seen": rows.running.seen_for_closing(), "results": "Seven of ten."}


CARDS = {
    PILOTS + "cards/": page(team_people, reveals=FROM),
    TRYING: page(team_writers, reveals=FROM)
    | act(team_writers, data=fixed(outcome="trying", words="We begin.", edition="1"), wrong=422, reveals=FROM),
    TRYING + "remove/": page(team_writers, reveals=FROM) | act(team_writers),
    PILOT + "closing/": page(pilot_people) | act(pilot_runners, data=of_rows(a_draft), wrong=422),
    CARD: page(card_people, reveals=FROM),
    CARD + "edit/": form(card_writers, of_rows(a_card)),
    CARD + "yes/": act(card_participants, data=of_rows(a_yes), wrong=422),
    CARD + "share/": act(card_runners, data=of_rows(a_yes), wrong=422),
    "schools/<slug:school_slug>/cards/": page(school_staff, reveals=FROM),
    "cards/<int:card_id>/": page(Unless(school_staff, OUR_OWN), reveals=FROM),
    "cards/<int:card_id>/pdf/": act(school_staff, 200),
    # It says nothing of who is asked: everybody who has the link.
    "cards/link/<str:token>/": page(
        everybody,
        reveals=FROM | {f"{what}-{letter}" for what in ("learned-public", "tried", "chart") for letter in "abc"},
    ),
}

# --- Come and watch ---------------------------------------------------------------------------------------------------

DOORS = "schools/<slug:school_slug>/open-classrooms/"
DOOR = DOORS + "<int:open_classroom_id>/"
host = who("host", sees=("staff",))
may_come = who("visitor", "comes", sees=("staff",))
was_there = Unless(may_come, {("colleague", "own"): None}, rest=404)


def a_door(world=None, place=None, role=None):
    at = piloting.local_time(timezone.now() + timedelta(days=4))
    said = {"trying": "They ask first.", "at": at, "place": "Room 9", "room_for": 3, "look_fors": "", "pilot": ""}
    return said | {"edition": rows(world, place).coming.edition}


def of_over(name):
    return of_rows(lambda rows: {name: "They asked.", "edition": rows.over.edition})


OPEN_DOORS = {
    DOORS: page(school_staff),
    DOORS + "new/": form(school_staff, a_door),
    DOOR: page(school_staff),
    DOOR + "edit/": form(host, a_door),
    DOOR + "call-off/": page(who("host", "runs school", sees=("staff",)))
    | act(who("host", "runs school", sees=("staff",))),
    DOOR + "debrief/": form(host, of_over("debrief")),
    DOOR + "come/": act(may_come),
    DOOR + "not-after-all/": act(may_come),
    DOOR + "saw/": form(was_there, of_rows(lambda rows: {"saw": "They asked.", "edition": 0})),
}

PILOT_WORK = PLANNED | CONSENT | CYCLED | MEASURED | CARDS | OPEN_DOORS
