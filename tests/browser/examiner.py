"""Looks at a page as the gates do: axe at two widths in light and dark, reflow, drawings, other hosts, the console.

Knows how to look; knows no page.
"""

from urllib.parse import urlsplit

from tests.conftest import signed_in

# From the server, so that the browser compiles it once and not for every page.
AXE = "/static/js/shared_text/node_modules/axe-core/axe.min.js"
FETCH = """(address) => new Promise((fetched, failed) => {
  const script = Object.assign(document.createElement("script"), {src: address, onerror: () => failed(new Error(address))});
  script.onload = () => fetched();
  document.head.append(script);
  script.remove();
})"""
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Dark differs from light in colours alone, so only the rules about colour are asked again there.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# The last one is as a page is opened, so that nothing is laid out anew between two pages.
MODES = [(320, "light", TAGS), (320, "dark", COLOURS), (1280, "dark", COLOURS), (1280, "light", TAGS)]
# Wide in the light and narrow in the dark: for more of the same, where sizes and colours do not meet anew.
CROSSED = [(320, "dark", TAGS), (1280, "light", TAGS)]
HEIGHT = {1280: 900, 320: 640}
WIDE = {"width": 1280, "height": 900}

# The style sheets are not fetched once more for axe: of all its rules only an experimental one reads them, which is not asked.
RUN = """async (rules) => {
  const options = {runOnly: rules, resultTypes: ["violations", "incomplete"], preload: {assets: ["media"]}};
  const result = await axe.run(document, options);
  const short = (rules) => rules.map((rule) => `${rule.id}: ` + rule.nodes.slice(0, 3).map(
    (node) => node.target.join(" ") + " " + node.html.slice(0, 110)
      + " (" + (node.any[0] || node.all[0] || node.none[0] || {message: ""}).message.slice(0, 150) + ")").join(" | "));
  return {violations: short(result.violations), incomplete: short(result.incomplete)};
}"""

# What axe says where the page changed while it was reading: then it reads once more.
MOVED = "Unable to determine previous heading"

# Where a text is live, its editor replaces the words the server sent; looking meanwhile sees half of both.
SETTLED = """() => !document.getElementById("shared-text-config")
  || [...document.querySelectorAll("#shared-text [data-fragment]")].every((one) => one.classList.contains("ProseMirror"))"""

# What sticks out of a page 320 pixels wide, by its own selector; scrolling inside a box of its own is fine for tables.
REFLOW = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = (one) => one !== document.body && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  return [...document.body.querySelectorAll("*")].filter(
    (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(one.parentElement))
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
}"""

# A drawing without its style sheet is black, and shows its wide and its narrow form at once.
DRAWN = """() => {
  const shows = (one) => one.checkVisibility();
  const black = [...document.querySelectorAll("svg :is(rect, circle, path, polygon):not([fill], [stroke])")].filter(
    (one) => shows(one) && getComputedStyle(one).fill === "rgb(0, 0, 0)");
  const forms = [...document.querySelectorAll(".theory-diagram")].filter(
    (one) => shows(one) && [...one.children].filter(shows).length !== 1);
  return [...black.slice(0, 3).map((one) => "black: " + one.outerHTML.slice(0, 120)),
    ...forms.map((one) => "not in one form: " + one.outerHTML.slice(0, 120))];
}"""

# What a page keeps folded up is read as well.
UNFOLD = "for (const one of document.querySelectorAll('details:not([name])')) one.open = true"


class Examiner:
    """One browser, one context per person; every fault is kept and named by its page."""

    def __init__(self, chromium, server):
        self.chromium, self.server = chromium, server
        self.faults, self.unsure, self.looked = [], {}, []
        self.pages = {}
        self.where = ""

    def page(self, person=None):
        """This person's tab."""
        key = person.pk if person else None
        if key not in self.pages:
            context = self.chromium.new_context(base_url=self.server.origin, reduced_motion="reduce", viewport=WIDE)
            if person:
                cookie = signed_in(person).cookies["sessionid"].value
                context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.server.origin}])
            self.pages[key] = self.watched(context.new_page())
        return self.pages[key]

    def watched(self, page):
        page.set_default_timeout(15_000)
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.fault(f"script error: {error}"))
        page.on("dialog", lambda dialog: (self.fault(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", self.request)
        page.on("response", self.response)
        return page

    def hear(self, said):
        if "Content Security" in said.text or "Refused to" in said.text:
            self.fault(f"console: {said.text[:200]}")

    def request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != urlsplit(self.server.origin).netloc:
            self.fault(f"asks another host: {request.url[:120]}")

    def response(self, response):
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.fault(f"{response.status} for {urlsplit(response.url).path}")

    def fault(self, words):
        self.faults.append(f"{self.where}: {words}")

    def look(self, name, page, modes=MODES):
        """Examine what the page shows now in each mode."""
        self.where = name
        self.looked.append(name)
        if not page.evaluate(SETTLED):
            page.wait_for_function(SETTLED)
        page.evaluate(FETCH, AXE)
        for width, scheme, rules in modes:
            page.set_viewport_size({"width": width, "height": HEIGHT[width]})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.where = f"{name} ({width}, {scheme})"
            result = page.evaluate(RUN, rules)
            if any(MOVED in doubt for doubt in result["incomplete"]):
                page.wait_for_timeout(1000)
                result = page.evaluate(RUN, rules)
            for violation in result["violations"]:
                self.fault(violation)
            for unsure in result["incomplete"]:
                self.unsure.setdefault(unsure.partition(":")[0], []).append(f"{self.where}: {unsure}")
            for drawing in page.evaluate(DRAWN):
                self.fault(f"a drawing is {drawing}")
            if width == 320:
                for sticking in page.evaluate(REFLOW):
                    self.fault(f"wider than the screen: {sticking}")

    def visit(self, name, path, person=None, status=200, modes=MODES):
        """Open an address and examine it."""
        page = self.page(person)
        self.where = name
        response = page.goto(path)
        if response.status != status:
            self.fault(f"{response.status}, not {status}, at {path}")
        else:
            self.look(name, page, modes)
        return page

    def close(self):
        for page in self.pages.values():
            page.context.close()

    def report(self):
        return f"{len(self.faults)} faults on {len(self.looked)} pages:\n" + "\n".join(self.faults[:60])
