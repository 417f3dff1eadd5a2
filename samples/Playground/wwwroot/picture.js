// Pictures: numbers over the plane that come as bytes.

import { theme, diverging, classColor } from "./colors.js";

/** How strong colours are behind samples, which must stand out from them. */
const behindSamples = 0.55;

/** The numbers of a picture. */
export function numbersOf(picture) {
  const text = atob(picture.data);
  const numbers = new Float32Array(text.length);
  for (let i = 0; i < text.length; i++) {
    numbers[i] = ((text.charCodeAt(i) - 128) / 127) * picture.scale;
  }

  return numbers;
}

/** Gives a canvas the pixels of the screen for its size on the page; its context, in the page's units. */
export function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }

  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** An image of side × side pixels, each of the colour that a function gives. */
function image(side, colorAt) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  const data = context.createImageData(side, side);
  for (let i = 0; i < side * side; i++) {
    const [r, g, b] = colorAt(i);
    data.data.set([r, g, b, 255], 4 * i);
  }

  context.putImageData(data, 0, 0);
  return canvas;
}

/** What a unit answers, as an image: numbers from −scale to scale, or from 0 to 1 of a sigmoid. */
export function unitImage(picture, activation) {
  const numbers = numbersOf(picture);
  const side = Math.sqrt(numbers.length);
  const scale = picture.scale || 1;
  const isShare = activation === "sigmoid" || activation === "softmax";
  return image(side, (i) => diverging(isShare ? 2 * numbers[i] - 1 : numbers[i] / scale));
}

/** The outputs over the plane, as an image. */
export function planeImage(pictures, isRegression) {
  const outputs = pictures.map(numbersOf);
  const side = Math.sqrt(outputs[0].length);
  if (outputs.length === 1) {
    const scale = pictures[0].scale || 1;
    return image(side, (i) => diverging(isRegression ? outputs[0][i] / scale : 2 * outputs[0][i] - 1, behindSamples));
  }

  return image(side, (i) => {
    let best = 0;
    outputs.forEach((output, k) => {
      if (output[i] > outputs[best][i]) {
        best = k;
      }
    });
    return classColor(best, (outputs[best][i] - 1 / outputs.length) / (1 - 1 / outputs.length));
  });
}

/** The lines where one class becomes another: pairs of points in pixels of the picture, by linear interpolation between them. */
export function boundaries(pictures, isRegression) {
  if (isRegression) {
    return [];
  }

  const outputs = pictures.map(numbersOf);
  const side = Math.sqrt(outputs[0].length);
  if (outputs.length === 1) {
    return zeros(outputs[0].map((p) => 2 * p - 1), side);
  }

  return outputs.flatMap((own, k) => zeros(own.map((p, i) => p - Math.max(...outputs.map((other, o) => (o === k ? -1 : other[i])))), side));
}

function zeros(field, side) {
  const lines = [];
  for (let y = 0; y < side - 1; y++) {
    for (let x = 0; x < side - 1; x++) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
      const values = corners.map(([cx, cy]) => field[cy * side + cx]);
      const cuts = [];
      for (let i = 0; i < 4; i++) {
        const [from, to] = [values[i], values[(i + 1) % 4]];
        if (from < 0 !== to < 0) {
          const share = from / (from - to);
          const [a, b] = [corners[i], corners[(i + 1) % 4]];
          cuts.push([a[0] + (b[0] - a[0]) * share + 0.5, a[1] + (b[1] - a[1]) * share + 0.5]);
        }
      }

      for (let i = 0; i + 1 < cuts.length; i += 2) {
        lines.push([cuts[i], cuts[i + 1]]);
      }
    }
  }

  return lines;
}

/** The colour of a label as text: of its class, or of its number. */
export function labelColor(label, setup) {
  if (!setup.isRegression) {
    return theme().series[label];
  }

  const share = label / (setup.largest || 1);
  const [r, g, b] = diverging(Math.sign(share) * Math.sqrt(Math.abs(share)));
  return `rgb(${r}, ${g}, ${b})`;
}
