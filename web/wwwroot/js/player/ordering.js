// Options that are put in order, by their buttons or by their grips. Their places stand in the selects that one has without scripts, and only once the
// order is somebody's own: the one in which a question comes is no answer.
import { allowDrag } from "../editor-drag.js";

const select = entry => entry.querySelector("select");
const own = list => list.parentElement.querySelector("[data-own] input");

export function allowOrdering(asking) {
  for (const list of asking.querySelectorAll(".ordering")) {
    list.dataset.moves = "";
    own(list).parentElement.hidden = false;
    own(list).addEventListener("input", e => place(list, e.target.checked));
    list.addEventListener("click", e => {
      const button = e.target.closest("[data-move]");
      if (!button)
        return;
      const from = [...list.children].indexOf(button.closest("li"));
      move(list, from, from + Number(button.dataset.move));
      button.focus();
    });
  }
  allowDrag(asking, move);
}

// Null while it is nobody's own.
export const orderOf = list => own(list).checked ? [...list.children].map(entry => Number(entry.dataset.option)) : null;

export function arrange(list, order) {
  const entries = [...list.children].sort((a, b) => a.dataset.option - b.dataset.option);
  list.append(...(order?.map(option => entries[option]) ?? entries));
  place(list, order !== null);
}

function move(list, from, to) {
  const entries = [...list.children];
  if (!entries[to] || list.closest(":disabled"))
    return;
  if (from !== to)
    entries[to][from < to ? "after" : "before"](entries[from]);
  place(list, true);
  const text = entries[from].querySelector(".as-typed, .prose").textContent;
  list.parentElement.querySelector("[data-placed]").textContent =
    [text, to + 1, entries.length].reduce((says, value, i) => says.replace(`{${i}}`, () => value), list.dataset.says);
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function place(list, isOwn) {
  own(list).checked = isOwn;
  [...list.children].forEach((entry, i) => select(entry).value = isOwn ? i + 1 : "");
}
