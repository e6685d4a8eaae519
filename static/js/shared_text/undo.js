// Undo and redo of one's own changes, over all parts of the page in the order they were made.
// Other people's changes are never undone.

import { defaultDeleteFilter, defaultProtectedNodes, ySyncPluginKey } from "y-prosemirror";
import { UndoManager } from "yjs";

export class History {
  #manager;
  #editors;

  // `editors` may still be filling up; it is asked when something is undone.
  constructor(fragments, editors) {
    this.#editors = editors;
    this.#manager = new UndoManager(fragments, {
      trackedOrigins: new Set([ySyncPluginKey]),
      deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
      captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
    });
    this.#manager.on("stack-item-popped", ({ changedParentTypes }) => this.#show(changedParentTypes));
  }

  get manager() {
    return this.#manager;
  }

  onChange(callback) {
    for (const event of ["stack-item-added", "stack-item-popped", "stack-cleared"]) this.#manager.on(event, callback);
  }

  canUndo = () => this.#manager.canUndo();
  canRedo = () => this.#manager.canRedo();
  undo = () => this.#manager.undo() !== null || true;
  redo = () => this.#manager.redo() !== null || true;

  // A change that happens out of sight looks like nothing happened.
  #show(changedTypes) {
    const touched = this.#editors.filter((editor) => changedTypes.has(editor.fragment));
    if (!touched.length || touched.some((editor) => editor.view.hasFocus())) return;
    touched[0].view.focus();
    touched[0].view.dispatch(touched[0].view.state.tr.scrollIntoView());
  }
}
