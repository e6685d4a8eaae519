"""Where each goal of a plan comes from and what came of it so far, claim by claim, each with the way back to where it is kept.

Pure: takes the plan's own parts, so that what a plan does not show is not claimed either, and from the golden thread only which
sentences, conditions, theories, pilots, decisions and initiatives belong to a goal. Names nobody.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clean_html import plain_of

UNTRIED = "untested"


@dataclass(frozen=True)
class Claim:
    """One thing that is said. `anchor`: where this plan tells more of it; `address`: the page of the site where it is kept."""

    label: str
    words: str
    anchor: str = ""
    address: str = ""


@dataclass(frozen=True)
class Grounds:
    """What the thread knows of a goal: numbers and keys of other parts of the plan. `people`: whose words its sentences grew from."""

    sentences: tuple["Served", ...] = ()
    people: int = 0
    staff: int = 0
    conditions: tuple = ()  # (label, level in words, address)
    theories: frozenset[int] = frozenset()
    pilots: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    initiatives: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Served:
    """A sentence of the vision that the goal serves, the why, and the chapter of the plan it stands in."""

    words: str
    why: str
    chapter: str
    address: str
    stands: bool = True


def grounds_of(thread, goal, chapters, staff=0) -> Grounds:
    """From a `GoldenThread`. `chapters`: the plan's chapter by the part of the vision's text."""
    found = thread.provenance_of(goal)
    whys = {link.upper: link.why for link in found.links}
    return Grounds(
        sentences=tuple(
            Served(
                one.words,
                whys.get(f"sentence-{one.key}", ""),
                chapters.get(one.place.fragment, "vision"),
                thread.web.knots[f"sentence-{one.key}"].address,
                one.stands,
            )
            for one in found.sentences
        ),
        people=found.people,
        staff=staff,
        conditions=tuple((knot.words, knot.standing, knot.address) for knot in found.conditions),
        **{
            name: frozenset(int(knot.ref) for knot in getattr(found, name) if knot.ref.isdecimal())
            for name in ("theories", "pilots", "decisions", "initiatives")
        },
    )


def claims_of(plan, grounds: Grounds | None) -> tuple[Claim, ...]:
    """Everything this plan may say of the grounds of one goal, from the vision down."""
    if grounds is None:
        return ()
    parts = (of_sentences, of_people, of_conditions, of_theories, of_pilots, of_decisions, of_initiatives)
    return tuple(claim for part in parts for claim in part(plan, grounds))


def of_sentences(plan, grounds) -> Iterator[Claim]:
    label = _("It serves what we want")
    if not grounds.sentences and "vision" not in plan.hidden:
        yield Claim(label, _("Nobody has tied it to a sentence of the vision yet."), anchor="vision")
    adopted, chapters = as_adopted(plan), {key for key, _title in plan.chapters}
    for one in grounds.sentences:
        if one.chapter in plan.hidden:
            continue
        if not one.stands or (adopted is not None and " ".join(one.words.split()) not in adopted):
            # What the team has not adopted, or took out, is not to leave the house as if it stood.
            words = _("A sentence that has changed since the vision was adopted")
            words = words if adopted is not None else _("A sentence that has left the vision since")
        else:
            words = _("“%(sentence)s”") % {"sentence": one.words}
        said = _("%(sentence)s, because: %(why)s") % {"sentence": words, "why": one.why} if one.why else words
        yield Claim(label, said, anchor=one.chapter if one.chapter in chapters else "", address=one.address)


def as_adopted(plan) -> str | None:
    """All words of the vision that the team adopted, in one line; None while the plan shows the text as it is being written."""
    if plan.adoption is None:
        return None
    written = (plan.vision, plan.now, *(part.html for part in (*plan.organizer, *plan.derived)))
    return " ".join((*map(plain_of, written), plan.tagline))


def of_people(plan, grounds) -> Iterator[Claim]:
    if not grounds.people or "vision" in plan.hidden:
        return
    said = ngettext(
        "These sentences grew from the words of one person.",
        "These sentences grew from the words of %(people)s people.",
        grounds.people,
    ) % {"people": grounds.people}
    if grounds.staff >= grounds.people:
        said = f"{said} {_('The staff of the school is %(staff)s people.') % {'staff': grounds.staff}}"
    yield Claim(_("Whose words these are"), said, anchor="vision")


def of_conditions(plan, grounds) -> Iterator[Claim]:
    if "conditions" in plan.hidden:
        return
    told = {one.label for one in plan.work.conditions}
    for label, level, address in grounds.conditions:
        words = level or _("the team has not settled on a level yet")
        said = _("%(condition)s: %(level)s") % {"condition": label, "level": words}
        yield Claim(
            _("Where the condition stands"), said, anchor="conditions" if label in told else "", address=address
        )


def of_theories(plan, grounds) -> Iterator[Claim]:
    """How many arrows of a theory are in which state, then those that were tried."""
    label = _("How we think it comes about")
    for theory in plan.theories.theories:
        if theory.number not in grounds.theories:
            continue
        states = Counter(str(arrow.state.label) for arrow in theory.shape.arrows)
        counts = ", ".join(_("%(count)s %(state)s") % {"count": n, "state": name.lower()} for name, n in states.items())
        named = {"title": theory.title, "states": counts or _("nothing leads to anything yet")}
        said = _("“%(title)s”; of its arrows: %(states)s") % named if states else f"“{theory.title}”"
        yield Claim(label, said, anchor=f"theory-{theory.number}", address=theory.address)
        for column in theory.outline.columns:
            for one in column.statements:
                for arrow in one.arrows:
                    if arrow.arrow.state.value != UNTRIED:
                        said = _("%(source)s → %(target)s: %(state)s")
                        words = said % {"source": one.words, "target": arrow.words, "state": arrow.state}
                        yield Claim(_("An arrow we tried"), words, f"{theory.anchor}{arrow.name}", theory.address)


def of_pilots(plan, grounds) -> Iterator[Claim]:
    for one in plan.pilots.pilots:
        if one.pilot.number in grounds.pilots:
            first, *others = [chart.chart for chart in one.charts] or [None]
            charts = " ".join(
                [first.sentence if first else "", *(f"{each.title}: {each.short_sentence}" for each in others)]
            )
            said = _("%(title)s: %(standing)s %(charts)s")
            words = said % {"title": one.pilot.title, "standing": one.standing, "charts": charts}
            yield Claim(_("What we try"), words.strip(), f"pilot-{one.pilot.number}", one.address)


def of_decisions(plan, grounds) -> Iterator[Claim]:
    for one in plan.log.decided:
        if one.decision.number in grounds.decisions:
            said = _("%(question)s We decided: %(outcome)s")
            words = said % {"question": one.decision.question, "outcome": one.decision.outcome}
            yield Claim(_("What we decided about it"), words, f"decision-{one.decision.number}", one.address)


def of_initiatives(plan, grounds) -> Iterator[Claim]:
    for one in plan.initiatives.initiatives:
        if one.number in grounds.initiatives:
            said = _("%(name)s: %(status)s") % {"name": one.name, "status": str(one.status.label).lower()}
            yield Claim(_("What is under way for it"), said, "initiatives", one.address)
