"""How long it takes to lay out and draw theories of 3 to 60 statements: `python tests/bench/theory_layout.py`. Milliseconds."""

import os
import random
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")

import django

django.setup()

from visioning.theory import bands, layout  # noqa: E402
from visioning.theory.drawing import draw  # noqa: E402
from visioning.theory.shape import COLUMNS, ArrowShape, Shape, StatementShape  # noqa: E402

SIZES = ((3, 2), (10, 14), (30, 50), (60, 120), (60, 180))
TIMES = 15
WORDS = ("teachers plan lessons", "in pairs", "and ask", "each other", "a kind question", "about what students said")


def theory(count: int, ties: int, chance: random.Random) -> Shape:
    """Arrows from anywhere to anywhere: harder than what people write."""
    statements = [
        StatementShape(number, chance.choice(COLUMNS), " ".join(chance.choices(WORDS, k=chance.randint(2, 6))))
        for number in range(1, count + 1)
    ]
    pairs = [(one, other) for one in range(1, count + 1) for other in range(1, count + 1) if one != other]
    return Shape("Theory", tuple(statements), tuple(ArrowShape(*one) for one in chance.sample(pairs, ties)))


def middle(work, shapes) -> float:
    took = []
    for shape in shapes:
        start = perf_counter()
        work(shape)
        took.append((perf_counter() - start) * 1000)
    return sorted(took)[len(took) // 2]


def main():
    chance = random.Random(5)
    layout.lay_out(theory(3, 2, chance))  # reads the font once
    print("statements arrows | across | bands | drawn across")
    for count, ties in SIZES:
        shapes = [theory(count, ties, chance) for _one in range(TIMES)]
        times = [middle(work, shapes) for work in (layout.lay_out, bands.lay_out, lambda shape: draw(shape, name="d"))]
        print(f"{count:10} {ties:6} | " + " | ".join(f"{took:5.1f}" for took in times))


if __name__ == "__main__":
    main()
