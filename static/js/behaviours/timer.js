// Runs the steps of a card or a meeting: <section data-timer> in templates/leadership/guides/_timer.html. It counts by the
// clock, so a phone that slept is right again when it wakes, and at the end of a step it waits: people decide when to go on.
const TICK = 250;
const MINUTE = 60_000;
const STALE = 3 * 60 * MINUTE; // what was left running since yesterday's meeting begins anew

const shown = (ms) => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function soft(audio) {
  for (const [note, after] of [[523.25, 0], [392, 0.35]]) {
    const tone = new OscillatorNode(audio, { frequency: note });
    const volume = new GainNode(audio, { gain: 0 });
    const begin = audio.currentTime + after;
    volume.gain.linearRampToValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.12, begin + 0.05);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + 1.2);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 1.3);
  }
}

function run(root) {
  const find = (name) => root.querySelector(`[data-timer-${name}]`);
  const parts = Object.fromEntries(
    ["panel", "where", "minutes", "words", "left", "bar", "note", "sound", "said"].map((name) => [name, find(name)]),
  );
  const buttons = Object.fromEntries([...root.querySelectorAll("[data-timer-do]")].map((one) => [one.dataset.timerDo, one]));
  const steps = [...root.querySelectorAll("[data-timer-step]")];
  const place = `timer:${root.dataset.timer}`;
  const length = (index) => Number(steps[index].dataset.timerStep) * MINUTE;

  // `left` counts while it rests, `ends` while it runs; `all` grows by the minutes that people add.
  let state = { index: 0, left: length(0), all: length(0), ends: 0 };
  let ticking;
  let warned = false;
  let audio;

  const left = () => (state.ends ? state.ends - Date.now() : state.left);
  const over = () => left() <= 0;
  const last = () => state.index === steps.length - 1;
  const where = () => root.dataset.where.replace("{number}", state.index + 1).replace("{all}", steps.length);
  const said = (words) => {
    parts.said.textContent = words;
  };

  function keep() {
    try {
      sessionStorage.setItem(place, JSON.stringify(state));
    } catch {
      // A browser that keeps nothing still counts.
    }
  }

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(place));
      const fits = kept && steps[kept.index] && [kept.left, kept.all, kept.ends].every(Number.isFinite);
      if (fits && !(kept.ends && kept.ends < Date.now() - STALE)) state = kept;
    } catch {
      // What cannot be read begins anew.
    }
  }

  function draw() {
    const rest = Math.max(0, left());
    parts.left.textContent = shown(rest);
    parts.bar.max = state.all / 1000;
    parts.bar.value = Math.round((state.all - rest) / 1000);
    parts.bar.textContent = shown(rest);
  }

  function drawStep() {
    const step = steps[state.index];
    parts.where.textContent = where();
    parts.minutes.textContent = step.querySelector("[data-timer-length]").textContent;
    parts.words.textContent = step.querySelector("[data-timer-text]").textContent;
    for (const one of steps) one === step ? one.setAttribute("aria-current", "step") : one.removeAttribute("aria-current");
    const rested = state.left < state.all;
    const { start, pause, on, again, over: up, end } = root.dataset;
    buttons.toggle.textContent = over() ? again : state.ends ? pause : rested ? on : start;
    buttons.toggle.classList.toggle("is-primary", !over() || last());
    buttons.next.classList.toggle("is-primary", over() && !last());
    buttons.next.setAttribute("aria-disabled", last());
    parts.note.textContent = over() ? (last() ? end : up) : "";
    draw();
  }

  function halt() {
    clearInterval(ticking);
    ticking = undefined;
  }

  function tick() {
    if (over()) {
      state = { ...state, left: 0, ends: 0 };
      halt();
      keep();
      drawStep();
      said(parts.note.textContent);
      if (audio) soft(audio);
    } else if (!warned && left() <= MINUTE && state.all > MINUTE) {
      warned = true;
      said(root.dataset.minute);
    }
    draw();
  }

  function begin() {
    warned = left() <= MINUTE;
    state.ends = Date.now() + state.left;
    halt();
    ticking = setInterval(tick, TICK);
  }

  function rest() {
    state = { ...state, left: Math.max(0, left()), ends: 0 };
    halt();
  }

  function go(index, running) {
    rest();
    state = { index, left: length(index), all: length(index), ends: 0 };
    if (running) begin();
    said(`${where()}. ${steps[index].querySelector("[data-timer-length]").textContent}.`);
  }

  const doing = {
    toggle() {
      if (over()) go(state.index, true);
      else if (state.ends) rest();
      else begin();
    },
    next() {
      if (!last()) go(state.index + 1, Boolean(state.ends) || over());
    },
    back() {
      go(Math.max(0, state.index - 1), Boolean(state.ends));
    },
    longer() {
      const running = Boolean(state.ends) || over();
      rest();
      state.left += MINUTE;
      state.all += MINUTE;
      if (running) begin();
      said(shown(left()));
    },
  };

  root.addEventListener("click", (event) => {
    const act = doing[event.target.closest("[data-timer-do]")?.dataset.timerDo];
    if (!act) return;
    act();
    keep();
    drawStep();
  });

  // Browsers let a page sound only after somebody asked for it: ticking the box lets one hear what is to come.
  parts.sound.addEventListener("change", () => {
    audio?.close();
    audio = parts.sound.checked ? new AudioContext() : undefined;
    if (audio) soft(audio);
  });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && state.ends) tick();
  });

  recall();
  if (state.ends) {
    warned = left() <= MINUTE;
    ticking = setInterval(tick, TICK);
  }
  parts.panel.hidden = false;
  drawStep();
}

for (const root of document.querySelectorAll("[data-timer]")) run(root);
