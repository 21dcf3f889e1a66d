// The event card: what happened, who says so, what others say, the thread it belongs to, how to cite it.
import { externalLink, h, hasChanged, place, symbol } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-card-place");
  root.say = (id) => setTriggerValue("event", id);
  if (!hasChanged(root, data)) return;
  const hadFocus = root.contains(document.activeElement) ? document.activeElement.dataset.focus : "";
  if (data.cluster) root.replaceChildren(cluster(root, data));
  else root.replaceChildren(card(root, data));
  if (hadFocus) root.querySelector(`[data-focus="${CSS.escape(hadFocus)}"]`)?.focus();
  else root.firstElementChild.focus({ preventScroll: true });
}

function head(root, data, ...middle) {
  return h("div", { class: "tl-card-nav" }, ...middle,
    h("button", { type: "button", class: "tl-close", "aria-label": data.words.close, "data-focus": "close", onclick: () => root.say("") }, "×"));
}

function frame(root, label, ...children) {
  return h("article", { class: "tl-card", tabindex: "-1", "aria-label": label, onkeydown: (event) => { if (event.key === "Escape") root.say(""); } }, ...children);
}

function cluster(root, data) {
  return frame(root, data.title, head(root, data, h("span", {}, data.title)),
    h("ul", { class: "tl-cluster" }, ...data.cluster.map((event) =>
      h("li", {}, h("button", { type: "button", onclick: () => root.say(event.event_id) }, symbol(event.symbol, event.colour, event.status), h("span", {}, h("small", {}, event.when), " ", event.title))))));
}

function card(root, data) {
  const step = (id, label, sign) => h("button", { type: "button", disabled: !id, "aria-label": label, title: label, "data-focus": label, onclick: () => root.say(id) }, sign);
  return frame(root, data.title,
    head(root, data, step(data.previous, data.words.previous, "‹"), h("span", {}, data.position), step(data.next, data.words.next, "›")),
    h("p", { class: "tl-kind" }, symbol(data.symbol, data.colour, data.status), h("span", { style: { color: data.colour } }, data.kind), data.status_label ? h("span", { class: "tl-status" }, data.status_label) : null),
    h("h3", {}, data.title),
    h("p", { class: "tl-when" }, data.when, data.place ? ` · ${data.place}` : ""),
    h("p", { class: "tl-parties" }, data.parties),
    h("p", {}, data.summary),
    facts(data),
    accounts(data),
    thread(root, data),
    sources(data),
    reading(data),
    cite(data));
}

function facts(data) {
  return data.facts.length ? h("dl", {}, ...data.facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])) : null;
}

function accounts(data) {
  if (!data.accounts.length) return null;
  return h("section", { class: "tl-accounts" }, h("h4", {}, data.words.accounts), ...data.accounts.map((group) => h("div", {}, h("h5", {}, group.field),
    h("div", { class: "tl-sides" }, ...group.claims.map((claim) => h("div", { class: `tl-account tl-${claim.rank}` },
      h("b", {}, claim.value), h("span", { class: "tl-rank" }, claim.rank), h("span", {}, claim.claimant), h("small", {}, claim.reason),
      h("span", {}, ...claim.sources.map((source) => [externalLink(source.url, source.publisher), " "]))))))));
}

function thread(root, data) {
  if (!data.thread) return null;
  return h("section", {}, h("h4", {}, data.thread.title), h("ol", { class: "tl-thread" }, ...data.thread.steps.map((step) =>
    h("li", { "aria-current": step.is_here ? "step" : null }, h("button", { type: "button", disabled: step.is_here, onclick: () => root.say(step.event_id) }, h("small", {}, step.when), " ", step.step ? h("em", {}, step.step) : null, " ", step.title)))));
}

function sources(data) {
  return h("section", {}, h("h4", {}, data.words.sources), h("ol", { class: "tl-sources" }, ...data.sources.map((source) => h("li", {},
    externalLink(source.url, source.title), h("small", {}, ` ${source.said}`), source.archive_url ? [" ", externalLink(source.archive_url, data.words.archived)] : null))));
}

function reading({ reading, words }) {
  if (!reading) return null;
  return h("section", { class: "tl-reading" }, h("h4", {}, words.reading), h("p", {}, h("b", {}, reading.said), " ", reading.note, " ",
    ...reading.sources.map((source) => externalLink(source.url, source.publisher))));
}

function cite(data) {
  const copied = h("span", { role: "status" });
  const copy = (text) => navigator.clipboard.writeText(text).then(() => { copied.textContent = data.words.copied; }, () => { copied.textContent = data.words.not_copied; });
  const link = new URL(data.link, document.baseURI).href;
  return h("section", { class: "tl-cite" }, h("h4", {}, data.words.cite), h("p", {}, `${data.citation} ${link}`),
    h("button", { type: "button", onclick: () => copy(`${data.citation} ${link}`) }, data.words.copy_citation), h("button", { type: "button", onclick: () => copy(link) }, data.words.copy_link), copied);
}
