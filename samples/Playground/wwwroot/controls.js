// The controls of the settings: what they offer, and how they show a setting.

import { theme } from "./colors.js";
import { element } from "./network.js";
import { fit, labelColor } from "./picture.js";

const by = (id) => document.getElementById(id);

const numbers = {
  rate: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.03, 0.1, 0.3, 1, 1.2, 3, 10],
  batch: [0, 1, 5, 10, 16, 32, 64, 128],
  l2: [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
  l1: [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
};

const sliders = { samples: "samples", noise: "noise", share: "share-input" };

const percent = (share) => `${Math.round(100 * share)} %`;

/** Fills the controls with what there is to choose; onChange is told the name and the value of what changes. */
export function fillControls(choices, onChange) {
  const lists = { activation: choices.activations, init: choices.initializers, loss: choices.losses, optimizer: choices.optimizers };
  for (const [id, list] of Object.entries(lists)) {
    by(id).append(...list.map((choice) => element("option", { value: choice.name }, choice.title)));
  }

  for (const [id, list] of Object.entries(numbers)) {
    by(id).append(...list.map((value) => option(id, String(value))));
  }

  for (const control of document.querySelectorAll("[data-setting]")) {
    control.addEventListener("change", () => onChange(control.dataset.setting, control.type === "checkbox" ? String(Number(control.checked)) : control.value));
  }

  for (const [name, id] of Object.entries(sliders)) {
    by(id).addEventListener("input", () => showSlider(name, by(id).value));
  }

  fillKinds(choices, onChange);
}

function option(id, value) {
  return element("option", { value }, id === "batch" && value === "0" ? "all samples" : value);
}

function showSlider(name, value) {
  by(`${name}-value`).textContent = name === "samples" ? value : name === "share" ? percent(value) : Number(value).toFixed(2);
}

function fillKinds(choices, onChange) {
  by("kinds").replaceChildren(...choices.data.map((kind) => {
    const canvas = element("canvas", { "aria-hidden": "true" });
    return element("button", { role: "radio", id: `kind-${kind.name}`, "aria-checked": "false", onclick: () => onChange("data", kind.name) }, canvas, element("span", {}, kind.title));
  }));
  by("kinds").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      const all = [...by("kinds").children];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
      event.preventDefault();
    }
  });
  drawKinds(choices);
}

/** Draws the small pictures of the data sets. */
export function drawKinds(choices) {
  for (const kind of choices.data) {
    const canvas = by(`kind-${kind.name}`).firstChild;
    const size = canvas.getBoundingClientRect().width;
    const context = fit(canvas, size, size);
    for (const [x, y, label] of kind.points) {
      context.fillStyle = labelColor(label, { isRegression: kind.isRegression, largest: 1 });
      context.fillRect((x + 1) / 2 * size - 1, (1 - y) / 2 * size - 1, 2, 2);
    }

    if (kind.isOwn) {
      context.strokeStyle = context.fillStyle = theme().muted;
      context.font = `${Math.round(size / 2)}px system-ui, sans-serif`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(kind.isRegression ? "1.5" : "✚", size / 2, size / 2);
    }
  }
}

/** Shows settings in the controls. */
export function showSettings(settings, choices) {
  for (const id of ["activation", "init", "loss", "optimizer", "seed", "dataSeed"]) {
    by(id).value = settings[id] ?? by(id).value;
  }

  for (const id of Object.keys(numbers)) {
    // A link may have other numbers than those to choose from.
    if (![...by(id).options].some((one) => Number(one.value) === Number(settings[id]))) {
      by(id).append(option(id, settings[id]));
    }

    by(id).value = [...by(id).options].find((one) => Number(one.value) === Number(settings[id])).value;
  }

  for (const [name, id] of Object.entries(sliders)) {
    if (settings[name] !== undefined) {
      by(id).value = settings[name];
      showSlider(name, settings[name]);
    }
  }

  by("scale").checked = settings.scale === "1";
  const optimizer = choices.optimizers.find((choice) => choice.name === settings.optimizer);
  by("rate").disabled = optimizer.rate === null;
  by("batch").disabled = optimizer.rate === null;
  const kind = choices.data.find((one) => one.name === settings.data);
  for (const one of choices.data) {
    const button = by(`kind-${one.name}`);
    button.setAttribute("aria-checked", String(one === kind));
    button.tabIndex = one === kind ? 0 : -1;
  }

  by("made").hidden = kind.isOwn;
  by("own").hidden = !kind.isOwn;
  by("brush").hidden = kind.isRegression;
  by("height").hidden = !kind.isRegression;
  const layers = settings.layers.split(",").filter(Boolean);
  by("layer-count").textContent = layers.length === 1 ? "1 hidden layer" : `${layers.length || "no"} hidden layers`;
  by("fewer-layers").disabled = layers.length === 0;
  by("more-layers").disabled = layers.length === choices.mostLayers;
  by("click-help").textContent = kind.isOwn
    ? "Click to add a point, or move the cross by the arrow keys and press Enter." : "Click to choose a sample for the numbers below, or move the cross by the arrow keys and press Enter.";
}

/** Makes the buttons that choose the class of new points. */
export function fillBrush(choices, onChoose) {
  by("brush").replaceChildren(...Array.from({ length: choices.mostClasses }, (_, k) => {
    const button = element("button", { role: "radio", "aria-checked": String(k === 0), "aria-label": `Class ${k}`, onclick: () => choose(k) }, element("span", {}, String(k)));
    button.style.color = `var(--series-${k})`;
    return button;
  }));
  function choose(k) {
    [...by("brush").children].forEach((button, i) => button.setAttribute("aria-checked", String(i === k)));
    onChoose(k);
  }
}
