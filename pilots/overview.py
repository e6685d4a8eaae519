"""What the page of one pilot shows of everything that belongs to it, read in one question. Knows rows, no requests."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from leadership import guides
from leadership.rows_together import built, listed, name_of

from .models import Cycle, LaterEnd, NoteKind, Participation, Pilot, PilotNote, TestedArrow
from .standing import with_standing

PLANNED_KINDS = (NoteKind.SHIFT, NoteKind.TROUBLE, NoteKind.LEARNING, NoteKind.STOP)
OF_NOTE = ("id", "kind", "words", "more", "for_whom", "sort", "on")
OF_CYCLE = ("id", "number", "change_idea", "starts_on", "ends_on", "act", "closed_at")


@dataclass(frozen=True)
class Overview:
    """One pilot with its rows. `pilot` has its `standing`."""

    pilot: Pilot
    people: tuple[str, ...]
    arrows: tuple
    cycles: tuple[Cycle, ...]
    notes: tuple[PilotNote, ...]
    later_ends: tuple[LaterEnd, ...]
    idea: str
    led_by: str

    @classmethod
    def of(cls, pilot) -> "Overview":
        """`pilot` as its door brought it."""
        here = OuterRef("pk")
        rows = with_standing(Pilot.objects.filter(pk=pilot.pk)).values(
            *("coach_facts", "people_count", "cycle_count", "open_cycle", "measure_count", "point_count", "has_card"),
            people_rows=listed(Participation.objects.filter(pilot=here), name=name_of("person")),
            arrow_rows=arrow_rows(TestedArrow.objects.filter(pilot=here).order_by("id")),
            cycle_rows=listed(Cycle.objects.filter(pilot=here).order_by("number"), *OF_CYCLE),
            note_rows=listed(PilotNote.objects.filter(pilot=here).order_by("noted_at", "id"), *OF_NOTE),
            end_rows=listed(LaterEnd.objects.filter(pilot=here).order_by("at", "id"), "was_on", "ends_on", "because"),
            idea_words=F("idea__words"),
            leader=JSONObject(name=name_of("led_by")),
        )
        row = rows.get()
        for name in ("coach_facts", "people_count", "cycle_count", "open_cycle", "measure_count", "point_count"):
            setattr(pilot, name, row[name])
        pilot.has_card = row["has_card"]
        cycles = built(Cycle, row["cycle_rows"])
        for one in cycles:
            one.pilot = pilot
        return cls(
            pilot=pilot,
            people=tuple(one["name"] for one in row["people_rows"]),
            arrows=tuple(tested(pilot, one) for one in row["arrow_rows"]),
            cycles=tuple(cycles),
            notes=tuple(built(PilotNote, row["note_rows"])),
            later_ends=tuple(built(LaterEnd, row["end_rows"])),
            idea=row["idea_words"] or "",
            led_by=row["leader"]["name"] or "",
        )

    def of_kind(self, kind) -> list[PilotNote]:
        return [one for one in self.notes if one.kind == kind]

    @property
    def planned(self) -> list[tuple[NoteKind, list[PilotNote]]]:
        """What the group wrote down while planning, by kind; nothing of a kind that has none."""
        return [(kind, found) for kind in PLANNED_KINDS if (found := self.of_kind(kind))]

    @property
    def questions(self):
        return self.of_kind(NoteKind.QUESTION)

    @property
    def wins(self):
        return self.of_kind(NoteKind.WIN)

    @property
    def serves(self) -> guides.Guide | None:
        """The condition this pilot is for."""
        return guides.guide(self.pilot.guide) if self.pilot.guide in guides.GUIDE_KEYS else None


def arrow_rows(rows):
    return listed(
        rows,
        *("id", "verdict", "because"),
        arrow="arrow_id",
        state="arrow__state",
        theory="arrow__theory__title",
        theory_number="arrow__theory__number",
        source="arrow__source__words",
        source_number="arrow__source__number",
        target="arrow__target__words",
        target_number="arrow__target__number",
        out="arrow__removed_at",
        theory_out="arrow__theory__removed_at",
    )


def tested(pilot, row) -> SimpleNamespace:
    """One tested arrow: its words, what was found, and where it stands; no address where it was taken out."""
    slug = pilot.team.slug
    out, theory_out = row.pop("out"), row.pop("theory_out")
    gone = bool(out or theory_out)
    numbers = (row["theory_number"], row["source_number"], row["target_number"])
    found = TestedArrow(verdict=row["verdict"]).get_verdict_display() if row["verdict"] else ""
    return SimpleNamespace(
        **row,
        gone=gone,
        url="" if gone else reverse("arrow", args=(slug, *numbers)),
        theory_url="" if gone else reverse("theory", args=(slug, numbers[0])),
        verdict_words=found,
    )
