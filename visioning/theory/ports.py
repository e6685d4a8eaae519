"""At which height each arrow leaves and reaches its boxes when a theory is drawn from left to right. Pure."""

from .routing import LEFT, LEVEL, RIGHT, spread

PORTS = 11  # between two arrows at one side of a box, where there is room
NEARLY, CLOSEST = 9, 7  # a bend smaller than this is straightened if that leaves so much between neighbours
CORNER = 12  # of a box's side that stays without arrows


def set_ports(threads, at, place) -> None:
    """In an order without needless crossings, and level where possible. `at`: columns, `place`: places in them, by number."""
    sides = {}
    for thread in threads:
        if thread.kind == "short":
            continue
        if thread.kind == "loop":
            one, other = thread.stations
            sides.setdefault((one, RIGHT), []).append((thread, 0, other))
            sides.setdefault((other, RIGHT), []).append((thread, 1, one))
        else:
            sides.setdefault((thread.stations[0], RIGHT), []).append((thread, 0, thread.stations[1]))
            sides.setdefault((thread.stations[-1], LEFT), []).append((thread, -1, thread.stations[-2]))
        thread.heights = [station.middle for station in thread.stations]
    for found in sides.values():
        found.sort(key=lambda port: _port_order(port, at, place))
    for turn in range(3):
        for (box, side), found in sides.items():
            if turn == 2 or side == (LEFT if turn else RIGHT):
                _set_side(box, found)
    _straighten(sides)


def _port_order(port, at, place):
    thread, end, other = port
    own = thread.stations[end].middle
    if thread.kind == "loop":
        return (0 if other.middle < own else 2), -other.middle, place[thread.source], place[thread.target]
    back = at[thread.source] > at[thread.target]
    return 1, other.middle, back, place[thread.source]


def _set_side(box, found) -> None:
    top, bottom = box.y + CORNER, box.bottom - CORNER
    wanted = []
    for thread, end, _other in found:
        partner = thread.heights[1 - end] if thread.kind == "loop" else thread.heights[1 if end == 0 else -2]
        if thread.kind == "loop":
            partner = top if partner < box.y else bottom
        wanted.append(min(max(partner, top), bottom))
    apart = min(PORTS, (bottom - top) / max(1, len(found) - 1))
    heights = spread(wanted, [apart] * (len(found) - 1), [1] * len(found))
    for place, ((thread, end, _other), height) in enumerate(zip(found, heights, strict=True)):
        least, most = top + place * apart, bottom - (len(found) - 1 - place) * apart
        thread.heights[end] = min(max(height, least), most)


def _straighten(sides) -> None:
    """An arrow that is almost level becomes so, where its neighbours at the box leave room."""
    for (box, _side), found in sides.items():
        for place, (thread, end, _other) in enumerate(found):
            partner = thread.heights[1 if end == 0 else -2]
            if thread.kind == "loop" or not LEVEL <= abs(partner - thread.heights[end]) < NEARLY:
                continue
            around = [found[one] for one in (place - 1, place + 1) if 0 <= one < len(found)]
            near = any(abs(partner - other.heights[its]) < CLOSEST for other, its, _far in around)
            if not near and box.y + CORNER / 2 <= partner <= box.bottom - CORNER / 2:
                thread.heights[end] = partner
