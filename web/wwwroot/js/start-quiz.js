// <start-quiz>: the way to the questions. Where this browser keeps an attempt that is not handed in, it says so, with the time that is left.
import { whenForgotten } from "./kept.js";
import { Attempt, earlier } from "./player/attempt.js";
import { Clock, spell } from "./player/clock.js";
import { wordsOf } from "./words.js";

class StartQuiz extends HTMLElement {
  #say = wordsOf(this);
  #clock;

  connectedCallback() {
    const { user, quiz, version } = this.dataset;
    if (!user)
      return;
    const attempt = new Attempt(user, quiz, Number(version));
    attempt.addEventListener("elsewhere", () => attempt.isOpen ? this.#show(attempt) : location.reload()); // another tab goes on, or has handed in
    whenForgotten(() => location.reload());
    this.#show(attempt.isOpen ? attempt : earlier(user, quiz, Number(version)) ?? attempt);
  }

  #show(attempt) {
    this.#clock?.stop();
    if (!attempt.isOpen || (attempt.isLate && attempt.count === 0 && !attempt.body))
      return; // it starts anew
    if (attempt.isLate)
      this.#tell("Over");
    else if (attempt.body)
      this.#tell("Sent");
    else if (attempt.deadline === null)
      this.#tell("Open");
    else
      this.#clock = new Clock(attempt.deadline, {
        show: seconds => this.#tell("Left", spell(seconds)), speak: () => {}, end: () => this.#tell("Over"),
      });
  }

  #tell(word, ...gaps) { this.querySelector("[data-text]").textContent = this.#say(word, ...gaps); }
}

customElements.define("start-quiz", StartQuiz);
