"""What others show of beliefs: marks for the drawing of a theory, and a sentence for each arrow. Reads results; decides nothing."""

from visioning.theory.marks import NO_MARKS, Marks

from .belief_results import Result


def marks_of(theory, shape=None) -> Marks:
    """What the latest revealed round says of the arrows that stand as they were asked about. `shape` where it is at hand."""
    result = Result.latest_of(theory, shape or theory.shape())
    return marks_in(result) if result else NO_MARKS


def marks_in(result) -> Marks:
    return Marks(arrows={ends: one.mark for ends, one in result.standing.items() if one.mark})


def sentences_for(theory, shape=None) -> dict[tuple[int, int], str]:
    """By the two numbers of an arrow: what the latest revealed round says of it, in a sentence."""
    result = Result.latest_of(theory, shape or theory.shape())
    return {ends: one.sentences[0] for ends, one in result.standing.items()} if result else {}
