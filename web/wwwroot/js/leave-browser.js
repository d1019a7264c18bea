// <leave-browser>: tells, before a session is ended, what this browser alone keeps.
import { keptOf, leave, user } from "./kept.js";
import { wordsOf } from "./words.js";

class LeaveBrowser extends HTMLElement {
  connectedCallback() {
    this.say = wordsOf(this);
    const dialog = this.querySelector("dialog");
    const form = this.querySelector("form");
    form.addEventListener("submit", (event) => this.submit(event, dialog));
    dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());
    dialog.querySelector("[data-leave]").addEventListener("click", () => {
      this.told = true;
      form.requestSubmit();
    });
  }

  submit(event, dialog) {
    try {
      const kept = this.told ? [] : keptOf(user());
      if (kept.length > 0) {
        event.preventDefault();
        dialog.querySelector("[data-list]").replaceChildren(...kept.map((entry) => this.item(entry)));
        dialog.showModal();
      } else {
        leave();
      }
    } catch { /* a browser that keeps nothing has nothing to tell */ }
  }

  item({ href, answers }) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = answers === null ? this.say("Edit") : answers === 1 ? this.say("Answer") : this.say("Answers", answers);
    item.append(link);
    return item;
  }
}

customElements.define("leave-browser", LeaveBrowser);
