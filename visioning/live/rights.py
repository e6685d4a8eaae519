"""Asks again, for sockets that are open, whether they may be. Knows connections and rights, nothing of what is said on them.

A house is a text's room or a team's board: it has `connections`, and says in `about` what it belongs to.
"""

import logging

from .admission import in_thread, still_in
from .intake import NO_REACH, SIGNED_OUT

log = logging.getLogger(__name__)


def concerned(house, what: str, which: str) -> set[int]:
    """Whose rights here may have changed: those of a session, of a team's people and guests, or of one person."""
    if what == "session":
        return {one.person for one in house.connections if one.session_mark == which}
    if what == "team":
        return {one.person for one in house.connections if str(one.team) == which}
    return {one.person for one in house.connections if str(one.person) == which}


async def check(house, people: set[int], *, closely: bool = False) -> None:
    connections = [connection for connection in house.connections if connection.person in people]
    keys = list({connection.session for connection in connections})
    try:
        standing, sessions = await in_thread(lambda: still_in(house.about, list(people), keys, closely=closely))
    except Exception:
        log.exception("Rights could not be asked; the next sweep asks again")
        return
    for connection in connections:
        if connection.session not in sessions:
            connection.close(SIGNED_OUT, "not signed in any more")
        elif connection.person not in standing:
            connection.close(NO_REACH, "you have no place here any more")
        elif connection.may_write and not standing[connection.person]:
            connection.close(NO_REACH, "what you may do here has changed")
        else:
            connection.may_write = standing[connection.person]
