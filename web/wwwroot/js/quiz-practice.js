// <quiz-practice>: the questions that went wrong, once more. Each is checked at once, in the page; nothing is sent and nothing is kept.
import { preferences } from "./player/preferences.js";
import { Questions } from "./player/questions.js";
import { wordsOf } from "./words.js";

class QuizPractice extends HTMLElement {
  #say = wordsOf(this);
  #parts = [...this.querySelectorAll("[data-right]")];
  #questions;
  #round;
  #wrong;
  #at;

  connectedCallback() {
    if (this.#parts.length === 0)
      return;
    this.#questions = new Questions(this.#get("asking"));
    this.#questions.keys = preferences().keys;
    this.#get("check").addEventListener("click", () => this.#check());
    this.#get("next").addEventListener("click", () => this.#next());
    this.#get("again").addEventListener("click", () => this.#begin(this.#wrong));
    this.#get("steps").hidden = false;
    this.#begin(this.#parts, { focus: false });
  }

  #begin(parts, { focus = true } = {}) {
    this.#round = parts;
    this.#wrong = [];
    this.#swap({ asking: true });
    this.#ask(0, focus);
  }

  #ask(at, focus = true) {
    this.#at = at;
    for (const part of this.#parts)
      part.querySelector(".answer").hidden = true;
    for (const radio of this.#radios)
      radio.checked = radio.disabled = false;
    this.#get("count").textContent = this.#say("Count", at + 1, this.#round.length);
    this.#get("progress").max = this.#round.length;
    this.#get("progress").value = at;
    this.#get("check").hidden = false;
    this.#get("next").hidden = true;
    this.#questions.show(this.#parts.indexOf(this.#part), { focus });
    scrollTo(0, 0);
  }

  #check() {
    const isRight = this.#radios.find((radio) => radio.checked)?.value === this.#part.dataset.right;
    if (!isRight)
      this.#wrong.push(this.#part);
    for (const radio of this.#radios)
      radio.disabled = true;
    const answer = this.#part.querySelector(".answer");
    answer.hidden = false;
    answer.querySelector("details").open = true;
    for (const verdict of answer.querySelectorAll("[data-verdict]"))
      verdict.hidden = verdict.dataset.verdict !== (isRight ? "right" : "wrong");
    this.#get("progress").value = this.#at + 1;
    this.#get("check").hidden = true;
    this.#get("next").hidden = false;
    this.#get("next").textContent = this.#say(this.#isLast ? "See" : "Next");
    answer.querySelector("[data-verdict]:not([hidden])").focus();
  }

  #next() {
    if (!this.#isLast)
      return this.#ask(this.#at + 1);
    const all = this.#round.length;
    const right = all - this.#wrong.length;
    const score = this.#get("score");
    score.textContent = right < all ? this.#say("Score", right, all) : all === 1 ? this.#say("One") : this.#say("All", all);
    this.#get("again").hidden = right === all;
    this.#swap({ asking: false });
    score.focus();
  }

  #swap({ asking }) {
    this.#get("asking").hidden = this.#get("count").hidden = this.#get("progress").hidden = !asking;
    this.#get("end").hidden = asking;
  }

  get #part() { return this.#round[this.#at]; }
  get #isLast() { return this.#at === this.#round.length - 1; }
  get #radios() { return [...this.#part.querySelectorAll("input[type=radio]")]; }
  #get(name) { return this.querySelector(`[data-${name}]`); }
}

customElements.define("quiz-practice", QuizPractice);
