// The page: it keeps the settings, asks the server for a session, and draws what it tells.

import { get, post, Refused } from "./api.js";
import { drawLines, short } from "./charts.js";
import { forgetTheme, theme } from "./colors.js";
import { drawKinds, fillBrush, fillControls, showSettings } from "./controls.js";
import { element, NetworkView } from "./network.js";
import { Panels } from "./panels.js";
import { PlaneView } from "./plane.js";
import { labelColor } from "./picture.js";
import { fromAddress, parseSettings, pointsOf, pointsText, settingsText } from "./settings.js";

const by = (id) => document.getElementById(id);
const firstPoints = { own: "-1,-1,0;1,1,0;-1,1,1;1,-1,1", ownnumbers: "-1,-1,-1;1,1,1;-1,1,0;1,-1,0" };

let session = null;
let stream = null;
let settings = {};
let setup = null;
let frame = null;
let brush = 0;
let find = () => null;

const choices = await get("/choices");

const page = {
  path: () => `/sessions/${session}`,
  get setup() { return setup; },
  fail,
  copy,
  choose(layer, unit) {
    network.choose(layer, unit);
    panels.choose(layer, unit);
  },
  takeSeed: (seed) => change({ seed: String(seed) }),
  showSample(index) {
    plane.sample = index;
    plane.draw();
  },
};

const network = new NetworkView(choices, {
  toggleFeature(name) {
    const used = settings.features.split(",");
    const next = used.includes(name) ? used.filter((one) => one !== name) : [...used, name];
    if (next.length === 0) {
      fail(new Error("A network has at least one feature."));
    } else {
      change({ features: next.join(",") });
    }
  },
  changeUnits(layer, by) {
    const units = hiddenLayers();
    units[layer - 1] = Math.min(choices.mostUnits, Math.max(1, units[layer - 1] + by));
    change({ layers: units.join(",") });
  },
  choose: page.choose,
  look(pictureOf) {
    plane.look = pictureOf;
    plane.draw();
  },
});

const plane = new PlaneView((x1, x2) => {
  if (settings.data.startsWith("own")) {
    const label = settings.data === "own" ? brush : Number(by("height-input").value);
    change({ points: pointsText([...pointsOf(settings), [Number(x1.toPrecision(4)), Number(x2.toPrecision(4)), label]]) });
  } else {
    panels.chooseSample(plane.nearest(x1, x2) + 1);
  }
});

const panels = new Panels(page);

function hiddenLayers() {
  return settings.layers.split(",").filter(Boolean).map(Number);
}

function fail(error) {
  by("alert").textContent = error.message;
  by("alert").hidden = false;
  if (error instanceof Refused && error.status === 404) {
    by("alert").append(" ", element("button", { onclick: () => location.reload() }, "Start anew"));
  }
}

async function copy(text, message) {
  try {
    await navigator.clipboard.writeText(text);
    by("status").textContent = message;
  } catch {
    fail(new Error("The browser does not allow copying; select and copy it yourself."));
  }
}

/** Does what the server may refuse; a refusal is shown, and the controls show what still holds. */
async function attempt(action) {
  try {
    by("alert").hidden = true;
    await action();
  } catch (error) {
    fail(error);
    if (settings.data) {
      showSettings(settings, choices);
    }
  }
}

/** Changes settings; the training begins anew, and runs where it ran. */
function change(changes) {
  const next = { ...settings, ...changes };
  if (changes.data?.startsWith("own") && !changes.points) {
    next.points = settings.data === changes.data ? settings.points : firstPoints[changes.data];
  }

  if (changes.data && !changes.data.startsWith("own") && next.samples === undefined) {
    Object.assign(next, { samples: "300", noise: "0.1" });
  }

  if (changes.data === "flower") {
    next.samples = String(2 * Math.ceil(Number(next.samples ?? 400) / 2));
  }

  return attempt(() => post(`${page.path()}/setup`, settingsText(next)));
}

function onSetup(message) {
  setup = message;
  settings = parseSettings(setup.text);
  history.replaceState(null, "", `#${setup.text}`);
  showSettings(settings, choices);
  network.build(setup);
  plane.show(setup);
  panels.reset(setup);
  page.choose(panels.chosen.layer, panels.chosen.unit);
  by("size").textContent = `${[setup.inputs.length, ...setup.layers].join("-")}, ${setup.parameters} parameters, ${setup.loss}`;
  by("score-name").textContent = setup.isRegression ? "R²" : "Accuracy";
  by("legend").replaceChildren(...(setup.isRegression ? [-setup.largest, 0, setup.largest] : Array.from({ length: setup.classes }, (_, k) => k)).map((label) => {
    const dot = element("i");
    dot.style.background = labelColor(label, setup);
    return element("span", {}, dot, setup.isRegression ? short(label) : `class ${label}`);
  }));
}

function onFrame(message) {
  const before = frame;
  frame = message;
  by("epoch").textContent = frame.epoch;
  by("play").textContent = frame.isRunning ? "Pause" : "Train";
  by("play").disabled = frame.end !== null;
  by("step").disabled = frame.end !== null;
  by("cost").textContent = short(frame.cost);
  by("validation-cost").textContent = short(frame.validationCost);
  const score = (value) => (setup.isRegression || value === null ? short(value) : `${(100 * value).toFixed(1)} %`);
  by("score").textContent = score(frame.score);
  by("validation-score").textContent = score(frame.validationScore);
  network.draw(frame);
  plane.draw(frame);
  plane.canvas.setAttribute("aria-label", `The answer over the plane after epoch ${frame.epoch}, with ${setup.training.length} training samples`);
  drawCurve();
  panels.numbers();
  if (frame.end !== before?.end || (before?.isRunning && !frame.isRunning)) {
    by("status").textContent = `${frame.end ?? "Paused."} Epoch ${frame.epoch}, J ${short(frame.cost)}, ${by("score-name").textContent} ${score(frame.score)}.`;
  }

  by("curve-note").textContent = frame.end ?? "";
}

function drawCurve() {
  if (frame) {
    find = drawLines(by("curve"), [
      { color: theme().text, epochs: frame.curve.epochs, values: frame.curve.costs },
      { color: theme().series[2], epochs: frame.curve.epochs, values: frame.curve.validationCosts },
    ], by("log").checked);
  }
}

/** A new session of the link's settings, or of the usual ones where the link's are refused. */
async function newSession() {
  try {
    return (await post("/sessions", settingsText(fromAddress()))).id;
  } catch (error) {
    if (error.status !== 400) {
      throw error;
    }

    fail(error);
    return (await post("/sessions")).id;
  }
}

/** A session of the settings, and the stream of its frames. */
async function start() {
  await attempt(async () => {
    const id = await newSession();
    if (session) {
      await post(`/sessions/${session}/end`);
    }

    session = id;
    stream?.close();
    stream = new EventSource(`${page.path()}/frames`);
    stream.addEventListener("setup", (event) => onSetup(JSON.parse(event.data)));
    stream.addEventListener("frame", (event) => onFrame(JSON.parse(event.data)));
    stream.addEventListener("end", (event) => {
      stream.close();
      fail(new Refused(404, JSON.parse(event.data).message));
    });
    stream.onerror = () => stream.readyState === EventSource.CLOSED && fail(new Refused(404, "The session has ended, or the server has stopped."));
  });
}

const act = (name) => attempt(() => post(`${page.path()}/${name}`));
const togglePlay = () => act(frame?.isRunning ? "pause" : `run?epochs=${by("speed").value}`);

by("play").addEventListener("click", togglePlay);
by("step").addEventListener("click", () => act("step"));
by("restart").addEventListener("click", () => act("restart"));
by("speed").addEventListener("change", () => frame?.isRunning && act(`run?epochs=${by("speed").value}`));
by("share").addEventListener("click", () => copy(location.href, "The link is copied."));
by("log").addEventListener("change", drawCurve);
by("fewer-layers").addEventListener("click", () => change({ layers: hiddenLayers().slice(0, -1).join(",") }));
by("more-layers").addEventListener("click", () => change({ layers: [...hiddenLayers(), 4].join(",") }));
by("height-input").addEventListener("input", () => { by("height-value").textContent = by("height-input").value; });
by("undo").addEventListener("click", () => change({ points: pointsText(pointsOf(settings).slice(0, -1)) }));
by("edit").addEventListener("click", () => change({
  data: setup.isRegression ? "ownnumbers" : "own",
  points: pointsText([...setup.training, ...setup.validation].map(([x1, x2, label]) => [Number(x1.toPrecision(4)), Number(x2.toPrecision(4)), Number(label.toPrecision(4))])),
}));
by("csv").addEventListener("change", () => attempt(async () => {
  const [file] = by("csv").files;
  if (file) {
    const read = await post("/csv", await file.text());
    by("csv-note").textContent = `${read.rows} rows of ${read.columns.join(", ")}${read.classes ? `; classes ${read.classes.map((name, k) => `${k} = ${name}`).join(", ")}` : ""}.`;
    by("csv").value = "";
    await change({ data: read.data, points: read.points, scale: "1" });
  }
}));
by("curve").addEventListener("mousemove", (event) => {
  const at = find(event.offsetX);
  if (at !== null && frame.curve.epochs.length > 0) {
    const validation = frame.curve.validationCosts[at];
    by("curve-note").textContent = `Epoch ${frame.curve.epochs[at]}: J ${short(frame.curve.costs[at])}${validation === null ? "" : `, validation ${short(validation)}`}`;
  }
});
by("curve").addEventListener("mouseleave", () => { by("curve-note").textContent = frame?.end ?? ""; });

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input, select, textarea, button, pre, [role=tab]") || event.ctrlKey || event.metaKey || event.altKey;
  const action = { " ": togglePlay, s: () => act("step"), r: () => act("restart") }[event.key];
  if (action && !isTyping) {
    event.preventDefault();
    action();
  }
});

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  by("theme").textContent = name === "dark" ? "Light" : "Dark";
  forgetTheme();
  drawKinds(choices);
  if (frame) {
    network.build(setup);
    onFrame(frame);
  }

  panels.drawRace();
}

by("theme").addEventListener("click", () => {
  const name = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", name);
  setTheme(name);
});

fillControls(choices, (name, value) => {
  const usual = name === "optimizer" ? choices.optimizers.find((choice) => choice.name === value).rate : null;
  change(usual === null ? { [name]: value } : { [name]: value, rate: String(usual) });
});
fillBrush(choices, (k) => { brush = k; });
const dark = matchMedia("(prefers-color-scheme: dark)");
dark.addEventListener("change", () => localStorage.getItem("theme") ?? setTheme(dark.matches ? "dark" : "light"));
setTheme(localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light"));
new ResizeObserver(drawCurve).observe(by("curve"));
addEventListener("hashchange", start);
addEventListener("pagehide", () => session && navigator.sendBeacon(`${page.path()}/end`));
await start();
document.documentElement.dataset.ready = "true";
