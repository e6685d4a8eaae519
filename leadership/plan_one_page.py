"""The plan on one page, in plain words, for everybody on the staff: chosen and shortened from the same `Plan`. Pure.

Knows no requests and prints nothing. How much fits is measured by the press: `wordings` gives the same page from the fullest to
the shortest, and the first that fits on one page is the one that counts (`PlanPrint.make`).
"""

import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .clean_html import plain_of
from .models import Audience

# A number goes on with what stands before it: “Jan. 23” is one day.
SENTENCE_END = re.compile(r"[.!?。؟]+[”»’)\"]*(?=\s+[^\s\d])")


@dataclass(frozen=True)
class Brevity:
    """How much is said: things in a part, letters in a thing, letters in a name."""

    things: int
    letters: int
    name: int = 120


# From the fullest to one that fits whatever people write: of each part it says only how much there is.
BREVITIES = (
    Brevity(6, 320),
    Brevity(5, 260),
    Brevity(4, 220),
    Brevity(3, 200),
    Brevity(3, 150),
    Brevity(2, 150),
    Brevity(2, 100),
    Brevity(1, 70, 60),
    Brevity(0, 0, 40),
)


@dataclass(frozen=True)
class Said:
    """One part of the plan: everything it could say, the most important first. A thing is words, or two halves of words."""

    key: str
    title: str
    things: tuple[str | tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One part as it stands on the page. `more` says what did not find room, or is ""."""

    key: str
    title: str
    things: tuple[str, ...]
    more: str


@dataclass(frozen=True)
class OnePage:
    """The page in one wording."""

    title: str
    school: str
    state: str
    want: str  # what we want, larger than the rest
    parts: tuple[Part, ...]


def shorten(words: str, letters: int) -> str:
    """The words in one line. Longer ones end with their last whole sentence, else between two words, and that is shown."""
    words = " ".join(str(words).split())
    if len(words) <= letters:
        return words
    cut = words[: max(letters - 1, 0)]
    ends = [end.end() for end in SENTENCE_END.finditer(cut)]
    if ends and ends[-1] > letters * 2 // 5:
        return cut[: ends[-1]]
    whole = cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > letters // 2 else cut).rstrip(' ,;:–-')}…"


def shorten_thing(thing, letters: int) -> str:
    """A thing of two halves keeps something of both; what the second leaves, the first may have."""
    if isinstance(thing, str):
        return shorten(thing, letters)
    first, second = thing
    first = shorten(first, max(letters // 2, letters - len(second) - 1))
    return f"{first} {shorten(second, letters - len(first))}".strip()


def wordings(plan) -> list[OnePage]:
    """The page from the fullest to the shortest, each wording once."""
    said = said_of(plan)
    found = []
    for brevity in BREVITIES:
        page = OnePage(
            title=shorten(plan.team.name, brevity.name),
            school=shorten(plan.school.name, brevity.name),
            state=state_of(plan),
            want=shorten(want_of(plan), brevity.letters),
            parts=tuple(part_of(one, brevity) for one in said),
        )
        if page not in found:
            found.append(page)
    return found


def part_of(said: Said, brevity: Brevity) -> Part:
    shown, left = said.things[: brevity.things], len(said.things[brevity.things :])
    if not left:
        more = ""
    elif shown:
        more = ngettext("And %(count)s more, in the full plan.", "And %(count)s more, in the full plan.", left)
    else:
        more = ngettext("%(count)s thing, in the full plan.", "%(count)s things, in the full plan.", left)
    things = tuple(shorten_thing(one, brevity.letters) for one in shown)
    return Part(said.key, said.title, things, more and more % {"count": left})


def state_of(plan) -> str:
    """In one sentence: is this a draft, or what the team stands for?"""
    if plan.around.edition:
        return plan.around.state
    if plan.adoption:
        day = date_format(localtime(plan.adoption.at), "DATE_FORMAT")
        return _("The team adopted its vision on %(day)s.") % {"day": day}
    return _("A draft. The team is still writing.")


def want_of(plan) -> str:
    """What the team wants: its tagline, else how its vision begins."""
    return plan.tagline or plain_of(plan.vision)


def said_of(plan) -> list[Said]:
    """Every part that has something to say, in the order in which one would ask."""
    found = (Said(key, title, tuple(things(plan))) for key, title, things in PARTS)
    return [one for one in found if one.things]


# --- the parts --------------------------------------------------------------------------------------------------------


def whys(plan):
    """One answer: a page for busy people says why once."""
    for part in plan.why[:1]:
        yield plain_of(part.html)


def work_now(plan):
    """Goals, then what is under way, then how the team thinks it will get there, then the conditions it has put first."""
    for one in plan.theories.goals:
        if one.goal and one.goal.due_on:
            named = {"goal": one.goal.words, "day": date_format(one.goal.due_on)}
            yield _("%(goal)s (by %(day)s)") % named
        elif one.goal:
            yield one.goal.words
    for one in plan.initiatives.standing:
        yield _("Under way: %(name)s. %(words)s") % {"name": one.name, "words": one.words}
    for theory in plan.theories.theories:
        for piece in theory.compact[:1]:
            yield piece.sentence
    for one in plan.work.order:
        if one.about and one.reason:
            yield _("%(condition)s, because: %(reason)s") % {"condition": one.about, "reason": one.reason}
        elif one.about:
            yield str(one.about)


def tries(plan):
    """What runs comes before what has ended; each with its first chart in words."""
    for one in sorted(plan.pilots.pilots, key=lambda one: bool(one.pilot.closed_at)):
        chart = one.charts[0].chart.short_sentence if one.charts else ""
        yield _("%(title)s: %(standing)s") % {"title": one.pilot.title, "standing": one.standing}, chart


def decided(plan):
    """Of the decision log first, then of the guides' big questions; the latest first."""
    for one in plan.log.decided:
        yield one.decision.question, one.decision.outcome
    for point in sorted(plan.decisions.points, key=lambda point: point.on, reverse=True):
        yield f"{point.about}:", plain_of(point.html)


def comes_next(plan):
    """What has a day from today on, by day."""
    coming = sorted((one for one in days_of(plan) if one[0] >= plan.day), key=lambda one: one[0])
    for day, words in coming:
        yield _("%(day)s: %(words)s") % {"day": date_format(day), "words": words}
    for task in plan.work.open_tasks:
        if not task.due_on:
            yield task.words


def days_of(plan):
    for task in plan.work.open_tasks:
        if task.due_on:
            yield task.due_on, task.words
    for one in plan.pilots.pilots:
        if one.pilot.started_at and not one.pilot.closed_at:
            yield one.pilot.ends_on, _("we look at what “%(title)s” showed") % {"title": one.pilot.title}
    if plan.standing.round:
        yield plan.standing.round.ends_on, _("this round of writing ends")
    for one in plan.work.order:
        if one.begins_on:
            yield one.begins_on, _("we begin with %(condition)s") % {"condition": one.about}
    for one in plan.log.open:
        if one.decision.input_until:
            yield (
                one.decision.input_until,
                _("last day to say something to: %(words)s") % {"words": one.decision.question},
            )
    for one in plan.log.decided:
        if one.decision.review_on and not one.replaced_by:
            yield one.decision.review_on, _("we look again at: %(words)s") % {"words": one.decision.question}
    if plan.around.review_on:
        yield plan.around.review_on, _("we look at this plan again")
    if plan.around.valid_until:
        yield plan.around.valid_until, _("until then this plan holds")


def take_part(plan):
    """What somebody on the staff can do."""
    for one in plan.log.open:
        yield _("Say what you think, before it is decided: %(question)s") % {"question": one.decision.question}
    for one in plan.pilots.pilots:
        if one.pilot.invited_at and not one.pilot.closed_at:
            yield _("Join the pilot “%(title)s” if you like. Nobody has to.") % {"title": one.pilot.title}
    writing = plan.standing.round
    if writing and writing.audience == Audience.STAFF:
        yield _("Write with us until %(day)s. It is about: %(aim)s") % {
            "day": date_format(writing.ends_on),
            "aim": writing.aim,
        }
    names = [str(membership.person) for membership in plan.memberships]
    if names:
        yield _("Tell us what you see. Any of us will listen: %(names)s.") % {"names": ", ".join(names)}
    else:
        yield _("Tell us what you see. Anybody on the team will listen.")


PARTS = (
    ("why", gettext_lazy("Why"), whys),
    ("work", gettext_lazy("What we work on now"), work_now),
    ("tries", gettext_lazy("What we try"), tries),
    ("decided", gettext_lazy("What we decided lately"), decided),
    ("next", gettext_lazy("What comes next"), comes_next),
    ("take-part", gettext_lazy("How you can take part"), take_part),
)
