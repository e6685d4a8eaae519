"""The step of the thread about the theory of action: a goal, a problem of practice, a theory, and whether it is being tried.

Knows no requests, and asks the database nothing by itself: `theory_questions` ride along with the thread's own.
"""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadership.rows_together import listed
from leadership.rules import may_take_part
from leadership.steps import DONE, HERE, LATER, Step

from .models import Arrow, BeliefRound, BeliefTurn, Goal, ProblemOfPractice, Theory
from .models.drafting import how_many
from .theory.shape import State

THEORY = gettext_lazy("Theory of action")


def theory_step(team, membership, found) -> Step:
    """`found`: the team's row with `theory_questions`."""
    theories = found["theory_rows"]
    url, asks = reverse("theory_list", args=(team.slug,)), may_take_part(membership)
    if not theories:
        return first_steps(found, url, asks)
    asking = next((one for one in theories if one["asks"]), None)
    if asking:
        sentence = _("“%(theory)s”: everybody is asked how sure they are of its arrows.") % {"theory": asking["title"]}
        url = reverse("belief_round_list", args=(team.slug, asking["number"]))
        asks_me = asks and not asking["mine"]
        return Step("theory", THEORY, HERE, sentence, url, _("Say how sure you are") if asks_me else _("Go to it"))
    latest = theories[0]
    url = reverse("theory", args=(team.slug, latest["number"]))
    if not latest["arrows"]:
        sentence = _("“%(theory)s” is begun. Nothing in it leads to anything yet.") % {"theory": latest["title"]}
        url = reverse("theory_write", args=(team.slug, latest["number"])) if asks else url
        return Step("theory", THEORY, LATER, sentence, url, _("Write with the others") if asks else _("Read it"))
    return Step("theory", THEORY, DONE, told(theories), url, _("Read our theory"))


def first_steps(found, url, asks) -> Step:
    """Before there is a theory: what to do first."""
    if found["problem_count"]:
        sentence = _("A problem of practice is named. What do we do about it, and why should that help?")
        action = _("Begin a theory")
    elif found["goal_count"]:
        sentence = _("A goal is named. What in our teaching stands in its way?")
        action = _("Name the problem")
    else:
        sentence = _("If we do this, then that follows, because… It begins with a goal. None is named yet.")
        action = _("Name a goal")
    return Step("theory", THEORY, LATER, sentence, url, action if asks else _("See how it works"))


def told(theories) -> str:
    """How many theories there are, and how many of their arrows have been tried. Never a score: an arrow is no person."""
    arrows = sum(one["arrows"] for one in theories)
    tried = sum(one["tried"] for one in theories)
    if len(theories) == 1:
        sentence = _("“%(theory)s” says what leads to what.") % {"theory": theories[0]["title"]}
    else:
        sentence = _("%(count)s theories say what leads to what.") % {"count": len(theories)}
    if not tried:
        return sentence + " " + _("None of it has been tried yet.")
    return f"{sentence} " + ngettext(
        "One of %(arrows)s arrows has been tried.", "%(tried)s of %(arrows)s arrows have been tried.", tried
    ) % {"tried": tried, "arrows": arrows}


def theory_questions(membership) -> dict:
    """What a query over Team is to bring along: how many goals and problems, and each theory that stands, the last one first."""
    here = OuterRef("pk")
    arrows = Arrow.objects.standing().filter(theory=here, source__removed_at=None, target__removed_at=None)
    opened = BeliefRound.objects.filter(theory=here, revealed_at=None)
    turns = BeliefTurn.objects.filter(round__theory=here, round__revealed_at=None, person=membership.person_id)
    theories = (
        Theory.objects.standing()
        .filter(team=here)
        .order_by("-changed_at", "-number")
        .annotate(
            arrow_count=how_many(arrows),
            tried_count=how_many(arrows.exclude(state=State.UNTESTED)),
            asks=Exists(opened),
            mine=Exists(turns),
        )
    )
    return {
        "goal_count": how_many(Goal.objects.filter(team=here)),
        "problem_count": how_many(ProblemOfPractice.objects.filter(team=here)),
        "theory_rows": listed(theories, "number", "title", "asks", "mine", arrows="arrow_count", tried="tried_count"),
    }
