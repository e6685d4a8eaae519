"""The rows of the matrix about theories of action: goals, problems, writing, beliefs, comments, versions, files.

All of it is the team's own: colleagues and guests of its vision do not find it. Team A's open round asks with names, team B's without.
"""

import json
from hashlib import sha256

from django.utils import timezone

from visioning.forms.theory_simple import initial_of
from visioning.models import Theory
from visioning.theory.short_form import lines_of
from visioning.theory.short_shown import Shown
from visioning.theory.text_form import text_of

from .expectations import Unless, act, authors, fixed, form, page, team_people, team_runners, team_writers

STEPS = "teams/<slug:team_slug>/theory/"
THEORY = STEPS + "<int:theory_number>/"
GOALS = STEPS + "goals/"
GOAL = GOALS + "<int:goal_number>/"
PROBLEMS = STEPS + "problems/"
PROBLEM = PROBLEMS + "<int:problem_number>/"
EVIDENCE = PROBLEM + "evidence/"
PUT_BACK = THEORY + "back/"


def rows(world, place):
    return world.places.get(place, world.places["own"]).theorised


def of_rows(make):
    """Form data made from the rows of the team that is asked."""
    return lambda world, place, role: make(rows(world, place))


# --- Goals and problems of practice -----------------------------------------------------------------------------------


def a_goal(rows):
    return {"words": "Every child asks.", "edition": rows.goal.edition}


def a_problem(rows):
    return {"words": "We ask little.", "goal": rows.goal.number, "skipped": "", "edition": rows.problem.edition}


THOUGHT_OUT = {
    GOALS: page(team_people),
    GOALS + "new/": form(team_writers, fixed(words="Every child asks.")),
    GOAL: page(team_people),
    GOAL + "edit/": form(team_writers, of_rows(a_goal)),
    # Whoever noted it, and whoever runs the team: of the kinds of people here, all who write.
    GOAL + "removal/": form(team_writers, of_rows(lambda rows: {"edition": rows.goal.edition})),
    PROBLEMS: page(team_people),
    PROBLEMS + "new/": form(team_writers, of_rows(a_problem)),
    PROBLEM: page(team_people),
    PROBLEM + "edit/": form(team_writers, of_rows(a_problem)),
    PROBLEM + "parts/": form(
        team_writers, of_rows(lambda rows: {"technical": "Two hours.", "edition": rows.problem.edition})
    ),
    PROBLEM + "removal/": form(team_writers, of_rows(lambda rows: {"edition": rows.problem.edition})),
    PROBLEM + "check/": act(team_writers, data=fixed(hold="teaching"), wrong=422),
    PROBLEM + "sort/": act(team_writers, data=fixed(kind="adaptive")),
    EVIDENCE: form(team_writers, fixed(words="Six lesson visits.", address="", round="")),
    EVIDENCE + "<int:evidence_id>/edit/": form(
        team_writers, fixed(words="Seven visits.", address="", round="", edition=0)
    ),
    EVIDENCE + "<int:evidence_id>/removal/": page(team_writers) | act(team_writers),
}

# --- Theories as a whole ----------------------------------------------------------------------------------------------


def named(rows):
    return {"title": "Time", "guide": "whole", "problem": rows.problem.number, "skipped": ""}


def described(rows):
    return named(rows) | {"described": rows.theory.described}


def short_form(rows):
    """The page as it came, with other words in its first field."""
    shape = rows.theory.shape()
    lines = lines_of(shape).lines
    said = {"shown": json.dumps(Shown.of(shape, lines).plain())}
    for place, line in enumerate(lines):
        fields = dict.fromkeys(("do", "adults", "students", "improves", "because", "wrong_if"), "")
        said |= {f"line-{place}-{name}": words for name, words in (fields | initial_of(shape, line)).items()}
    return said | {"line-0-do": "We plan together"}


def came(words):
    """What the form says once its preview was seen."""
    return {"words": words, "seen": sha256(words.encode()).hexdigest(), "confirm": "1"}


IN_WORDS = "# Time\n\nWhat we do\n- We plan together\n"


def brought(rows):
    return came(IN_WORDS) | named(rows)


def brought_into(rows):
    edition = Theory.objects.filter(pk=rows.theory.pk).values_list("edition", flat=True).get()
    return came(text_of(rows.theory.shape()).replace(rows.statement.words, "We plan together")) | {"edition": edition}


THEORIES = {
    STEPS: page(team_people),
    STEPS + "new/": form(team_writers, of_rows(lambda rows: named(rows) | {"start": "nothing"})),
    STEPS + "import/": form(team_writers, of_rows(brought)),
    THEORY: page(team_people),
    THEORY + "edit/": form(team_writers, of_rows(described)),
    THEORY + "duplicate/": form(team_writers, fixed(title="Time")),
    # A facilitator began it: other members do not put it away.
    THEORY + "removal/": page(team_runners) | act(team_runners),
    PUT_BACK: act(team_writers),
    THEORY + "write/": page(team_people),
    THEORY + "short/": page(team_people) | act(team_writers, data=of_rows(short_form), wrong=422),
    THEORY + "missing/": page(team_people),
}

# --- Statements and arrows --------------------------------------------------------------------------------------------

STATEMENTS = THEORY + "statements/"
STATEMENT = STATEMENTS + "<int:statement_number>/"
ARROW = THEORY + "arrows/<int:source_number>-<int:target_number>/"


def other_words(rows):
    return {"words": "We plan together.", "column": "do", "edition": rows.statement.edition}


def reasons(rows):
    return {"because": "It is so.", "assumption": "", "evidence": "", "wrong_if": "", "edition": rows.arrow.edition}


def fared(world, place, role):
    return {"state": "supported", "on": str(timezone.localdate()), "because": "We saw it twice."}


WRITTEN = {
    # A form that names no column comes from nowhere.
    STATEMENTS: act(team_writers, data=fixed(column="do", words="We plan."), wrong=404),
    STATEMENT: page(team_people),
    STATEMENT + "edit/": act(team_writers, data=of_rows(other_words), wrong=422),
    STATEMENT + "move/": act(team_writers, data=fixed(to="down")),
    STATEMENT + "removal/": act(team_writers),
    STATEMENT + "back/": act(team_writers),
    STATEMENT + "leads/": act(
        team_writers,
        data=of_rows(lambda rows: {"target": rows.gone_arrow.target.number, "because": "So it is."}),
        wrong=422,
    ),
    ARROW: page(team_people),
    ARROW + "edit/": act(team_writers, data=of_rows(reasons), wrong=422),
    ARROW + "removal/": act(team_writers),
    ARROW + "back/": act(team_writers),
    ARROW + "state/": form(team_writers, fared),
}

# --- How sure people are ----------------------------------------------------------------------------------------------

BELIEFS = THEORY + "beliefs/"
BELIEF_ROUND = BELIEFS + "<int:round_number>/"
SAID = ("sibling_member", "sibling")  # without a name: nothing more is taken from them


def how_sure(rows):
    return {f"sure-{item['source']}-{item['target']}": "4" for item in rows.open.wording}


BELIEVED = {
    BELIEFS: page(team_people),
    # One is open, so whoever asks again is led to it.
    BELIEFS + "new/": form(team_runners, fixed(naming="named")),
    BELIEF_ROUND: page(team_people),
    # A round that is not there was stopped: whoever sends something gets it back.
    BELIEF_ROUND + "say/": page(Unless(team_writers, {SAID: 302}))
    | act(Unless(team_writers, {SAID: 409}), data=of_rows(how_sure), wrong=422, absent=409),
    BELIEF_ROUND + "reveal/": act(team_runners),
    BELIEF_ROUND + "stop/": act(team_runners),
}

# --- Comments ---------------------------------------------------------------------------------------------------------

COMMENTS = THEORY + "comments/"
ABOUT = COMMENTS + "about/<slug:spot>/"
COMMENT = COMMENTS + "<int:comment_id>/"

DISCUSSED = {
    COMMENTS: page(team_people),
    ABOUT: page(team_people),
    ABOUT + "add/": act(team_writers, data=fixed(words="Why so?"), wrong=422),
    COMMENT: form(authors(team_writers), fixed(words="Why so?")),
    COMMENT + "answer/": act(team_writers, data=fixed(words="Because."), wrong=422),
    COMMENT + "removal/": page(authors(team_people)) | act(authors(team_people)),
    COMMENT + "resolve/": act(team_writers),
    COMMENT + "reopen/": act(team_writers),
    COMMENT + "seen/": act(team_people),
}

# --- Versions and files -----------------------------------------------------------------------------------------------

VERSIONS = THEORY + "versions/"
VERSION = VERSIONS + "<int:version_number>/"
FILES = THEORY + "files/"

KEPT = {
    VERSIONS: page(team_people),
    VERSIONS + "keep/": act(team_writers, data=fixed(name="Before the holidays")),
    VERSIONS + "compare/": page(team_people),
    VERSION: page(team_people),
    VERSION + "name/": form(team_writers, fixed(name="Before the holidays"), wrong=None),
    VERSION + "restore/": page(team_writers) | act(team_writers),
    FILES: page(team_people),
    FILES + "text/": page(team_people),
    FILES + "csv/": page(team_people),
    FILES + "json/": page(team_people),
    FILES + "svg/": page(team_people),
    # An address alone makes no file.
    FILES + "png/": page(team_people, 302) | act(team_people, 200),
    FILES + "pdf/": page(team_people, 302) | act(team_people, 200),
    FILES + "import/": form(team_writers, of_rows(brought_into)),
}

THEORY_WORK = THOUGHT_OUT | THEORIES | WRITTEN | BELIEVED | DISCUSSED | KEPT
