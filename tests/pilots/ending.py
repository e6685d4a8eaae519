"""What tests of a pilot's end, its card and its replications share."""

from pilots.models import Closing, LearningCard, Replication

from . import piloting

SAID = {
    "results": "Eleven of fourteen explained aloud.",
    "decision": "spread",
    "decision_why": "It held in both rooms.",
}
WORDS = {
    "context": "Grade 6, two classes of 24, many new to English.",
    "tried": "Sentence starters on every desk.",
    "held": "Quiet students began to explain.",
    "not_again": "Twelve starters at once.",
}


def closing(**fields) -> Closing:
    return Closing(**{**SAID, **fields})


def sent(pilot, then="close", **fields):
    """The form as it would be sent from the page that shows what is saved now."""
    return {"seen": pilot.seen_for_closing(), "then": then, **SAID, **fields}


def card(pilot, by=None, **fields) -> LearningCard:
    reach = fields.pop("reach", "team")
    made = LearningCard.objects.create(pilot=pilot, written_by=by, **{**WORDS, **fields})
    made._reach(reach)
    return made


def card_words(edition=0, **fields):
    return {**WORDS, "measure": "", "chart_words": "", "edition": edition, **fields}


def replication(card, team, by=None, **fields) -> Replication:
    return Replication.objects.create(card=card, team=team, noted_by=by, **fields)


def body(response):
    return response.content.decode()


def url(name, pilot, *args):
    return piloting.url(name, pilot, *args)
