"""How a number of an observation is written. Knows no rows."""

from django import template

from pilots.run_chart_numbers import number_words

register = template.Library()
register.filter("plain_number", number_words)
