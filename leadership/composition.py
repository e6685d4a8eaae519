"""Who makes up a team: positions here, perspectives missing, how people came. Pure: no queries, no requests.

Nobody is counted against anybody; the facts are there so that a team can see who is not at the table.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from .models import JoinedBy, Position

AT_SCHOOL = (Position.TEACHER, Position.SUPPORT, Position.SPECIALIST, Position.ADMINISTRATOR)
AROUND_SCHOOL = (Position.FAMILY, Position.STUDENT_VOICE, Position.COMMUNITY, Position.DISTRICT)
ENOUGH = 3
# As one speaks of several: "teachers are here", "families are missing".
KINDS = {
    Position.TEACHER: _lazy("teachers"),
    Position.ADMINISTRATOR: _lazy("administrators"),
    Position.SUPPORT: _lazy("support staff"),
    Position.SPECIALIST: _lazy("specialists"),
    Position.DISTRICT: _lazy("district staff"),
    Position.FAMILY: _lazy("families"),
    Position.STUDENT_VOICE: _lazy("students"),
    Position.COMMUNITY: _lazy("people from the community"),
}


@dataclass(frozen=True)
class Composition:
    """The make-up of one team, in words ready for the page."""

    size: int
    here: list  # (label, how many)
    kinds: list  # the same in the plural, without numbers
    missing_at_school: list
    missing_around: list
    ways: list  # (label, how many, percent)
    unplaced: int  # people who have not said what they do
    hand_picked: bool

    @classmethod
    def of(cls, memberships):
        memberships = list(memberships)
        counts = Counter(key for one in memberships for key in one.person.positions)
        ways = Counter(one.joined_by for one in memberships)
        came = len(memberships) - ways[JoinedBy.FOUNDED]
        return cls(
            size=len(memberships),
            here=[(key.label, counts[key]) for key in Position if counts[key]],
            kinds=[KINDS[key] for key in Position if counts[key]],
            missing_at_school=[KINDS[key] for key in AT_SCHOOL if not counts[key]],
            missing_around=[KINDS[key] for key in AROUND_SCHOOL if not counts[key]],
            ways=[(way.label, ways[way], round(100 * ways[way] / len(memberships))) for way in JoinedBy if ways[way]],
            unplaced=sum(not one.person.positions for one in memberships),
            hand_picked=came >= ENOUGH and ways[JoinedBy.INVITATION] * 2 > came,
        )

    @property
    def enough(self):
        return self.size >= ENOUGH

    @property
    def sentence(self):
        """One sentence that says it all; the lists below it only spell it out."""
        people = ngettext("One person is on the team", "%(count)s people are on the team", self.size) % {
            "count": self.size
        }
        if not self.here:
            return _("%(people)s.") % {"people": people}
        return _("%(people)s: %(kinds)s.") % {"people": people, "kinds": said(self.kinds)}

    @property
    def missing_at_school_said(self):
        return said(self.missing_at_school)

    @property
    def missing_around_said(self):
        return said(self.missing_around)


def said(kinds):
    """A list as one says it: "teachers, families and students"."""
    return get_text_list([str(kind) for kind in kinds], _("and"))
