// What one unit computes of one sample, forward and backward, in the article's symbols.

import { element } from "./network.js";
import { short } from "./charts.js";

const sub = (number) => String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);

const signed = (value) => (value < 0 ? `− ${short(-value)}` : `+ ${short(value)}`);

function table(head, rows) {
  return element("div", { class: "table-scroll" }, element("table", {},
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((text) => element("td", {}, text)))))));
}

const line = (text) => element("p", { class: "line" }, text);

/** The equations of a unit with their numbers. */
export function equations(n) {
  const [l, i] = [n.layer, sub(n.unit)];
  const z = `z${i}[${l}]`, a = `a${i}[${l}]`, before = l === 1 ? "x" : "a", of = l === 1 ? "" : `[${l - 1}]`;
  const forward = element("div", {},
    element("h3", {}, `Forward, sample ${n.sample}`),
    table(["k", `${before}ₖ${of}`, `w${i}ₖ[${l}]`, "product"], n.w.map((w, k) => [String(k + 1), short(n.inputs[k]), short(w), short(w * n.inputs[k])])),
    line(`${z} = Σₖ w${i}ₖ[${l}] ${before}ₖ${of} + b${i}[${l}] = ${short(n.z - n.b)} ${signed(n.b)} = ${short(n.z)}`),
    line(`${a} = g(${z}) = ${short(n.a)}   with g = ${n.activation}`));
  if (l === n.layers) {
    forward.append(line(`y = ${n.y.map((value) => short(value)).join(", ")}   L(ŷ, y) = ${short(n.cost)}   (${n.loss})`));
  }

  const backward = element("div", {}, element("h3", {}, `Backward, sample ${n.sample}`));
  if (n.next) {
    backward.append(
      table(["k", `dzₖ[${l + 1}]`, `wₖ${i}[${l + 1}]`, "product"], n.next.w.map((w, k) => [String(k + 1), short(n.next.dz[k]), short(w), short(w * n.next.dz[k])])),
      line(`da${i}[${l}] = Σₖ wₖ${i}[${l + 1}] dzₖ[${l + 1}] = ${short(n.da)}`),
      line(`dz${i}[${l}] = da${i}[${l}] g′(${z}) = ${short(n.dz)}`));
  } else {
    backward.append(line(`dz${i}[${l}] = ∂L/∂${z} = ${short(n.dz)}`));
  }

  const gradient = element("div", {},
    element("h3", {}, "Gradient"),
    table(["k", `this sample: dz${i} ${before}ₖ`, `dw${i}ₖ[${l}] = mean of all ${n.m}`], n.dw.map((dw, k) => [String(k + 1), short(dw), short(n.meanDw[k])])),
    line(`db${i}[${l}]: this sample ${short(n.dz)}, mean of all ${n.m} samples ${short(n.meanDb)}`));
  return element("div", { class: "equations" }, forward, backward, gradient);
}
