"""Where the sentences of somebody's words begin and end, in many scripts. Pure; knows nothing of whose words they are."""

import re

# A mark that ends a sentence, with what closes after it. In scripts that set no blanks the next one follows at once.
ENDS = re.compile(r"""(?:[.!?…]+["'”’»)\]]*(?=\s)|[。！？｡]+["'”’」』）]*|[؟۔।॥።]+["'”’»)\]]*(?=\s))|\n+""")
SHORT = re.compile(r"(?:^|[\s(])(?:\w|Mr|Mrs|Ms|Dr|Mx|St|vs|etc|e\.g|i\.e|z\.B|p\.ej)\.$", re.IGNORECASE)


def sentences(words: str, longest: int = 600) -> list[tuple[int, int]]:
    """The stretches of `words` that are sentences, blanks at their ends left out; a very long one in several parts."""
    found, start = [], 0
    for end in [*cuts(words), len(words)]:
        found += parts(words, *trimmed(words, start, end), longest)
        start = end
    return found


def cuts(words):
    for match in ENDS.finditer(words):
        if not goes_on(words, match):
            yield match.end()


def goes_on(words, match):
    """A dot that ends no sentence: after an initial or a short form, or before a small letter."""
    if match[0][0] != ".":
        return False
    after = words[match.end() :].lstrip(" ")[:1]
    return after.islower() or bool(SHORT.search(words, max(0, match.start() - 8), match.start() + 1))


def trimmed(words, start, end):
    inside = words[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def parts(words, start, end, longest):
    while end - start > longest:
        blank = words.rfind(" ", start, start + longest)
        cut = blank if blank > start else start + longest
        yield trimmed(words, start, cut)
        start, end = trimmed(words, cut, end)
    if end > start:
        yield start, end


def find(words: str, wanted: str, near: int = 0) -> tuple[int, int] | None:
    """Where `wanted` stands in `words`, blanks and line breaks taken as equal; the place nearest to `near`."""
    pattern = r"\s+".join(map(re.escape, wanted.split()))
    places = [match.span() for match in re.finditer(pattern, words)] if pattern else []
    return min(places, key=lambda place: abs(place[0] - near), default=None)
