// <quiz-practice>: the questions that went wrong, once more. Each is checked at once, in the page; nothing is sent and nothing is kept.
import { answerOf } from "./player/answers.js";
import { preferences } from "./player/preferences.js";
import { Questions } from "./player/questions.js";
import { wordsOf } from "./words.js";

class QuizPractice extends HTMLElement {
  #say = wordsOf(this);
  #parts = [...this.querySelectorAll("[data-asking] > section")];
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
    for (const button of this.querySelectorAll("[data-had]"))
      button.addEventListener("click", () => this.#judge(button.dataset.had));
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
    this.#questions.fill(this.#field, null);
    this.#field.disabled = false;
    this.#get("count").textContent = this.#say("Count", at + 1, this.#round.length);
    this.#get("progress").max = this.#round.length;
    this.#get("progress").value = at;
    this.#get("check").hidden = false;
    this.#get("next").hidden = true;
    this.#questions.show(this.#parts.indexOf(this.#part), { focus });
    scrollTo(0, 0);
  }

  // What the page cannot compare is left to who has answered.
  #check() {
    const { right } = this.#part.dataset;
    const answer = this.#answer;
    this.#field.disabled = true;
    this.#get("check").hidden = true;
    answer.hidden = false;
    answer.querySelector("details").open = true;
    for (const verdict of answer.querySelectorAll("[data-verdict]"))
      verdict.hidden = true;
    const asks = answer.querySelector("[data-ask]");
    asks.hidden = right !== undefined;
    if (asks.hidden)
      this.#judge(JSON.stringify(answerOf(this.#field)) === JSON.stringify(JSON.parse(right)) ? "right" : "wrong");
    else
      answer.querySelector("summary").focus(); // what is right, and then the question whether one had it
  }

  #judge(verdict) {
    if (verdict === "wrong")
      this.#wrong.push(this.#part);
    this.#answer.querySelector("[data-ask]").hidden = true;
    const told = this.#answer.querySelector(`[data-verdict="${verdict}"]`);
    told.hidden = false;
    this.#get("progress").value = this.#at + 1;
    this.#get("next").hidden = false;
    this.#get("next").textContent = this.#say(this.#isLast ? "See" : "Next");
    told.focus();
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
  get #field() { return this.#part.querySelector(".question"); }
  get #answer() { return this.#part.querySelector(".answer"); }
  #get(name) { return this.querySelector(`[data-${name}]`); }
}

customElements.define("quiz-practice", QuizPractice);
