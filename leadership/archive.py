"""A team's archive: one ZIP with everything that its people may read, for people, spreadsheets and other programs. Wiring.

Written file by file and row by row, so that a large team needs no more memory than a small one. Of whom no row may tell, says
each app's `archived.py`; nothing is decided here.
"""

import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leadership import archived as of_people
from leadership import guides
from leadership.archiving import Noun, write_csv, write_json
from leadership.models import AssessmentRound, Person, PlanExport, PlanPrint
from leadership.plan import Plan
from leadership.result_files import csv_of
from leadership.results import Result
from leadership.views.plan import plan_html
from pilots import archived as of_pilots
from pilots.models import Pilot
from pilots.run_chart_drawing import draw as draw_chart
from pilots.run_chart_rows import charts_of
from visioning import archived as of_visions
from visioning.live.authorship import read_text
from visioning.models import (
    SECTIONS,
    WHY_QUESTIONS,
    Decision,
    DecisionPoint,
    GuideAnswer,
    Objection,
    SharedVision,
    Theory,
    Version,
    Why,
)
from visioning.theory.drawing import draw as draw_theory
from visioning.theory.narrative import narrative_of
from visioning.theory.outline import lines_of, outline_of

FORMAT = 1  # of team.json; grows when a key changes its meaning
APPS = (of_people, of_visions, of_pilots)
LOOK = settings.BASE_DIR / "static" / "css" / "archive.css"
PRINTS = {
    PlanExport.Form.FULL: "plan",
    PlanExport.Form.ONE_PAGE: "one-page",
    PlanExport.Form.CROSSWALK: "crosswalk",
}


def nouns() -> list[Noun]:
    return list(chain.from_iterable(app.NOUNS for app in APPS))


def not_archived() -> dict[str, str]:
    """Why other tables are not in it, as "app.Model": reason."""
    return {f"{app.__name__.partition('.')[0]}.{name}": why for app in APPS for name, why in app.NOT_ARCHIVED.items()}


def file_name(team, at=None) -> str:
    day = timezone.localdate(at)
    return f"{slugify(team.name)[:40] or 'team'}-archive-{day:%Y-%m-%d}.zip"


def write_archive(file, team, site="") -> dict[str, int]:
    """Write the ZIP into an open file. `site` is its address, told in the README. Gives how many rows of each sort are in it."""
    made_at = timezone.now()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as box:
        archive = Archive(box, team, made_at)
        counts = archive.json(site)
        archive.tables()
        archive.results()
        archive.pages()
        archive.prints()
        archive.text("README.txt", readme(team, made_at, site, counts))
    return counts


class Archive:
    """One ZIP while it is written. All files carry the time of its making, so that the same rows give the same bytes."""

    def __init__(self, box, team, made_at: datetime):
        self.box, self.team, self.made_at = box, team, made_at
        self.stamp = timezone.localtime(made_at).timetuple()[:6]

    def open(self, name):
        entry = zipfile.ZipInfo(name, self.stamp)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return self.box.open(entry, "w", force_zip64=True)

    def text(self, name, words) -> None:
        with self.open(name) as file:
            file.write(words.encode("utf-8", "replace"))

    def json(self, site) -> dict[str, int]:
        about = {"format": FORMAT, "team": self.team.slug, "made_at": self.made_at, "site": site or settings.SITE_NAME}
        seen: set[int] = set()
        tables = [(noun.key, told(noun, self.team, seen)) for noun in nouns()]
        # Last, when it is known whose keys came along.
        tables.append(("people", people(seen)))
        with self.open("team.json") as file:
            return write_json(file, about, tables)

    def tables(self) -> None:
        for noun in nouns():
            with self.open(f"csv/{noun.key}.csv") as file:
                write_csv(file, noun.columns, noun.written(self.team))

    def results(self) -> None:
        """What closed rounds came to, as their pages tell it to everybody."""
        for round in AssessmentRound.objects.closed().filter(team=self.team).order_by("number"):
            round.team = self.team
            with self.open(f"results/round-{round.number}.csv") as file:
                file.write(csv_of(Result.of(round)))

    def pages(self) -> None:
        self.text("html/look.css", LOOK.read_text())
        plan = plan_html(Plan.for_team(self.team))
        self.text("html/plan.html", plan.replace("</head>", '<link rel="stylesheet" href="look.css"></head>', 1))
        for name, context in (
            ("index", {}),
            ("vision", {"texts": list(texts(self.team))}),
            ("guides", {"questions": list(questions(self.team))}),
            ("theories", {"theories": list(self.theories())}),
            ("decisions", {"decisions": decisions(self.team)}),
            ("pilots", {"pilots": list(self.pilots())}),
        ):
            page = f"leadership/archives/file_{name}.html"
            self.text(
                f"html/{name}.html", render_to_string(page, {"team": self.team, "made_at": self.made_at} | context)
            )

    def picture(self, name, svg) -> str:
        """A picture as a file of its own, and its address from a page."""
        self.text(f"charts/{name}.svg", f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}')
        return f"../charts/{name}.svg"

    def theories(self) -> Iterator[dict]:
        for theory in Theory.objects.standing().in_full().filter(team=self.team).order_by("number"):
            shape = theory.shape()
            name = f"theory-{theory.number}"
            picture = self.picture(name, draw_theory(shape, name=name, form="file")) if shape else ""
            yield {
                "title": theory.title,
                "narrative": narrative_of(shape) if shape else (),
                "lines": list(lines_of(outline_of(shape))),
                "picture": picture,
            }

    def pilots(self) -> Iterator[dict]:
        for pilot in Pilot.objects.filter(team=self.team).order_by("number").prefetch_related("cycles__predictions"):
            charts = [
                {
                    "chart": chart,
                    "picture": self.picture(f"pilot-{pilot.number}-measure-{chart.number}", draw_chart(chart, "file"))
                    if chart.points
                    else "",
                }
                for chart in charts_of(pilot)
            ]
            yield {"pilot": pilot, "cycles": pilot.cycles.all(), "charts": charts}

    def prints(self) -> None:
        """The newest of each paper that somebody had printed."""
        taken = set()
        for printed in PlanPrint.objects.made().filter(team=self.team).order_by("-made_at").iterator(chunk_size=1):
            name = PRINTS.get(printed.form)
            if name and name not in taken and bytes(printed.pdf[:4]) == b"%PDF":
                taken.add(name)
                with self.open(f"pdf/{name}.pdf") as file:
                    file.write(printed.pdf)


def told(noun, team, seen: set[int]) -> Iterator[dict]:
    """The rows of a noun; whose keys they name is noted in `seen`."""
    ties = [
        one.attname
        for one in noun.model._meta.concrete_fields
        if one.related_model is Person and one.attname in noun.fields
    ]
    for row in noun.written(team):
        seen.update(row[name] for name in ties if row[name])
        yield row


def people(keys) -> Iterator[dict]:
    """The names behind the keys of people, and nothing else of them."""
    for person in Person.objects.filter(pk__in=keys).only("name").order_by("pk"):
        yield {"id": person.pk, "name": person.name}


def texts(team) -> Iterator[dict]:
    """The vision and the why: as they stand, then every version, each with its parts as HTML."""
    for kind, rows, parts in (
        (_("Our shared vision"), SharedVision, SECTIONS),
        (_("Why we lead together"), Why, WHY_QUESTIONS),
    ):
        found = rows.objects.filter(team=team).first()
        if found is None:
            continue
        yield {"title": kind, "note": _("As it stands now"), "parts": parts_of(read_text(found.text_id), parts)}
        for version in Version.objects.filter(text=found.text_id).order_by("-number").iterator(chunk_size=20):
            kept = timezone.localtime(version.kept_at).date()
            yield {"title": f"{kind} · {version.label}", "note": kept, "parts": parts_of(version.reading, parts)}


def parts_of(reading, parts) -> list[tuple[str, str]]:
    return [(part.title, html) for part in parts if (html := reading.html(part.key, first_heading=4))]


def questions(team) -> Iterator[dict]:
    """Big questions of the guides that somebody answered for all to see, or the team decided on."""
    answers: dict[tuple, list] = {}
    for one in GuideAnswer.objects.shared().of_people_on(team).select_related("person").order_by("pk"):
        answers.setdefault((one.guide, one.question), []).append(one)
    points = {(one.guide, one.question): one for one in DecisionPoint.objects.filter(team=team)}
    for guide in guides.guides():
        for question in (one for stage in guide.stages for one in stage.questions):
            key = guide.key, question.key
            if key in answers or key in points:
                decided = read_text(points[key].text_id).html("content", first_heading=4) if key in points else ""
                yield {
                    "guide": guide.title,
                    "question": question.text,
                    "answers": answers.get(key, ()),
                    "point": points.get(key),
                    "decided": decided,
                }


def decisions(team):
    """With objections as far as the team knows of them: until they are turned over they are stances."""
    seen = Prefetch("objections", Objection.objects.seen().select_related("person"))
    found = Decision.objects.filter(team=team).order_by("number")
    return found.prefetch_related("inputs__person", "proposals", seen, "reviews")


def readme(team, made_at, site, counts) -> str:
    tables = [(noun, counts[noun.key]) for noun in nouns()]
    context = {
        "team": team,
        "made_at": made_at,
        "site": site,
        "tables": tables,
        "people": counts["people"],
        "format": FORMAT,
    }
    left_out = sorted({why for why in not_archived().values()})
    return render_to_string("leadership/archives/readme.txt", context | {"left_out": left_out})
