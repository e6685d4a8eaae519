"""Plain functions that bring an open decision to a proposal and its stances. Each gives a valid thing."""

from django.urls import reverse

from visioning.models import Decision, Objection, Proposal, Stance

from .deciding import opened, reread

WORDS = "On Wednesday mornings nobody calls a meeting before ten."
AMENDED = "On Wednesday mornings nobody but the nurse calls a meeting before ten."


def proposed(team, by=None, words=WORDS, **fields):
    """An open decision by consent, unless said otherwise, with its first proposal."""
    made = opened(team, by, **fields)
    Proposal.write(made, by, words)
    return reread(made)


def say(decision, person, step=2, reason="", **more):
    return Stance.say(decision, person, decision.proposal.number, step, reason, **more)


def object_to(
    decision, person, words="canary-harm: first graders wait outside.", harms="canary-aim: safe mornings", **more
):
    return Objection.put(decision, person, decision.proposal.number, words, harms, **more)


def turned_over(team, *stances, by=None, **fields):
    """Stances as (person, step) or (person, step, reason), turned over."""
    made = proposed(team, by, **fields)
    for person, step, *reason in stances:
        say(made, person, step, *reason)
    made.proposal.turn_over()
    return reread(made)


def amended(decision, by, words=AMENDED, answers=None):
    return Proposal.write(decision, by, words, answers, seen=decision.proposal.number)


def at(decision, name="decision", *more):
    return reverse(name, args=(decision.team.slug, decision.number, *more))


def part(client, decision):
    """The live part of the decision's page, as htmx asks for it."""
    return client.get(at(decision), headers={"HX-Request": "true", "HX-Target": "div#decision"})


def again(decision) -> Decision:
    return reread(decision)
