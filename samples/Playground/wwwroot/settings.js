// The settings of a training, as the text that a link carries: name=value&… after the #.

/** A value of a link, in which some programs write commas and semicolons otherwise. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The settings of a text. */
export function parseSettings(text) {
  const settings = {};
  for (const part of text.split("&")) {
    const sign = part.indexOf("=");
    if (sign > 0) {
      settings[part.slice(0, sign)] = decoded(part.slice(sign + 1));
    }
  }

  return settings;
}

/** The text of settings; those that belong to other data are left out. */
export function settingsText(settings) {
  const isOwn = (settings.data ?? "").startsWith("own");
  return Object.entries(settings)
    .filter(([name]) => (isOwn ? name !== "samples" && name !== "noise" : name !== "points"))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** The points of settings, as lists of x₁, x₂ and the label. */
export const pointsOf = (settings) => (settings.points ?? "").split(";").filter(Boolean).map((point) => point.split(",").map(Number));

/** Points as the text of a setting. */
export const pointsText = (points) => points.map((point) => point.join(",")).join(";");

/** The link's settings of this page; the text after # without the sign. */
export const fromAddress = () => parseSettings(location.hash.slice(1));
