import { settle, stay } from "./kept.js";
import { keepTyped, putBack } from "./typed.js";

settle();
putBack();

// What a page was led to with is said once, not to who is given the address.
const here = new URL(location.href);
if (here.searchParams.has("arrived")) {
  here.searchParams.delete("arrived");
  history.replaceState(history.state, "", here);
}

for (const form of document.querySelectorAll("form[data-stays]"))
  form.addEventListener("submit", stay);
document.querySelector("form.preferences")?.addEventListener("submit", keepTyped);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// The menu closes by Escape, which gives the focus back, and by a press anywhere else. A dialog that it has opened is closed first.
const menu = document.querySelector("details.menu");
const isAsking = () => menu.querySelector("dialog[open]") !== null;
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu?.open || isAsking())
    return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", ({ target }) => {
  if (menu?.open && !menu.contains(target))
    menu.open = false;
});

// What every page has. The parts that live in the page are custom elements, each in a module of its name, loaded where the page has one.
const elements = [
  "add-passkey", "board-place", "copy-text", "file-drop", "leave-browser", "live-board", "passkey-sign-in", "quiz-editor", "quiz-player", "quiz-practice",
  "reveal-settings", "share-link", "start-quiz",
];
for (const name of elements)
  if (document.querySelector(name))
    import(`./${name}.js`);
