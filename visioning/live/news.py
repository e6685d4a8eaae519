"""Pages that keep up: who listens to a team's news in this process, and what they are told. Knows topics, never what they mean.

A frame is a topic and nothing else: what is new there each page asks for itself, through its own door.
"""

import asyncio
import time

from .admission import Admission
from .frames import text_frame
from .intake import RESYNC

EVERYTHING = "*"  # some of it may have been missed
STILL_HERE = "."  # said at the beginning and now and then, so that browsers notice a dead line
FOR_ALL = {EVERYTHING, STILL_HERE}
MERGE = 0.2  # seconds within which one topic is told once more at most
LATELY = 10.0  # seconds between a page's making and its listening
CROWDED = 64 * 1024


class Listener:
    """One page's socket. It only hears: `may_write` says that this is all of it, as for the team's people."""

    def __init__(self, board: "Board", admission: Admission, outlet):
        self.board, self.outlet = board, outlet
        self.person, self.team = admission.person, admission.team
        self.may_write, self.topics = admission.may_write, admission.topics | FOR_ALL
        self.session, self.session_mark = admission.session, admission.session_mark
        self.closed: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()

    def tell(self, words: str, frame: bytes) -> None:
        if not self.may_write and words not in self.topics:
            return
        if self.outlet.buffered() > CROWDED:
            self.close(RESYNC, "too slow, come again")
        else:
            self.outlet.write_frame(frame)

    def close(self, code: int, reason: str) -> None:
        if not self.closed.done():
            self.closed.set_result((code, reason))
            self.board.leave(self)


class Board:
    """All pages of one team."""

    def __init__(self, team: int):
        self.team = team
        self.about = {"pk": team}
        self.connections: set[Listener] = set()
        self.held: dict[str, bool] = {}  # topics told a moment ago, and whether they were told again since

    def join(self, listener: Listener) -> None:
        self.connections.add(listener)

    def leave(self, listener: Listener) -> None:
        self.connections.discard(listener)

    def told(self, topic: str) -> None:
        """Hand it on at once, and what follows within a moment in one."""
        if topic in self.held:
            self.held[topic] = True
            return
        self.held[topic] = False
        asyncio.get_running_loop().call_later(MERGE, self.release, topic)
        self.say(topic)

    def release(self, topic: str) -> None:
        if self.held.pop(topic):
            self.told(topic)

    def say(self, words: str) -> None:
        frame = text_frame(words)
        for listener in list(self.connections):
            listener.tell(words, frame)


class News:
    """The boards of one process."""

    def __init__(self):
        self.boards: dict[int, Board] = {}
        self.lately: dict[tuple[int, str], float] = {}
        self.deaf_until = time.monotonic()

    def hear(self, team: int, topic: str) -> None:
        self.lately[team, topic] = time.monotonic()
        board = self.boards.get(team)
        if board is not None:
            board.told(topic)

    def join(self, admission: Admission, outlet) -> Listener:
        """Listen from now on, and hear again what was told while the page was on its way."""
        board = self.boards.setdefault(admission.team, Board(admission.team))
        listener = Listener(board, admission, outlet)
        board.join(listener)
        since = time.monotonic() - LATELY
        missed = [topic for (team, topic), at in self.lately.items() if team == admission.team and at > since]
        for words in (STILL_HERE, *([EVERYTHING] if self.deaf_until > since else missed)):
            listener.tell(words, text_frame(words))
        return listener

    def missed_some(self) -> None:
        """The line to Postgres is open again after a while."""
        self.deaf_until = time.monotonic()
        for board in self.boards.values():
            board.told(EVERYTHING)

    def sweep(self) -> None:
        for team, board in list(self.boards.items()):
            board.say(STILL_HERE)
            if not board.connections and not board.held:
                del self.boards[team]
        since = time.monotonic() - LATELY
        self.lately = {told: at for told, at in self.lately.items() if at > since}
