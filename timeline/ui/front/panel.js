// The filters: a form whose state is an address. Every change sends the whole address; the server says what it counts.
// The form is built once and then kept up to date, so that focus, open parts and scrolling survive and little is laid out anew.
import { h, hasChanged, place, symbol } from "./dom.js";
import { tellChange } from "./view.js";

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-panel");
  root.say = (query) => setTriggerValue("query", query);
  if (!hasChanged(root, data)) return;
  root.data = data;
  root.parts ??= build(root, data);
  for (const part of root.parts) part(data);
}

// What is sent counts from now on: a second change may come before the server has answered the first.
function send(root, changes) {
  root.data = { ...root.data, query: { ...root.data.query, ...changes } };
  tellChange(changes, () => root.say(JSON.stringify(root.data.query)));
}

function clearAll(root) {
  send(root, Object.fromEntries(Object.keys(root.data.query).map((field) => [field, []])));
}

// Each part of the form is a node and a function that brings it up to date.
function build(root, data) {
  const parts = [head(root, data), search(root, data), years(root, data), dyad(root, data), ...data.facets.map((facet, index) => facetGroup(root, facet, index))];
  root.replaceChildren(h("form", { onsubmit: (event) => event.preventDefault(), "aria-label": data.words.filters }, ...parts.map(([node]) => node)));
  return parts.map(([, update]) => update);
}

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A reader who is writing is not interrupted.
function write(input, value) {
  if (document.activeElement !== input && input.value !== String(value)) input.value = value;
}

function head(root, { words }) {
  const count = h("output", { class: "tl-count" });
  const clear = h("button", { type: "button", class: "tl-clear", "data-focus": "clear", onclick: () => clearAll(root) }, words.clear);
  return [h("div", { class: "tl-panel-head" }, h("strong", {}, words.filters), count, clear), (data) => {
    say(count, data.words.count);
    clear.disabled = data.is_plain;
  }];
}

function search(root, { words }) {
  let timer;
  const input = h("input", { type: "search", name: "search", maxlength: "200", placeholder: words.search_hint, "aria-label": words.search, "data-focus": "search",
    oninput: () => { clearTimeout(timer); timer = setTimeout(() => send(root, { search: input.value ? [input.value] : [] }), 350); } });
  return [h("div", { class: "tl-field" }, input), (data) => write(input, data.query.search?.[0] ?? "")];
}

function years(root, { words }) {
  const pick = (name) => h("input", { type: "number", name, "aria-label": words[name], "data-focus": name, onchange: () => change() });
  const from = pick("first_year"), to = pick("last_year");
  const change = () => {
    const [low, high] = root.data.year_bounds;
    const [a, b] = [Number(from.value) || low, Number(to.value) || high].map((year) => Math.min(high, Math.max(low, year)));
    send(root, { years: a <= low && b >= high ? [] : [`${Math.min(a, b)}-${Math.max(a, b)}`] });
  };
  return [h("div", { class: "tl-field tl-years" }, h("span", { class: "tl-field-label" }, words.years), from, h("span", { "aria-hidden": "true" }, "–"), to), (data) => {
    const [low, high] = data.year_bounds;
    const [first, last] = (data.query.years?.[0] ?? "-").split("-").map((year, side) => Number(year) || [low, high][side]);
    for (const [input, year] of [[from, first], [to, last]]) {
      input.min = low;
      input.max = high;
      input.value = year;
    }
  }];
}

function dyad(root, { words }) {
  const choose = h("select", { "aria-label": words.dyad, name: "dyad", "data-focus": "dyad", onchange: () => send(root, { dyad: choose.value ? [choose.value] : [], direction: [] }) });
  const direction = h("select", { "aria-label": words.direction, name: "direction", "data-focus": "direction", onchange: () => send(root, { direction: direction.value === "both" ? [] : [direction.value] }) });
  return [h("div", { class: "tl-field" }, h("span", { class: "tl-field-label" }, words.dyad), choose, direction), (data) => {
    offer(choose, [["", data.words.any_dyad], ...data.dyads], data.query.dyad?.[0] ?? "");
    offer(direction, data.directions, data.query.direction?.[0] ?? "both");
    direction.hidden = !data.directions.length;
  }];
}

function offer(select, options, value) {
  const offered = JSON.stringify(options);
  if (select.dataset.offered !== offered) {
    select.replaceChildren(...options.map(([code, label]) => h("option", { value: code }, label)));
    select.dataset.offered = offered;
  }
  select.value = value;
}

function facetGroup(root, { field, label, is_open: isOpen, match }, index) {
  const chosenCount = h("span", { class: "tl-chosen" });
  const list = h("div", { class: "tl-options", "data-field": field });
  const ways = match ? matchSwitch(root, match) : null;
  const details = h("details", { "data-field": field, open: isOpen || Boolean(root.data.query[field]?.length) }, h("summary", {}, h("span", {}, label), chosenCount), ways?.node, list);
  const made = new Map();
  return [details, (data) => {
    const options = data.facets[index].options, chosen = new Set(data.query[field] ?? []);
    say(chosenCount, chosen.size ? String(chosen.size) : "");
    chosenCount.hidden = !chosen.size;
    ways?.update(data, chosen.size > 1);
    if (chosen.size) details.open = true;
    const shown = options.filter((item) => item.count || chosen.has(item.code) || !item.is_rare).map((item) => {
      if (!made.has(item.code)) made.set(item.code, option(root, field, index, item));
      const { node, update } = made.get(item.code);
      update(item, chosen.has(item.code));
      return node;
    });
    arrange(list, shown);
  }];
}

function option(root, field, index, { code, label, help, symbol: shape, colour, status }) {
  const box = h("input", { type: "checkbox", name: field, value: code, "data-focus": `${field}:${code}`, onchange: () => toggle(root, field, index, code, box.checked) });
  const number = h("span", { class: "tl-number" });
  const node = h("label", { title: help || null }, box, shape ? symbol(shape, colour, status) : null, h("span", { class: "tl-option" }, label), number);
  return { node, update: ({ count }, isChosen) => {
    if (box.checked !== isChosen) box.checked = isChosen;
    say(number, count.toLocaleString("en"));
    node.classList.toggle("tl-none", !count);
  } };
}

function toggle(root, field, index, code, isOn) {
  const chosen = new Set(root.data.query[field] ?? []);
  const codes = root.data.facets[index].options.map((item) => item.code).filter((item) => (item === code ? isOn : chosen.has(item)));
  send(root, { [field]: field === "actors" ? codes.sort() : codes });
}

// Only what stands in another place is moved; the option with the focus keeps it.
function arrange(list, nodes) {
  if (nodes.length === list.children.length && nodes.every((node, index) => list.children[index] === node)) return;
  const { scrollTop } = list, focused = list.contains(document.activeElement) ? document.activeElement : null;
  list.replaceChildren(...nodes);
  list.scrollTop = scrollTop;
  focused?.focus({ preventScroll: true });
}

function matchSwitch(root, ways) {
  const buttons = ways.map(([value, label]) => h("button", { type: "button", "data-focus": `match:${value}`, onclick: () => send(root, { match: value === "any" ? [] : [value] }) }, label));
  const node = h("div", { class: "tl-match", role: "group" }, ...buttons);
  return { node, update: (data, isShown) => {
    node.hidden = !isShown;
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(ways[place][0] === (data.query.match?.[0] ?? "any"))));
  } };
}
