// A click on a mark finds its rows, a click on a row rings its mark. Both ways the words are those of the page: nothing is fetched.
(() => {
  const WAIT_MS = 80, AIR_PX = 6, LEAST_PX = 20;
  const plot = document.querySelector(".plotly-graph-div"), ring = document.querySelector(".ring");
  const rows = new Map([...document.querySelectorAll("tr[data-id]")].map((row) => [row.dataset.id, row]));
  const marks = new Map();
  plot.data.forEach((trace, curveNumber) => {
    if (trace.hoverinfo === "skip" || trace.meta === "wars") return;
    (trace.customdata ?? []).forEach((custom, pointNumber) => {
      for (const id of String(custom?.[0] ?? "").split(";")) if (id && !marks.has(id)) marks.set(id, { curveNumber, pointNumber });
    });
  });
  for (const [id, row] of rows) if (marks.has(id)) link(id, row);
  plot.on("plotly_click", ({ points }) => {
    const point = points.find(({ customdata }) => customdata?.[0] && String(customdata[0]).split(";").some((id) => rows.has(id)));
    if (point) find(String(point.customdata[0]).split(";").filter((id) => rows.has(id)), point);
  });
  plot.on("plotly_relayout", () => { ring.hidden = true; });

  function link(id, row) {
    const cell = row.cells[1], button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    cell.replaceChildren(button);
    row.addEventListener("click", (event) => { if (!event.target.closest("a")) show(id); });
  }

  function show(id) {
    mark([id]);
    ring.hidden = true;
    const wanted = marks.get(id);
    plot.scrollIntoView({ block: "nearest" });
    const { type, xaxis = "x", yaxis = "y" } = plot.data[wanted.curveNumber];
    window.Plotly.Fx.hover(plot, [wanted], /geo|choropleth/.test(type) ? "geo" : xaxis + yaxis);
    // Plotly tells nobody of a hover that a script began, and begins it a moment later.
    setTimeout(() => encircle(plot._hoverdata?.find(({ curveNumber, pointNumber }) => curveNumber === wanted.curveNumber && pointNumber === wanted.pointNumber)), WAIT_MS);
  }

  function find(ids, point) {
    mark(ids);
    encircle(point);
    const [row] = ids.map((id) => rows.get(id)), place = row.closest(".rows");
    place.scrollTop += row.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 3;
    place.scrollIntoView({ block: "nearest" });
  }

  function mark(ids) {
    for (const [id, row] of rows) row.toggleAttribute("aria-current", false) || (ids.includes(id) && row.setAttribute("aria-current", "true"));
  }

  function encircle(point) {
    const box = point?.bbox;
    ring.hidden = !box;
    if (!box) return;
    const [left, width] = widened(box.x0, box.x1), [top, height] = widened(box.y0, box.y1);
    Object.assign(ring.style, { left, width, top, height });
  }

  function widened(from, to) {
    const long = Math.max(LEAST_PX, to - from + 2 * AIR_PX);
    return [`${(from + to - long) / 2}px`, `${long}px`];
  }
})();
