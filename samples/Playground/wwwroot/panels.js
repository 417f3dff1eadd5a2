// The panels below the network: numbers at a unit, gradient check, race, seeds, and the program.

import { get, listen } from "./api.js";
import { theme } from "./colors.js";
import { drawLines, short } from "./charts.js";
import { element } from "./network.js";
import { equations } from "./numbers.js";
import { fit, planeImage } from "./picture.js";

const by = (id) => document.getElementById(id);

/** What a gradient check says, in a sentence. */
function verdict(found) {
  if (found.worstError < 1e-6) {
    return `All ${found.parameters} derivatives agree, after epoch ${found.epoch}.`;
  }

  return found.difference < 1e-6
    ? `All ${found.parameters} derivatives together agree, after epoch ${found.epoch}. The worst of them is so small that the rounding of J shows in its difference.`
    : `The ${found.parameters} derivatives do not agree to 1e-6, after epoch ${found.epoch}. Near a kink, as of ReLU or of the absolute error, the difference is not the derivative.`;
}

/** The panels; each asks the server when it is shown or told to. */
export class Panels {
  /** @param page What the page tells: path(), setup, epoch, fail(error), choose(layer, unit), takeSeed(seed). */
  constructor(page) {
    this.page = page;
    this.chosen = { layer: 1, unit: 1, sample: 1 };
    this.tabs = [...document.querySelectorAll("[role=tab]")];
    this.stops = {};
    this.tabs.forEach((tab, i) => {
      tab.addEventListener("click", () => this.open(tab));
      tab.addEventListener("keydown", (event) => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (by) {
          const next = this.tabs[(i + by + this.tabs.length) % this.tabs.length];
          this.open(next);
          next.focus();
        }
      });
    });
    by("unit-layer").addEventListener("change", () => page.choose(Number(by("unit-layer").value), 1));
    by("unit-number").addEventListener("change", () => page.choose(this.chosen.layer, Number(by("unit-number").value)));
    by("sample").addEventListener("change", () => this.chooseSample(Number(by("sample").value)));
    by("check").addEventListener("click", () => this.check());
    by("race").addEventListener("click", () => this.race());
    by("seeds").addEventListener("click", () => this.seeds());
    by("reference").addEventListener("change", () => this.program());
    by("refresh-program").addEventListener("click", () => this.program());
    by("copy-program").addEventListener("click", () => page.copy(by("program").textContent, "The program is copied."));
    new ResizeObserver(() => this.drawRace()).observe(by("race-chart"));
  }

  get shown() {
    return this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true").id.slice(4);
  }

  open(tab) {
    for (const other of this.tabs) {
      const isShown = other === tab;
      other.setAttribute("aria-selected", String(isShown));
      other.tabIndex = isShown ? 0 : -1;
      by(other.getAttribute("aria-controls")).hidden = !isShown;
    }

    if (tab.id === "tab-program") {
      this.program();
    } else if (tab.id === "tab-numbers") {
      this.numbers();
    }
  }

  /** A new setup has come. */
  reset(setup) {
    const layers = setup.layers.length;
    const layer = Math.min(this.chosen.layer, layers);
    const unit = Math.min(this.chosen.unit, setup.layers[layer - 1]);
    this.chosen = { layer, unit, sample: Math.min(this.chosen.sample, setup.training.length) };
    by("unit-layer").replaceChildren(...setup.layers.map((_, index) => element("option", { value: index + 1 }, index + 1 === layers ? `${index + 1} (output)` : `${index + 1}`)));
    by("sample").max = setup.training.length;
    by("check-result").replaceChildren();
    this.stops.race?.();
    this.stops.seeds?.();
  }

  choose(layer, unit) {
    Object.assign(this.chosen, { layer, unit });
    by("unit-layer").value = layer;
    by("unit-number").replaceChildren(...Array.from({ length: this.page.setup.layers[layer - 1] }, (_, i) => element("option", { value: i + 1 }, String(i + 1))));
    by("unit-number").value = unit;
    this.numbers();
  }

  chooseSample(sample) {
    this.chosen.sample = sample;
    by("sample").value = sample;
    this.page.showSample(sample - 1);
    this.numbers();
  }

  /** Numbers of the present moment; one question at a time. */
  async numbers() {
    if (this.shown !== "numbers" || !this.page.setup) {
      return;
    }

    if (this.isAsking) {
      this.asksAgain = true;
      return;
    }

    this.isAsking = true;
    const { layer, unit, sample } = this.chosen;
    try {
      by("numbers").replaceChildren(equations(await get(`${this.page.path()}/unit?layer=${layer}&unit=${unit}&sample=${sample}`)));
    } catch (error) {
      this.page.fail(error);
    }

    this.isAsking = false;
    if (this.asksAgain) {
      this.asksAgain = false;
      this.numbers();
    }
  }

  async check() {
    try {
      const found = await get(`${this.page.path()}/check`);
      by("check-result").replaceChildren(
        element("p", {}, verdict(found)),
        element("dl", { class: "hash" },
          ...[["Worst relative error", short(found.worstError)], ["at", found.worstParameter], ["backward", String(found.analytic)], ["central difference", String(found.numeric)], ["‖difference‖ / (‖backward‖ + ‖central‖)", short(found.difference)]]
            .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
    } catch (error) {
      this.page.fail(error);
    }
  }

  race() {
    if (this.stops.race) {
      this.stops.race();
      return;
    }

    by("race-chart").hidden = by("race-table").hidden = false;
    this.listen("race", "Start the race", (report) => {
      this.runners = report.runners;
      this.drawRace();
      by("race-table").tBodies[0].replaceChildren(...report.runners.map((runner, k) => {
        const swatch = element("span", { class: "swatch" });
        swatch.style.background = theme().series[k];
        return element("tr", {}, element("td", {}, swatch, runner.title), ...[
          runner.rate === null ? "–" : short(runner.rate), String(runner.epoch ?? "–"), short(runner.cost),
          runner.epoch ? `${short(runner.milliseconds, 2)} ms` : "–", runner.refusal ?? runner.end ?? (report.isDone ? "" : "…"),
        ].map((text) => element("td", {}, text)));
      }));
    });
  }

  drawRace() {
    if (this.runners && !by("race-chart").hidden) {
      drawLines(by("race-chart"), this.runners.map((runner, k) => ({ color: theme().series[k], epochs: runner.curve?.epochs ?? [], values: runner.curve?.costs ?? [] })), true);
    }
  }

  seeds() {
    if (this.stops.seeds) {
      this.stops.seeds();
      return;
    }

    const found = [];
    by("seeds-grid").replaceChildren();
    this.listen("seeds", "Train from 20 seeds", (report) => {
      found.push(report);
      const canvas = element("canvas", { "aria-hidden": "true" });
      const score = report.validationScore ?? report.score;
      const name = this.page.setup.isRegression ? "R²" : "accuracy";
      by("seeds-grid").append(element("button", { "aria-label": `Seed ${report.seed}: ${name} ${short(score)}, J ${short(report.cost)}. Go on with it.`, onclick: () => this.page.takeSeed(report.seed) },
        canvas, element("span", {}, `seed ${report.seed}`), element("br"), element("span", {}, `${this.page.setup.isRegression ? "R²" : "acc."} ${short(score)}`), element("br"), element("span", {}, `J ${short(report.cost)}`)));
      const side = canvas.getBoundingClientRect().width;
      fit(canvas, side, side).drawImage(planeImage(report.plane, this.page.setup.isRegression), 0, 0, side, side);
      const scores = found.map((one) => one.validationScore ?? one.score).filter((one) => one !== null).sort((p, q) => p - q);
      const middle = (scores[(scores.length - 1) >> 1] + scores[scores.length >> 1]) / 2;
      by("seeds-summary").textContent = scores.length === 0 ? "" :
        `${found.length} of 20 seeds, ${report.validationScore === null ? "training" : "validation"} ${name}: worst ${short(scores[0])}, median ${short(middle)}, best ${short(scores.at(-1))}.`;
    });
  }

  /** Runs a contest, and turns its button into one that ends it. */
  listen(name, title, onReport) {
    const epochs = Number(by(`${name}-epochs`).value) || 200;
    by(name).textContent = "Stop";
    this.stops[name] = listen(`${this.page.path()}/${name}?epochs=${epochs}`, onReport, (message) => {
      this.stops[name] = null;
      by(name).textContent = title;
      if (message) {
        this.page.fail(new Error(message));
      }
    });
  }

  async program() {
    try {
      const program = await get(`${this.page.path()}/program?reference=${by("reference").value}`);
      by("program").textContent = program.text;
      by("program-epoch").textContent = program.epoch;
      by("program-cost").textContent = program.cost;
      by("program-hash").textContent = program.hash;
    } catch (error) {
      this.page.fail(error);
    }
  }
}
