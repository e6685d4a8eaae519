"""The rows of the matrix about decisions and initiatives.

Decisions that are open to the staff are read by the staff of the school, who bring what they see; drafts are the team's alone.
The writer of each team prepared its decisions, decides the one that one person decides, and objected to the one that is turned over.
"""

from datetime import timedelta

from django.utils import timezone

from visioning.forms.initiatives import mark_of
from visioning.views.filterings import question_of

from .decided import DECIDERS
from .expectations import (
    AUTHORS,
    Unless,
    act,
    authors,
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
READ = (*ON_TEAM, "staff")

decision_people = who(*READ)
decision_writers = who("member", "facilitator", sees=READ)
decision_runners = who("facilitator", sees=READ)
# Whoever looks on at the team is on the staff as well, and brings nothing.
bringers = who(*READ, but=("observer",))
whoever_objected = Unless(decision_people, AUTHORS, rest=403)

DECISIONS = "teams/<slug:team_slug>/decisions/"
DECISION = DECISIONS + "<int:decision_number>/"
INPUT = DECISION + "input/"
PROPOSAL = DECISION + "proposal/"
OUTCOME = DECISION + "outcome/"


def rows(world, place):
    return world.places.get(place, world.places["own"]).decided


def of_rows(make):
    """Form data made from the rows of the team that is asked."""
    return lambda world, place, role: make(rows(world, place))


def edition_of(name, **more):
    return of_rows(lambda rows: {"edition": getattr(rows, name).edition} | more)


def a_question(rows=None):
    said = {"question": "Which morning?", "rule": "consent", "openness": "consult", "audience": "team"}
    return said | {"background": "", "guide": "", "decider": "", "input_until": "", "decide_by": ""}


def mended(rows):
    return a_question() | {"without_agreement": "", "edition": rows.draft.edition}


def said_by_another(world, place, role):
    """Whom somebody of the team asked: the other one."""
    runner, writer = DECIDERS.get(place, DECIDERS["own"])[:2]
    person = world.people[runner if role == writer else writer]
    return {"person": person.pk, "step": 2, "reason": "", "harms": "", "seen": 1}


def an_outcome(rows):
    today = timezone.localdate()
    said = {"outcome": "Wednesdays.", "meeting": "The one of May.", "effective_on": "", "prediction": ""}
    days = {"decided_on": str(today), "review_on": str(today + timedelta(days=90))}
    return said | days | {"seen": 0, "way": rows.ready.count().way}


def a_look_back(rows):
    return {"due_on": str(rows.decided.review_on), "found": "It holds.", "verdict": "end", "review_on": ""}


DECIDED = {
    "schools/<slug:school_slug>/decisions/": page(school_staff),
    DECISIONS: page(team_people),
    DECISIONS + "new/": form(team_writers, of_rows(a_question)),
    DECISION: page(decision_people),
    DECISION + "edit/": form(team_writers, of_rows(mended)),
    DECISION + "opening/": page(team_runners) | act(team_runners),
    DECISION + "removal/": page(team_writers) | act(team_writers, data=edition_of("draft"), wrong=422),
    DECISION + "dropping/": form(decision_runners, fixed(because="Nobody needs it.")),
    # Whoever runs the team; the one person who decides where there is one, and here there is none.
    DECISION + "explanation/": form(decision_runners, edition_of("decided", explanation="We heard it.")),
    INPUT: form(bringers, fixed(words="The busses are late.", person="")),
    INPUT + "<int:input_id>/": form(
        authors(bringers), of_rows(lambda rows: {"words": "They are.", "edition": rows.brought.edition})
    ),
    INPUT + "<int:input_id>/removal/": page(authors(decision_people)) | act(authors(decision_people)),
    PROPOSAL: form(decision_writers, fixed(words="Not before ten.", seen=1)),
    PROPOSAL + "<int:proposal_number>/": page(decision_people),
    PROPOSAL + "turning/": act(decision_runners, data=fixed(seen=1)),
    DECISION + "stance/": form(decision_writers, fixed(step=2, reason="", seen=1)),
    DECISION + "stance/asked/": form(decision_writers, said_by_another),
    DECISION + "objections/new/": form(decision_writers, fixed(words="They wait outside.", harms="Safe.", seen=1)),
    DECISION + "objections/<int:objection_id>/": form(
        whoever_objected, fixed(seen="stands", state="resolved", words="It is mended.")
    ),
    # One person decides here, and that is the writer. A form that does not say how it came about asks again.
    OUTCOME: form(decision_writers, of_rows(an_outcome), wrong=409),
    OUTCOME + "review/": form(decision_runners, of_rows(a_look_back)),
    OUTCOME + "anew/": act(decision_runners),
}

INITIATIVES = "teams/<slug:team_slug>/initiatives/"
INITIATIVE = INITIATIVES + "<int:initiative_number>/"


def an_initiative(rows=None):
    return {"name": "Lesson study", "words": "", "status": "running", "hours": "", "lead": "", "lead_because": ""}


def filtered(world, place, role):
    team = world.places.get(place, world.places["own"]).team
    return {"outcome": "go", "because": "It serves.", "asked": mark_of(question_of(team))}


UNDER_WAY = {
    INITIATIVES: page(team_people),
    INITIATIVES + "new/": form(team_writers, of_rows(an_initiative)),
    INITIATIVE: page(team_people),
    INITIATIVE + "edit/": form(
        team_writers, of_rows(lambda rows: an_initiative() | {"edition": rows.initiative.edition})
    ),
    INITIATIVE + "status/": act(team_writers, data=edition_of("initiative", status="paused"), wrong=422),
    INITIATIVE + "support/": act(team_writers, data=fixed(to="on")),
    INITIATIVE + "removal/": page(team_writers) | act(team_writers, data=edition_of("spare"), wrong=422),
    INITIATIVE + "question/": form(team_writers, filtered),
}

DECISION_WORK = DECIDED | UNDER_WAY
