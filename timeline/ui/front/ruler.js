// Tells the server how wide the page is, now and whenever that changes: charts are made for a width.
import { h, place, widthOf } from "./dom.js";

export function render({ parentElement, setStateValue }) {
  const root = place(parentElement, "tl-ruler");
  root.say = (width) => setStateValue("width", width);
  if (root.told === undefined) watch(root);
}

function watch(root) {
  let timer;
  const tell = () => {
    const width = widthOf(root);
    if (!width || width === root.told) return;
    root.told = width;
    root.say(width);
  };
  root.told = 0;
  root.append(h("span"));
  tell();
  new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(tell, 120); }).observe(root);
}
