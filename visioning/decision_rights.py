"""Who decides and how, in one sentence for each right, as it is said before a discussion and printed with its outcome.

Pure: knows the facts of a decision that it is given, no rows beside it and no requests. The five degrees of openness are after
Tannenbaum and Schmidt (1958) and Senge et al.; every sentence is our own.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadership.models import Audience
from visioning.models import DecisionStage, Openness, Rule


@dataclass(frozen=True)
class Right:
    """One thing that everybody may count on. `words` are those of the team, `sentence` ours; one of them may be empty."""

    key: str
    label: str
    sentence: str
    words: str = ""


@dataclass(frozen=True)
class Promise:
    """A degree of openness: its name, what those who give input may expect."""

    label: str
    expect: str


OPEN = {
    Openness.TELL: Promise(
        gettext_lazy("Told"), gettext_lazy("It is settled already. You hear what was chosen and why, and you can ask.")
    ),
    Openness.SELL: Promise(
        gettext_lazy("Explained"),
        gettext_lazy("One way is clearly preferred. You hear the reasons, and your doubts are answered."),
    ),
    Openness.TEST: Promise(
        gettext_lazy("Tried out"),
        gettext_lazy("A proposal stands. Say honestly where it would not work; it can still change."),
    ),
    Openness.CONSULT: Promise(
        gettext_lazy("Consulted"),
        gettext_lazy(
            "You are asked first. Afterwards you hear what was taken up, what was not, and why. You do not decide."
        ),
    ),
    Openness.CO_CREATE: Promise(
        gettext_lazy("Made together"),
        gettext_lazy("The proposal itself is worked out with you. What you bring becomes part of it."),
    ),
}
TOGETHER = {
    Rule.CONSENT: gettext_lazy(
        "The team decides together, by consent: a proposal stands unless somebody has a reasoned objection."
    ),
    Rule.FIST_TO_FIVE: gettext_lazy(
        "The team decides together, by fist to five: a proposal stands where nobody shows fewer than three fingers."
    ),
    Rule.GRADIENTS: gettext_lazy(
        "The team decides together, by gradients of agreement: eight steps, from full support to a veto."
    ),
}


def rights_of(decision) -> tuple[Right, ...]:
    """The rights of a decision in the order in which one asks for them. What is not said yet is left out."""
    said = [
        Right("rule", _("Who decides"), who_decides(decision)),
        Right("openness", _("How open it is"), how_open(decision)),
        Right("audience", _("Who may give input"), who_is_heard(decision)),
    ]
    if decision.without_agreement:
        said.append(Right("without_agreement", _("Without agreement"), "", decision.without_agreement))
    if decision.decide_by:
        by_when = _("It is decided by %(day)s at the latest.") % {"day": date_format(decision.decide_by)}
        said.append(Right("decide_by", _("By when"), by_when))
    if decision.advisory:
        advice = _(
            "This team decides in public meetings. What is said here is advice for that meeting and binds nobody."
        )
        said.append(Right("advisory", _("Advice only"), advice))
    return tuple(said)


def who_decides(decision) -> str:
    if decision.rule != Rule.LEADER:
        return str(TOGETHER[decision.rule])
    if name := decider_of(decision):
        return _("%(name)s decides, after hearing the others.") % {"name": name}
    if decision.stage == DecisionStage.DRAFT:
        return _("One person decides, after hearing the others. Who it is, is not said yet.")
    return _("A former colleague decides, after hearing the others.")


def decider_of(decision) -> str:
    """The name as it was said when the decision opened; "" where their account is deleted."""
    if decision.stage == DecisionStage.DRAFT:
        return str(decision.decider or "")
    return decision.decider_name


def how_open(decision) -> str:
    promise = OPEN[decision.openness]
    return f"{promise.label}. {promise.expect}"


def who_is_heard(decision) -> str:
    staff = decision.audience == Audience.STAFF
    if not decision.input_until:
        return str(_("Everybody on the staff of the school.") if staff else _("The people of the team."))
    over = decision.stage in {DecisionStage.DECIDED, DecisionStage.DROPPED} or (
        decision.stage == DecisionStage.OPEN and decision.input_until < timezone.localdate()
    )
    if staff:
        said = (
            _("Everybody on the staff of the school could, until %(day)s.")
            if over
            else _("Everybody on the staff of the school, until %(day)s.")
        )
    else:
        said = (
            _("The people of the team could, until %(day)s.") if over else _("The people of the team, until %(day)s.")
        )
    return said % {"day": date_format(decision.input_until)}
