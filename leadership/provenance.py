"""Where one piece of work comes from and what came of it, for the plan. Knows knots and links, nothing of rows.

Nobody is named here but in the links, which name who tied them.
"""

from dataclasses import dataclass

from .knots import Kind, Knot, Link, Web


@dataclass(frozen=True)
class Provenance:
    """What the thread says of it. Whatever goes on a paper is said by the knots themselves, in words."""

    links: tuple[Link, ...] = ()  # that lead up from it: why, by whom, when
    sentences: tuple = ()  # `golden_thread.ThreadSentence`, in the order of the text
    people: int = 0  # whose words those sentences grew from, everybody once
    problems: tuple[Knot, ...] = ()
    conditions: tuple[Knot, ...] = ()  # `standing`: the level the team settled on, in words
    theories: tuple[Knot, ...] = ()
    arrows: tuple[Knot, ...] = ()  # `standing`: its state, in words
    pilots: tuple[Knot, ...] = ()  # `told`: charts in whole sentences
    decisions: tuple[Knot, ...] = ()  # those being prepared, too: whoever prints it chooses
    initiatives: tuple[Knot, ...] = ()

    def __bool__(self):
        return bool(self.sentences or self.pilots or self.arrows or self.conditions)

    @classmethod
    def of(cls, web: Web, key: str, sentences) -> "Provenance":
        below = web.all_below(key)
        near = {knot.key: knot for knot in (*below, *web.all_above(key))}
        # The conditions for which a theory or a pilot below it is made belong to its story too.
        uppers = (web.knots[link.upper] for knot in below for link in web.above(knot.key))
        near |= {knot.key: knot for knot in uppers if knot.kind == Kind.GUIDE}

        def of_kind(kind):
            return tuple(knot for knot in near.values() if knot.kind == kind)

        return cls(
            links=tuple(web.above(key)),
            sentences=tuple(sentences),
            people=len(frozenset().union(*(one.sources for one in sentences))),
            problems=of_kind(Kind.PROBLEM),
            conditions=of_kind(Kind.GUIDE),
            theories=of_kind(Kind.THEORY),
            arrows=of_kind(Kind.ARROW),
            pilots=of_kind(Kind.PILOT),
            decisions=of_kind(Kind.DECISION),
            initiatives=of_kind(Kind.INITIATIVE),
        )
