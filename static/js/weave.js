// Behaviours of the pages of the text that is woven: {% static "dist/weave.js" %} in their block scripts.
import "./behaviours/asking.js";
import "./behaviours/filtering.js";

import "./behaviours/earlier.js";
