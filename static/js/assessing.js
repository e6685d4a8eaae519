// Behaviours of a round's questions: {% static "dist/assessing.js" %} in their block scripts.
import "./behaviours/assessing.js";

import "./behaviours/earlier.js";
