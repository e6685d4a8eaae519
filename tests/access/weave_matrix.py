"""The rows of the matrix about the work on a vision: own visions, gatherings, listening, the table, threads, checks, why.

Every team's third gathering waits for its reveal; its second lies on the table. Each team has an open check and an open round
that asks for reactions.
"""

from django.utils import timezone

from visioning.models import MyAnswers, PersonalVision
from visioning.undo import Undo
from visioning.views.weaving import signed

from .expectations import (
    ON_TEAM,
    Unless,
    act,
    authors,
    contributors,
    everybody,
    fixed,
    form,
    page,
    signed_in,
    team_people,
    team_writers,
    vision_people,
    vision_runners,
    vision_writers,
    who,
)

# What the page behind a team's listening link, or behind a key, may tell whoever holds it.
LINKED = {"school-1", "school-2", "card-a", "card-b", "card-c", "asked-a", "asked-b", "asked-c"}
KEPT = {"unnamed-a", "vision-a", "card-a", "school-1"}


def rows(world, place):
    return world.places.get(place, world.places["own"]).woven


def of_rows(make):
    """Form data made from the rows of the team that is asked."""
    return lambda world, place, role: make(rows(world, place))


# --- One's own --------------------------------------------------------------------------------------------------------


def own_words(world, place, role):
    person = world.people.get(role)
    edition = PersonalVision.of(person).edition if person else 0
    return {"learning": "Children who ask.", "bring": "", "hope": "", "edition": edition}


def own_answers(world, place, role):
    known, person = world.places.get(place, world.places["own"]), world.people.get(role)
    return {"talent": "Everybody.", "edition": MyAnswers.of(known.team, person).edition if person else 0}


# Whoever has a vision in is led to it; nobody has two.
HAS_ONE = {("member", "own"): 302, ("sibling_member", "sibling"): 302}

OWN = {
    "me/vision/": form(signed_in, own_words),
    "me/vision/file/": page(signed_in),
    "my-words/": page(everybody)
    | act(everybody, 200, lambda world, place, role: {"key": rows(world, "own").key}, wrong=422, reveals=KEPT),
}

# --- Gatherings and listening -------------------------------------------------------------------------------------------

GATHERINGS = "teams/<slug:team_slug>/gatherings/"
ONE = GATHERINGS + "<int:gathering_number>/"
shared = fixed(way="named", learning="Children who ask.", bring="", hope="")
NEW = {"name": "Autumn", "audience": "team", "late_rule": "at_once"}

GATHERING = {
    GATHERINGS: page(vision_people),
    # One waits to be revealed already, so a second is refused with words, whatever the form says.
    GATHERINGS + "new/": page(vision_runners) | act(vision_runners, 422, fixed(**NEW), wrong=422),
    ONE: page(vision_people),
    ONE + "edit/": form(vision_runners, fixed(name="Autumn")),
    ONE + "reveal/": page(vision_runners) | act(vision_runners),
    ONE + "share/": page(Unless(contributors, HAS_ONE)) | act(contributors, data=shared),
    ONE + "mine/": form(authors(signed_in), fixed(learning="Children who ask.", bring="", hope="")),
    ONE + "mine/withdrawal/": page(authors(signed_in)) | act(authors(signed_in)),
}

LISTENING = ONE + "listening/"
ROUND = LISTENING + "<int:number>/"
VOICE = ROUND + "voices/<uuid:voice_id>/"
question = fixed(name="Families in spring", language_0="en", words_0="What do you hope for?")
said = {"words": "More time outside.", "language": "en", "position": ""}

listeners = who(*ON_TEAM, sees=("guest",))

HEARD = {
    LISTENING: page(listeners),
    LISTENING + "new/": form(vision_runners, question),
    ROUND: page(listeners),
    ROUND + "edit/": form(vision_runners, question),
    ROUND + "link/": act(vision_runners, data=fixed(to="close")),
    ROUND + "poster/": page(listeners),
    ROUND + "heard/": form(vision_writers, fixed(**said, translation="", consent="on")),
    ROUND + "voices/": page(vision_writers),
    VOICE + "through/": act(vision_writers, data=of_rows(lambda rows: {"seen": rows.waiting.seen})),
    VOICE + "aside/": act(
        vision_writers,
        data=of_rows(lambda rows: {"seen": rows.waiting.seen, "because": "It names a student."}),
        wrong=422,
    ),
    VOICE + "translation/": act(
        vision_writers, data=of_rows(lambda rows: {"seen": rows.noted.seen, "translation": "More time outside."})
    ),
    VOICE + "back/": act(authors(vision_writers)),
    "listen/<str:token>/": page(everybody, reveals=LINKED)
    | act(everybody, 200, fixed(**said), wrong=422, reveals=LINKED),
}

# --- The weaving table ----------------------------------------------------------------------------------------------------

TABLES = "teams/<slug:team_slug>/weaving/"
TABLE = TABLES + "<int:gathering_number>/"
PHRASE = TABLE + "phrases/<uuid:phrase_id>/"
THEME = TABLE + "themes/<int:theme_id>/"


def whole_sentence(rows):
    words = rows.source.hope
    return {"source": f"vision-{rows.source.pk}", "sentence": f"hope:0:{len(words)}"}


WEAVING = {
    TABLES: page(vision_people, 302),
    TABLE: page(vision_people),
    TABLE + "undo/": act(contributors, data=of_rows(lambda rows: {"undo": signed(rows.table, Undo())}), wrong=422),
    TABLE + "map/": page(vision_people),
    TABLE + "words/<slug:handle>/": page(contributors),
    TABLE + "phrases/": act(contributors, data=of_rows(whole_sentence)),
    PHRASE: page(contributors),
    PHRASE + "themes/": act(contributors, data=of_rows(lambda rows: {"theme": rows.other_theme.pk}), wrong=422),
    PHRASE + "out/": act(contributors, data=of_rows(lambda rows: {"theme": rows.theme.pk})),
    PHRASE + "removal/": act(contributors),
    TABLE + "themes/": act(contributors, data=fixed(name="Time"), wrong=422),
    THEME: form(contributors, fixed(name="Time", note="")),
    THEME + "merge/": act(contributors, data=of_rows(lambda rows: {"into": rows.other_theme.pk}), wrong=422),
    THEME + "split/": act(
        contributors, data=of_rows(lambda rows: {"name": "Room", "phrases": [str(rows.spare.pk)]}), wrong=422
    ),
    THEME + "removal/": act(contributors),
}

# --- The text: threads, comments, suggestions -----------------------------------------------------------------------------

VISION = "teams/<slug:team_slug>/vision/"
COMMENTS = VISION + "comments/"
COMMENT = COMMENTS + "<int:comment_id>/"
SUGGESTIONS = VISION + "suggestions/"
SUGGESTION = SUGGESTIONS + "<int:suggestion_id>/"


def tie(rows):
    return {"passage": rows.passage.pk, "source": f"phrase-{rows.spare.pk}", "why": ""}


TEXT = {
    VISION + "passages/": page(vision_people),
    VISION + "passages/places/": page(vision_people),
    VISION + "passages/<int:passage_id>/": page(vision_people),
    VISION + "threads/": page(vision_people),
    VISION + "threads/new/": page(vision_writers) | act(vision_writers, data=of_rows(tie), wrong=409),
    # Whoever is second is told so, kindly.
    VISION + "threads/<int:weave_id>/removal/": act(vision_writers, absent=302),
    COMMENTS: page(vision_people),
    COMMENTS + "new/": page(vision_people),
    COMMENTS + "add/": act(
        contributors, data=of_rows(lambda rows: {"passage": rows.passage.pk, "words": "Why so?"}), wrong=409
    ),
    COMMENTS + "about/<int:passage_id>/": page(vision_people),
    COMMENT: form(authors(contributors), fixed(words="Why so?")),
    COMMENT + "answer/": act(contributors, data=fixed(words="Because."), wrong=422),
    COMMENT + "removal/": page(authors(vision_people)) | act(authors(vision_people)),
    COMMENT + "resolve/": act(contributors),
    COMMENT + "reopen/": act(contributors),
    COMMENT + "seen/": act(vision_people),
    SUGGESTIONS + "add/": act(
        contributors,
        data=of_rows(lambda rows: {"passage": rows.passage.pk, "words": "Something else.", "why": ""}),
        wrong=409,
    ),
    SUGGESTION + "answer/": act(vision_writers, data=fixed(answer="refuse", reason="Not yet."), wrong=422),
    SUGGESTION + "taking-back/": act(authors(vision_people)),
}

# --- Rounds, checks, dissent ------------------------------------------------------------------------------------------------

ROUNDS = VISION + "rounds/"
DRAFT = ROUNDS + "<int:round_number>/"
CHECKS = VISION + "alignment/"
CHECK = CHECKS + "<int:check_number>/"


def drafting(world, place, role):
    known, today = world.places.get(place, world.places["own"]), str(timezone.localdate())
    days = {"starts_on": today, "ends_on": today}
    return {"aim": "A draft", "steward": known.membership.person_id, "openness": "tell", "audience": "team"} | days


RULE = {"share": 80, "floor": 3, "lowest": 2, "answers_needed": 2}

TOGETHER = {
    ROUNDS: page(vision_people),
    ROUNDS + "new/": form(vision_runners, drafting),
    DRAFT: page(vision_people),
    DRAFT + "edit/": form(vision_runners, drafting),
    DRAFT + "close/": form(vision_runners, fixed(outcome="A draft.", name="After the round")),
    DRAFT + "process/<slug:sign>/": act(vision_writers, data=fixed(answer="yes", note=""), wrong=422),
    CHECKS: page(vision_people),
    CHECKS + "new/": form(vision_runners, fixed(version="now", audience="team", naming="named", **RULE)),
    CHECK: page(vision_people),
    CHECK + "answer/": act(contributors, data=fixed(level="4"), wrong=422),
    CHECK + "close/": page(vision_runners) | act(vision_runners),
    CHECK + "reasons/<uuid:answer_id>/reply/": act(vision_writers, data=fixed(words="We hear that."), wrong=422),
    CHECK + "replies/<int:reply_id>/removal/": act(authors(vision_writers)),
    VISION + "dissent/": form(contributors, fixed(words="I see it differently.")),
    VISION + "dissent/removal/": act(contributors),
}

# --- Use and why: the team's own ---------------------------------------------------------------------------------------------

USES = VISION + "uses/"
WHY = "teams/<slug:team_slug>/why/"
TELLINGS = WHY + "tellings/"
TELLING = TELLINGS + "<int:telling_id>/"


def a_use(world, place, role):
    return {"what": "The reading program", "outcome": "go", "how": "", "on": str(timezone.localdate())}


told = fixed(audience="Families", message="Every child is known.", teller="", due_on="")

LIVED = {
    USES: page(team_people),
    USES + "add/": act(team_writers, data=a_use, wrong=422),
    USES + "<int:use_id>/": form(team_writers, a_use),
    USES + "<int:use_id>/removal/": page(team_writers) | act(team_writers),
    WHY: page(team_people),
    WHY + "start/": act(team_writers),
    WHY + "answers/": act(team_writers, data=own_answers, wrong=422),
    WHY + "answers/<slug:question>/taking-back/": act(team_people),
    TELLINGS: page(team_people),
    TELLINGS + "add/": act(team_writers, data=told, wrong=422),
    TELLING: form(team_writers, told),
    TELLING + "done/": act(team_writers, data=fixed(to="done")),
    TELLING + "removal/": page(team_writers) | act(team_writers),
}

WEAVE = OWN | GATHERING | HEARD | WEAVING | TEXT | TOGETHER | LIVED
