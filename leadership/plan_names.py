"""A plan without people's names: what the page says that anybody can open by its link. People are counted instead.

Pure: takes a plan and gives a plan. Whoever sees something differently said so beside the text, to people who know them: on the open
page it is told that somebody does, and their words stay with the team.
"""

from copy import copy
from dataclasses import replace

from django.utils.translation import gettext as _

from .plan_conditions import SeenDifferently


def nameless(plan):
    """The same plan, with somebody where names were."""
    origins, standing, log = plan.origins, plan.standing, plan.log
    return replace(
        plan,
        with_names=False,
        adopters=(),
        origins=replace(origins, names=(), unnamed=origins.unnamed + len(origins.names)),
        standing=replace(standing, dissents=wordless(standing.dissents), steward=None),
        work=nameless_work(plan.work),
        decisions=replace(plan.decisions, points=differing(plan.decisions.points)),
        log=replace(log, decided=tuple(map(quietly, log.decided)), open=tuple(map(quietly, log.open))),
        initiatives=replace(plan.initiatives, initiatives=owned(plan.initiatives.initiatives, "lead")),
        pilots=replace(
            plan.pilots,
            pilots=tuple(replace(one, next_steps=owned(one.next_steps, "owner")) for one in plan.pilots.pilots),
        ),
        around=plan.around.without_names(),
    )


def nameless_work(work):
    conditions = tuple(
        replace(one, settled=replace(one.settled, dissents=wordless(one.settled.dissents))) if one.settled else one
        for one in work.conditions
    )
    return replace(
        work,
        conditions=conditions,
        open_tasks=owned(work.open_tasks, "owner"),
        done_tasks=owned(work.done_tasks, "owner"),
    )


def wordless(dissents):
    return tuple(SeenDifferently("", None, one.on) for one in dissents)


def differing(rows):
    return tuple(replace(one, dissents=wordless(one.dissents)) for one in rows)


def owned(rows, name):
    return tuple(replace(one, **{name: _("somebody on the team")}) if getattr(one, name) else one for one in rows)


def quietly(one):
    """A decision without who made it, where that was one person, and without what anybody had against it."""
    one = replace(one, objections=())
    if not one.decision.decider_name:
        return one
    decision = copy(one.decision)
    decision.decider_name = _("One person")
    return replace(one, decision=decision)
