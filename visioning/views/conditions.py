"""The work on the seven conditions, as far as it goes through the guides: all of them, one, and one of its stages."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from leadership import guides
from leadership.access import for_team
from leadership.models import BurningQuestion, RankedCondition
from leadership.pages import render_page
from leadership.results import sentences_for
from leadership.rules import may_run_assessment, may_run_team, may_work_on_conditions
from visioning.condition_standing import dissents_on, notes_of, rounds_about, standings
from visioning.guide_work import GuideWork
from visioning.models.decision_points import read_together
from visioning.rules import may_read_text
from visioning.starter import starter_help

TOLD = 3  # rounds whose result is told in a sentence
FEW = 5  # notes of a kind on a condition's page; the page of groundwork has them all


def guide_or_404(key):
    try:
        return guides.guide(key)
    except KeyError:
        raise Http404 from None


def in_order(team):
    """The seven in the team's order, those it has not placed behind in the usual one; each with its place, or None."""
    ranked = {one.condition: one for one in RankedCondition.of(team)}
    usual = {key: number for number, key in enumerate(guides.CONDITION_KEYS)}
    keys = sorted(usual, key=lambda key: (key not in ranked, ranked[key].position if key in ranked else 0, usual[key]))
    return [(guides.guide(key), ranked.get(key)) for key in keys]


@require_safe
@for_team(may_read_text)
def condition_list(request):
    work = GuideWork.of(request.membership)
    ordered = in_order(request.team)
    standing = standings(request.team, guides.CONDITION_KEYS)
    overview = guides.guide(guides.OVERVIEW)
    rows = [
        {
            "guide": guide,
            "in_short": f"{guide.essence.partition('. ')[0].rstrip('.')}.",
            "rank": rank,
            "standing": standing.get(guide.key),
            "next": work.next_step(guide) if work.has_begun(guide) else None,
        }
        for guide, rank in [(overview, None), *ordered]
    ]
    is_ranked = any(rank for _guide, rank in ordered)
    context = {
        "overview": rows[0],
        "rows": rows[1:],
        "is_ranked": is_ranked,
        # One thing to do for a whole page: what the team put first, or else the overview.
        "chief": next((row for row in ([*rows[1:], rows[0]] if is_ranked else rows) if row["next"]), None),
        "is_first_visit": not any(
            row["next"] or row["rank"] or (row["standing"] and row["standing"].url) for row in rows
        ),
        "can_work": may_work_on_conditions(request.membership),
        "can_open_round": may_run_assessment(request.membership),
    }
    return render_page(request, "visioning/conditions/condition_list.html", context, partials={"condition-rows"})


@require_safe
@for_team(may_read_text)
def condition(request, guide_key):
    """One condition with all the team did about it; the overview has the page as well."""
    guide = guide_or_404(guide_key)
    team = request.team
    points = list(team.decision_points.filter(guide=guide.key).select_related("version"))
    tasks = list(team.tasks.for_guide(guide.key).select_related("owner"))
    work = GuideWork.of(request.membership, points=points, tasks=tasks)
    # Each is read when the page comes to it: a part that is fetched alone reads nothing of the others.
    dissents = SimpleLazyObject(lambda: dissents_on(team, guide.key))
    notes = SimpleLazyObject(lambda: notes_of(team, guide.key))
    rounds = SimpleLazyObject(lambda: told_rounds(team, guide, notes["pilot-idea"]))
    context = {
        "guide": guide,
        "next": work.next_step(guide),
        "decisions": SimpleLazyObject(lambda: decisions_on(team, guide, points, dissents)),
        "rounds": rounds,
        "levels": SimpleLazyObject(lambda: levels_of(rounds, dissents)),
        "notes": SimpleLazyObject(lambda: few_notes(notes)),
        "has_notes": SimpleLazyObject(lambda: any(notes.values())),
        "tasks": few_of(tasks),
        "can_work": may_work_on_conditions(request.membership),
        "can_open_round": may_run_assessment(request.membership),
    }
    partials = {"next-step", "decisions", "came-of-it"}
    return render_page(request, "visioning/conditions/condition.html", context, partials=partials)


def decisions_on(team, guide, points, dissents):
    """What the team decided, and what it is writing, in the guide's order. A question that left the guide stays with its words."""
    read_together(points)
    order = [question.key for stage in guide.stages for question in stage.questions]
    points = sorted(points, key=lambda one: order.index(one.question) if one.question in order else len(order))
    rows = []
    for point in points:
        point.team = team
        found = guide.question(point.question)
        rows.append(
            {
                "point": point,
                "question": found and found[1],
                "html": point.decided.html(first_heading=4),
                "url": point.get_absolute_url() if found else "",
                "dissents": dissents["decision", point.pk],
            }
        )
    return rows


def few_notes(notes):
    """By kind, the first ones, and the others; with names that a template can say."""
    return {kind.replace("-", "_"): {"first": found[:FEW], "has_more": found[FEW:]} for kind, found in notes.items()}


def few_of(tasks):
    """The next tasks and those done last."""
    done = sorted((task for task in tasks if task.done_at), key=lambda task: task.done_at, reverse=True)
    return {"open": [task for task in tasks if not task.done_at][:FEW], "done": done[:FEW], "any": tasks}


def told_rounds(team, guide, ideas):
    """The rounds that asked about this condition, newest first, each with what grew out of its result.

    The last ones say what came out, in the sentence that the result page begins with.
    """
    if guide.key == guides.OVERVIEW:
        return []
    rounds = rounds_about(team, guide.key)
    sentences = sentences_for([one for one in rounds if one.is_closed][:TOLD], guide.key)
    for one in rounds:
        one.ideas = [idea for idea in ideas if idea.round == one.pk]
        one.sentence = sentences.get(one.pk, {}).get(guide.key, "")
    return rounds


def levels_of(rounds, dissents):
    """The levels the team settled on over time, the newest first, with who saw it differently."""
    found = [one.settled for one in rounds if one.settled]
    for one in found:
        one.seen_differently = dissents["level", one.pk]
    return found


@require_safe
@for_team(may_read_text)
def condition_stage(request, guide_key, stage_key):
    """One stage: what to ask, to settle, to do, and how to meet about it. Any stage opens at any time."""
    guide = guide_or_404(guide_key)
    stage = guide.stage(stage_key)
    if stage is None:
        raise Http404
    work = GuideWork.of(request.membership)
    standings_here = work.in_stage(guide, stage)
    first_open = next((one for one in standings_here if not one.is_decided), None)
    taken = work.taken(guide)
    noted = list(BurningQuestion.objects.filter(team=request.team).for_guide(guide.key))
    said = {question.words for question in noted}
    context = {
        "guide": guide,
        "stage": stage,
        "questions": standings_here,
        "first_open": first_open,
        "tasks": [(task, task.key in taken) for task in stage.tasks],
        "burning": [(words, words in said) for words in stage.burning],
        "own_burning": [question for question in noted if question.words not in stage.burning],
        "help": starter_help(request.team, work.settled),
        "can_work": may_work_on_conditions(request.membership),
        "can_run": may_run_team(request.membership),
        "address": reverse("condition_stage", args=(request.team.slug, guide.key, stage.key)),
    }
    partials = {"big-questions", "tasks", "burning-questions"}
    return render_page(request, "visioning/conditions/condition_stage.html", context, partials=partials)
