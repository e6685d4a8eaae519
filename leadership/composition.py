"""Who makes up a team: positions here, perspectives missing, how people came. Pure: no queries, no requests.

Nobody is counted against anybody; the facts are there so that a team can see who is not at the table.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import JoinedBy, Position

AT_SCHOOL = (Position.TEACHER, Position.SUPPORT, Position.SPECIALIST, Position.ADMINISTRATOR)
AROUND_SCHOOL = (Position.FAMILY, Position.STUDENT_VOICE, Position.COMMUNITY, Position.DISTRICT)
ENOUGH = 3


@dataclass(frozen=True)
class Composition:
    """The make-up of one team, in words ready for the page."""

    size: int
    here: list  # (label, how many)
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
            missing_at_school=[key.label for key in AT_SCHOOL if not counts[key]],
            missing_around=[key.label for key in AROUND_SCHOOL if not counts[key]],
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
        kinds = ", ".join(str(label).lower() for label, _count in self.here)
        return _("%(people)s: %(kinds)s.") % {"people": people, "kinds": kinds}
