"""What a page of the short form showed: its lines, and a fingerprint of all words on them. Pure; says nothing of what changed."""

from dataclasses import dataclass
from hashlib import blake2s

from leadership.forms.lines import one_line
from leadership.forms.words import plain_words

from .short_form import NONE, SAID, STEPS, Line, lines_of, ties_of


def print_of(words: str) -> str:
    """A fingerprint: whether words are still the same, blanks at their ends and line ends aside."""
    return blake2s(plain_words(words).strip().encode(), digest_size=6).hexdigest()


def print_of_line(words: str) -> str:
    return print_of(one_line(words))


@dataclass(frozen=True)
class Shown:
    """What a page showed, as it comes back with the form."""

    lines: tuple[Line, ...]
    words: dict[int, str]  # fingerprints by the number of a statement
    said: dict[tuple[int, int], tuple[str, str]]  # of `because` and `wrong_if`, by the ends of an arrow

    @classmethod
    def of(cls, shape, lines=None) -> "Shown":
        lines = lines_of(shape).lines if lines is None else lines
        numbers = {one.number for one in shape.statements}
        words = {one.number: print_of_line(one.words) for one in shape.statements}
        said = {arrow.ends: tuple(print_of(getattr(arrow, name)) for name in SAID) for arrow in shape.arrows}
        kept = tuple(tuple(one if one in numbers else NONE for one in line) for line in lines)
        return cls(kept, words, said)

    def plain(self) -> dict:
        ends = {ends for line in self.lines for ends in ties_of(line)}
        return {
            "lines": self.lines,
            "words": {number: self.words[number] for line in self.lines for number in line if number},
            "said": {f"{one}-{other}": self.said[one, other] for one, other in ends if (one, other) in self.said},
        }

    @classmethod
    def of_plain(cls, plain) -> "Shown":
        """The other way, from what a browser sent. ValueError, TypeError, KeyError or AttributeError where it is something else."""
        lines = tuple(tuple(int(one) for one in line) for line in plain["lines"])
        if any(len(line) != len(STEPS) for line in lines):
            raise ValueError
        words = {int(number): str(digest) for number, digest in plain["words"].items()}
        said = {}
        for ends, (because, wrong_if) in plain["said"].items():
            source, target = map(int, ends.split("-"))
            said[source, target] = str(because), str(wrong_if)
        if any(number and number not in words for line in lines for number in line):
            raise ValueError
        return cls(lines, words, said)
