"""The chapters of a plan in their order: when each stands, and what has to go from everywhere in the plan where it stays with the team.

Knows the plan's parts by name and nothing of where they come from. A chapter that stays leaves no trace: also words of it
that another chapter would quote are taken out, so page, PDF, Word and the public page cannot tell them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Chapter:
    """One chapter. `stands(plan)`: is there something to show? `without(plan)`: the fields of the plan as they are without it."""

    key: str
    title: str
    stands: Callable
    without: Callable


def always(_plan):
    return True


def emptied(*names):
    """Fields of the plan that belong to one chapter alone: empty of their own kind, () or ""."""
    return lambda plan: {name: type(getattr(plan, name))() for name in names}


def work_without(*names):
    """The same for what the plan says of the work on the conditions."""
    return lambda plan: {"work": replace(plan.work, **{name: type(getattr(plan.work, name))() for name in names})}


def each_pilot(plan, **changed):
    pilots = tuple(replace(one, **changed) for one in plan.pilots.pilots)
    return replace(plan.pilots, pilots=pilots)


def initiatives_quoting(plan, chapter):
    """Initiatives quote the sentences they serve. That they serve something stays known, and nothing of what or why."""
    quiet = [
        replace(
            one,
            serves=tuple(
                replace(served, words="", why="") if served.chapter == chapter else served for served in one.serves
            ),
        )
        for one in plan.initiatives.initiatives
    ]
    return replace(plan.initiatives, initiatives=tuple(quiet))


def without_people(plan):
    return {"memberships": (), "positions": (), "contributions": (), "adopters": ()}


def without_vision(plan):
    origins = type(plan.origins)()
    standing = replace(plan.standing, dissents=())
    return {
        **{"vision": "", "adoption": None, "adopters": (), "origins": origins, "standing": standing},
        "initiatives": initiatives_quoting(plan, "vision"),
    }


def without_short(plan):
    # The tagline is one of its parts, and stands on the cover.
    return {"derived": (), "tagline": "", "initiatives": initiatives_quoting(plan, "short")}


def without_organizer(plan):
    return {"organizer": (), "initiatives": initiatives_quoting(plan, "organizer")}


def without_now(plan):
    return {"now": "", "initiatives": initiatives_quoting(plan, "now")}


def without_alignment(plan):
    return {"standing": replace(plan.standing, result=None)}


def without_living(plan):
    return {"standing": replace(plan.standing, round=None, steward=None, uses=(), more_uses=0)}


def without_goals(plan):
    """Theories say which goal and which problem they answer; pilots, too."""
    theories = tuple(replace(one, goal="", problem="") for one in plan.theories.theories)
    return {
        "theories": replace(plan.theories, goals=(), theories=theories),
        "crosswalk": type(plan.crosswalk)(),
        "grounds": {},
        "pilots": each_pilot(plan, problem=""),
    }


def without_theories(plan):
    """Pilots say which arrows they test, in the words of the theory."""
    return {
        "theories": replace(plan.theories, theories=()),
        "pilots": each_pilot(plan, arrows=()),
        "initiatives": initiatives_quoting(plan, "theories"),
    }


def without_tasks(plan):
    """What follows from a pilot is tasks of the team."""
    work = replace(plan.work, open_tasks=(), done_tasks=(), more_done=0)
    return {"work": work, "pilots": each_pilot(plan, next_steps=())}


CHAPTERS = (
    Chapter("people", _("Who made it"), always, without_people),
    Chapter("why", _("Why we lead together"), lambda plan: plan.why, emptied("why")),
    Chapter("vision", _("Our shared vision"), always, without_vision),
    Chapter("short", _("In short"), lambda plan: plan.derived, without_short),
    Chapter("organizer", _("When this is real"), always, without_organizer),
    Chapter("now", _("Where we are now"), lambda plan: plan.now, without_now),
    Chapter("alignment", _("Do we stand behind it?"), lambda plan: plan.standing.result, without_alignment),
    Chapter("living", _("How it lives"), lambda plan: plan.standing.round or plan.standing.uses, without_living),
    Chapter("conditions", _("Where we stand"), lambda plan: plan.work.conditions, work_without("conditions")),
    Chapter(
        "order",
        _("The order we chose, and why"),
        lambda plan: plan.work.order or plan.work.times,
        work_without("order", "times"),
    ),
    Chapter("decisions", _("What we decided"), lambda plan: plan.decisions, emptied("decisions")),
    Chapter("goals", _("Goals, and what stands in the way"), lambda plan: plan.theories.goals, without_goals),
    Chapter("theories", _("How we think it will come about"), lambda plan: plan.theories.theories, without_theories),
    Chapter("initiatives", _("What we have under way"), lambda plan: plan.initiatives, emptied("initiatives")),
    Chapter("log", _("Decisions, and why"), lambda plan: plan.log, emptied("log")),
    Chapter("pilots", _("What we try, and what we learn"), lambda plan: plan.pilots, emptied("pilots")),
    Chapter("tasks", _("What we do next"), lambda plan: plan.work.tasks, without_tasks),
    Chapter(
        "groundwork",
        _("What we get ready"),
        lambda plan: plan.work.groundwork,
        work_without("stops", "challenges", "shifts", "learnings"),
    ),
    Chapter("agreements", _("What we agreed"), always, emptied("agreements")),
    Chapter(
        "versions",
        _("How the text grew"),
        always,
        lambda plan: {"versions": (), "quiet_versions": 0, "newer_versions": False},
    ),
)
KEYS = tuple(chapter.key for chapter in CHAPTERS)


def standing(plan):
    """The chapters this plan has, in order."""
    return [chapter for chapter in CHAPTERS if chapter.key not in plan.hidden and chapter.stands(plan)]


def without(plan, hidden):
    """The plan without these chapters and without what others would tell of them. Keys of no chapter are passed over."""
    for chapter in CHAPTERS:
        if chapter.key in hidden and chapter.key not in plan.hidden:
            plan = replace(plan, **chapter.without(plan), hidden=plan.hidden | {chapter.key})
    return plan
