// The buttons for the text: one bar for all parts of the page, acting on the part last written in.
// Works by keyboard as the ARIA toolbar pattern says. Knows commands by name only.

import commentIcon from "lucide-static/icons/message-square-text.svg";
import suggestIcon from "lucide-static/icons/pencil-line.svg";
import weaveIcon from "lucide-static/icons/spool.svg";
import boldIcon from "lucide-static/icons/bold.svg";
import headingIcon from "lucide-static/icons/heading-1.svg";
import subheadingIcon from "lucide-static/icons/heading-2.svg";
import indentIcon from "lucide-static/icons/list-indent-increase.svg";
import outdentIcon from "lucide-static/icons/list-indent-decrease.svg";
import italicIcon from "lucide-static/icons/italic.svg";
import linkIcon from "lucide-static/icons/link.svg";
import numbersIcon from "lucide-static/icons/list-ordered.svg";
import bulletsIcon from "lucide-static/icons/list.svg";
import redoIcon from "lucide-static/icons/redo-2.svg";
import quoteIcon from "lucide-static/icons/text-quote.svg";
import undoIcon from "lucide-static/icons/undo-2.svg";

import { element, icon } from "./dom.js";

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);
const key = (keys) => (MAC ? keys.replace("Control+", "⌘") : keys.replace("Control", "Ctrl"));

const GROUPS = [
  [
    ["heading", headingIcon],
    ["subheading", subheadingIcon],
  ],
  [
    ["bold", boldIcon, "Control+B"],
    ["italic", italicIcon, "Control+I"],
    ["link", linkIcon, "Control+K"],
  ],
  [
    ["bullets", bulletsIcon],
    ["numbers", numbersIcon],
    ["quote", quoteIcon],
    ["indent", indentIcon, "Control+]"],
    ["outdent", outdentIcon, "Control+["],
  ],
  [
    ["undo", undoIcon, "Control+Z"],
    ["redo", redoIcon, "Control+Shift+Z"],
  ],
  [
    ["weave", weaveIcon],
    ["comment", commentIcon, "Control+Alt+M"],
    ["suggest", suggestIcon],
  ],
];

export class Toolbar {
  #buttons = [];
  #commands;
  #active;
  #frame = null;

  // commands: name -> { run(view), isOn?(state), can?(state) }; active() is the part last written in.
  constructor({ commands, active, label }) {
    this.#commands = commands;
    this.#active = active;
    const there = GROUPS.map((group) => group.filter(([name]) => commands[name])).filter((group) => group.length);
    const groups = there.map((group) =>
      element("div", { class: "shared-text-tools", role: "group" }, ...group.map((tool) => this.#button(tool, label))),
    );
    this.element = element(
      "div",
      { class: "shared-text-toolbar", role: "toolbar", "aria-label": label("toolbar"), onkeydown: (event) => this.#onKey(event) },
      ...groups,
    );
    this.#buttons[0].tabIndex = 0;
    this.refresh();
  }

  #button([name, svg, keys], label) {
    const button = element(
      "button",
      {
        type: "button",
        class: "shared-text-tool",
        "data-command": name,
        tabindex: "-1",
        title: keys ? `${label(name)} (${key(keys)})` : label(name),
        "aria-keyshortcuts": keys,
        "aria-pressed": this.#commands[name].isOn ? "false" : null,
        // The text keeps the focus, and a phone its keyboard.
        onmousedown: (event) => event.preventDefault(),
        onclick: (event) => this.#run(name, event),
      },
      icon(svg),
      element("span", {}, label(name)),
    );
    this.#buttons.push(button);
    return button;
  }

  #run(name, event) {
    const { view } = this.#active();
    this.#active().catchUp();
    const byPointer = event.detail > 0;
    if (byPointer) {
      this.#focusable(event.currentTarget);
      if (view.editable) view.focus();
    }
    this.#commands[name].run(view);
    this.refresh();
  }

  focus() {
    this.#buttons.find((button) => button.tabIndex === 0).focus();
  }

  // Which buttons are down, and which would do nothing. Once per frame at most.
  refresh() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      const { view } = this.#active() ?? {};
      if (!view || view.isDestroyed) return;
      for (const button of this.#buttons) {
        const { isOn, can } = this.#commands[button.dataset.command];
        if (isOn) button.setAttribute("aria-pressed", String(isOn(view.state)));
        button.setAttribute("aria-disabled", String(can ? !can(view.state) : false));
      }
    });
  }

  #focusable(chosen) {
    this.#buttons.forEach((button) => {
      button.tabIndex = button === chosen ? 0 : -1;
    });
  }

  #onKey(event) {
    const at = this.#buttons.indexOf(document.activeElement);
    const last = this.#buttons.length - 1;
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const next = { [forward]: at === last ? 0 : at + 1, [back]: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.#focusable(this.#buttons[next]);
      this.#buttons[next].focus();
      this.#buttons[next].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#active().view.focus();
    }
  }
}

// On a narrow page the bar sits at the thumb: under the text, above the on-screen keyboard.
export function dock(bar, root, head) {
  const narrow = matchMedia("(max-width: 40rem)");
  const place = () => (narrow.matches ? root.append(bar) : head.after(bar));
  narrow.addEventListener("change", place);
  place();
  const viewport = window.visualViewport;
  if (!viewport) return;
  const lift = () => {
    const hidden = Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop);
    bar.style.setProperty("--keyboard", `${Math.round(hidden)}px`);
  };
  viewport.addEventListener("resize", lift);
  viewport.addEventListener("scroll", lift);
}
