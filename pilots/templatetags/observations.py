"""How a number of an observation is written. Knows no rows."""

from django import template

from pilots.forms.typed import plain

register = template.Library()
register.filter("plain_number", plain)
