// The colours of the page, for canvases, as the style sheet has them in the present theme.

let cache = null;

/** Red, green and blue of a colour such as #0072b2. */
function parse(text) {
  const hex = text.trim().slice(1);
  return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** All colours of the theme. */
export function theme() {
  if (!cache) {
    const style = getComputedStyle(document.documentElement);
    const text = (name) => style.getPropertyValue(name).trim();
    const series = [0, 1, 2, 3, 4, 5].map((i) => text(`--series-${i}`));
    cache = {
      text: text("--text"), muted: text("--muted"), line: text("--line"), surface: text("--surface"), middle: parse(text("--middle")),
      series, seriesRgb: series.map(parse), low: parse(series[0]), high: parse(series[1]), lowText: series[0], highText: series[1],
    };
  }

  return cache;
}

/** To be called when the theme has changed. */
export function forgetTheme() {
  cache = null;
}

/** The colour that lies a share of the way from one to another. */
export function mix(from, to, share) {
  return from.map((value, i) => Math.round(value + (to[i] - value) * share));
}

/** The colour of a number from −1, as class 0, to 1, as class 1, of a strength from 0 to 1. */
export function diverging(value, strength = 0.85) {
  const { low, high, middle } = theme();
  const size = Math.min(1, Math.abs(value));
  return mix(middle, value < 0 ? low : high, strength * Math.sqrt(size) * (0.35 + 0.65 * size));
}

/** The colour behind the samples where class k is so sure, from 0 to 1. */
export function classColor(k, sureness) {
  const { middle, seriesRgb } = theme();
  return mix(middle, seriesRgb[k], 0.12 + 0.4 * Math.max(0, Math.min(1, sureness)));
}
