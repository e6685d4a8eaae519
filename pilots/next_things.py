"""The one next thing of a pilot for whoever looks at it: by its stage, by what is missing, and by what they may do. Pure: no queries.

Takes a pilot with its `standing`, and a place (`pilots.places`) that knows `joined` and `leads`.
"""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Stage
from .rules import may_join_pilot, may_plan_pilot, may_run_pilot, may_work_in_pilot


class NextThing(NamedTuple):
    """What is next, in a sentence; and the button that leads there. `url` is "" where there is nothing to press."""

    words: str
    url: str = ""
    action: str = ""


def next_thing(pilot, place) -> NextThing:
    by_stage = {Stage.PLANNED: planned, Stage.INVITING: inviting, Stage.RUNNING: running, Stage.CLOSED: closed}
    return by_stage[pilot.stage](pilot, place)


def to(pilot, name, words, action, *args) -> NextThing:
    return NextThing(words, reverse(name, args=(pilot.team.slug, pilot.number, *args)), action)


def planned(pilot, place) -> NextThing:
    if not may_plan_pilot(place):
        return NextThing(_("It is being planned. Nobody is invited yet."))
    if not pilot.first_step:
        return to(pilot, "pilot_edit", _("Say what you do first, who leads it and what it is good for."), _("Say more"))
    if not pilot.measure_count:
        words = _("Say what you will count or ask, so that you see whether it helps.")
        name = "measure_add" if may_work_in_pilot(place) else "measure_list"
        return to(pilot, name, words, _("Choose what to measure"))
    if not may_run_pilot(place):
        return NextThing(_("The plan can go out. Whoever leads this pilot, or runs the team, opens the invitation."))
    words = _("The plan can go out. People join of their own will, and nobody is invited before you say so.")
    return to(pilot, "pilot_invite", words, _("Invite people"))


def inviting(pilot, place) -> NextThing:
    if may_join_pilot(place) and not place.joined:
        words = _("Read what joining means. You choose; nobody has to.")
        return to(pilot, "pilot_invitation", words, _("Read the invitation"))
    if not pilot.people_count:
        words = _("Nobody has joined yet. Talk to people about it; give it time.")
        return to(pilot, "pilot_invitation", words, _("Look at the invitation"))
    if place.joined and not pilot.challenge:
        words = _("Choose together which challenge you take on.")
        return to(pilot, "challenge_list", words, _("Choose the challenge"))
    if may_run_pilot(place):
        return to(pilot, "pilot_invitation", _("People have joined. Begin when you are ready."), _("Go to the start"))
    return NextThing(_("People are joining. Whoever leads this pilot begins it when all are ready."))


def running(pilot, place) -> NextThing:
    today = timezone.localdate()
    over = pilot.ends_on < today
    if over and may_run_pilot(place):
        return to(pilot, "pilot_close", _("Its time is over. What came of it?"), _("Look at what came of it"))
    if not may_work_in_pilot(place):
        if may_join_pilot(place) and not over:
            words = _("It is under way. You may still join.")
            return to(pilot, "pilot_invitation", words, _("Read the invitation"))
        return NextThing(_("It is under way. Those who joined try it out and write down what they see."))
    if over:
        return NextThing(_("Its time is over. Whoever leads it closes it, or sets a later end and says why."))
    if pilot.midpoint_on and pilot.midpoint_on <= today and not pilot.midpoint_words:
        words = _("Half the way is done. Ask those it touches how it goes for them.")
        return to(pilot, "pilot_midpoint", words, _("Write down what they said"))
    return working(pilot)


def working(pilot) -> NextThing:
    """In the midst of it: the cycle, the measure, the numbers."""
    if not pilot.cycle_count:
        words = _("Plan the first cycle: one small change, and what you think will happen.")
        return to(pilot, "cycle_add", words, _("Plan a cycle"))
    if not pilot.measure_count:
        words = _("Say what you will count or ask, so that you see whether it helps.")
        return to(pilot, "measure_add", words, _("Choose what to measure"))
    if not pilot.point_count:
        return to(pilot, "measure_list", _("Note the first number, however rough."), _("Note an observation"))
    if pilot.open_cycle:
        words = _("Cycle %(number)s is open. Go on where you left it.") % {"number": pilot.open_cycle}
        return to(pilot, "cycle", words, _("Go to the cycle"), pilot.open_cycle)
    words = _("The last cycle is closed. Begin the next one, or say what came of it all.")
    return to(pilot, "cycle_list", words, _("Go to the cycles"))


def closed(pilot, place) -> NextThing:
    if pilot.has_card:
        return to(pilot, "learning_card", _("It is closed. What was learned is on its card."), _("Read the card"))
    if may_work_in_pilot(place):
        words = _("It is closed. Others can learn from it: write the card.")
        return to(pilot, "learning_card", words, _("Write the learning card"))
    return NextThing(_("It is closed. Those who took part write down what was learned."))
