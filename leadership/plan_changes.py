"""What changed in a plan, in words: the facts kept of an earlier one beside the facts of now.

Pure. Says new words as they stand now; of what is gone it says only that it is gone, and how many: taken back is taken back.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from .plan_facts import kept_of, mark

FEW = 5  # changes of one kind told one by one
MOST = 40  # sentences in all
LONGEST = 160  # letters of a name


@dataclass(frozen=True)
class Kind:
    """The sentences about one kind of fact: a new one, one that says something else, some that are gone."""

    new: str
    again: str
    gone: str = ""
    moved: str = gettext_lazy("“%(name)s” is now: %(now)s (was: %(was)s).")


def changes(before: dict, facts, chapters) -> tuple[str, ...]:
    """Sentences in the order of the plan. `before`: what was kept of an earlier plan; `chapters`: (key, title) of this one."""
    had, marks = set(before.get("chapters", ())), before.get("facts", {})
    by_chapter = {}
    for fact in facts:
        by_chapter.setdefault(fact.chapter, []).append(fact)
    told = []
    for key, title in chapters:
        of_it = by_chapter.get(key, [])
        if key not in had:
            if of_it:
                told.append(_("New in the plan: “%(chapter)s”.") % {"chapter": title})
            continue
        told += shortened(changed(of_it, marks))
        told += gone(key, of_it, marks)
    if len(told) > MOST:
        left = len(told) - MOST
        more = ngettext("And one more change.", "And %(count)s more changes.", left)
        told = [*told[:MOST], more % {"count": left}]
    return tuple(told)


def shortened(found) -> Iterator[str]:
    """Of many changes of one kind the first few, then how many more there are."""
    kinds = Counter()
    for kind, sentence in found:
        kinds[kind] += 1
        if kinds[kind] <= FEW:
            yield sentence
    if left := sum(max(0, count - FEW) for count in kinds.values()):
        yield ngettext("And one more change like these.", "And %(count)s more changes like these.", left) % {
            "count": left
        }


def changed(facts, marks) -> Iterator[tuple[str, str]]:
    """(kind, sentence) of what is new or says something else."""
    for fact in facts:
        was, words = marks.get(fact.key), {"name": Truncator(fact.name.rstrip(" .")).chars(LONGEST)}
        if fact.is_text:
            if sentence := changed_text(fact, was, words):
                yield fact.kind, sentence
            continue
        kind = KINDS[fact.kind]
        if not isinstance(was, str):
            yield fact.kind, kind.new % (words | {"now": in_words(fact, fact.state)})
        elif was != kept_of(fact):
            state = was.partition("|")[2]
            pattern = kind.moved if state != fact.state and state and fact.state else kind.again
            states = {"now": in_words(fact, fact.state), "was": in_words(fact, state)}
            yield fact.kind, pattern % (words | states)


def changed_text(fact, was, words) -> str:
    if not isinstance(was, list):
        return _("Written now: “%(name)s”.") % words
    now = Counter(mark(one) for one in fact.says)
    before = Counter(was)
    if new := (now - before).total():
        sentence = ngettext(
            "In “%(name)s” one sentence is new or said anew.",
            "In “%(name)s” %(count)s sentences are new or said anew.",
            new,
        )
        return sentence % (words | {"count": new})
    if left := (before - now).total():
        sentence = ngettext("In “%(name)s” one sentence is gone.", "In “%(name)s” %(count)s sentences are gone.", left)
        return sentence % (words | {"count": left})
    if list(was) != [mark(one) for one in fact.says]:
        return _("In “%(name)s” sentences stand in another order.") % words
    return ""


def gone(chapter, facts, marks) -> Iterator[str]:
    """What stood in this chapter and does not any more, by kind."""
    here = {fact.key for fact in facts}
    left = Counter(
        key.partition(":")[0] for key in marks if key not in here and CHAPTER_OF.get(key.partition(":")[0]) == chapter
    )
    for kind, count in left.items():
        if isinstance(pattern := KINDS[kind].gone if kind in KINDS else TEXT_GONE, str) and not pattern:
            continue
        yield pattern % {"count": count}


def in_words(fact, state) -> str:
    return str(fact.labels.get(state, state))


TEXT_GONE = ngettext_lazy(
    "One text is not in the plan any more.", "%(count)s texts are not in the plan any more.", "count"
)

KINDS = {
    "people": Kind(
        gettext_lazy("The team has %(now)s people."),
        gettext_lazy("Who is on the team changed."),
        moved=gettext_lazy("The team has %(now)s people now (had %(was)s)."),
    ),
    "adoption": Kind(
        gettext_lazy("The vision was adopted: %(name)s."),
        gettext_lazy("The vision was adopted anew: %(name)s."),
        gettext_lazy("The vision is a draft again."),
    ),
    "alignment": Kind(
        gettext_lazy("Asked if people stand behind the vision: %(name)s"),
        gettext_lazy("Asked again if people stand behind the vision: %(name)s"),
    ),
    "round": Kind(
        gettext_lazy("A round is open: “%(name)s”."),
        gettext_lazy("Another round is open: “%(name)s”."),
        gettext_lazy("The round that was open is closed."),
    ),
    "use": Kind(
        gettext_lazy("The vision decided something: “%(name)s”."),
        gettext_lazy("How the vision decided something is said anew: “%(name)s”."),
    ),
    "condition": Kind(
        gettext_lazy("Where we stand is said for the first time: %(name)s."),
        gettext_lazy("Where we stand is said anew: %(name)s."),
        moved=gettext_lazy("%(name)s: our level is “%(now)s” now (was “%(was)s”)."),
    ),
    "order": Kind(
        gettext_lazy("The order in which we work on the conditions is chosen."),
        gettext_lazy("The order in which we work on the conditions changed."),
        gettext_lazy("There is no order of the conditions any more."),
    ),
    "times": Kind(
        gettext_lazy("Time is kept for the work."),
        gettext_lazy("The time kept for the work changed."),
        gettext_lazy("No time is kept for the work any more."),
    ),
    "point": Kind(
        gettext_lazy("Decided: “%(name)s”."),
        gettext_lazy("Decided anew: “%(name)s”."),
        ngettext_lazy("One question is open again.", "%(count)s questions are open again.", "count"),
    ),
    "goal": Kind(
        gettext_lazy("New goal: “%(name)s”."),
        gettext_lazy("A goal is said anew: “%(name)s”."),
        ngettext_lazy("One goal is gone.", "%(count)s goals are gone.", "count"),
    ),
    "problem": Kind(
        gettext_lazy("New problem of practice: “%(name)s”."),
        gettext_lazy("A problem of practice is said anew: “%(name)s”."),
        ngettext_lazy("One problem of practice is gone.", "%(count)s problems of practice are gone.", "count"),
    ),
    "theory": Kind(
        gettext_lazy("New theory of action: “%(name)s”."),
        gettext_lazy("A theory of action has another title or answers something else: “%(name)s”."),
        ngettext_lazy("One theory of action is gone.", "%(count)s theories of action are gone.", "count"),
    ),
    "statement": Kind(
        gettext_lazy("New in a theory: “%(name)s”."),
        gettext_lazy("Said anew in a theory: “%(name)s”."),
        ngettext_lazy("One statement of a theory is gone.", "%(count)s statements of theories are gone.", "count"),
    ),
    "arrow": Kind(
        gettext_lazy("New arrow: “%(name)s” (%(now)s)."),
        gettext_lazy("What is said of the arrow “%(name)s” changed."),
        ngettext_lazy("One arrow is gone.", "%(count)s arrows are gone.", "count"),
        moved=gettext_lazy("The arrow “%(name)s” is now: %(now)s (was: %(was)s)."),
    ),
    "initiative": Kind(
        gettext_lazy("New initiative: “%(name)s” (%(now)s)."),
        gettext_lazy("What is said of the initiative “%(name)s” changed."),
        ngettext_lazy("One initiative is gone.", "%(count)s initiatives are gone.", "count"),
        moved=gettext_lazy("The initiative “%(name)s” is now: %(now)s (was: %(was)s)."),
    ),
    "decision": Kind(
        gettext_lazy("New in the decision log: “%(name)s” (%(now)s)."),
        gettext_lazy("More is said of the decision “%(name)s”."),
        ngettext_lazy(
            "One decision is not in the log any more.", "%(count)s decisions are not in the log any more.", "count"
        ),
        moved=gettext_lazy("The decision “%(name)s” is now: %(now)s (was: %(was)s)."),
    ),
    "pilot": Kind(
        gettext_lazy("New pilot: “%(name)s” (%(now)s)."),
        gettext_lazy("What is said of the pilot “%(name)s” changed."),
        ngettext_lazy("One pilot is gone.", "%(count)s pilots are gone.", "count"),
        moved=gettext_lazy("The pilot “%(name)s” is now: %(now)s (was: %(was)s)."),
    ),
    "cycle": Kind(
        gettext_lazy("Tried in a pilot: “%(name)s”."),
        gettext_lazy("A cycle went on: “%(name)s”."),
        ngettext_lazy("One cycle is gone.", "%(count)s cycles are gone.", "count"),
    ),
    "chart": Kind(
        gettext_lazy("New chart: “%(name)s”."),
        gettext_lazy("The chart “%(name)s” says something else now."),
        ngettext_lazy("One chart is gone.", "%(count)s charts are gone.", "count"),
    ),
    "task": Kind(
        gettext_lazy("New task: “%(name)s” (%(now)s)."),
        gettext_lazy("A task has another day: “%(name)s”."),
        ngettext_lazy("One task is not listed any more.", "%(count)s tasks are not listed any more.", "count"),
        moved=gettext_lazy("The task “%(name)s” is now: %(now)s."),
    ),
    "stop": Kind(
        gettext_lazy("New among what we stop: “%(name)s”."),
        gettext_lazy("Said anew among what we stop: “%(name)s”."),
        ngettext_lazy("One thing we wanted to stop is gone.", "%(count)s things we wanted to stop are gone.", "count"),
    ),
    "challenge": Kind(
        gettext_lazy("New challenge: “%(name)s”."),
        gettext_lazy("A challenge is said anew: “%(name)s”."),
        ngettext_lazy("One challenge is gone.", "%(count)s challenges are gone.", "count"),
    ),
    "shift": Kind(
        gettext_lazy("New among who does what differently: “%(name)s”."),
        gettext_lazy("Said anew among who does what differently: “%(name)s”."),
        ngettext_lazy(
            "One change of what people do is gone.", "%(count)s changes of what people do are gone.", "count"
        ),
    ),
    "learning": Kind(
        gettext_lazy("New among what we need to learn: “%(name)s”."),
        gettext_lazy("Said anew among what we need to learn: “%(name)s”."),
        ngettext_lazy("One thing to learn is gone.", "%(count)s things to learn are gone.", "count"),
    ),
    "agreement": Kind(
        gettext_lazy("New agreement: “%(name)s”."),
        gettext_lazy("An agreement is said anew: “%(name)s”."),
        ngettext_lazy("One agreement is gone.", "%(count)s agreements are gone.", "count"),
    ),
    "version": Kind(
        gettext_lazy("New version of the vision: %(name)s."),
        gettext_lazy("A version of the vision was adopted or renamed: %(name)s."),
    ),
}
CHAPTER_OF = {
    **{"people": "people", "adoption": "vision", "vision": "vision", "alignment": "alignment", "round": "living"},
    **{"use": "living", "condition": "conditions", "order": "order", "times": "order", "point": "decisions"},
    **{"goal": "goals", "problem": "goals", "theory": "theories", "statement": "theories", "arrow": "theories"},
    **{"initiative": "initiatives", "decision": "log", "pilot": "pilots", "cycle": "pilots", "chart": "pilots"},
    **{"task": "tasks", "stop": "groundwork", "challenge": "groundwork", "shift": "groundwork"},
    **{"learning": "groundwork", "agreement": "agreements", "version": "versions"},
    **{key: key for key in ("why", "short", "organizer", "now")},  # texts
}
