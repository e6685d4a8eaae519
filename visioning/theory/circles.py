"""Ways through a theory that come back to where they began. Pure."""

from collections import deque

from .shape import Shape


def circle_through(shape: Shape, source: int, target: int) -> tuple[int, ...]:
    """The shortest circle that the arrow from `source` to `target` is part of: its numbers, the first again at the end.

    () where it closes none. The arrow itself may be in the shape already or not.
    """
    came_from = {target: None}
    waiting = deque([target])
    while waiting:
        at = waiting.popleft()
        if at == source:
            break
        for arrow in shape.out_of(at):
            if arrow.target not in came_from:
                came_from[arrow.target] = at
                waiting.append(arrow.target)
    if source not in came_from:
        return ()
    way, at = [], source
    while at is not None:
        way.append(at)
        at = came_from[at]
    return (source, *reversed(way))
