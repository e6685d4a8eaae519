"""Outside goals that a plan answers to: a district plan, state goals, a graduate profile, with their articles. And which goal answers which."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

from .goals import Goal, leads_to_a_page


class Framework(models.Model):
    """One such document, as the school enters it."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("The district's plan")
        STATE = "state", _("State goals")
        PROFILE = "profile", _("A graduate profile")
        OTHER = "other", _("Another framework")

    team = models.ForeignKey(Team, models.CASCADE, related_name="frameworks")
    kind = models.CharField(_("what it is"), max_length=8, choices=Kind.choices, default=Kind.DISTRICT)
    title = models.CharField(_("title"), max_length=200)
    address = models.URLField(_("where it can be read"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="frameworks_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("framework")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=leads_to_a_page("address"), name="framework_address_is_of_a_page"),
        )

    def __str__(self):
        return self.title


class Article(models.Model):
    """One of its articles: how it is counted there, and what it says, in the school's own short words."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="articles")
    label = models.CharField(_("its number or short name"), max_length=40)
    words = models.CharField(_("what it asks for"), max_length=400)
    place = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = _("article")
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("framework", "label"), name="article_label_unique"),)

    def __str__(self):
        return self.label


class Crossing(models.Model):
    """A goal of the team answers an article, and how."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="crossings")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="crossings")
    how = models.CharField(_("how it answers"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="crossings"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("crossing")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("article", "goal"), name="goal_crosses_an_article_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
