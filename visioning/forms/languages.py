"""Choosing a language by its own name. Knows the list, nothing of what is written in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from visioning.languages import BY_CODE, LANGUAGES, OTHER


class LanguageSelect(forms.Select):
    """Each name is marked as being in its own language, so that a screen reader says it rightly."""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        known = BY_CODE.get(str(value))
        if known and known is not OTHER:
            option["attrs"] |= {"lang": known.code, "dir": known.dir}
        return option


class LanguageField(forms.ChoiceField):
    """One of the languages we know; with `first`, those codes stand at the head; with `other`, any else can be said."""

    widget = LanguageSelect

    def __init__(self, *, first=(), other=False, **kwargs):
        kwargs.setdefault("label", _("Language"))
        super().__init__(**kwargs)
        self.offer(first, other)

    def offer(self, first=(), other=False):
        head = [BY_CODE[code] for code in first if code in BY_CODE]
        known = [*head, *(one for one in LANGUAGES if one not in head)]
        empty = [] if self.required else [("", _("No further language"))]
        rest = [(OTHER.code, _("Another language"))] if other else []
        self.choices = [*empty, *((one.code, one.name) for one in known), *rest]
