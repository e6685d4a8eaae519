"""Puts people's sentences into ours: several in a row, a first letter made small where that is safe, long ones cut. Pure.

Nobody can tell from a word alone whether it is a name. So a first letter is made small only where we know the word, or where
the same theory writes it small elsewhere; everything else stays as it was typed. The lists are for the language of the
page: translators give their own, or none.
"""

import re
from functools import cache

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from visioning.sentences import sentences

from .shape import REASONS, Column

LONG = 90  # letters of a statement inside a sentence about it


@cache
def words_in(words: str) -> frozenset[str]:
    return frozenset(words.split())


def small_words() -> frozenset[str]:
    words = pgettext(
        "words that may begin a sentence and are written small inside one; separated by blanks",
        "a an the this that these those our their its my your his her we you they he she it us all any both each every "
        "everybody everyone somebody someone nobody anybody few fewer many more most much no none less several some other "
        "others another enough half one two three four five six seven eight nine ten about after although as at because "
        "before between by during for from if in inside into of on once only over since through to toward under until "
        "when whenever where while with within without what whatever which who whoever how why there here not and or but so adults teachers "
        "students staff colleagues people children families parents pupils learners leaders administrators principals "
        "coaches aides specialists teams classes classrooms lessons meetings schools teaching learning planning feedback "
        "time trust attendance grades mistakes questions",
    )
    return words_in(words)


def bare_verbs() -> frozenset[str]:
    words = pgettext(
        "verbs that begin a sentence in which nobody is said to act; separated by blanks; only such as hardly name a thing",
        "adopt agree allow arrange ask assign become begin bring build buy choose collect create decide define develop "
        "divide ensure establish explain find free gather get give hire host introduce invite join keep learn let listen "
        "make meet offer organize pay prepare protect provide publish put reduce reserve rewrite send share speak stop "
        "take teach tell try use visit write",
    )
    return words_in(words)


def in_a_row(items) -> str:
    """Nothing, "a", "a and b", or "a, b, and c"."""
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2:
        return _("%(first)s and %(second)s") % {"first": items[0], "second": items[1]}
    row = items[0]
    for item in items[1:-1]:
        row = _("%(row)s, %(next)s") % {"row": row, "next": item}
    return _("%(row)s, and %(last)s") % {"row": row, "last": items[-1]}


def without_stop(words: str) -> str:
    """Without the full stop at its end, for the middle of a sentence. Other marks mean something and stay."""
    words = " ".join(words.split())
    return words[:-1].rstrip() if words[-1:] in {".", ";", ",", "。"} and words[-2:-1] != "." else words


def with_stop(words: str) -> str:
    """As a sentence of its own: what ends without a mark gets a full stop."""
    words = " ".join(words.split())
    return words if not words or re.search(r"[.!?…。！？؟।॥][\"'”’»)\]]*$", words) else words + _(".")


def small_in(shape) -> set[str]:
    """The words that this theory itself writes small somewhere."""
    said = [one.words for one in shape.statements]
    said += [getattr(arrow, name) for arrow in shape.arrows for name in REASONS]
    return {word for words in said for word in re.findall(r"[^\W\d_]+", words) if word.islower()}


def lowered(words: str, known=frozenset()) -> str:
    """With a small first letter where that is safe: not "I", a name, a short form, or a script without small letters."""
    first = re.match(r"[^\W\d_]+", words)
    if not first or not (first[0].istitle() or first[0] == "A"):
        return words
    small = first[0].lower()
    if small == "i" or (small not in known and small not in small_words()):
        return words
    after = words[first.end() : first.end() + 1]
    if after and after not in " ,;:’'-–":
        return words
    return small + words[first.end() :]


def without_joint(words: str) -> str:
    """Without an "If" or "because" that somebody typed before it: ours comes before it anyway."""
    joints = pgettext(
        "words that join sentences and that people may type once more; separated by |, the longer ones first",
        "and then|so that|because|then|if",
    )
    return re.sub(rf"(?i)^({joints})[\s,:…]+(?=\S)", "", words, count=1) if joints else words


def is_one_sentence(words: str) -> bool:
    """Whether it can stand inside a sentence of ours."""
    words = without_stop(words)
    return bool(words) and len(sentences(words)) < 2 and words[-1] not in "?!…？！؟"


def first_sentence(words: str) -> str:
    words = " ".join(words.split())
    start, end = next(iter(sentences(words)), (0, 0))
    return words[start:end]


def as_reason(words: str, small=frozenset()) -> str:
    return lowered(without_joint(without_stop(words)), small)


class Clauses:
    """The statements of one shape as they stand inside a sentence."""

    def __init__(self, shape):
        self.shape, self.small, self.verbs = shape, small_in(shape), bare_verbs()

    def of(self, number) -> str:
        one = self.shape.statement(number)
        if not is_one_sentence(one.words):
            return _("“%(words)s”") % {"words": one.words}
        words = without_joint(without_stop(one.words))
        first = re.match(r"[^\W\d_]+(?= )", words)
        if first and first[0].lower() in self.verbs:
            rest = first[0].lower() + words[first.end() :]
            patterns = {
                Column.DO: _("we %(act)s"),
                Column.ADULTS: _("adults %(act)s"),
                Column.STUDENTS: _("students %(act)s"),
            }
            if one.column in patterns:
                return patterns[one.column] % {"act": rest}
        return lowered(words, self.small)

    def row(self, numbers, most=None) -> str:
        """Several together; past `most` only their count."""
        numbers = list(numbers)
        if most is None or len(numbers) <= most:
            return in_a_row(self.of(one) for one in numbers)
        left = len(numbers) - most + 1
        more = ngettext("%(count)s more thing happens", "%(count)s more things happen", left) % {"count": left}
        return in_a_row([*(self.of(one) for one in numbers[: most - 1]), more])


def quoted(words: str) -> str:
    """As a quotation inside our sentence, the long ones cut between two words."""
    return _("“%(words)s”") % {"words": cut(words)}


def cut(words: str) -> str:
    words = without_stop(words)
    if len(words) <= LONG:
        return words
    kept = words[:LONG].rsplit(" ", 1)[0] if " " in words[:LONG] else words[:LONG]
    return Truncator(words).chars(len(kept) + 1)
