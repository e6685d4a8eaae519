"""A plan as facts: what it says, each under a key that stays the same, so that a later plan can say what changed.

Pure: reads a plan, knows no database and no printing. What is kept of a fact (`kept`) has none of its words: marks of them,
and states. So nothing that somebody takes back lives on in what was kept, and names are in no fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from html import unescape

from django.utils.translation import gettext_lazy as _

BLOCK_ENDS = re.compile(r"</(?:p|li|h\d|blockquote|div|td|th)>|<br ?/?>")
NOTES = re.compile(r'<(p|span) class="grew">.*?</\1>', re.DOTALL)  # whose words a block grew from: not the text itself
TAGS = re.compile(r"<[^>]+>")
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\s\u200b]+|\n+")


@dataclass(frozen=True)
class Fact:
    """One thing a plan says. `says` is everything of it, for comparing; `state` may be told as it was; `labels` put states in words."""

    chapter: str
    key: str
    name: str
    says: tuple[str, ...] = ()
    state: str = ""
    labels: dict[str, str] = field(default_factory=dict, compare=False)
    is_text: bool = False  # `says` are its sentences

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


def mark(*words) -> str:
    """Short, the same for the same words, and no way back to them."""
    return blake2b("\x00".join(map(str, words)).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def sentences(html) -> tuple[str, ...]:
    """What a text says, sentence by sentence, without its looks."""
    plain = unescape(TAGS.sub("", BLOCK_ENDS.sub("\n", NOTES.sub("", str(html)))))
    return tuple(" ".join(one.split()) for one in SENTENCE_ENDS.split(plain) if one.strip())


def facts_of(plan) -> tuple[Fact, ...]:
    """Everything the plan says, chapter by chapter. A chapter that is not in it has no fact."""
    return tuple(fact for key, _title in plan.chapters for fact in FACTS[key](plan))


def kept(facts, chapters) -> dict:
    """What is stored: a mark of each fact with its state, of texts a mark of each sentence; and which chapters there were."""
    marks = {fact.key: [mark(one) for one in fact.says] if fact.is_text else kept_of(fact) for fact in facts}
    return {"chapters": list(chapters), "facts": marks}


def kept_of(fact) -> str:
    return f"{mark(fact.name, *fact.says)}|{fact.state}"


# --- chapter by chapter -------------------------------------------------------------------------------------
def text(chapter, key, name, html) -> Iterator[Fact]:
    if said := sentences(html):
        yield Fact(chapter, key, str(name), said, is_text=True)


def texts(chapter, parts):
    return (fact for part in parts for fact in text(chapter, f"{chapter}:{part.key}", part.heading, part.html))


def lines(chapter, kind, rows, name, *says) -> Iterator[Fact]:
    """Rows without a number: each is known by its words, so that other words are another row."""
    for row in rows:
        words = getattr(row, name)
        yield Fact(chapter, f"{kind}:{mark(words)}", str(words), tuple(str(getattr(row, one)) for one in says))


def of_people(plan):
    """How many, by position; who they are is not kept."""
    count = len(plan.memberships)
    yield Fact("people", "people", "", tuple(f"{one.label} {one.people}" for one in plan.positions), str(count))


def of_vision(plan):
    yield from text("vision", "vision", _("Our shared vision"), plan.vision)
    if plan.adoption:
        yield Fact("vision", "adoption", plan.version.label, (str(plan.adoption.at),))


def of_alignment(plan):
    if result := plan.standing.result:
        yield Fact("alignment", "alignment", str(result.sentence))


def of_living(plan):
    if plan.standing.round:
        yield Fact("living", "round", plan.standing.round.aim)
    yield from lines("living", "use", plan.standing.uses, "what", "outcome", "how")


def of_conditions(plan):
    for one in plan.work.conditions:
        level = str(one.settled.level) if one.settled else ""
        reason = one.settled.reason if one.settled else ""
        asked = str(one.asked.sentence) if one.asked else ""
        yield Fact("conditions", f"condition:{mark(one.label)}", str(one.label), (reason, asked), level)


def of_order(plan):
    if plan.work.order:
        said = tuple(f"{one.condition} {one.reason} {one.begins_on} {one.ends_on}" for one in plan.work.order)
        yield Fact("order", "order", "", said)
    if plan.work.times:
        yield Fact("order", "times", "", tuple(f"{one.meeting} {one.first_at} {one.rhythm}" for one in plan.work.times))


def of_decisions(plan):
    for one in plan.decisions.points:
        name = str(one.question or one.about)
        yield Fact("decisions", f"point:{mark(one.about, one.question)}", name, (*sentences(one.html), str(one.on)))


def of_goals(plan):
    for one in plan.theories.goals:
        goal = one.goal
        if goal:
            said = (goal.measure, goal.due_on, goal.benefits, goal.framework)
            yield Fact("goals", f"goal:{goal.number}", goal.words, tuple(map(str, said)))
        yield from lines("goals", "problem", one.problems, "words", "kind", "technical", "adaptive")


def of_theories(plan):
    for theory in plan.theories.theories:
        stem = f"{theory.number}"
        yield Fact("theories", f"theory:{stem}", theory.title, (theory.problem,))
        words = {}
        for one in theory.shape.statements:
            words[one.number] = one.words
            yield Fact("theories", f"statement:{stem}:{one.number}", one.words, (str(one.column.value),))
        for arrow in theory.shape.arrows:
            yield Fact(
                "theories",
                f"arrow:{stem}:{arrow.source}-{arrow.target}",
                f"{words.get(arrow.source, '')} → {words.get(arrow.target, '')}",
                (arrow.because, arrow.assumption, arrow.evidence, arrow.wrong_if),
                str(arrow.state.value),
                dict(type(arrow.state).choices),
            )


def of_initiatives(plan):
    for one in plan.initiatives.initiatives:
        said = (one.words, *(f"{served.words} {served.why}" for served in one.serves))
        labels = dict(type(one.status).choices)
        yield Fact("initiatives", f"initiative:{one.number}", one.name, said, str(one.status.value), labels)


def of_log(plan):
    for one in (*plan.log.decided, *plan.log.open):
        row = one.decision
        said = (row.outcome, row.explanation, row.prediction, str(row.review_on))
        looked = tuple(review.found for review in one.reviews)
        yield Fact(
            "log", f"decision:{row.number}", row.question, said + looked, "open" if one.is_open else "decided", STAGES
        )


STAGES = {"open": _("open for input"), "decided": _("decided")}
PHASES = {
    "planned": _("being planned"),
    "inviting": _("inviting people"),
    "running": _("under way"),
    "closed": _("closed"),
}
DOING = {"open": _("to do"), "done": _("done")}


def of_pilots(plan):
    for one in plan.pilots.pilots:
        row, stem = one.pilot, f"pilot:{one.pilot.number}"
        said = (row.set_out_for, row.challenge, row.results, row.decision, row.decision_why)
        yield Fact("pilots", stem, row.title, tuple(map(str, said)), phase_of(row), PHASES)
        for cycle in one.cycles:
            learned = (cycle.learned, str(cycle.act))
            yield Fact("pilots", f"cycle:{row.number}:{cycle.number}", cycle.change_idea, learned)
        for chart in one.charts:
            key = f"chart:{row.number}:{chart.chart.number}"
            yield Fact("pilots", key, chart.chart.title, (str(chart.chart.sentence),))


def phase_of(pilot) -> str:
    if pilot.closed_at:
        return "closed"
    if pilot.started_at:
        return "running"
    return "inviting" if pilot.invited_at else "planned"


def of_tasks(plan):
    for one in (*plan.work.open_tasks, *plan.work.done_tasks):
        state = "done" if one.done_on else "open"
        yield Fact("tasks", f"task:{mark(one.words, one.about)}", one.words, (str(one.due_on),), state, DOING)


def of_groundwork(plan):
    yield from lines("groundwork", "stop", plan.work.stops, "words", "frees", "from_on")
    yield from lines("groundwork", "challenge", plan.work.challenges, "words", "kind", "agreement")
    yield from lines("groundwork", "shift", plan.work.shifts, "words", "who", "now")
    yield from lines("groundwork", "learning", plan.work.learnings, "words", "how", "by_on")


def of_versions(plan):
    for one in plan.versions:
        yield Fact("versions", f"version:{one.number}", one.name or str(one.number), (str(one.adopted_at),))


FACTS = {
    "people": of_people,
    "why": lambda plan: texts("why", plan.why),
    "vision": of_vision,
    "short": lambda plan: texts("short", plan.derived),
    "organizer": lambda plan: texts("organizer", plan.organizer),
    "now": lambda plan: text("now", "now", _("Where we are now"), plan.now),
    "alignment": of_alignment,
    "living": of_living,
    "conditions": of_conditions,
    "order": of_order,
    "decisions": of_decisions,
    "goals": of_goals,
    "theories": of_theories,
    "initiatives": of_initiatives,
    "log": of_log,
    "pilots": of_pilots,
    "tasks": of_tasks,
    "groundwork": of_groundwork,
    "agreements": lambda plan: lines("agreements", "agreement", plan.agreements, "text"),
    "versions": of_versions,
}
