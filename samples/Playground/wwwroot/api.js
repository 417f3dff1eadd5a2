// Questions to the server.

/** An answer that is a refusal; its message says what must be. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(0, "The server does not answer. Is it still running?");
  }

  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.detail ?? problem.title ?? `The server answers ${response.status}.`);
  }

  return response.status === 204 ? null : response.json();
}

export const get = (path) => ask(path);

export const post = (path, text = "") => ask(path, { method: "POST", headers: { "Content-Type": "text/plain; charset=utf-8" }, body: text });

/** Listens to a stream of a few reports and its end; what is returned ends it before. */
export function listen(path, onReport, onEnd) {
  const source = new EventSource(path);
  const end = (message) => {
    source.close();
    onEnd(message);
  };
  source.addEventListener("report", (event) => onReport(JSON.parse(event.data)));
  source.addEventListener("done", () => end(null));
  source.onerror = () => end("The server has refused, or does not answer. One race or training from many seeds runs at a time.");
  return () => end(null);
}
