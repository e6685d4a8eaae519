"""The thread on a team's home: each step in one sentence on where the team is, and one next thing to do.

Wiring: looks into every app, and is read by the team's home alone. Steps that are not built yet say so calmly.
"""

from dataclasses import dataclass

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visioning.models import SharedVision

from .composition import Composition
from .rules import may_run_team, may_take_part

DONE, HERE, LATER = "done", "here", "later"


@dataclass(frozen=True)
class Step:
    """One knot: what it is, where the team is with it, and where to go on."""

    key: str
    title: str
    state: str
    sentence: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Thread:
    """All steps of one team, in order."""

    steps: list

    @classmethod
    def for_team(cls, team, membership):
        vision = (
            SharedVision.objects.filter(team=team)
            .annotate(
                hands=Count("text__clients__person", distinct=True),
                adopted_at=Max("text__versions__adoptions__at"),
            )
            .first()
        )
        people = people_step(team, membership)
        shared = vision_step(team, membership, vision)
        plan = plan_step(team, vision)
        steps = [people, shared, *coming_steps(), plan]
        return cls(mark_here(steps))


def mark_here(steps):
    """The first step that is built and not done is where the team is."""
    for number, step in enumerate(steps):
        if step.state == LATER and step.url:
            here = Step(step.key, step.title, HERE, step.sentence, step.url, step.action)
            return [*steps[:number], here, *steps[number + 1 :]]
    return steps


def people_step(team, membership):
    composition = Composition.of(team.memberships.select_related("person"))
    settled = composition.enough and len(composition.here) > 1
    if settled:
        sentence = composition.sentence
    elif composition.enough:
        sentence = _("%(sentence)s A second position would bring another view.") % {"sentence": composition.sentence}
    else:
        sentence = _("%(sentence)s Three people can be a team.") % {"sentence": composition.sentence}
    may_invite = may_run_team(membership) and not settled
    return Step(
        "people",
        _("People"),
        DONE if settled else LATER,
        sentence,
        reverse("team_people", args=(team.slug,)),
        _("Let people in") if may_invite else _("See who is here"),
    )


def vision_step(team, membership, vision):
    url = reverse("shared_vision", args=(team.slug,))
    title = _("Shared vision")
    if vision is None:
        sentence = _("Nobody has written yet. The first words may be rough.")
        return Step("vision", title, LATER, sentence, url, _("Start our shared vision"))
    if vision.adopted_at:
        day = date_format(localtime(vision.adopted_at), "DATE_FORMAT")
        sentence = _("Adopted on %(day)s. It stays open: words can still grow.") % {"day": day}
        return Step("vision", title, DONE, sentence, url, _("Read our shared vision"))
    sentence = (
        ngettext(
            "One person has written so far. Bring a sentence of your own.",
            "%(count)s people have written in it. It is a draft until the team adopts it.",
            vision.hands,
        )
        % {"count": vision.hands}
        if vision.hands
        else _("The page is open and still empty. The first words may be rough.")
    )
    action = _("Write with the others") if may_take_part(membership) else _("Read the draft")
    return Step("vision", title, LATER, sentence, url, action)


def coming_steps():
    """Named in order, so that a team sees where the thread leads; none of them asks for anything yet."""
    return [
        Step(
            "conditions",
            _("Seven conditions"),
            LATER,
            _("Later: an honest look at what lets leadership be shared at your school."),
        ),
        Step("theory", _("Theory of action"), LATER, _("Later: if we do this, then that follows, because…")),
        Step("decisions", _("Decisions"), LATER, _("Later: what you decide together, with the reasons kept.")),
        Step("pilots", _("Pilots"), LATER, _("Later: small trials that people choose to join.")),
    ]


def plan_step(team, vision):
    url = reverse("team_plan", args=(team.slug,))
    if vision is None:
        sentence = _("The plan gathers what you write. It begins with the shared vision.")
    elif vision.adopted_at:
        sentence = _("What stands so far, for anybody to read, on screen or on paper.")
    else:
        sentence = _("It can be printed at any time; the vision in it is marked as a draft.")
    # A plan is never done: once all before it is, it is where the team is.
    return Step("plan", _("Plan"), LATER, sentence, url, _("Open the plan"))
