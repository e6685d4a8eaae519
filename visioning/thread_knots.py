"""What the golden thread finds in the work on vision, theory and decisions: knots, links, and strands people tied. Knows rows, no requests.

Nothing is entered for it: a link that follows from the data says from what.
"""

from datetime import date, datetime
from functools import cache

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from leadership import guides
from leadership.knots import Kind, Knot, Link
from leadership.levels import Level
from leadership.models import Consensus
from leadership.rows_together import listed, name_of

from .models import (
    Arrow,
    Decision,
    DecisionPoint,
    DecisionStage,
    Goal,
    Initiative,
    Passage,
    ProblemOfPractice,
    Statement,
    Strand,
    Theory,
)
from .models.strands import WORK
from .theory.shape import COLUMNS, State

PASSAGE = ("id", "fragment", "letters", "quote", "before", "after")


@cache  # to put it together takes longer than to ask it
def questions() -> dict:
    """What a query over Team is to bring along: no question of its own, however much work there is."""
    here = {"team": OuterRef("pk")}
    of_theory = {"theory__team": OuterRef("pk"), "theory__removed_at": None, "removed_at": None}
    ends = {"source__removed_at": None, "target__removed_at": None}
    strands = Strand.objects.filter(**here).order_by("id")
    tied = Passage.objects.filter(Exists(Strand.objects.filter(passage=OuterRef("pk"))))
    return {
        "goal_rows": listed(Goal.objects.filter(**here).order_by("number"), "id", "number", "words"),
        "problem_rows": listed(
            ProblemOfPractice.objects.filter(**here).order_by("number"),
            *("id", "number", "words", "goal_id", "noted_at"),
            by=name_of("noted_by"),
        ),
        "theory_rows": listed(
            Theory.objects.standing().filter(**here).order_by("number"),
            *("id", "number", "title", "guide", "problem_id", "started_at"),
            by=name_of("started_by"),
        ),
        "arrow_rows": listed(
            Arrow.objects.filter(**of_theory, **ends).order_by("theory__number", "id"),
            *("id", "theory_id", "because", "state", "state_on", "written_at"),
            **{"from": "source__words", "to": "target__words", "by": name_of("written_by")},
            **{"number": "theory__number", "source": "source__number", "target": "target__number"},
        ),
        "statement_rows": listed(
            Statement.objects.filter(**of_theory).order_by("theory__number", "place", "id"),
            *("id", "number", "words", "column", "theory_id"),
            theory_number="theory__number",
            title="theory__title",
        ),
        "point_rows": listed(
            DecisionPoint.objects.filter(**here).order_by("id"), "id", "guide", "question", "decided_on", "started_at"
        ),
        "decision_rows": listed(
            Decision.objects.filter(**here).order_by("number"),
            *("id", "number", "question", "guide", "stage", "decided_on", "outcome", "noted_at"),
            by=name_of("noted_by"),
        ),
        "initiative_rows": listed(
            Initiative.objects.filter(**here).order_by("number"), "id", "number", "name", "status"
        ),
        "level_rows": listed(
            Consensus.objects.settled().filter(round__team=OuterRef("pk")).order_by("-round__number"),
            *("condition", "level", "reason", "settled_at"),
        ),
        "strand_rows": listed(
            strands,
            *("id", "passage_id", "statement_id", "why", "at", "by_id", *(f"{kind}_id" for kind in WORK[:-1]), "guide"),
            by=name_of("by"),
        ),
        "passage_rows": listed(tied.filter(text__shared_vision__team=OuterRef("pk")).order_by("id"), *PASSAGE),
    }


def day(moment) -> date | None:
    """Of a time or a day as a row brings it."""
    if not moment:
        return None
    return date.fromisoformat(moment) if len(moment) == len("2026-01-01") else localdate(datetime.fromisoformat(moment))


def on_day(words, moment) -> str:
    return _("%(words)s, %(day)s") % {"words": words, "day": date_format(day(moment), "DATE_FORMAT")}


def guide_key(key) -> str:
    return f"{Kind.GUIDE}-{key}"


class WorkKnots:
    """The knots and links of one team's rows, as `questions` brought them. `knots` first, then `links`."""

    def __init__(self, team, brought):
        self.team, self.brought = team, brought
        self.knots: list[Knot] = []
        self.links: list[Link] = []
        self.keys: dict[tuple[str, int], str] = {}  # by kind and the row's own key
        self.strategies: dict[str, list[Knot]] = {}  # statements by the title of their theory
        for part in (self.goals, self.problems, self.theories, self.arrows, self.statements):
            part()
        for part in (self.guides, self.points, self.decisions, self.initiatives):
            part()

    def knot(self, kind, pk, ref, words, address, **said):
        made = Knot(kind, str(ref), words, address, **said)
        self.knots.append(made)
        self.keys[kind, pk] = made.key
        return made

    def link(self, knot, upper, how, row, at="", why=""):
        """A link that follows from the data, where its upper end is there."""
        if upper:
            self.links.append(Link(knot.key, upper, how, why, row.get("by"), day(row.get(at))))

    def address(self, name, *args):
        return reverse(name, args=(self.team.slug, *args))

    def goals(self):
        for row in self.brought["goal_rows"]:
            self.knot(Kind.GOAL, row["id"], row["number"], row["words"], self.address("goal", row["number"]))

    def problems(self):
        for row in self.brought["problem_rows"]:
            address = self.address("problem", row["number"])
            knot = self.knot(Kind.PROBLEM, row["id"], row["number"], row["words"], address)
            goal = self.keys.get((Kind.GOAL, row["goal_id"]))
            self.link(knot, goal, _("It stands in the way of this goal"), row, "noted_at")

    def theories(self):
        for row in self.brought["theory_rows"]:
            address = self.address("theory", row["number"])
            knot = self.knot(Kind.THEORY, row["id"], row["number"], row["title"], address)
            problem = self.keys.get((Kind.PROBLEM, row["problem_id"]))
            self.link(knot, problem, _("It begins with this problem"), row, "started_at")
            self.link(knot, row["guide"] and guide_key(row["guide"]), _("It is for this condition"), row, "started_at")

    def arrows(self):
        for row in self.brought["arrow_rows"]:
            words = _("“%(source)s” leads to “%(target)s”") % {"source": row["from"], "target": row["to"]}
            address = self.address("arrow", row["number"], row["source"], row["target"])
            state = State(row["state"]).label
            standing = on_day(state, row["state_on"]) if row["state_on"] else str(state)
            knot = self.knot(Kind.ARROW, row["id"], row["id"], words, address, standing=standing)
            theory = self.keys.get((Kind.THEORY, row["theory_id"]))
            self.link(knot, theory, _("Part of this theory"), row, "written_at", why=row["because"])

    def statements(self):
        in_columns = sorted(self.brought["statement_rows"], key=lambda row: COLUMNS.index(row["column"]))
        for row in sorted(in_columns, key=lambda row: row["theory_number"]):
            address = self.address("statement", row["theory_number"], row["number"])
            knot = self.knot(Kind.STATEMENT, row["id"], row["id"], row["words"], address)
            self.link(knot, self.keys.get((Kind.THEORY, row["theory_id"])), _("Part of this theory"), row)
            self.strategies.setdefault(row["title"], []).append(knot)

    def guides(self):
        levels = {}
        for row in self.brought["level_rows"]:
            levels.setdefault(row["condition"], row)
        for guide in map(guides.guide, guides.CONDITION_KEYS):
            level, standing, told = levels.get(guide.key), "", ()
            if level:
                standing = on_day(Level(level["level"]).label, level["settled_at"])
                told = (level["reason"],) if level["reason"] else ()
            address = self.address("condition", guide.key)
            self.knot(Kind.GUIDE, guide.key, guide.key, guide.label, address, standing=standing, told=told)

    def points(self):
        for row in self.brought["point_rows"]:
            found = guides.guide(row["guide"]).question(row["question"]) if row["guide"] in guides.GUIDE_KEYS else None
            words = found[1].text if found else _("A question that is no longer in the guide")
            address = self.address("guide_question", row["guide"], row["question"])
            standing = on_day(_("Decided"), row["decided_on"]) if row["decided_on"] else _("Being written")
            knot = self.knot(Kind.DECISION_POINT, row["id"], row["id"], words, address, standing=standing)
            if row["guide"] in guides.CONDITION_KEYS:
                self.link(knot, guide_key(row["guide"]), _("A question of this condition"), row, "decided_on")

    def decisions(self):
        for row in self.brought["decision_rows"]:
            stage = DecisionStage(row["stage"])
            standing = on_day(stage.label, row["decided_on"]) if row["decided_on"] else str(stage.label)
            knot = self.knot(
                Kind.DECISION,
                row["id"],
                row["number"],
                row["question"],
                self.address("decision", row["number"]),
                standing=standing,
                told=(row["outcome"],) if row["outcome"] else (),
                done=stage == DecisionStage.DROPPED,
            )
            guide = row["guide"] in guides.CONDITION_KEYS and guide_key(row["guide"])
            self.link(knot, guide, _("It is about this condition"), row, "noted_at")

    def initiatives(self):
        for row in self.brought["initiative_rows"]:
            status = Initiative.Status(row["status"])
            address = self.address("initiative", row["number"])
            said = {"standing": str(status.label), "done": status == Initiative.Status.ENDED}
            self.knot(Kind.INITIATIVE, row["id"], row["number"], row["name"], address, **said)

    def strands(self, sentences):
        """The links people tied. `sentences`: keys of knots by the key of a passage that covers them."""
        for row in self.brought["strand_rows"]:
            pk, kind = next(((row[f"{kind}_id"], kind) for kind in WORK[:-1] if row[f"{kind}_id"]), (None, ""))
            lower = guide_key(row["guide"]) if row["guide"] else self.keys.get((kind, pk))
            yield from strand_links(row, lower, self.keys, sentences, f"work-{row['id']}")


def strand_links(row, lower, keys, sentences, strand):
    """One strand as links: a passage may be of several sentences."""
    if lower is None:  # the work was taken out of its theory
        return
    if row["passage_id"]:
        uppers = sentences.get(row["passage_id"], ())
    else:
        uppers = [keys.get((Kind.STATEMENT, row["statement_id"]))]
    for upper in uppers:
        if upper:
            said = {"why": row["why"], "by": row["by"], "by_id": row["by_id"], "on": day(row["at"])}
            yield Link(lower, upper, strand=strand, **said)
