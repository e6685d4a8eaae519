"""Where somebody's words went: phrases picked from them, themes they lie under, passages they were woven into.

For the author's eyes alone. Asks who the author is of nobody: whoever calls this has made sure.
"""

from dataclasses import dataclass

from django.db.models import Q

from visioning.models import PROMPTS, Weave

ORDER = [prompt.key for prompt in PROMPTS]


@dataclass(frozen=True)
class Trace:
    """One phrase, and what others made of it. Where the author may not read the text, only whether it is in there."""

    words: str
    themes: list[str]
    is_woven: bool
    passages: list[str]


def trace_of(source, *, reads_text=True) -> list[Trace]:
    """The traces of a gathered vision or a voice, in the order of its words. Empty: not yet.

    `reads_text`: whether whoever sees them may read the shared text; passages are a draft of it.
    """
    phrases = sorted(source.phrases.order_by("start", "end").prefetch_related("themes"), key=place)
    themes = {theme.pk for phrase in phrases for theme in phrase.themes.all()}
    weaves = Weave.objects.filter(Q(phrase__in=phrases) | Q(theme__in=themes)).select_related("passage")
    by_phrase, by_theme = {}, {}
    for weave in weaves if phrases else ():
        kept = by_phrase.setdefault(weave.phrase_id, []) if weave.phrase_id else by_theme.setdefault(weave.theme_id, [])
        kept.append(weave.passage.quote)
    traces = []
    for phrase in phrases:
        themes = phrase.themes.all()
        quotes = once(by_phrase.get(phrase.pk, []) + [q for theme in themes for q in by_theme.get(theme.pk, [])])
        names = [theme.name for theme in themes]
        traces.append(Trace(phrase.words, names, bool(quotes), quotes if reads_text else []))
    return traces


def place(phrase):
    """Which answer it comes from; of a voice there is one."""
    return ORDER.index(phrase.prompt) if phrase.prompt in ORDER else 0


def once(quotes):
    """Each quote once, in the order they came."""
    return list(dict.fromkeys(quotes))
