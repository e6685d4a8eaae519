"""A team's golden thread: every sentence of its vision with what serves it, what serves nothing, and what nothing serves yet.

Wiring: looks into every app. Read from what is there already; entered for it are only the strands people tie.

    thread = GoldenThread.for_team(team)
    thread.sentences            # in the order of the text; each with `.line` in words and `.works` by kind
    thread.orphans              # work that serves nothing we said we want, the uppermost of each
    thread.unserved             # sentences that nothing serves yet
    thread.provenance_of(goal)  # for the plan: sentences, people, conditions, arrows, pilots with their charts in words
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from leadership.knots import Kind, Knot, Step, Web
from leadership.models import Team
from leadership.provenance import Provenance
from leadership.rows_together import built
from leadership.thread_words import in_words
from pilots import thread_knots as of_pilots
from visioning import thread_knots as of_work
from visioning.live.authorship import Authors
from visioning.live.carried import Carried
from visioning.live.reading import Reading
from visioning.models import Passage, SharedVision
from visioning.models.weaves import woven_passages
from visioning.vision_sentences import VisionSentence, sentences_of, with_letter

TIEABLE = (
    *(Kind.GOAL, Kind.PROBLEM, Kind.GUIDE, Kind.THEORY, Kind.ARROW, Kind.DECISION_POINT),
    *(Kind.DECISION, Kind.INITIATIVE, Kind.PILOT),
)
# What is named where it serves nothing. An arrow is part of its theory.
NAMED = tuple(kind for kind in TIEABLE if kind != Kind.ARROW)


@dataclass(frozen=True)
class ThreadSentence:
    """One sentence of the vision on the thread. `sources`: keys of the people whose words it grew from, each once."""

    place: VisionSentence
    sources: frozenset[str] = frozenset()
    works: dict[Kind, tuple[Knot, ...]] = field(default_factory=dict)  # all that serves it, near or far

    @property
    def key(self) -> str:
        """For its address: reverse("thread_sentence", args=(team.slug, key))."""
        return self.place.key

    @property
    def words(self) -> str:
        return self.place.words

    @property
    def part(self) -> str:
        """The title of the part of the text it stands in."""
        return str(self.place.part)

    @property
    def stands(self) -> bool:
        """False: its words were taken out of the text; its strands are kept."""
        return self.place.stands

    @property
    def passages(self) -> tuple[int, ...]:
        return self.place.passages

    @property
    def people(self) -> int:
        return len(self.sources)

    @property
    def all_works(self) -> tuple[Knot, ...]:
        return tuple(knot for knots in self.works.values() for knot in knots)

    @property
    def line(self) -> str:
        """What serves it, in one line; "" where nothing does."""
        return in_words(self.all_works)

    @property
    def charts(self) -> tuple[str, ...]:
        """What was seen in the pilots that serve it, in a few words each; what may have changed comes first in each pilot."""
        return tuple(words for knot in self.works.get(Kind.PILOT, ()) for words in knot.short)


@dataclass(frozen=True)
class Orphan:
    """Work that serves nothing we said we want, and how much hangs on it."""

    knot: Knot
    below: tuple[Knot, ...] = ()

    @property
    def line(self) -> str:
        return in_words(self.below)


@dataclass(frozen=True)
class GoldenThread:
    """The whole of it. `web` has every knot and link; sentences are knots as well, under `sentence-<key>`."""

    team: Team
    sentences: tuple[ThreadSentence, ...] = ()  # as the text reads now
    gone: tuple[ThreadSentence, ...] = ()  # taken out of the text, with strands that still say what they served
    orphans: tuple[Orphan, ...] = ()
    web: Web = field(default_factory=Web)
    strategies: tuple[tuple[str, tuple[Knot, ...]], ...] = ()  # by title of a theory: what a strand may lead to as well

    reading: Reading = Reading.EMPTY
    moved: Carried | None = None

    @classmethod
    def for_team(cls, team) -> "GoldenThread":
        """Four questions to the database, however much there is."""
        text = SharedVision.objects.filter(team=OuterRef("pk")).values("text_id")
        asked = of_work.questions() | of_pilots.questions()
        brought = Team.objects.filter(pk=team.pk).values(text_id=Subquery(text), **asked).get()
        work = of_work.WorkKnots(team, brought)
        pilots = of_pilots.PilotKnots(team, brought, work.keys)
        authors = Authors.of(brought["text_id"]) if brought["text_id"] else None
        woven = woven_passages(brought["text_id"]) if authors else {}
        tied = {one.pk: one for one in built(Passage, [*brought["passage_rows"], *brought["pilot_passage_rows"]])}
        passages = {one.pk: one for one in woven} | tied
        found = sentences_of(authors.now, passages.values(), authors.moved) if authors else []
        kept = [one for one in found if one.stands or tied.keys() & set(one.passages)]
        by_passage: dict[int, list[str]] = {}
        for one in kept:
            for pk in one.passages:
                by_passage.setdefault(pk, []).append(knot_key(one.key))
        strands = (*work.strands(by_passage), *pilots.strands(by_passage))
        tied_to = {link.upper for link in strands}
        worked = (knot for knot in work.knots if knot.kind != Kind.STATEMENT or knot.key in tied_to)
        knots = (*worked, *pilots.knots, *(knot_of(team, one) for one in kept))
        web = Web.of(knots, (*strands, *work.links, *pilots.links))
        sources = {one.pk: keys for one, keys in woven.items()}
        told = [told_of(one, web, sources) for one in kept]
        return cls(
            team=team,
            sentences=tuple(one for one in told if one.stands),
            gone=tuple(one for one in told if not one.stands),
            orphans=tuple(orphans_of(web, [knot_key(one.key) for one in kept])),
            web=web,
            strategies=tuple((title, tuple(knots)) for title, knots in work.strategies.items()),
            reading=authors.now if authors else Reading.EMPTY,
            moved=authors.moved if authors else None,
        )

    @cached_property
    def unserved(self) -> tuple[ThreadSentence, ...]:
        return tuple(one for one in self.sentences if not one.works)

    def sentence(self, key) -> ThreadSentence | None:
        """By its key, by any passage that covers some of it (the first of them), or by any of its letters."""
        every = (*self.sentences, *self.gone)
        if key.isdecimal():
            named = (one for one in every if one.key == key)
            return next(named, None) or next((one for one in every if int(key) in one.passages), None)
        place = with_letter((one.place for one in every), self.reading, key)
        return next((one for one in every if one.place is place), None)

    def knot(self, kind, ref) -> Knot | None:
        return self.web.knots.get(f"{kind}-{ref}")

    def end(self, key) -> Knot | None:
        """What may be an end of a strand: work, a sentence by any of its names, a statement nothing leads to yet."""
        if key.startswith(f"{Kind.SENTENCE}-"):
            sentence = self.sentence(key.partition("-")[2])
            return sentence and self.web.knots[knot_key(sentence.key)]
        strategies = (knot for _title, knots in self.strategies for knot in knots if knot.key == key)
        knot = self.web.knots.get(key) or next(strategies, None)
        return knot if knot and knot.kind in (*TIEABLE, Kind.STATEMENT) else None

    def down_from(self, sentence: ThreadSentence) -> tuple[Step, ...]:
        return self.web.down(knot_key(sentence.key))

    def sentences_above(self, key) -> tuple[ThreadSentence, ...]:
        """What a knot serves in the end, near or far, in the order of the text."""
        above = {knot.key for knot in self.web.all_above(key)}
        return tuple(one for one in (*self.sentences, *self.gone) if knot_key(one.key) in above)

    def provenance_of(self, work, kind=Kind.GOAL) -> Provenance:
        """Of a goal (anything with `number`), or of a piece of work of another kind that has one."""
        key = f"{kind}-{work.number}"
        return Provenance.of(self.web, key, self.sentences_above(key)) if key in self.web.knots else Provenance()


def knot_key(sentence_key) -> str:
    return f"{Kind.SENTENCE}-{sentence_key}"


def knot_of(team, sentence: VisionSentence) -> Knot:
    return Knot(Kind.SENTENCE, sentence.key, sentence.words, reverse("thread_sentence", args=(team.slug, sentence.key)))


def told_of(one: VisionSentence, web: Web, sources) -> ThreadSentence:
    works: dict[Kind, tuple[Knot, ...]] = {}
    for knot in web.all_below(knot_key(one.key)):
        works[knot.kind] = (*works.get(knot.kind, ()), knot)
    return ThreadSentence(one, frozenset().union(*(sources.get(pk, ()) for pk in one.passages)), works)


def orphans_of(web: Web, sentences):
    """The uppermost of all work that leads to no sentence. A circle is named by its first knot."""
    served = web.reached_from(sentences)
    left = {key: knot for key, knot in web.knots.items() if key not in served and is_named(web, knot, served)}
    roots = [key for key in left if not any(knot.key in left for knot in web.all_above(key))]
    covered = web.reached_from(roots)
    for key in left:
        if key not in covered:
            roots.append(key)
            covered |= web.reached_from([key])
    for key in sorted(roots, key=lambda key: list(Kind).index(left[key].kind)):
        yield Orphan(left[key], tuple(web.all_below(key)))


def is_named(web: Web, knot: Knot, served) -> bool:
    """A condition is work as far as something hangs on it that serves nothing either."""
    hangs = knot.kind != Kind.GUIDE or any(link.lower not in served for link in web.below(knot.key))
    return knot.kind in NAMED and not knot.done and hangs


__all__ = ["TIEABLE", "GoldenThread", "Orphan", "Provenance", "ThreadSentence"]
