"""Who wrote a theory, and what happened in it lately, told from its rows. Knows no requests; counts nobody's share."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visioning.models import ArrowState

SHOWN = 20
NAMED = 80  # letters of a statement in a sentence
MANY = 2  # as many of one kind by one hand on one day are told one by one


@dataclass(frozen=True)
class Deed:
    """One thing somebody did. `many` says it of several at once, with %(n)s."""

    at: datetime
    person: object
    kind: str
    one: str
    words: tuple = ()


def short(words) -> str:
    return Truncator(words).chars(NAMED)


def name_of(person) -> str:
    return str(person) if person else _("A former colleague")


class History:
    """What is known of a theory's life. Four questions to the database."""

    def __init__(self, theory):
        self.theory = theory
        hands = ("written_by", "changed_by", "removed_by")
        self.statements = list(theory.statements.select_related(*hands))
        self.arrows = list(theory.arrows.select_related("source", "target", *hands))
        states = ArrowState.objects.filter(arrow__theory=theory)
        self.states = list(
            states.select_related("noted_by", "arrow__source", "arrow__target").order_by("-noted_at")[:SHOWN]
        )
        self.kept = list(theory.versions.listed().filter(automatic=False)[:SHOWN])

    @property
    def writers(self) -> list[str]:
        """The names of those whose hand is in what the theory says now, by name."""
        standing = [one for one in (*self.statements, *self.arrows) if one.removed_at is None]
        hands = {one.written_by for one in standing} | {one.changed_by for one in standing if one.changed_at}
        names = sorted(str(person) for person in hands if person)
        return names + [_("a former colleague")] * (None in hands)

    def lately(self) -> list[tuple]:
        """The last days on which something happened: (day, sentences), the latest first."""
        deeds = sorted(self.deeds(), key=lambda deed: deed.at, reverse=True)
        alike = {}  # of one kind by one hand on one day, where the latest of them stands
        for deed in deeds:
            alike.setdefault((localdate(deed.at), deed.kind, deed.person and deed.person.pk), []).append(deed)
        told = [(day, line) for (day, *_who), found in alike.items() for line in lines(found)][:SHOWN]
        return [(day, [line for _day, line in rows]) for day, rows in groupby(told, key=lambda row: row[0])]

    def deeds(self):
        for one in self.statements:
            yield from self.of_statement(one)
        for one in self.arrows:
            yield from self.of_arrow(one)
        for one in self.states:
            said = {**ends_of(one.arrow), "state": one.get_state_display()}
            words = _("%(name)s noted how the arrow from “%(source)s” to “%(target)s” has fared: %(state)s.")
            yield Deed(one.noted_at, one.noted_by, "state", words, tuple(said.items()))
        for one in self.kept:
            words = _("%(name)s kept a version: “%(version)s”.")
            yield Deed(one.kept_at, one.kept_by, "version", words, (("version", one.label),))

    def of_statement(self, one):
        words = (("words", short(one.words)),)
        yield Deed(one.written_at, one.written_by, "statement", _("%(name)s wrote “%(words)s”."), words)
        if one.changed_at:
            yield Deed(one.changed_at, one.changed_by, "change", _("%(name)s changed “%(words)s”."), words)
        if one.removed_at:
            yield Deed(one.removed_at, one.removed_by, "removal", _("%(name)s took out “%(words)s”."), words)

    def of_arrow(self, one):
        ends = tuple(ends_of(one).items())
        words = _("%(name)s drew the arrow from “%(source)s” to “%(target)s”.")
        yield Deed(one.written_at, one.written_by, "arrow", words, ends)
        if one.changed_at:
            words = _("%(name)s changed what the arrow from “%(source)s” to “%(target)s” says.")
            yield Deed(one.changed_at, one.changed_by, "reason", words, ends)
        # Arrows that went with their statement go without saying.
        if one.removed_at and one.removed_at not in (one.source.removed_at, one.target.removed_at):
            words = _("%(name)s took out the arrow from “%(source)s” to “%(target)s”.")
            yield Deed(one.removed_at, one.removed_by, "untied", words, ends)


def ends_of(arrow) -> dict:
    return {"source": short(arrow.source.words), "target": short(arrow.target.words)}


def lines(deeds) -> list[str]:
    """Deeds of one kind by one hand on one day: each by itself where they are few, else in one sentence."""
    name, n = name_of(deeds[0].person), len(deeds)
    together = {
        "statement": ngettext("%(name)s wrote %(n)s statement.", "%(name)s wrote %(n)s statements.", n),
        "change": ngettext("%(name)s changed %(n)s statement.", "%(name)s changed %(n)s statements.", n),
        "removal": ngettext("%(name)s took out %(n)s statement.", "%(name)s took out %(n)s statements.", n),
        "arrow": ngettext("%(name)s drew %(n)s arrow.", "%(name)s drew %(n)s arrows.", n),
        "reason": ngettext("%(name)s changed what %(n)s arrow says.", "%(name)s changed what %(n)s arrows say.", n),
        "untied": ngettext("%(name)s took out %(n)s arrow.", "%(name)s took out %(n)s arrows.", n),
    }.get(deeds[0].kind)
    if together and n > MANY:
        return [together % {"name": name, "n": n}]
    return [deed.one % {"name": name, **dict(deed.words)} for deed in deeds]
