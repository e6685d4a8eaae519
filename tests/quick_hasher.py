"""Passwords hashed fast, for tests alone; the site itself can still check what this wrote."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1000
