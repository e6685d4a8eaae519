"""The rows of the matrix about the seven conditions: guides, rounds of self-assessment, results, levels, questions, notes.

Team A's open round asks the team with names; team B's asks the staff without: its guests are asked there as well.
"""

from django.utils import timezone

from visioning.models import GuideAnswer

from .asked import ITEMS, PARTS
from .expectations import (
    ON_TEAM,
    Unless,
    act,
    authors,
    everybody,
    fixed,
    form,
    page,
    signed_in,
    team_people,
    team_runners,
    team_writers,
    who,
)

TEAM = "teams/<slug:team_slug>/"

# At a round: the team, and colleagues whom the round asks. They stand where guests stand.
readers = who(*ON_TEAM, "guest")
answerers = who("member", "facilitator", "guest", sees=ON_TEAM)
round_runners = who("facilitator", sees=(*ON_TEAM, "guest"))
# A team's own talk about a result.
talkers = who(*ON_TEAM, sees=("guest",))
settlers = who("member", "facilitator", sees=(*ON_TEAM, "guest"))


def rows(world, place):
    return world.places.get(place, world.places["own"]).asked


# --- Guides ---------------------------------------------------------------------------------------------------------

GUIDES = {
    "guides/": page(everybody),
    "guides/protocols/<slug:protocol_key>/": page(everybody),
    "guides/<slug:guide_key>/": page(everybody),
    "guides/<slug:guide_key>/meeting/<slug:stage_key>/": page(everybody),
    TEAM + "conditions/symptoms/": page(team_people),
}

# --- Rounds and what came of them -----------------------------------------------------------------------------------

ROUNDS = TEAM + "rounds/"
ROUND = ROUNDS + "<int:round_number>/"
RESULT = ROUND + "result/"
CONSENSUS = ROUND + "consensus/<slug:condition>/"

# Who has answered team B's open round without a name: nothing more is taken from them.
ANSWERED = (("sibling_member", "sibling"), ("ex_member", "sibling"))
asking = fixed(name="Spring", audience="team", naming="named", closes_on="", condition_vision="pulse")
levels = {f"level-{part}-{item}": "3" for part in PARTS for item in ITEMS}
settling = {"level": "3", "reason": "We see it in most meetings.", "edition": "1"}

ASKING = {
    ROUNDS: page(team_people),
    # One is open, so whoever opens another is led to it.
    ROUNDS + "new/": form(team_runners, asking),
    ROUND: page(readers),
    ROUND + "answer/": page(Unless(answerers, dict.fromkeys(ANSWERED, 302)))
    | act(Unless(answerers, dict.fromkeys(ANSWERED, 409)), data=fixed(**levels), wrong=422),
    ROUND + "reminder/": act(round_runners),
    ROUND + "closing/": page(round_runners) | act(round_runners),
    RESULT: page(readers),
    RESULT + "csv/": page(readers),
    # An address alone makes no file.
    RESULT + "pdf/": page(readers, 302) | act(readers, 200),
    RESULT + "release/": act(round_runners, data=fixed(to="school")),
    CONSENSUS: page(talkers),
    CONSENSUS + "level/": act(settlers, data=fixed(level="2", reason="I saw it twice."), wrong=422),
    CONSENSUS + "reveal/": act(round_runners),
    CONSENSUS + "settling/": act(settlers, data=fixed(**settling), wrong=422),
    CONSENSUS + "dissent/": act(settlers, data=fixed(words="I see less of it."), wrong=422),
    CONSENSUS + "dissent/removal/": act(talkers),
}

# --- Working through a guide ----------------------------------------------------------------------------------------

CONDITIONS = TEAM + "conditions/"
CONDITION = CONDITIONS + "<slug:guide_key>/"
QUESTION = CONDITION + "questions/<slug:question_key>/"


def own_answer(world, place, role):
    known, person = world.places.get(place, world.places["own"]), world.people.get(role)
    edition = GuideAnswer.of(known.team, person, "vision", "why-recall").edition if person else 0
    return {"words": "Every child is greeted by name.", "edition": edition}


def settled(world, place, role):
    day = str(timezone.localdate())
    return {"decided_by": "consent", "decided_on": day, "seen": rows(world, place).decided.state}


GUIDED = {
    CONDITIONS: page(team_people),
    CONDITION: page(team_people),
    CONDITION + "<slug:stage_key>/": page(team_people),
    QUESTION: page(team_people),
    QUESTION + "answer/": act(team_writers, data=own_answer, wrong=422),
    QUESTION + "answer/taking-back/": act(team_people),
    QUESTION + "decision/start/": act(team_writers),
    QUESTION + "decision/": form(team_writers, settled),
    QUESTION + "decision/reopening/": act(team_writers),
    QUESTION + "dissent/": form(team_writers, fixed(words="I would have waited.")),
    "me/decision-dissents/<int:dissent_id>/removal/": act(authors(signed_in)),
}

# --- What a team takes on and notes ---------------------------------------------------------------------------------

TASKS = CONDITIONS + "tasks/"
TASK = TASKS + "<int:task_id>/"
NOTES = CONDITIONS + "notes/"
NOTE = NOTES + "<slug:kind>/<int:note_id>/"
ORDER = CONDITIONS + "order/"
RANKED = ORDER + "<slug:guide_key>/"
TIME = ORDER + "times/<int:time_id>/"

a_task = fixed(words="Ask five colleagues", owner="", due_on="", guide="vision", stage="")
a_note = fixed(words="Time runs out", kind="", agreement="", guide="vision")
a_time = fixed(
    condition="vision", meeting="Staff meeting", first_at="2026-12-01T15:30", minutes="40", rhythm="once", times=""
)

NOTED = {
    TASKS: page(team_people),
    TASKS + "new/": form(team_writers, a_task),
    TASKS + "taking/": act(team_writers, data=fixed(guide="vision", key="why-own-vision"), wrong=422),
    TASK: form(team_writers, a_task),
    TASK + "done/": act(team_writers, data=fixed(to="done")),
    TASK + "removal/": page(team_writers) | act(team_writers),
    CONDITION + "groundwork/": page(team_people),
    NOTES + "<slug:kind>/": form(team_writers, a_note),
    # Whoever wrote it down, and whoever runs the team: of the kinds of people here, all who write.
    NOTE: form(team_writers, a_note),
    NOTE + "removal/": page(team_writers) | act(team_writers),
    NOTES + "challenge/<int:challenge_id>/kind/": act(team_writers, data=fixed(kind="technical")),
    NOTES + "challenge/<int:challenge_id>/agreement/": form(
        team_writers, fixed(agreement="We finish one thing."), wrong=None
    ),
    NOTES + "burning-question/<int:burning_question_id>/learned/": form(
        team_writers, fixed(learned="They notice who greets them."), wrong=None
    ),
    ORDER: page(team_people),
    ORDER + "times/file/": page(team_people),
    ORDER + "times/": act(team_writers, data=a_time, wrong=422),
    TIME: form(team_writers, a_time),
    TIME + "removal/": page(team_writers) | act(team_writers),
    RANKED: form(team_writers, fixed(reason="It comes first.", begins_on="", ends_on=""), wrong=None),
    RANKED + "placing/": act(team_writers),
    RANKED + "place/": act(team_writers, data=fixed(to="down")),
    RANKED + "removal/": page(team_writers) | act(team_writers),
}

CONDITIONS_WORK = GUIDES | ASKING | GUIDED | NOTED
