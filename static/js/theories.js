// Behaviours of the pages of theories: {% static "dist/theories.js" %} in their block scripts.
import "./behaviours/earlier.js";
