// What a shared text may hold. The names are those of the stored document, so they are never renamed.
// Knows nothing of the network or the page.

import { Schema } from "prosemirror-model";

// A heading the author calls "level 1" sits under the page's own headings.
const HEADING_OFFSET = 2;
const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

export function safeHref(value) {
  const href = String(value ?? "").trim();
  return SAFE_LINK.test(href) ? href : null;
}

function headingRule(level) {
  return { tag: `h${level}`, attrs: { level: Math.min(level, 3) } };
}

// What a pasted style attribute said, under the name that pasting.js gave it.
function styled(pattern) {
  return {
    tag: "[data-pasted-style]",
    consuming: false,
    getAttrs: (dom) => pattern.test(dom.dataset.pastedStyle) && null,
  };
}

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },
  heading: {
    attrs: { level: { default: 1, validate: "number" } },
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [
      {
        // Our own headings come back (copied, or read from the page) with their own level.
        tag: "[data-level]",
        priority: 60,
        getAttrs: (dom) => ({ level: Math.min(Math.max(Number(dom.dataset.level) || 1, 1), 3) }),
      },
      ...[1, 2, 3, 4, 5, 6].map(headingRule),
    ],
    toDOM: (node) => [`h${node.attrs.level + HEADING_OFFSET}`, { "data-level": node.attrs.level }, 0],
  },
  bullet_list: {
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    attrs: { order: { default: 1, validate: "number" } },
    content: "list_item+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ order: dom.start || 1 }) }],
    toDOM: (node) => (node.attrs.order === 1 ? ["ol", 0] : ["ol", { start: node.attrs.order }, 0]),
  },
  list_item: {
    // Any block may come first: when two people change one item at once, nothing has to be thrown away.
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  blockquote: {
    content: "block+",
    group: "block",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
  text: { group: "inline" },
};

const marks = {
  link: {
    attrs: { href: { validate: "string" } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = safeHref(dom.getAttribute("href"));
          return href ? { href } : false;
        },
      },
    ],
    // What another person's browser sent is checked again before it becomes a link here.
    toDOM: (mark) => ["a", { href: safeHref(mark.attrs.href) ?? "#", rel: "noopener nofollow" }, 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }, styled(/font-style:\s*italic/)],
    toDOM: () => ["em", 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      // Some word processors wrap everything in <b style="font-weight: normal">.
      { tag: "b", getAttrs: (dom) => !/font-weight:\s*(normal|400)/.test(dom.dataset.pastedStyle ?? "") && null },
      styled(/font-weight:\s*(bold|[6-9]00)/),
    ],
    toDOM: () => ["strong", 0],
  },
};

// The binding deletes from the shared document whatever this schema cannot draw. A tab left open while
// the site learns a new mark would so destroy other people's words. Therefore: a mark nobody told us
// of is carried along unchanged, and an element we cannot draw is shown as the nearest thing we can.
class TolerantSchema extends Schema {
  mark(type, attrs) {
    if (typeof type === "string" && !this.marks[type]) this.marks[type] = this.#unknownMark(type, attrs);
    return super.mark(type, attrs);
  }

  node(type, attrs, content, itsMarks) {
    try {
      return super.node(type, attrs, content, itsMarks);
    } catch {
      return this.#nearest(type, attrs, Array.isArray(content) ? content : []);
    }
  }

  #unknownMark(name, attrs) {
    const MarkType = this.marks.strong.constructor;
    const defaults = Object.fromEntries(Object.keys(attrs ?? {}).map((key) => [key, { default: null }]));
    const type = new MarkType(name, Object.keys(this.marks).length, this, {
      attrs: defaults,
      toDOM: () => ["span", 0],
    });
    type.excluded = [type];
    return type;
  }

  #nearest(type, attrs, content) {
    const known = this.nodes[type];
    const filled = known?.createAndFill(attrs, content);
    if (filled) return filled;
    const inline = content.every((child) => child.isInline);
    return inline
      ? super.node("paragraph", null, content)
      : super.node("blockquote", null, content.map((child) => this.#asBlock(child)));
  }

  #asBlock(child) {
    if (child.isInline) return super.node("paragraph", null, [child]);
    return child.type.name === "list_item" ? super.node("bullet_list", null, [child]) : child;
  }
}

export const schema = new TolerantSchema({ nodes, marks });
