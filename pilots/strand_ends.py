"""The two ends of a strand as rows: the work by its name on the thread, the strand by its key. Knows rows, no requests."""

from leadership.knots import Kind
from visioning.models import Gone, Strand
from visioning.models.strands import work_of

from .models import PilotStrand

LARGEST = len(str(2**62))  # digits of a key
BY_KEY = (Kind.ARROW, Kind.DECISION_POINT)  # the others are named by their number in the team
STRANDS = {"work": Strand, "pilot": PilotStrand}


def tie(team, by, kind, ref, serves, why):
    """Tie the work that the thread calls so. The strand, and whether it is new. Raises Gone and ToItsOwn."""
    model = PilotStrand if kind == Kind.PILOT else Strand
    return model.tie(team, by, work_row(team, kind, ref), serves, why)


def work_row(team, kind, ref):
    """Raises Gone where it is no longer there."""
    if kind == Kind.GUIDE:
        return ref
    rows = team.pilots if kind == Kind.PILOT else work_of(team, kind)
    found = rows.filter(**{"pk" if kind in BY_KEY else "number": ref}).first()
    if found is None:
        raise Gone
    return found


def strand_row(team, key):
    """The strand with this key of the thread ("work-12", "pilot-3"), or None."""
    kind, _dash, pk = key.partition("-")
    if kind not in STRANDS or not pk.isdecimal() or len(pk) > LARGEST:
        return None
    return STRANDS[kind].objects.filter(team=team, pk=pk).first()
