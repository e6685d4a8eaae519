"""What stands where from left to right: columns, the lanes between them, their names. Pure numbers and words."""

from .letters import wrap
from .placing import Heading, Type
from .shape import COLUMNS

EDGE = 2  # around everything
STUB, HEAD_ROOM = 12, 18  # flat pieces at a channel's walls
LANE, TIGHT = 10, 4.0  # distance of lanes: liked, least
CHANNEL = 62
NARROWEST, WIDEST = 148, 236  # a box
EMPTY = 124  # the room of a column without statements


class Across:
    """`columns` are those with statements, `passing` says how many arrows run right of each (a guess of its lanes)."""

    def __init__(self, columns, passing, room: float, type_: Type):
        self.columns, self.type = columns, type_
        self.room = room - 2 * EDGE - EMPTY * (len(COLUMNS) - len(columns))
        channels = sum(max(CHANNEL, 34 + 5.5 * count) for count in passing[:-1])
        channels += 30 + 3 * passing[-1] if passing[-1] else 0
        self.box_width = max(NARROWEST, min(WIDEST, (self.room - channels) / len(columns)))

    def columns_and_lanes(self, counts):
        """Left edges of the columns, x of every lane, and the right end of it all, from the number of lanes right of each
        column. Lanes move together where room is short."""
        room = self.room - self.box_width * len(self.columns)
        flat = (STUB + HEAD_ROOM) * (len(self.columns) - (0 if counts[-1] else 1))
        apart = max(TIGHT, min(LANE, (room - flat) / max(1, sum(counts))))
        xs, lane_xs, x = [], {}, EDGE
        empties = self._empties()
        for channel, count in enumerate(counts):
            x += EMPTY * empties[channel]
            xs.append(x)
            x += self.box_width
            is_last = channel == len(self.columns) - 1
            if is_last:
                lane_xs[channel] = [x + HEAD_ROOM + lane * apart for lane in range(count)]
                x = lane_xs[channel][-1] + 2 if count else x
                continue
            need = STUB + HEAD_ROOM + apart * max(0, count - 1)
            wide = max(CHANNEL, need)
            start = x + STUB + (wide - need) / 2
            lane_xs[channel] = [start + lane * apart for lane in range(count)]
            x += wide
        return xs, lane_xs, x

    def _empties(self) -> list[int]:
        """How many columns without statements stand right before each of ours."""
        found, waiting = [], 0
        for column in COLUMNS:
            if column in self.columns:
                found.append(waiting)
                waiting = 0
            else:
                waiting += 1
        return found

    def headings(self):
        """How much height the names of the columns take, and their lines."""
        lines = {
            column: wrap(
                str(column.label),
                self.type.heading,
                self.box_width if column in self.columns else EMPTY - 16,
                weight=700,
            )
            for column in COLUMNS
        }
        rows = [len(one) + (column not in self.columns) for column, one in lines.items()]
        return max(rows) * self.type.heading_line + 20, lines

    def headings_placed(self, lines, xs, right):
        """Above each column; those without statements stand in the room before the next one, or at the end."""
        placed = []
        for column in COLUMNS:
            if column in self.columns:
                x, wide = xs[self.columns.index(column)], self.box_width
            else:
                following = [one for one in COLUMNS[COLUMNS.index(column) :] if one in self.columns]
                wide = EMPTY - 16
                if following:
                    before = [one for one in COLUMNS[COLUMNS.index(column) : COLUMNS.index(following[0])]]
                    x = xs[self.columns.index(following[0])] - EMPTY * len(before)
                else:
                    x = right + 16
                    right += EMPTY
            placed.append(Heading(column, x, EDGE, wide, lines[column], column not in self.columns))
        return tuple(placed), right
