"""One step of the thread on a team's home. Knows no nouns."""

from dataclasses import dataclass

DONE, HERE, OPEN, LATER = "done", "here", "open", "later"


@dataclass(frozen=True)
class Step:
    """One knot: what it is, where the team is with it, and where to go on."""

    key: str
    title: str
    state: str
    sentence: str
    url: str = ""
    action: str = ""
    waits: bool = True  # whether the team may be told that this is where it is
