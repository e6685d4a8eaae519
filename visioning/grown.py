"""What a text grew from: its threads in the order of the text, and how many people's words stand behind each of its blocks.

A person with a name counts once, each unnamed vision and each voice once. Knows no requests and draws nothing.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef
from django.utils.translation import ngettext

from leadership.models import Audience

from .live.carried import Carried
from .live.items import Id
from .live.passages import Place
from .live.reading import Reading
from .models import SECTIONS, GatheredVision, Gathering, Passage, Voice, Weave
from .models.drafting import how_many
from .models.weaves import woven_passages

FRAGMENTS = [section.key for section in SECTIONS]


def grew_from(people: int) -> str:
    """The sentence beside a passage."""
    return ngettext("Grew from the words of one person", "Grew from the words of %(count)s people", people) % {
        "count": people
    }


@dataclass
class Thread:
    """One passage and everything it is tied to. `place` is None where its words were taken out of the text."""

    passage: Passage
    place: Place | None
    weaves: list[Weave] = field(default_factory=list)

    @cached_property
    def sources(self) -> set[str]:
        """Whose words they are, everybody once. Keys, not names."""
        return {phrase.source_key for weave in self.weaves for phrase in weave.phrases}

    @property
    def people(self) -> int:
        return len(self.sources)

    @property
    def sentence(self) -> str:
        """How many people it grew from; "" where all of them have withdrawn their words."""
        return grew_from(self.people) if self.people else ""

    @property
    def words(self) -> str:
        """What the passage says now, or what it said."""
        return self.place.words if self.place else self.passage.quote


def threads_of(text, reading: Reading, moved: Carried | None = None) -> list[Thread]:
    """Every thread in the order of the text; those whose words are gone stand last. Three queries, however many."""
    found: dict[int, Thread] = {}
    for weave in Weave.objects.of_text(text).in_full():
        thread = found.get(weave.passage_id)
        if thread is None:
            thread = found[weave.passage_id] = Thread(weave.passage, weave.passage.place(reading, moved))
        thread.weaves.append(weave)
    return sorted(found.values(), key=in_order)


def in_order(thread) -> tuple:
    """Where it stands in the text, for sorting anything with a passage and a place."""
    fragment = FRAGMENTS.index(thread.passage.fragment) if thread.passage.fragment in FRAGMENTS else len(FRAGMENTS)
    if thread.place is None:
        return True, fragment, 0, thread.passage.pk
    return False, fragment, thread.place.order, thread.passage.pk


def grown_from(reading: Reading, text, moved: Carried | None = None) -> dict[Id, int]:
    """For each block with threads: from how many people's words it grew. A frozen version's reading will do as well.

    One query, however many threads there are.
    """
    found: dict[Id, set[str]] = {}
    for passage, sources in woven_passages(text).items():
        place = passage.place(reading, moved)
        for block in place.blocks if place else ():
            found.setdefault(block, set()).update(sources)
    return {block: len(people) for block, people in found.items() if people}


def notes_of(reading: Reading, text, moved: Carried | None = None) -> dict[Id, str]:
    """The sentences that stand below the blocks of a text, for `reading.html(…, notes=…)` on pages, in plan and print."""
    return {block: grew_from(people) for block, people in grown_from(reading, text, moved).items()}


@dataclass(frozen=True)
class Coverage:
    """How many of those who were heard have no thread in the text yet. Numbers only, for nobody is to be named here."""

    gathering: Gathering
    visions: int
    visions_without: int
    voices: int
    voices_without: int


def latest_gathering(team, place) -> Gathering | None:
    """The newest revealed gathering that somebody who stands so with the team may see."""
    return team.gatherings.for_place(place).filter(revealed_at__isnull=False).first()


def coverage(gathering: Gathering, threads: list[Thread]) -> Coverage:
    """Counted over what is revealed, and over threads whose words stand in the text."""
    standing = [phrase for thread in threads if thread.place for weave in thread.weaves for phrase in weave.phrases]
    mine = [phrase for phrase in standing if phrase.gathering_id == gathering.pk]
    visions, voices = heard_in(gathering)
    return Coverage(
        gathering=gathering,
        visions=visions,
        visions_without=visions - len({phrase.vision_id for phrase in mine if phrase.vision_id}),
        voices=voices,
        voices_without=voices - len({phrase.voice_id for phrase in mine if phrase.voice_id}),
    )


def heard_in(gathering) -> tuple[int, int]:
    """How many revealed visions and how many voices there are; in one query."""
    visions = GatheredVision.objects.revealed().filter(gathering=OuterRef("pk"))
    voices = Voice.objects.shown().filter(round__gathering=OuterRef("pk"))
    counts = {"visions_heard": how_many(visions), "voices_heard": how_many(voices)}
    return Gathering.objects.filter(pk=gathering.pk).annotate(**counts).values_list(*counts).get()


def may_see(place, gathering_audience: str) -> bool:
    """Guests see whose words they are only where the whole staff was invited."""
    return place.role != "guest" or gathering_audience == Audience.STAFF
