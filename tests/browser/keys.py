"""A person without a mouse: moves by Tab, acts by Enter and Space, and expects to see where they are.

Every stop on the way is checked: a mark that shows the focus, and nothing lying over it.
"""

STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  // The parts inside a date field (day, month, year, calendar) draw their own mark.
  const marked = one.type === "date" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => [
    box.left + box.width * x, box.top + box.height * y]);
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) || (one.labels && [...one.labels].some((label) => label.contains(top))));
  });
  return {html: one.outerHTML.slice(0, 140), marked, seen, small: box.width === 0 || box.height === 0};
}"""


class Keys:
    """Hands on the keyboard of one page."""

    def __init__(self, page):
        self.page, self.faults = page, []

    def tab_to(self, selector, most=80):
        """Press Tab until the focus is on what `selector` names."""
        for _press in range(most):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop is None:
                continue
            if not stop["marked"]:
                self.faults.append(f"no mark shows the focus: {stop['html']}")
            if not stop["seen"] and not stop["small"]:
                self.faults.append(f"the focus is covered: {stop['html']}")
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab on {self.page.url}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words):
        self.page.keyboard.type(words)

    def follow(self, selector):
        """Go there and press Enter; wait for the page it leads to."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")
        self.page.wait_for_load_state()

    def fill(self, selector, words):
        self.tab_to(selector)
        self.press("Control+a")
        self.type(words)
