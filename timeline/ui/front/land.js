// The land of a map follows the background; its shapes are fetched once and shared by every layer and picture.
import { asset } from "./dom.js";

let shapes, disputed;

export async function drawLand(figure, colours) {
  const maps = figure.data.filter((trace) => trace.type === "choropleth");
  if (!maps.length) return;
  shapes ??= await (await fetch(asset("countries.json"))).json();
  disputed ??= await (await fetch(asset("disputed.json"))).json();
  for (const trace of maps) {
    trace.geojson = shapes;
    if (trace.meta !== "land") continue;
    trace.locations = shapes.features.map((feature) => feature.id);
    trace.z = trace.locations.map(() => 0);
    trace.colorscale = [[0, colours.fill], [1, colours.fill]];
    trace.marker = { line: { width: 0.6, color: colours.line } };
  }
  const last = figure.data.lastIndexOf(maps.at(-1));
  figure.data.splice(last + 1, 0, { type: "scattergeo", mode: "lines", hoverinfo: "skip", line: { width: 1, dash: "dash", color: colours.disputed },
    lon: disputed.flatMap((line) => [...line.map((point) => point[0]), null]), lat: disputed.flatMap((line) => [...line.map((point) => point[1]), null]) });
}
