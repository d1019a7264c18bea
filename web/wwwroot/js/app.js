import { settle } from "./kept.js";

settle();
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// What every page has. The parts that live in the page are custom elements, each in a module of its name, loaded where the page has one.
for (const name of ["board-place", "leave-browser", "live-board", "quiz-editor", "quiz-player", "quiz-practice", "share-link"])
  if (document.querySelector(name))
    import(`./${name}.js`);
