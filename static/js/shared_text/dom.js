// Small ways of making elements. No markup strings, so nothing a person typed can become markup.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Our own icons only: the text comes out of the locked package at build time.
export function icon(svg) {
  const shell = document.createElement("span");
  shell.className = "shared-text-icon";
  shell.setAttribute("aria-hidden", "true");
  shell.innerHTML = svg;
  shell.querySelector("svg")?.setAttribute("focusable", "false");
  return shell;
}

const COLOUR = /^#[0-9a-f]{6}$/i;

// A colour arrives over the network, so it is looked at before it reaches a style.
export function personStyle({ color, colorLight } = {}) {
  const strong = COLOUR.test(color ?? "") ? color : "#666666";
  const light = COLOUR.test(colorLight ?? "") ? colorLight : `${strong}33`;
  return { "--person": strong, "--person-light": light };
}

export function applyStyle(node, style) {
  for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
  return node;
}

export function initials(name) {
  const words = String(name ?? "").trim().split(/\s+/).filter(Boolean);
  if (!words.length) return "?";
  const picked = words.length === 1 ? [words[0]] : [words[0], words[words.length - 1]];
  return picked.map((word) => [...word][0].toLocaleUpperCase()).join("");
}
