"""Versions of a theory: points worth keeping, each frozen for ever, as the plain form of its shape."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from visioning.theory.compare import bare, changes_between
from visioning.theory.shape import Shape

from .goals import TOPIC
from .theories import Theory

REST = timedelta(minutes=30)


class TheoryVersionQuerySet(models.QuerySet):
    def listed(self):
        """For a list: without what they say."""
        return self.defer("said").select_related("kept_by")


class TheoryVersion(models.Model):
    """A point in a theory's life. `said` is `Shape.plain()` of that moment, with the states its arrows had then."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    said = models.JSONField(editable=False)
    automatic = models.BooleanField(default=False, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="theory_versions_kept"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = TheoryVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a theory")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("theory", "number"), name="theory_version_number_unique"),)

    def __str__(self):
        return self.name or _("Version %(number)s") % {"number": self.number}

    @property
    def label(self) -> str:
        """Name and number, so that two versions of one name can be told apart."""
        number = _("Version %(number)s") % {"number": self.number}
        return f"{self.name} ({number})" if self.name else str(number)

    @property
    def shape(self) -> Shape:
        return Shape.of_plain(self.said)

    @classmethod
    @transaction.atomic
    def keep(cls, theory, by, name="", automatic=False) -> "TheoryVersion":
        """Freeze what the theory says now. Raises Gone.

        Where the newest version already says exactly that, it is given back instead, with the name added if it had none.
        """
        said = theory.still().shape().plain()
        last = cls.objects.filter(theory=theory).first()
        if last and last.said == said:
            if name and not last.name:
                last.name, last.kept_by, last.automatic = name, by, False
                last.save(update_fields=("name", "kept_by", "automatic"))
            if not name or last.name == name:
                return last
        number = last.number + 1 if last else 1
        automatic = automatic and not name
        made = cls.objects.create(theory=theory, number=number, name=name, said=said, kept_by=by, automatic=automatic)
        if not automatic:  # what keeps itself comes with a change, which is told anyway
            tell(theory.team_id, TOPIC)
        return made

    @classmethod
    def keep_if_due(cls, theory) -> None:
        """Before the first change after a rest: what the theory said through that rest is a point to come back to.

        Called with the theory's row held still, by whatever is about to change it.
        """
        if timezone.now() - theory.changed_at < REST or not theory.statements.standing().exists():
            return
        cls.keep(theory, None, automatic=True)

    @transaction.atomic
    def rename(self, name: str) -> None:
        """A named version is no longer just an automatic point."""
        self.name, self.automatic = name, self.automatic and not name
        self.save(update_fields=("name", "automatic"))
        tell(self.theory.team_id, TOPIC)

    @transaction.atomic
    def restore(self, by) -> bool:
        """Let the theory say again what this version says. False where it says so already. Raises Gone.

        What it says until then is kept as a version first. Its name stays, and how each arrow has fared: that was not
        written but found out. What was said about a statement or an arrow stays with it.
        """
        theory = self.theory.still()
        if not changes_between(bare(theory.shape()), bare(self.shape)):
            return False
        TheoryVersion.keep(theory, by, automatic=True)
        theory.become(self.shape, by, numbers_first=True)
        return True
