// Behaviours of the pages of the seven conditions: {% static "dist/conditions.js" %} in their block scripts.
import "./behaviours/ranking.js";

import "./behaviours/earlier.js";
