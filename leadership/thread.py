"""The thread on a team's home: each step in one sentence on where the team is, and one next thing to do.

Wiring: looks into every app, and is read by the team's home alone. Steps that are not built yet say so calmly.
"""

from dataclasses import dataclass, replace

from django.db.models import Count, Exists, Max, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilots.steps_of_pilots import pilot_questions, pilots_step
from visioning.alignment_result import sentences_of
from visioning.models import (
    AlignmentCheck,
    AlignmentTurn,
    DraftingRound,
    GatheredVision,
    Gathering,
    SharedVision,
    Theme,
)
from visioning.models.drafting import how_many
from visioning.steps_of_decisions import decision_questions, decisions_step
from visioning.steps_of_theory import theory_questions, theory_step

from .composition import Composition
from .models import Team
from .rows_together import listed
from .rules import may_run_team, may_take_part
from .steps import DONE, HERE, LATER, OPEN, Step
from .steps_of_conditions import conditions_step


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
                round_until=DraftingRound.objects.open().filter(vision=OuterRef("pk")).values("ends_on")[:1],
            )
            .first()
        )
        brought = brought_along(team, membership)
        steps = [
            people_step(team, membership),
            gathering_step(team, membership, vision, brought["gathering_rows"]),
            vision_step(team, membership, vision),
            alignment_step(team, membership, vision),
            conditions_step(team, membership),
            theory_step(team, membership, brought),
            decisions_step(team, membership, brought),
            pilots_step(team, membership, brought),
            plan_step(team, vision),
        ]
        return cls(mark_here(steps))


def mark_here(steps):
    """Where people are asked to answer is where the team is; else at the first step that is built and not done.

    Whatever else asks for answers, or is under way, is said to be open.
    """
    asking = [step for step in steps if step.state == HERE]
    waiting = asking + [step for step in steps if step.state in (LATER, OPEN) and step.url and step.waits]
    here = waiting[0] if waiting else None

    def state(step):
        if step.state == DONE or step is here:
            return HERE if step is here else DONE
        return OPEN if step in asking or step.state == OPEN else LATER

    return [replace(step, state=state(step)) for step in steps]


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


def brought_along(team, membership):
    """What some of the steps look at, in one question to the database."""
    here = OuterRef("pk")
    gatherings = Gathering.objects.filter(team=here).annotate(
        shared=how_many(GatheredVision.objects.filter(gathering=here)),
        opened=how_many(GatheredVision.objects.filter(gathering=here, revealed=True)),
        theme_count=how_many(Theme.objects.filter(gathering=here)),
    )
    latest = listed(gatherings.order_by("-number")[:1], "number", "revealed_at", "shared", "opened", "theme_count")
    return (
        Team.objects.filter(pk=team.pk)
        .values(
            gathering_rows=latest,
            **theory_questions(membership),
            **decision_questions(membership),
            **pilot_questions(membership),
        )
        .get()
    )


def gathering_step(team, membership, vision, gatherings):
    """Everybody's own vision, and what was made of them at the weaving table. `gatherings`: the latest, where there is one."""
    title = _("Own visions")
    if not gatherings:
        sentence = _("Before we write together: what does each of us want? Nobody has been asked yet.")
        action = _("Ask everybody") if may_run_team(membership) else _("See how it works")
        # A team that has begun to write is not sent back.
        return Step("gathering", title, LATER, sentence, gathering_list(team), action, waits=vision is None)
    gathering = gatherings[0]
    if not gathering["revealed_at"]:
        sentence = ngettext(
            "One vision is in. All are opened at once.",
            "%(count)s visions are in. All are opened at once.",
            gathering["shared"],
        ) % {"count": gathering["shared"]}
        action = _("Bring mine") if may_take_part(membership) else _("See the gathering")
        return Step(
            "gathering", title, LATER, sentence, reverse("gathering", args=(team.slug, gathering["number"])), action
        )
    sentence = ngettext("One vision is revealed.", "%(count)s visions are revealed.", gathering["opened"]) % {
        "count": gathering["opened"]
    }
    if themes := gathering["theme_count"]:
        found = ngettext("One theme has been found.", "%(count)s themes have been found.", themes)
        sentence += " " + found % {"count": themes}
    url = reverse("weaving_table", args=(team.slug, gathering["number"]))
    return Step("gathering", title, DONE, sentence, url, _("Go to the weaving table"))


def gathering_list(team):
    return reverse("gathering_list", args=(team.slug,))


def vision_step(team, membership, vision):
    url = reverse("shared_vision", args=(team.slug,))
    title = _("Shared vision")
    if vision is None:
        sentence = _("Nobody has written yet. The first words may be rough.")
        return Step("vision", title, LATER, sentence, url, _("Start our shared vision"))
    if vision.adopted_at:
        day = date_format(localtime(vision.adopted_at), "DATE_FORMAT")
        sentence = _("Adopted on %(day)s. It stays open: words can still grow.") % {"day": day}
        if vision.round_until:
            until = date_format(vision.round_until, "DATE_FORMAT")
            sentence += " " + _("A round is open until %(day)s.") % {"day": until}
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


def alignment_step(team, membership, vision):
    """How far everybody can work toward it: asked, answered, told."""
    title, url = _("Alignment"), reverse("alignment_check_list", args=(team.slug,))
    check = vision and latest_check(vision, membership)
    if not check:
        sentence = _("Before a yes counts: how far can each of us work toward it? Nobody has been asked yet.")
        can_ask = may_run_team(membership) and vision is not None
        return Step("alignment", title, LATER, sentence, url, _("Ask everybody") if can_ask else _("See how it works"))
    url = reverse("alignment_check", args=(team.slug, check.number))
    if check.is_closed:
        return Step("alignment", title, DONE, sentences_of([check])[check.pk], url, _("See the result"))
    sentence = ngettext(
        "A check is open; one person has answered.", "A check is open; %(count)s people have answered.", check.answered
    ) % {"count": check.answered}
    asks_me = may_take_part(membership) and check.takes_answers and not check.mine
    return Step(
        "alignment", title, HERE, sentence, url, _("Say how far you can go") if asks_me else _("Go to the check")
    )


def latest_check(vision, membership):
    turns = AlignmentTurn.objects.filter(check_asked=OuterRef("pk"))
    return (
        AlignmentCheck.objects.filter(vision=vision)
        .annotate(answered=how_many(turns), mine=Exists(turns.filter(person=membership.person_id)))
        .first()
    )


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
