"""What a team says around its plan: a note in front, a logo, how long it holds, what stays in the house, and the link to it.

Knows chapters by their keys, never what stands in them.
"""

import base64
import hashlib

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.news import tell

from .plans import PlanPrint
from .short_links import WithShortLink
from .teams import Team

TOPIC = "plan"
SAID = ("note", "hidden", "valid_until", "review_on", "with_names")


class SheetChanged(Exception):
    """Somebody saved the sheet while this page was open. Holds what is stored."""

    def __init__(self, stored):
        super().__init__()
        self.stored = stored


class PlanSheet(WithShortLink):
    """One a team. `hidden` are keys of chapters that never leave the team; `link_open` says whether anybody may read by link.

    `logo` is the picture's bytes as the site made them anew, never as they were sent.
    """

    team = models.OneToOneField(Team, models.CASCADE, related_name="plan_sheet")
    note = models.TextField(_("a note in front"), max_length=2000, blank=True)
    logo = models.BinaryField(default=bytes, editable=False)
    logo_alt = models.CharField(_("what the logo shows"), max_length=120, blank=True)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    hidden = models.JSONField(default=list, blank=True)
    with_names = models.BooleanField(
        _("people’s names on the public page"),
        default=False,
        help_text=_(
            "Without this the page that anybody can open counts people and names nobody, and what somebody sees "
            "differently stays with the team. Files that you hand out have names."
        ),
    )
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("sheet of the plan")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(logo=b"") | ~models.Q(logo_alt=""), name="logo_says_what_it_shows"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(review_on=None)
                | models.Q(review_on__lte=models.F("valid_until")),
                name="plan_reviewed_while_it_holds",
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.team}"

    @classmethod
    def link_salt(cls):
        return "leadership.plan-link"

    @classmethod
    def behind_links(cls):
        return cls.objects.defer("logo").select_related("team__school")

    @classmethod
    def of(cls, team) -> "PlanSheet":
        """The team's sheet, or an empty one that is not kept yet."""
        found = cls.objects.defer("logo").filter(team=team).first() or cls(team=team)
        found.team = team
        return found

    @classmethod
    def hold(cls, team) -> "PlanSheet":
        """The row, made where there is none, held until the transaction ends."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        return cls.objects.defer("logo").get_or_create(team=team)[0]

    @classmethod
    @transaction.atomic
    def say(cls, team, edition, **said) -> None:
        """Write on it what the team says around its plan. Raises SheetChanged where somebody did so meanwhile."""
        held = cls.hold(team)
        if held.edition != edition and any(getattr(held, name) != said[name] for name in SAID):
            raise SheetChanged(held)
        for name in SAID:
            setattr(held, name, said[name])
        held.edition += 1
        held.save(update_fields=(*SAID, "edition"))
        held.changed()

    @classmethod
    @transaction.atomic
    def put_logo(cls, team, picture: bytes, alt: str) -> None:
        """A logo in the place of the one before; b"" takes it away."""
        held = cls.hold(team)
        held.logo, held.logo_alt = picture, alt if picture else ""
        held.save(update_fields=("logo", "logo_alt"))
        held.changed()

    @classmethod
    @transaction.atomic
    def set_link(cls, team, is_open: bool) -> None:
        """Whether anybody may read by the link. The address stays the same."""
        held = cls.hold(team)
        held.link_open = is_open
        held.save(update_fields=("link_open",))
        held.changed()

    @classmethod
    @transaction.atomic
    def new_link(cls, team) -> None:
        """A fresh address; the one before never works again. As open or closed as it was."""
        held = cls.hold(team)
        held._renumber_link(held.link_open)
        held.changed()

    def changed(self) -> None:
        """No printed plan outlives what was wished on the sheet."""
        PlanPrint.forget(self.team_id)
        tell(self.team_id, TOPIC)

    @property
    def has_logo(self) -> bool:
        return bool(self.logo_alt)

    @property
    def logo_mark(self) -> str:
        """Another one for each picture, so that no browser shows the one before."""
        return hashlib.sha256(self.logo).hexdigest()[:8] if self.has_logo else ""

    @property
    def logo_data(self) -> str:
        """The picture as an address that carries it, for paper. "" where there is none."""
        return f"data:image/png;base64,{base64.b64encode(self.logo).decode()}" if self.has_logo else ""

    @property
    def link_path(self) -> str:
        """The short address within the site; "" before there is one."""
        return reverse("plan_public", args=(self.link_token,)) if self.pk else ""
