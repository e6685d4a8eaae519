"""Forms about districts, schools and who runs them."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadership.models import District, School, StaffMember, StaffRole

from .lines import LineField


class DistrictForm(forms.ModelForm):
    class Meta:
        model = District
        fields = ("name",)
        field_classes = {"name": LineField}


class SchoolForm(forms.ModelForm):
    """A school may be put into a district its founder runs, or stay where it is; other districts use their link."""

    class Meta:
        model = School
        fields = ("name", "district")
        field_classes = {"name": LineField}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        choices = District.objects.filter(Q(pk__in=District.objects.run_by(person)) | Q(pk=self.instance.district_id))
        self.fields["district"].queryset = choices
        self.fields["district"].empty_label = _("No district")
        if not choices:
            del self.fields["district"]


class StaffRoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=StaffRole.choices,
        widget=forms.RadioSelect,
        help_text=_("A facilitator lets people in and keeps the names right. It says nothing about who counts."),
    )


class DistrictMemberForm(forms.Form):
    """Somebody on the staff of one of the district's schools comes to work for the whole district."""

    email = forms.EmailField(
        label=_("E-mail address of a colleague"),
        help_text=_("Somebody on the staff of a school in this district."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=StaffRole.choices, initial=StaffRole.STAFF)

    def __init__(self, *args, district, **kwargs):
        super().__init__(*args, **kwargs)
        self.district = district

    def clean_email(self):
        staff = StaffMember.objects.filter(
            school__district=self.district, person__email__iexact=self.cleaned_data["email"]
        ).select_related("person")
        self.person = next((row.person for row in staff), None)
        if not self.person:
            raise forms.ValidationError(_("Nobody on the staff of your schools uses this address."))
        return self.cleaned_data["email"]
