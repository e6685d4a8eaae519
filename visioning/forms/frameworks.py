"""Forms about outside goals: a framework, its articles one by one or as a pasted list, and which goal answers which."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import one_line
from leadership.forms.words import WordsField
from visioning.models import Article, Crossing, Framework

from .editions import TOO_LONG
from .goals import ThoughtOutForm
from .sentences import SentenceField, WebAddressField

NUMBERED = re.compile(r"(?P<label>(?:[A-Za-z]{0,3}\d+(?:\.\d+)*|[A-Za-z])[.)])\s+(?P<words>.+)")
PARTED = re.compile(r"(?P<label>.{1,40}?)(?:\s+[-–—]\s+|:\s+)(?P<words>.+)")
BULLET = re.compile(r"[-–•*]\s+")


def label_and_words(line: str) -> tuple[str, str]:
    """ "2.1 – Students read" → ("2.1", "Students read"). A line without a short name has the label ""."""
    line = BULLET.sub("", line, count=1) if BULLET.match(line) else line
    if found := NUMBERED.fullmatch(line):
        return found["label"].rstrip(".)"), found["words"]
    if found := PARTED.fullmatch(line):
        return found["label"], found["words"]
    return "", line


class ArticlesField(WordsField):
    """An article a line: its short name, a dash, its words. Cleans to pairs of both."""

    def to_python(self, value):
        tabbed = str(value).replace("\t", " – ") if value not in self.empty_values else value
        lines = (one_line(line) for line in super().to_python(tabbed).splitlines())
        return [label_and_words(line) for line in lines if line]

    def validate(self, value):
        super().validate(value)
        seen = set()
        for label, words in value:
            for said, name in ((label, "label"), (words, "words")):
                limit = Article._meta.get_field(name).max_length
                if len(said) > limit:
                    counts = {"limit_value": limit, "show_value": len(said)}
                    raise ValidationError(TOO_LONG, params=counts, code="max_length")
            if label and label.casefold() in seen:
                raise ValidationError(
                    _("Two lines are called “%(label)s”. Give one another name."), params={"label": label}
                )
            seen.add(label.casefold())

    def run_validators(self, value):
        """The limit is on each line, above."""


class FrameworkForm(ThoughtOutForm):
    """A document the plan answers to. Only its title is needed."""

    class Meta:
        model = Framework
        fields = ("kind", "title", "address")
        field_classes = {"title": SentenceField, "address": WebAddressField}
        widgets = {"kind": forms.RadioSelect, "title": forms.TextInput}
        help_texts = {"title": _("As people call it. “District plan 2026 to 2030”.")}


class ArticleAddForm(forms.Form):
    """One article or many."""

    articles = ArticlesField(
        label=_("Articles, one a line"),
        help_text=_(
            "A short name, a dash, a few words of your own: “2.1 – Every student reads daily”. A pasted list is fine."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write at least one line.")},
    )


class ArticleForm(ThoughtOutForm):
    """Other words for one article."""

    class Meta:
        model = Article
        fields = ("label", "words")
        field_classes = {"label": SentenceField, "words": SentenceField}
        widgets = {"label": forms.TextInput}


class GoalChoice(forms.ModelChoiceField):
    def label_from_instance(self, goal):
        return f"{goal.number}. {goal.words}"


class CrossingForm(ThoughtOutForm):
    """How a goal answers an article; which goal, where it is not said yet."""

    class Meta:
        model = Crossing
        fields = ("goal", "how")
        field_classes = {"how": SentenceField}
        labels = {"how": _("How it answers")}
        help_texts = {"how": _("One sentence that somebody at the district would understand.")}

    def __init__(self, data=None, *, article, **kwargs):
        super().__init__(data, **kwargs)
        self.given = {"article": article}
        if self.instance.pk:
            del self.fields["goal"]
            return
        goals = article.framework.team.goals.exclude(crossings__article=article)
        self.fields["goal"] = GoalChoice(
            queryset=goals,
            to_field_name="number",
            label=_("Which of our goals answers it"),
            empty_label=_("Choose a goal"),
            error_messages={
                "required": _("Choose a goal."),
                "invalid_choice": _("This goal is not to choose any more. Choose another one."),
            },
        )
        self.order_fields(("goal", "how"))

    @property
    def said(self) -> dict:
        return {name: value for name, value in super().said.items() if name in self.fields}
