// The network: its features, layers and units, each with the picture of what it answers, and the weights between them.

import { theme } from "./colors.js";
import { fit, unitImage } from "./picture.js";

const pixels = 42;

/** An element with attributes and children. */
export function element(name, attributes = {}, ...children) {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      result.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined) {
      result.setAttribute(key, value);
    }
  }

  result.append(...children);
  return result;
}

function paint(canvas, image) {
  const context = fit(canvas, pixels, pixels);
  context.imageSmoothingEnabled = true;
  context.drawImage(image, 0, 0, pixels, pixels);
}

/** Draws and edits the network. */
export class NetworkView {
  /** @param actions What a click does: toggleFeature(name), changeUnits(layer, by), choose(layer, unit), look(picture or null). */
  constructor(choices, actions) {
    this.choices = choices;
    this.actions = actions;
    this.columns = document.getElementById("columns");
    this.edges = document.getElementById("edges");
    this.units = [];
    this.chosen = null;
    new ResizeObserver(() => this.drawEdges()).observe(this.columns);
  }

  /** Makes the columns of a setup. */
  build(setup) {
    const focused = document.activeElement?.id;
    this.setup = setup;
    this.frame = null;
    this.units = [[]];
    const names = setup.inputs.map((input) => input.name);
    const inputs = element("div", { class: "column", role: "group", "aria-label": "Features" }, element("div", { class: "column-head" }, "Features", element("span", {}, "A[0] = X")));
    for (const feature of this.choices.features) {
      const at = names.indexOf(feature.name);
      const canvas = element("canvas", { "aria-hidden": "true" });
      const button = element("button", {
        class: "unit", id: `feature-${feature.name}`, "aria-pressed": "false", "aria-label": `Feature ${feature.symbol}, ${at < 0 ? "left out" : "used"}`,
        onclick: () => this.actions.toggleFeature(feature.name),
      }, canvas);
      const row = element("div", { class: at < 0 ? "input off" : "input" }, element("span", { class: "name" }, feature.symbol), button);
      inputs.append(row);
      if (at < 0) {
        fit(canvas, pixels, pixels);
      } else {
        paint(canvas, unitImage(setup.inputs[at].picture, "identity"));
        this.hover(button, () => ({ picture: setup.inputs[at].picture, activation: "identity", title: feature.symbol }));
        this.units[0][at] = { button, canvas };
      }
    }

    this.columns.replaceChildren(inputs, ...setup.layers.map((units, index) => this.layerColumn(index + 1, units)));
    if (focused) {
      document.getElementById(focused)?.focus();
    }

    this.mark();
  }

  layerColumn(l, units) {
    const L = this.setup.layers.length;
    const isOutput = l === L;
    const activation = this.setup.activations[l - 1];
    const head = element("div", { class: "column-head" }, isOutput ? "Output" : `Layer ${l}`, element("span", {}, `${units} × ${activation}`));
    if (!isOutput) {
      head.append(element("div", {},
        element("button", { id: `less-${l}`, "aria-label": `One unit less in layer ${l}`, onclick: () => this.actions.changeUnits(l, -1) }, "−"),
        element("button", { id: `more-${l}`, "aria-label": `One unit more in layer ${l}`, onclick: () => this.actions.changeUnits(l, 1) }, "+")));
    }

    const column = element("div", { class: "column", role: "group", "aria-label": isOutput ? "Output layer" : `Hidden layer ${l}` }, head);
    this.units[l] = [];
    for (let i = 1; i <= units; i++) {
      const canvas = element("canvas", { "aria-hidden": "true" });
      const button = element("button", {
        class: "unit", id: `unit-${l}-${i}`, "aria-pressed": "false", "aria-label": `Unit ${i} of ${isOutput ? "the output layer" : `layer ${l}`}, ${activation}`,
        onclick: () => this.actions.choose(l, i),
      }, canvas);
      this.hover(button, () => this.frame && { picture: this.frame.pictures[l - 1][i - 1], activation, title: `unit ${i} of layer ${l}` });
      column.append(button);
      this.units[l].push({ button, canvas });
    }

    return column;
  }

  /** Shows what a unit answers in the large picture while it is pointed at. */
  hover(button, pictureOf) {
    const show = () => this.actions.look(pictureOf);
    const hide = () => this.actions.look(null);
    button.addEventListener("mouseenter", show);
    button.addEventListener("mouseleave", hide);
    button.addEventListener("focus", () => button.matches(":focus-visible") && show());
    button.addEventListener("blur", hide);
  }

  /** Marks the chosen unit. */
  choose(layer, unit) {
    this.chosen = [layer, unit];
    this.mark();
  }

  mark() {
    this.units.forEach((units, l) => l > 0 && units.forEach(({ button }, i) =>
      button.setAttribute("aria-pressed", String(this.chosen?.[0] === l && this.chosen[1] === i + 1))));
  }

  /** Draws what a frame tells. */
  draw(frame) {
    this.frame = frame;
    frame.pictures.forEach((pictures, index) => pictures.forEach((picture, i) =>
      paint(this.units[index + 1][i].canvas, unitImage(picture, this.setup.activations[index]))));
    this.drawEdges();
  }

  drawEdges() {
    if (!this.frame) {
      return;
    }

    const area = this.edges.parentElement.getBoundingClientRect();
    const context = fit(this.edges, area.width, area.height);
    const { lowText, highText } = theme();
    const places = this.units.map((units) => units.map(({ button }) => button.getBoundingClientRect()));
    this.frame.w.forEach((W, index) => {
      const largest = Math.max(...W.flat().map(Math.abs), 1e-12);
      W.forEach((row, i) => row.forEach((weight, k) => {
        const [from, to] = [places[index][k], places[index + 1][i]];
        const share = Math.abs(weight) / largest;
        const [x1, y1, x2, y2] = [from.right - area.left, from.top + from.height / 2 - area.top, to.left - area.left, to.top + to.height / 2 - area.top];
        context.beginPath();
        context.moveTo(x1, y1);
        context.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
        context.strokeStyle = weight < 0 ? lowText : highText;
        context.globalAlpha = 0.15 + 0.75 * share;
        context.lineWidth = 0.5 + 4.5 * share;
        context.stroke();
      }));
    });
    context.globalAlpha = 1;
  }
}
