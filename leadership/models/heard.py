"""When a person was last here, and what was mailed to them, so that nothing is told or sent twice. Knows nothing of what is told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LastHere(models.Model):
    """`told_from`: what happened since then is told on the person's home now; `seen_at`: when they last looked."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="last_here")
    told_from = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("last visit")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(told_from__lte=models.F("seen_at")), name="told_from_before_seen"
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class MailSent(models.Model):
    """One mail that a person was or is being sent, once for ever: `what` names its occasion, like "weekly:2026-11-23"."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails_sent")
    what = models.CharField(max_length=80)
    taken_at = models.DateTimeField(auto_now_add=True)  # by a worker that is about to send it
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail sent")
        constraints = (models.UniqueConstraint(fields=("person", "what"), name="mail_sent_once"),)

    def __str__(self):
        return self.what
