"""A person with an account: who they are, what positions they hold. Knows nothing of visions or pilots."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    """What somebody does at school. Several may hold at once; keys never change."""

    TEACHER = "teacher", _("Teacher")
    ADMINISTRATOR = "administrator", _("Administrator")
    SUPPORT = "support", _("Support staff")
    SPECIALIST = "specialist", _("Specialist")
    DISTRICT = "district", _("District staff")
    FAMILY = "family", _("Family")
    STUDENT_VOICE = "student_voice", _("Student voice")
    COMMUNITY = "community", _("Community")


def validate_positions(keys):
    """Every key is a known position, and none stands twice."""
    unknown = [key for key in keys if key not in Position.values]
    if unknown:
        raise ValidationError(_("We do not know the position “%(key)s”."), params={"key": unknown[0]})
    if len(set(keys)) != len(keys):
        raise ValidationError(_("Choose each position once."))


class PersonManager(BaseUserManager):
    """Creates people by e-mail; the e-mail is the name they sign in with."""

    def create_user(self, email, password=None, **fields):
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def who_want_mail(self):
        """Who is here, wants letters of the site's own accord, and has shown that the very address they go to is theirs."""
        shown = {"emailaddress__verified": True, "emailaddress__email__iexact": models.F("email")}
        return self.filter(**shown, is_active=True, weekly_mail=True).distinct()

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. The e-mail address is unique whatever its case."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120, help_text=_("As colleagues call you."))
    positions = ArrayField(
        models.CharField(max_length=20, choices=Position.choices),
        verbose_name=_("positions"),
        default=list,
        blank=True,
        validators=[validate_positions],
    )
    strengths = models.CharField(
        _("strengths"),
        max_length=280,
        blank=True,
        help_text=_("One line: what colleagues can come to you for."),
    )
    weekly_mail = models.BooleanField(
        _("one mail a week"),
        default=True,
        help_text=_("What changed on your teams and what waits for your voice. None where nothing did."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the site's admin"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_unique"),)

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self).split()[0]

    @property
    def position_labels(self):
        """The positions in words, in the order of the list of positions."""
        return [label for key, label in Position.choices if key in self.positions]
