"""One sentence as people type or paste it: on one line, and too long a one comes back whole. Knows nothing of what it is about."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField

from .editions import TOO_LONG


class SentenceField(LineField):
    """A field of several lines for words of one: on a phone three hundred letters fit no single line.

    The browser is not told the limit: it would cut off a long paste without a word.
    """

    widget = forms.Textarea
    default_error_messages = {"max_length": TOO_LONG}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        if self.max_length:
            self.error_messages["max_length"] = TOO_LONG
            for validator in self.validators:
                if getattr(validator, "code", "") == "max_length":
                    validator.message = TOO_LONG

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        rows = {"rows": 2} if isinstance(widget, forms.Textarea) else {}
        return {**attrs, **rows, "dir": "auto"}


class NoneIsSaidSelect(forms.Select):
    def use_required_attribute(self, initial):
        return False


class OneOrNoneField(forms.ModelChoiceField):
    """A choice in which “none” is an answer like the others: it does not look like a field to leave out."""

    widget = NoneIsSaidSelect

    def __init__(self, queryset, **kwargs):
        super().__init__(queryset, required=True, to_field_name="number", **kwargs)

    def validate(self, value):
        """None is right, too."""

    def only(self):
        """Where there is just one, it: that is the one most people mean, and one choice less."""
        numbers = list(self.queryset.values_list(self.to_field_name, flat=True)[:2])
        return numbers[0] if len(numbers) == 1 else None


class WebAddressField(forms.URLField):
    """Where something can be read: https alone, so that a click tells nobody on the way what was looked up."""

    default_validators = (
        URLValidator(schemes=["https"], message=_("A whole address, please: one that begins with https://")),
    )
    default_error_messages = {"invalid": _("A whole address, please: one that begins with https://")}

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "assume_scheme": "https"})

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return {**attrs, "placeholder": "https://"}
