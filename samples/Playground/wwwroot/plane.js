// The large picture: the outputs over the plane, the boundary between classes, and the samples.

import { theme } from "./colors.js";
import { fit, planeImage, unitImage, boundaries, labelColor } from "./picture.js";

/** Draws the plane, and tells where it is clicked. */
export class PlaneView {
  /** @param onPick Called with x₁ and x₂ of a click, or of the cross that the arrow keys move. */
  constructor(onPick) {
    this.canvas = document.getElementById("plane");
    this.onPick = onPick;
    this.cross = null;
    this.sample = null;
    this.look = null;
    this.canvas.addEventListener("click", (event) => {
      const place = this.canvas.getBoundingClientRect();
      this.onPick(...this.toPlane((event.clientX - place.left) / place.width, (event.clientY - place.top) / place.height));
    });
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("blur", () => {
      this.cross = null;
      this.draw();
    });
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (moves[event.key]) {
      const by = event.shiftKey ? 0.1 : 0.02;
      const [x, y] = this.cross ?? [0.5, 0.5];
      this.cross = [Math.min(1, Math.max(0, x + by * moves[event.key][0])), Math.min(1, Math.max(0, y + by * moves[event.key][1]))];
      event.preventDefault();
      this.draw();
    } else if (event.key === "Enter" && this.cross) {
      this.onPick(...this.toPlane(...this.cross));
      event.preventDefault();
    }
  }

  toPlane(x, y) {
    const [x1, x2, half] = this.setup.view;
    return [x1 + half * (2 * x - 1), x2 - half * (2 * y - 1)];
  }

  toPixels([x1, x2]) {
    const [m1, m2, half] = this.setup.view;
    return [((x1 - m1) / half + 1) * this.size / 2, ((m2 - x2) / half + 1) * this.size / 2];
  }

  show(setup) {
    this.setup = setup;
    this.frame = null;
    this.sample = null;
  }

  draw(frame = this.frame) {
    if (!frame) {
      return;
    }

    this.frame = frame;
    this.size = this.canvas.getBoundingClientRect().width;
    const context = fit(this.canvas, this.size, this.size);
    const looked = this.look?.();
    const image = looked ? unitImage(looked.picture, looked.activation) : planeImage(frame.plane, this.setup.isRegression);
    context.imageSmoothingEnabled = true;
    context.drawImage(image, 0, 0, this.size, this.size);
    document.getElementById("shown").textContent = looked ? `of ${looked.title}` : "";
    if (!looked) {
      this.drawBoundary(context, frame);
    }

    this.setup.validation.forEach((point) => this.drawPoint(context, point, true));
    this.setup.training.forEach((point) => this.drawPoint(context, point, false));
    if (this.sample !== null && this.setup.training[this.sample]) {
      this.ring(context, this.toPixels(this.setup.training[this.sample]), 8);
    }

    if (this.cross) {
      this.ring(context, this.cross.map((share) => share * this.size), 6);
    }
  }

  drawBoundary(context, frame) {
    const side = Math.sqrt(atob(frame.plane[0].data).length);
    context.strokeStyle = theme().text;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const [from, to] of boundaries(frame.plane, this.setup.isRegression)) {
      context.moveTo(from[0] / side * this.size, from[1] / side * this.size);
      context.lineTo(to[0] / side * this.size, to[1] / side * this.size);
    }

    context.stroke();
  }

  drawPoint(context, point, isRing) {
    const [x, y] = this.toPixels(point);
    const color = labelColor(point[2], this.setup);
    context.beginPath();
    context.arc(x, y, isRing ? 4.2 : 4, 0, 2 * Math.PI);
    context.fillStyle = theme().surface;
    context.fill();
    context.beginPath();
    context.arc(x, y, isRing ? 2.6 : 3.2, 0, 2 * Math.PI);
    if (isRing) {
      context.lineWidth = 1.6;
      context.strokeStyle = color;
      context.stroke();
    } else {
      context.fillStyle = color;
      context.fill();
    }
  }

  ring(context, [x, y], radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = theme().text;
    context.stroke();
  }

  /** The training sample that is nearest to a point. */
  nearest(x1, x2) {
    const distance = (point) => (point[0] - x1) ** 2 + (point[1] - x2) ** 2;
    return this.setup.training.reduce((best, point, j, all) => (distance(point) < distance(all[best]) ? j : best), 0);
  }
}
