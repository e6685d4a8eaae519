"""What others show of beliefs: marks for the drawing of a theory, and a sentence for each arrow. Reads results; decides nothing."""

from visioning.theory.marks import Marks


def marks_of(theory, shape=None) -> Marks:
    """What the latest revealed round says of the arrows that stand as they were asked about. `shape` where it is at hand."""
    return Marks()


def sentences_for(theory, shape=None) -> dict[tuple[int, int], str]:
    """By the two numbers of an arrow: what the latest revealed round says of it, in a sentence."""
    return {}
