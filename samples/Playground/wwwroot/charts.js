// Lines by epoch.

import { theme } from "./colors.js";
import { fit } from "./picture.js";

/** A number as short as it can be read. */
export function short(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(Number(value))) {
    return "–";
  }

  const size = Math.abs(value);
  const text = size !== 0 && (size < 0.001 || size >= 100000)
    ? Number(value).toExponential(digits - 1).replace("e+", "e")
    : Number(value).toPrecision(digits + 1).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return text.replaceAll("-", "−");
}

function steps(low, high, isLog) {
  if (isLog) {
    const marks = [];
    for (let power = Math.ceil(low); power <= high; power++) {
      marks.push(power);
    }

    const every = Math.ceil(marks.length / 5);
    return marks.filter((_, i) => i % every === 0);
  }

  const rough = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const marks = [];
  for (let mark = Math.ceil(low / step) * step; mark <= high + step * 1e-9; mark += step) {
    marks.push(mark);
  }

  return marks;
}

/**
 * Draws lines: { color, epochs, values, dash }. What is not a number, or not positive in a logarithmic chart, is left out.
 * What it returns finds the epoch at a place of the canvas.
 */
export function drawLines(canvas, lines, isLog) {
  const { width, height } = canvas.getBoundingClientRect();
  const context = fit(canvas, width, height);
  const colors = theme();
  const scaled = lines.map((line) => ({
    ...line,
    points: line.epochs.map((epoch, i) => [epoch, line.values[i]]).filter(([, value]) => Number.isFinite(value) && value !== null && (!isLog || value > 0))
      .map(([epoch, value]) => [epoch, isLog ? Math.log10(value) : value]),
  }));
  const all = scaled.flatMap((line) => line.points);
  context.font = "11px system-ui, sans-serif";
  if (all.length === 0) {
    context.fillStyle = colors.muted;
    context.fillText("No epoch yet.", 8, height / 2);
    return () => null;
  }

  const last = Math.max(...all.map(([epoch]) => epoch), 2);
  let [low, high] = [Math.min(...all.map(([, value]) => value)), Math.max(...all.map(([, value]) => value))];
  if (!isLog) {
    low = Math.min(0, low);
  }

  if (high - low < 1e-12) {
    [low, high] = [low - 0.5, high + 0.5];
  }

  const [left, right, top, bottom] = [46, 8, 8, 20];
  const x = (epoch) => left + ((epoch - 1) / (last - 1)) * (width - left - right);
  const y = (value) => top + ((high - value) / (high - low)) * (height - top - bottom);
  context.lineWidth = 1;
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const mark of steps(low, high, isLog)) {
    context.strokeStyle = colors.line;
    context.beginPath();
    context.moveTo(left, Math.round(y(mark)) + 0.5);
    context.lineTo(width - right, Math.round(y(mark)) + 0.5);
    context.stroke();
    context.fillStyle = colors.muted;
    context.fillText(isLog ? short(10 ** mark, 2) : short(Number(mark.toPrecision(6)), 2), left - 5, y(mark));
  }

  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.fillText("1", left, height - 5);
  context.textAlign = "right";
  context.fillText(String(last), width - right, height - 5);
  for (const line of scaled) {
    context.strokeStyle = line.color;
    context.lineWidth = 2;
    context.setLineDash(line.dash ?? []);
    context.beginPath();
    line.points.forEach(([epoch, value], i) => (i === 0 ? context.moveTo(x(epoch), y(value)) : context.lineTo(x(epoch), y(value))));
    context.stroke();
    if (line.points.length === 1) {
      context.fillStyle = line.color;
      context.fillRect(x(line.points[0][0]) - 2, y(line.points[0][1]) - 2, 4, 4);
    }
  }

  context.setLineDash([]);
  return (px) => {
    const epoch = 1 + ((px - left) / (width - left - right)) * (last - 1);
    const epochs = lines[0].epochs;
    return epochs.reduce((best, candidate, i) => (Math.abs(candidate - epoch) < Math.abs(epochs[best] - epoch) ? i : best), 0);
  };
}
