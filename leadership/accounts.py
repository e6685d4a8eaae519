"""allauth's adapters: who may open an account, and what a provider's word is worth."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

CLOSED_TO_DOMAIN = _("This site is for people with a school address. Please use yours.")


def domain_welcome(email):
    """True where the site takes any address, or the address ends in one of its domains."""
    return not settings.SIGNUP_DOMAINS or email.rpartition("@")[2].lower() in settings.SIGNUP_DOMAINS


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up can be limited to the e-mail domains of SIGNUP_DOMAINS."""

    def clean_email(self, email):
        email = super().clean_email(email).lower()
        if not domain_welcome(email):
            raise ValidationError(CLOSED_TO_DOMAIN)
        return email


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The same limit for accounts that come from a provider; the provider's id is the key, not the address."""

    def pre_social_login(self, request, sociallogin):
        email = sociallogin.user.email or ""
        if not sociallogin.is_existing and not domain_welcome(email):
            messages.error(request, CLOSED_TO_DOMAIN)
            raise ImmediateHttpResponse(redirect("account_login"))

    def populate_user(self, request, sociallogin, data):
        person = super().populate_user(request, sociallogin, data)
        person.name = (data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}").strip()
        return person
