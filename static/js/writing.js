// Behaviours of the pages on which somebody writes for themselves or fills in a paper form: {% static "dist/writing.js" %} in their block scripts.
import "./behaviours/autosave.js";
import "./behaviours/letters.js";
import "./behaviours/printing.js";

import "./behaviours/earlier.js";
