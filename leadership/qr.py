"""QR codes as pictures inside the page. Knows an address and a title, nothing of what is behind it."""

import segno
from django.utils.safestring import mark_safe

QUIET = 4  # the empty border that readers need


def qr_svg(address: str, title: str) -> str:
    """An `<svg>` as wide as its box. Dark on light in both themes, or no phone could read it."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=QUIET, light="#fff", title=str(title), omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title, and draws the address
