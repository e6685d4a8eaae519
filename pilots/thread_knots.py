"""What the golden thread finds in the work of pilots: knots with their charts in words, links, strands people tied. Knows rows, no requests."""

from functools import cache

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leadership.knots import Kind, Knot, Link
from leadership.rows_together import listed, name_of
from visioning.models import Passage
from visioning.thread_knots import PASSAGE, day, guide_key, on_day, strand_links

from .models import NextStep, Pilot, PilotStrand, TestedArrow
from .run_chart_rows import charts_by_pilot

OF_PILOT = (
    *("id", "number", "title", "guide", "problem_id", "idea_id", "ends_on", "invited_at", "started_at", "closed_at"),
    *("noted_at", "results"),
)


@cache  # to put it together takes longer than to ask it
def questions() -> dict:
    """What a query over Team is to bring along. The observations are the one question beside it."""
    here = OuterRef("pk")
    tied = Passage.objects.filter(Exists(PilotStrand.objects.filter(passage=OuterRef("pk"))))
    return {
        "pilot_rows": listed(
            Pilot.objects.filter(team=here).order_by("number"),
            *OF_PILOT,
            by=name_of("noted_by"),
            idea_words="idea__words",
            idea_because="idea__because",
            idea_guide="idea__guide",
            idea_at="idea__noted_at",
            idea_by=name_of("idea__noted_by"),
        ),
        "tested_rows": listed(
            TestedArrow.objects.filter(pilot__team=here).order_by("id"),
            *("pilot_id", "arrow_id", "added_at", "verdict", "because"),
            by=name_of("added_by"),
        ),
        "next_rows": listed(
            NextStep.objects.filter(pilot__team=here).order_by("id"),
            *("id", "pilot_id"),
            words="task__words",
            task="task_id",
            due_on="task__due_on",
            done_at="task__done_at",
            owner=name_of("task__owner"),
            noted_at="task__noted_at",
            by=name_of("task__noted_by"),
        ),
        "pilot_strand_rows": listed(
            PilotStrand.objects.filter(team=here).order_by("id"),
            *("id", "pilot_id", "passage_id", "statement_id", "why", "at", "by_id"),
            by=name_of("by"),
        ),
        "pilot_passage_rows": listed(tied.filter(text__shared_vision__team=OuterRef("pk")).order_by("id"), *PASSAGE),
    }


class PilotKnots:
    """The knots and links of one team's pilots. `keys` are those of the work they may serve, by kind and row."""

    def __init__(self, team, brought, keys):
        self.team, self.brought, self.keys = team, brought, keys
        self.knots: list[Knot] = []
        self.links: list[Link] = []
        self.by_pilot: dict[int, str] = {}
        rows = brought["pilot_rows"]
        charts = charts_by_pilot([row["id"] for row in rows], notes=False)
        for row in rows:
            self.pilot(row, [chart for chart in charts.get(row["id"], ()) if chart.seen])
        self.arrows()
        self.tasks()

    def pilot(self, row, charts):
        knot = Knot(
            Kind.PILOT,
            str(row["number"]),
            row["title"],
            reverse("pilot", args=(self.team.slug, row["number"])),
            standing=standing_of(row),
            told=tuple(chart.sentence for chart in charts),
            short=tuple(f"{chart.title}: {chart.short_sentence}" for chart in sorted(charts, key=is_quiet)),
            done=bool(row["closed_at"]),
        )
        self.knots.append(knot)
        self.by_pilot[row["id"]] = knot.key
        noted = {"by": row["by"], "on": day(row["noted_at"])}
        if problem := self.keys.get((Kind.PROBLEM, row["problem_id"])):
            self.links.append(Link(knot.key, problem, _("It tries something against this problem"), **noted))
        if row["guide"]:
            self.links.append(Link(knot.key, guide_key(row["guide"]), _("It is for this condition"), **noted))
        if row["idea_id"]:
            self.idea(row, knot, noted)

    def idea(self, row, knot, noted):
        idea = Knot(Kind.PILOT_IDEA, str(row["idea_id"]), row["idea_words"])
        if idea not in self.knots:
            self.knots.append(idea)
            if row["idea_guide"]:
                said = {"why": row["idea_because"], "by": row["idea_by"], "on": day(row["idea_at"])}
                self.links.append(Link(idea.key, guide_key(row["idea_guide"]), _("Noted for this condition"), **said))
        self.links.append(Link(knot.key, idea.key, _("It began with this idea"), **noted))

    def arrows(self):
        for row in self.brought["tested_rows"]:
            arrow = self.keys.get((Kind.ARROW, row["arrow_id"]))
            if not arrow:  # taken out of its theory
                continue
            verdict = row["verdict"] and TestedArrow.Verdict(row["verdict"]).label
            how = _("It tests this arrow: %(verdict)s") % {"verdict": verdict} if verdict else _("It tests this arrow")
            said = {"why": row["because"], "by": row["by"], "on": day(row["added_at"])}
            self.links.append(Link(self.by_pilot[row["pilot_id"]], arrow, how, **said))

    def tasks(self):
        for row in self.brought["next_rows"]:
            if row["done_at"]:
                standing = on_day(_("Done"), row["done_at"])
            elif row["due_on"]:
                standing = on_day(_("Planned"), row["due_on"])
            else:
                standing = _("No day yet")
            if row["owner"]:
                standing = _("%(standing)s · %(name)s") % {"standing": standing, "name": row["owner"]}
            address = reverse("task_list", args=(self.team.slug,))
            knot = Knot(Kind.TASK, str(row["task"]), row["words"], address, standing=standing)
            self.knots.append(knot)
            said = {"by": row["by"], "on": day(row["noted_at"])}
            self.links.append(Link(knot.key, self.by_pilot[row["pilot_id"]], _("It follows from this pilot"), **said))

    def strands(self, sentences):
        """The links people tied. `sentences`: keys of knots by the key of a passage that covers them."""
        for row in self.brought["pilot_strand_rows"]:
            lower = self.by_pilot.get(row["pilot_id"])
            yield from strand_links(row, lower, self.keys, sentences, f"pilot-{row['id']}")


def is_quiet(chart) -> bool:
    """Nothing in it tells of a change."""
    return not chart.now.analysis.signal


def standing_of(row) -> str:
    """Where a pilot is, in a few words."""
    if row["closed_at"]:
        return on_day(_("Closed"), row["closed_at"])
    until = {"day": date_format(day(row["ends_on"]), "DATE_FORMAT")}
    if row["started_at"]:
        return _("Under way until %(day)s") % until
    if row["invited_at"]:
        return _("Invites people to join, until %(day)s") % until
    return _("Being planned, until %(day)s") % until
