"""The result of a closed alignment check, made safe by `leadership.privacy`: pages and the plan read it here, nowhere else.

Knows rows, no requests. What is not in a Result cannot be shown by mistake.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.privacy import How, Shown, shown

from .alignment_paragraphs import Paragraph, paragraphs_of
from .alignment_picture import draw
from .alignment_words import (
    BANDS,
    GROUPS,
    group_label,
    middle,
    rule_sentence,
    sentence,
    verdict,
    withheld,
)
from .models import LEVELS, AlignmentAnswer, AlignmentReply

BELOW = 3  # below this level somebody says that something must change


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    label: str
    amount: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """What would bring somebody closer. `said` and `name` where the check is named; `below` is None where it is not told."""

    id: str
    words: str
    name: str
    said: str
    below: bool | None
    replies: tuple[AlignmentReply, ...]


@dataclass(frozen=True)
class ParagraphResult:
    """What people said about one paragraph, in this check or in the earlier one that asked about the same words."""

    number: int
    paragraph: Paragraph
    asked_at: datetime | None  # of an earlier check; None where this one asked
    sentence: str
    rows: tuple[Row, ...]
    withheld: str
    picture: SafeString


@dataclass(frozen=True)
class Result:
    """All that may be known of a closed check."""

    check: object
    enough: bool
    sentence: str
    rule_sentence: str
    answered_sentence: str
    middle: str
    rows: tuple[Row, ...]
    withheld: str
    reasons: tuple[Reason, ...] = ()
    words_withheld: str = ""
    paragraphs: tuple[ParagraphResult, ...] = ()
    _shown: Shown = field(default=None, repr=False)

    @classmethod
    def of(cls, check) -> "Result":
        """Of a closed check with its version. An open one has no result: ValueError."""
        if not check.is_closed:
            raise ValueError("answers stay hidden until the check is closed")
        answers = list(
            check.answers.select_related("person")
            .prefetch_related(Prefetch("replies", AlignmentReply.objects.select_related("by")))
            .order_by("person__name", "id")
        )
        levels = [answer.level for answer in answers]
        what, found = may_show(check, levels), verdict(check, levels)
        reasons = reasons_of(check, answers, what)
        return cls(
            check=check,
            # Below five unnamed answers not even this much is told.
            enough=found.enough and what.how is not How.NOTHING,
            sentence=sentence(check, what, found),
            rule_sentence=rule_sentence(check),
            answered_sentence=answered_sentence(check, len(answers)),
            middle=middle(what),
            rows=rows_of(what, [(answer.level, name_of(check, answer)) for answer in answers]),
            withheld=withheld(check, what),
            reasons=reasons,
            words_withheld=words_withheld(check, what),
            paragraphs=tuple(paragraph_results(check, answers)) if check.by_paragraph else (),
            _shown=what,
        )

    def svg(self, name="alignment") -> SafeString:
        """The picture, or "" where nothing is shown; `name` keeps its ids apart from those of others on the page."""
        return draw(self._shown, self.sentence, name)

    @property
    def open_reasons(self) -> list[Reason]:
        """Reasons of those below 3 that nobody has answered; where that is not told, every unanswered one."""
        return [reason for reason in self.reasons if reason.below is not False and not reason.replies]


def sentences_of(checks) -> dict:
    """By key of each closed check: its sentence alone. One question, however many there are."""
    levels = {check.pk: [] for check in checks}
    for check, level in AlignmentAnswer.objects.filter(check_asked__in=levels).values_list("check_asked", "level"):
        levels[check].append(level)
    return {check.pk: sentence_of(check, levels[check.pk]) for check in checks if check.is_closed}


def sentence_of(check, levels) -> str:
    """The sentence of one closed check whose `levels` are at hand."""
    return sentence(check, may_show(check, levels), verdict(check, levels))


def may_show(check, levels) -> Shown:
    """Named answers in full, however few; unnamed ones by the rule for small groups."""
    if check.is_named and levels:
        counts = tuple(levels.count(level) for level in range(1, 6))
        return Shown(How.FULL, len(levels), counts=counts)
    return shown(levels)


def name_of(check, answer: AlignmentAnswer) -> str:
    if not check.is_named:
        return ""
    return str(answer.person) if answer.person_id else _("a former colleague")


def answered_sentence(check, answers: int) -> str:
    asked = max(check.people_count or 0, answers)
    return ngettext(
        "%(answers)s of one person asked has answered.", "%(answers)s of %(asked)s people asked have answered.", asked
    ) % {"answers": answers, "asked": asked}


def rows_of(what: Shown, answers) -> tuple[Row, ...]:
    """The table; `answers` are (level, name) pairs, with names only in a named check."""
    if what.how is How.FULL:
        return tuple(
            Row(
                f"{level} · {label}",
                str(what.counts[level - 1]),
                tuple(name for said, name in answers if name and said == level),
            )
            for level, label in LEVELS
        )
    if what.how is How.NEARLY_ALL:
        label = dict(LEVELS)[what.nearly_all]
        return (Row(f"{what.nearly_all} · {label}", _("all, or all but one or two")),)
    if what.how is How.BANDS:
        # privacy.py counts from below, tables here from above.
        return tuple(
            Row(group_label(*group), str(BANDS[band])) for group, band in zip(GROUPS, reversed(what.bands), strict=True)
        )
    return ()


def reasons_of(check, answers, what: Shown) -> tuple[Reason, ...]:
    """Words of those below 3 first. Without names below ten answers: only words whose author agreed, in no order."""
    told = [a for a in answers if a.closer and (check.is_named or what.with_words or a.even_if_few)]
    if what.how is not How.FULL:
        told.sort(key=lambda answer: answer.pk)
    reasons = [
        Reason(
            id=str(answer.pk),
            words=answer.closer,
            name=name_of(check, answer),
            said=f"{answer.level} · {answer.get_level_display()}" if check.is_named else "",
            below=answer.level < BELOW if what.how is How.FULL else None,
            replies=tuple(answer.replies.all()),
        )
        for answer in told
    ]
    return tuple(sorted(reasons, key=lambda reason: not reason.below))


def words_withheld(check, what: Shown) -> str:
    if check.is_named or what.with_words or not what.answers:
        return ""
    return _("With fewer than ten answers, words are shown only where their author said that few may answer.")


def paragraph_results(check, answers):
    """Paragraph by paragraph. What an earlier check asked in the same words is carried forward with its date."""
    asked = set(check.asked_about)
    before = list(type(check).objects.closed().before(check).filter(by_paragraph=True))
    answers_of = {check.pk: answers}
    for answer in AlignmentAnswer.objects.filter(check_asked__in=before).select_related("person"):
        answers_of.setdefault(answer.check_asked_id, []).append(answer)
    for number, paragraph in enumerate(paragraphs_of(check.version.reading), 1):
        asking = [check] if paragraph.key in asked else [one for one in before if paragraph.key in one.asked_about]
        source = asking[0] if asking else check
        said = [
            (answer.levels_by_paragraph[paragraph.key], name_of(source, answer))
            for answer in answers_of.get(source.pk, ())
            if paragraph.key in answer.levels_by_paragraph
        ]
        what = may_show(source, [level for level, _name in said])
        words = paragraph_sentence(what)
        yield ParagraphResult(
            number=number,
            paragraph=paragraph,
            asked_at=None if source is check else source.closed_at,
            sentence=words,
            rows=rows_of(what, said),
            withheld=withheld(source, what),
            picture=draw(what, words, f"paragraph-{number}"),
        )


def paragraph_sentence(what: Shown) -> str:
    if not what.answers:
        return _("Nobody said anything about this paragraph.")
    if what.how is How.NOTHING:
        return _("Fewer than five people spoke about this paragraph.")
    if what.how is How.FULL:
        return _("%(some)s of %(all)s can work toward it.") % {"some": sum(what.counts[3:]), "all": what.answers}
    return ", ".join(f"{row.label}: {row.amount}" for row in rows_of(what, ())) + "."
