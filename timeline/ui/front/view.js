// The view as an address, and word of its change from the part in which a reader changed it to the charts.

const CHANGE = "timeline-view", PATIENCE_MS = 80;

// The same view has the same words here and on the server, whatever the order of its parts.
export function canonical(query) {
  const parts = new URLSearchParams(query);
  parts.sort();
  return parts.toString();
}

// The address with the values of some parts changed; no values take a part out.
export function changed(query, changes) {
  const parts = new URLSearchParams(query);
  for (const [name, values] of Object.entries(changes)) {
    parts.delete(name);
    for (const value of values) parts.append(name, value);
  }
  return canonical(parts);
}

// Tells the charts what changes, then `say` tells the server: once the figures are here, so that the server counts while the browser
// draws, or after a moment if they take long.
export async function tellChange(changes, say) {
  const coming = [];
  window.dispatchEvent(new CustomEvent(CHANGE, { detail: { changes, coming } }));
  if (coming.length) await Promise.race([Promise.allSettled(coming), new Promise((go) => setTimeout(go, PATIENCE_MS))]);
  say();
}

// `hear` is given the changes and returns what promises when their figure is here.
export function onChange(hear) {
  window.addEventListener(CHANGE, ({ detail }) => detail.coming.push(...hear(detail.changes)));
}
