// Behaviours of the pages of theories: {% static "dist/theories.js" %} in their block scripts.
import "./behaviours/asking.js";
import "./behaviours/adding.js";
import "./behaviours/sending.js";
import "./behaviours/examples.js";
import "./behaviours/diagram.js";
import "./behaviours/earlier.js";
