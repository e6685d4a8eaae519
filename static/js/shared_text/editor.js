// One part of a shared text on the page: a ProseMirror view bound to one Yjs fragment.
// Knows nothing of the network or of the other parts.

import { EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { ySyncPlugin, yUndoPlugin } from "y-prosemirror";

import { authorship } from "./authorship.js";
import { holdCaret } from "./caret.js";
import { cursors } from "./cursors.js";
import { passages } from "./passages.js";
import { pasting } from "./pasting.js";
import { schema } from "./schema.js";
import { shortcuts } from "./shortcuts.js";

// Room for the toolbar above and, on a phone, the one below.
const SCROLL_ROOM = { top: 120, bottom: 140, left: 0, right: 0 };

// Where the page says which key goes to the buttons.
export const KEYS_HINT = "shared-text-keys";

function placeholder(text) {
  return new Plugin({
    props: {
      decorations: ({ doc }) => {
        const empty = doc.childCount === 1 && doc.firstChild.isTextblock && doc.firstChild.content.size === 0;
        if (!empty || !text) return null;
        const hint = Decoration.node(0, doc.firstChild.nodeSize, { class: "is-empty", "data-placeholder": text });
        return DecorationSet.create(doc, [hint]);
      },
    },
  });
}

// Headings sit under the heading of their part: data-heading-base says what a first-level one is here.
function headingView(base) {
  return (node) => {
    const dom = document.createElement(`h${Math.min(node.attrs.level + base - 1, 6)}`);
    dom.dataset.level = node.attrs.level;
    return { dom, contentDOM: dom };
  };
}

// What only tells plugins something, such as where the others are or which words carry a thread. No hand made it.
function isRedraw({ docChanged, selectionSet, storedMarksSet, scrolledIntoView }) {
  return !docChanged && !selectionSet && !storedMarksSet && !scrolledIntoView;
}

// The same for the state as it is after catching up.
function retold({ meta }, state) {
  return Object.entries(meta).reduce((transaction, [name, told]) => transaction.setMeta(name, told), state.tr);
}

export class Editor {
  constructor(place, { doc, awareness, history, canWrite, person, authors, passages: drawn, keys, onRefused, onFocus, onChange }) {
    this.name = place.dataset.fragment;
    this.label = place.dataset.label ?? "";
    this.place = place;
    this.fragment = doc.getXmlFragment(this.name);
    this.lastInput = 0;
    const plugins = [
      ySyncPlugin(this.fragment),
      cursors(awareness, person),
      authorship(this.fragment, authors),
      placeholder(place.dataset.placeholder),
    ];
    if (drawn) {
      plugins.push(
        passages(this.fragment, {
          editable: () => canWrite,
          open: (passage) => drawn.open(passage, this.view),
          onMissing: drawn.onMissing,
        }),
      );
    }
    if (canWrite) {
      plugins.push(yUndoPlugin({ undoManager: history.manager }), pasting(onRefused), ...shortcuts(keys));
    }
    place.replaceChildren();
    const editor = this;
    this.view = new EditorView({ mount: place }, {
      state: EditorState.create({ schema, plugins }),
      nodeViews: { heading: headingView(Number(place.dataset.headingBase) || 3) },
      editable: () => this.#writing,
      attributes: () => this.#attributes(),
      scrollMargin: SCROLL_ROOM,
      scrollThreshold: SCROLL_ROOM,
      handleDOMEvents: {
        focus: () => onFocus(this),
        // Keys pressed while the page was busy come faster than the browser's word of where the cursor is.
        keydown: (_view, event) => {
          if (!event.isComposing && event.keyCode !== 229) this.catchUp();
          return false;
        },
        beforeinput: () => {
          this.lastInput = Date.now();
          return false;
        },
      },
      // The binding dispatches while the view is still being made, so `editor.view` may not be there yet.
      dispatchTransaction(transaction) {
        if (editor.view && isRedraw(transaction)) {
          editor.catchUp();
          transaction = retold(transaction, this.state);
        }
        this.updateState(this.state.apply(transaction));
        if (editor.view) onChange(editor, transaction);
      },
    });
    this.#writing = canWrite;
    this.view.setProps({});
  }

  #writing = false;

  // The browser reports a moved cursor or a typed letter a moment late. A redraw for somebody else's sake
  // in that moment would put the cursor back, so the browser is asked first.
  catchUp() {
    if (this.view.isDestroyed) return;
    this.view.domObserver.forceFlush();
    this.view.domObserver.flush();
  }

  // Others' changes are about to be drawn.
  makeReady() {
    this.catchUp();
    if (!this.view.isDestroyed && this.view.hasFocus()) holdCaret(this.view.state);
  }

  stopWriting() {
    this.#writing = false;
    this.view.setProps({});
  }

  // Leaves the words on the page, as they were before the editor came.
  destroy() {
    const words = [...this.place.cloneNode(true).childNodes];
    this.view.destroy();
    for (const name of ["contenteditable", "role", "aria-multiline", "spellcheck", "translate"]) {
      this.place.removeAttribute(name);
    }
    this.place.classList.remove("ProseMirror", "shared-text-part");
    this.place.replaceChildren(...words);
  }

  #attributes() {
    if (!this.#writing) return { class: "shared-text-part" };
    return {
      class: "shared-text-part",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.label,
      "aria-describedby": KEYS_HINT,
      spellcheck: "true",
    };
  }
}
