// The filters: a form whose state is an address. Every change sends the whole address; the server says what it counts.
import { h, hasChanged, place, symbol } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-panel");
  root.say = (query) => setTriggerValue("query", query);
  if (!hasChanged(root, data)) return;
  const focused = document.activeElement?.dataset?.focus;
  const open = new Set([...root.querySelectorAll("details[open]")].map((item) => item.dataset.field));
  const scrolled = [...root.querySelectorAll(".tl-options")].map((list) => [list.dataset.field, list.scrollTop]);
  root.replaceChildren(form(root, data, open));
  for (const [field, top] of scrolled) {
    const list = root.querySelector(`.tl-options[data-field="${field}"]`);
    if (list) list.scrollTop = top;
  }
  if (focused && !(document.activeElement instanceof HTMLInputElement)) root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

function form(root, data, open) {
  const query = data.query;
  const send = (changes) => root.say(JSON.stringify({ ...query, ...changes }));
  return h("form", { onsubmit: (event) => event.preventDefault(), "aria-label": data.words.filters },
    h("div", { class: "tl-panel-head" },
      h("strong", {}, data.words.filters),
      h("output", { class: "tl-count" }, data.words.count),
      h("button", { type: "button", class: "tl-clear", "data-focus": "clear", disabled: data.is_plain, onclick: () => root.say("{}") }, data.words.clear)),
    search(query, data, send),
    years(query, data, send),
    dyad(query, data, send),
    ...data.facets.map((facet) => facetGroup(facet, query, send, open)));
}

function search(query, data, send) {
  let timer;
  const input = h("input", { type: "search", name: "search", maxlength: "200", placeholder: data.words.search_hint, "aria-label": data.words.search, "data-focus": "search",
    oninput: () => { clearTimeout(timer); timer = setTimeout(() => send({ search: input.value ? [input.value] : [] }), 350); } });
  input.value = query.search?.[0] ?? "";
  return h("div", { class: "tl-field" }, input);
}

function years(query, data, send) {
  const [low, high] = data.year_bounds;
  const [first, last] = (query.years?.[0] ?? `${low}-${high}`).split("-").map(Number);
  const pick = (name, value) => h("input", { type: "number", min: low, max: high, name, "aria-label": data.words[name], "data-focus": name,
    onchange: () => change() });
  const from = pick("first_year"), to = pick("last_year");
  from.value = first; to.value = last;
  const change = () => {
    const [a, b] = [Number(from.value) || low, Number(to.value) || high].map((year) => Math.min(high, Math.max(low, year)));
    send({ years: a <= low && b >= high ? [] : [`${Math.min(a, b)}-${Math.max(a, b)}`] });
  };
  return h("div", { class: "tl-field tl-years" }, h("span", { class: "tl-field-label" }, data.words.years), from, h("span", { "aria-hidden": "true" }, "–"), to);
}

function dyad(query, data, send) {
  const now = query.dyad?.[0] ?? "";
  const choose = h("select", { "aria-label": data.words.dyad, name: "dyad", "data-focus": "dyad", onchange: () => send({ dyad: choose.value ? [choose.value] : [], direction: [] }) },
    h("option", { value: "" }, data.words.any_dyad), ...data.dyads.map(([value, label]) => h("option", { value, selected: value === now }, label)));
  choose.value = now;
  const direction = now && h("select", { "aria-label": data.words.direction, name: "direction", "data-focus": "direction", onchange: () => send({ direction: direction.value === "both" ? [] : [direction.value] }) },
    ...data.directions.map(([value, label]) => h("option", { value }, label)));
  if (direction) direction.value = query.direction?.[0] ?? "both";
  return h("div", { class: "tl-field" }, h("span", { class: "tl-field-label" }, data.words.dyad), choose, direction);
}

function facetGroup(facet, query, send, open) {
  const chosen = new Set(query[facet.field] ?? []);
  const toggle = (code, isOn) => {
    const next = facet.options.map((option) => option.code).filter((item) => (item === code ? isOn : chosen.has(item)));
    send({ [facet.field]: next });
  };
  const options = facet.options.filter((option) => option.count || chosen.has(option.code) || !option.is_rare);
  const isOpen = open.size ? open.has(facet.field) : facet.is_open || chosen.size > 0;
  return h("details", { "data-field": facet.field, open: isOpen || chosen.size > 0 },
    h("summary", {}, h("span", {}, facet.label), chosen.size ? h("span", { class: "tl-chosen" }, String(chosen.size)) : null),
    facet.match && chosen.size > 1 ? matchSwitch(facet, query, send) : null,
    h("div", { class: "tl-options", "data-field": facet.field },
      ...options.map((option) => {
        const box = h("input", { type: "checkbox", name: facet.field, value: option.code, "data-focus": `${facet.field}:${option.code}`, onchange: () => toggle(option.code, box.checked) });
        box.checked = chosen.has(option.code);
        return h("label", { class: option.count ? "" : "tl-none", title: option.help || null }, box, option.symbol ? symbol(option.symbol, option.colour, option.status) : null,
          h("span", { class: "tl-option" }, option.label), h("span", { class: "tl-number" }, option.count.toLocaleString("en")));
      })));
}

function matchSwitch(facet, query, send) {
  const now = query.match?.[0] ?? "any";
  return h("div", { class: "tl-match", role: "group" }, ...facet.match.map(([value, label]) =>
    h("button", { type: "button", "aria-pressed": String(value === now), "data-focus": `match:${value}`, onclick: () => send({ match: value === "any" ? [] : [value] }) }, label)));
}
