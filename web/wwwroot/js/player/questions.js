// The questions of a form, one at a time or all of them, and the keys that answer one. Answering never moves on and never sends anything.
import { answerOf, fill, isBegun } from "./answers.js";
import { watchNumbers } from "./numbers.js";
import { allowOrdering } from "./ordering.js";

export class Questions extends EventTarget {
  all = false;
  keys = true;
  #at = 0;

  // Events: "answer" with { question, answer }, "move".
  constructor(form) {
    super();
    this.list = [...form.querySelectorAll(".question")];
    allowOrdering(form);
    watchNumbers(form);
    form.addEventListener("submit", e => e.preventDefault());
    form.addEventListener("input", e => this.#answered(e.target.closest(".question")));
    for (const button of form.querySelectorAll("[data-clear]"))
      button.addEventListener("click", () => this.#clear(button.closest(".question")));
    form.addEventListener("keydown", e => this.#key(e));
    form.addEventListener("focusin", e => {
      const at = this.list.indexOf(e.target.closest(".question"));
      if (this.all && at >= 0 && at !== this.#at)
        this.#moved(at);
    });
  }

  get at() { return this.#at; }
  get isLast() { return this.#at === this.list.length - 1; }

  answer(at) { return answerOf(this.list[at]); }

  fill(field, answer) {
    fill(field, answer);
    this.#told(field);
  }

  show(at, { focus = true } = {}) {
    this.#at = Math.min(Math.max(at, 0), this.list.length - 1);
    this.list.forEach((field, i) => field.hidden = !this.all && i !== this.#at);
    if (focus)
      this.list[this.#at].querySelector("h2").focus();
    this.#moved(this.#at);
  }

  #moved(at) {
    this.#at = at;
    this.dispatchEvent(new Event("move"));
  }

  #told(field) { field.toggleAttribute("data-begun", isBegun(field)); }

  #answered(field) {
    if (!field)
      return;
    this.#told(field);
    this.dispatchEvent(new CustomEvent("answer", { detail: { question: field.dataset.question, answer: answerOf(field) } }));
  }

  #clear(field) {
    fill(field, null);
    field.querySelector("h2").focus(); // the button is gone
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Enter would send the form; a digit chooses while a question has the focus, if that is wanted, and stays one where something is written.
  #key(e) {
    if (e.key === "Enter" && e.target.matches("input"))
      e.preventDefault();
    const field = e.target.closest(".question");
    if (!this.keys || !field || !/^[1-9]$/.test(e.key) || e.ctrlKey || e.altKey || e.metaKey || e.target.matches("[data-entry]"))
      return;
    const choice = field.querySelectorAll(".option input")[e.key - 1];
    if (choice && !choice.matches(":disabled")) {
      choice.focus();
      choice.click();
    }
  }
}
