// Dragging an entry of a list by its grip. Every entry has buttons that do the same.

/** @param {(list: HTMLElement, from: number, to: number) => void} moved */
export function allowDrag(root, moved) {
  let dragged;
  const after = (entry, event) => {
    const box = entry.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  };
  const clear = () => root.querySelectorAll(".drop-before, .drop-after").forEach((entry) => entry.classList.remove("drop-before", "drop-after"));

  root.addEventListener("dragstart", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip)
      return;
    dragged = grip.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 8, 8);
  });
  root.addEventListener("dragover", (event) => {
    const entry = event.target.closest?.("li");
    if (!dragged || entry?.parentElement !== dragged.parentElement)
      return;
    event.preventDefault();
    clear();
    entry.classList.add(after(entry, event) ? "drop-after" : "drop-before");
  });
  root.addEventListener("drop", (event) => {
    const entry = event.target.closest?.("li");
    if (!dragged || entry?.parentElement !== dragged.parentElement)
      return;
    event.preventDefault();
    const list = dragged.parentElement;
    const [from, over] = [dragged, entry].map((one) => [...list.children].indexOf(one));
    const to = over + (after(entry, event) ? 1 : 0);
    moved(list, from, to > from ? to - 1 : to);
  });
  root.addEventListener("dragend", () => {
    clear();
    dragged = undefined;
  });
}
