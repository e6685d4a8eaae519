"""Invitations by mail: single-use, bound to one address, short-lived; only a hash of the secret is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .teams import JoinedBy, Role, Team

LIFETIME = timedelta(days=14)
SHORTEST_WAIT = timedelta(minutes=1)
MOST_A_DAY = 200  # one person's invitations: a whole staff, and no more


def hashed(token):
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def waiting(self):
        """Not accepted, whether or not the time is over."""
        return self.filter(accepted_at=None)

    def for_person(self, person):
        """Sent to an address this person has proved to be theirs."""
        proved = person.emailaddress_set.filter(verified=True)
        return self.filter(email__in=proved.values(small=Lower("email")))

    def with_token(self, token):
        return self.filter(token_hash=hashed(token))


class Invitation(models.Model):
    """An address was invited to a team; accepting needs that same address, verified."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="invitations_sent",
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ("invited_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("team", "email"),
                condition=models.Q(accepted_at=None),
                name="invitation_open_unique",
            ),
        )

    def __str__(self):
        return f"{self.email} → {self.team}"

    @property
    def expired(self):
        return self.expires_at <= timezone.now()

    @property
    def just_sent(self):
        """So lately that sending it again would only flood somebody's inbox."""
        return timezone.now() - self.invited_at < SHORTEST_WAIT

    @property
    def email_hint(self):
        """Enough of the address to know it by, for somebody who only holds the link."""
        name, _at, domain = self.email.partition("@")
        return f"{name[:1]}…@{domain}"

    def is_for(self, person):
        return person.emailaddress_set.filter(verified=True, email__iexact=self.email).exists()

    @classmethod
    @transaction.atomic
    def send_to(cls, team, email, invited_by, role=Role.MEMBER):
        """Make a fresh invitation, replacing an open one for the address. Returns it and its secret token."""
        token = secrets.token_urlsafe(24)
        now = timezone.now()
        invitation, _created = cls.objects.update_or_create(
            team=team,
            email=email.lower(),
            accepted_at=None,
            defaults={
                "role": role,
                "token_hash": hashed(token),
                "invited_by": invited_by,
                "invited_at": now,
                "expires_at": now + LIFETIME,
            },
        )
        return invitation, token

    @transaction.atomic
    def accept(self, person):
        """Use the invitation up and welcome the person. False where somebody was quicker."""
        used = Invitation.objects.open().filter(pk=self.pk).update(accepted_at=timezone.now())
        if not used:
            return False
        self.team.welcome(person, JoinedBy.INVITATION, role=self.role)
        return True
