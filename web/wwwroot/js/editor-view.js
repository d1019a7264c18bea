// What the editor shows: the list of parts and the one that is open. It reads the quiz and writes the page, nothing else.

import { faultsOf } from "./editor-faults.js";

export class View {
  /** @param {HTMLElement} root the editor, with its templates */
  constructor(root, say) {
    Object.assign(this, { root, say });
    this.list = root.querySelector("[data-list]");
    this.about = root.querySelector("[data-about]");
    this.place = root.querySelector("[data-open]");
  }

  template(name) {
    return this.root.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
  }

  /** @param {string | null} open the question's key; null: what is about the quiz as a whole */
  show(quiz, open, faults) {
    this.showList(quiz, open, faults);
    this.about.hidden = open !== null;
    const index = quiz.questions.findIndex(({ key }) => key === open);
    if (index < 0)
      this.place.replaceChildren();
    else
      this.showQuestion(quiz.questions[index], index, quiz.questions.length);
    this.showFaults(faults.filter(({ question }) => question === open));
  }

  showList(quiz, open, faults) {
    const unfinished = new Set(faultsOf(quiz, true).map(({ question }) => question));
    const wrong = new Set(faults.map(({ question }) => question));
    const items = this.items(quiz.questions);
    quiz.questions.forEach((question, i) => {
      const item = items[i];
      item.querySelector("[data-number]").textContent = `${i + 1}.`;
      item.querySelector("[data-text]").textContent = question.question.trim() || this.say("NoText");
      item.querySelector("[data-unfinished]").hidden = !unfinished.has(question.key);
      item.querySelector("[data-wrong]").hidden = !wrong.has(question.key);
    });
    for (const button of this.root.querySelectorAll("[data-do=open]")) {
      if ((button.closest("[data-key]")?.dataset.key ?? null) === open)
        button.setAttribute("aria-current", "true");
      else
        button.removeAttribute("aria-current");
    }
  }

  // The same elements as long as the order is the same: a new one would not have the focus.
  items(questions) {
    if (questions.length !== this.list.children.length || questions.some(({ key }, i) => key !== this.list.children[i].dataset.key)) {
      this.list.replaceChildren(...questions.map(({ key }) => {
        const item = this.template("item");
        item.dataset.key = key;
        return item;
      }));
    }
    return this.list.children;
  }

  showQuestion(question, index, count) {
    const form = this.template("question");
    form.dataset.key = question.key;
    form.querySelector("[data-heading]").textContent = this.say("Question", index + 1, count);
    form.querySelector("[data-do=question-up]").disabled = index === 0;
    form.querySelector("[data-do=question-down]").disabled = index === count - 1;
    for (const field of form.querySelectorAll("[data-field]"))
      field.value = question[field.dataset.field] ?? "";
    form.querySelector("[data-options]").append(...question.options.map((option, i) => this.option(question, option, i)));
    form.querySelector("[data-do=option-add]").disabled = question.options.length >= 20;
    this.place.replaceChildren(form);
  }

  option({ options, right }, { key, text }, index) {
    const row = this.template("option");
    row.dataset.option = key;
    const field = row.querySelector("textarea");
    field.value = text;
    field.setAttribute("aria-label", this.say("Option", index + 1));
    row.querySelector("input").checked = key === right;
    row.querySelector("[data-do=option-up]").disabled = index === 0;
    row.querySelector("[data-do=option-down]").disabled = index === options.length - 1;
    row.querySelector("[data-do=option-copy]").disabled = options.length >= 20;
    for (const button of row.querySelectorAll("button"))
      button.setAttribute("aria-label", `${button.getAttribute("aria-label")} (${this.say("Option", index + 1)})`);
    return row;
  }

  /** Of the part that is open: each beside its field. */
  showFaults(faults) {
    for (const place of this.root.querySelectorAll("[data-fault]")) {
      const own = faults.filter(({ field }) => field === place.dataset.fault);
      place.hidden = own.length === 0;
      place.querySelector("span").textContent = own.map((fault) => this.sentence(fault)).join(" ");
      for (const field of this.root.querySelectorAll(`[aria-describedby~="${place.id}"]`))
        field.toggleAttribute("aria-invalid", own.length > 0) && field.setAttribute("aria-invalid", "true");
    }
  }

  sentence({ word, text }) {
    return text ?? this.say(word);
  }

  /** The faults as links to where they are. */
  listFaults(quiz, faults) {
    const box = this.root.querySelector("[data-faults]");
    box.hidden = faults.length === 0;
    box.querySelector("ul").replaceChildren(...faults.map((fault) => {
      const item = document.createElement("li");
      if (fault.field === null) {
        item.append(this.elsewhere(fault));
        return item;
      }
      const link = document.createElement("a");
      link.href = `#editor-${fault.field}`;
      link.dataset.goKey = fault.question ?? "";
      link.dataset.goField = fault.field;
      const number = quiz.questions.findIndex(({ key }) => key === fault.question) + 1;
      const where = number > 0 ? this.say("Number", number) : this.label(fault.field);
      link.textContent = where ? `${where}: ${this.sentence(fault)}` : this.sentence(fault);
      item.append(link);
      return item;
    }));
  }

  // What is wrong with no part of the quiz: a link to the page where it is mended, if there is one.
  elsewhere({ text, address }) {
    if (!address)
      return text;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    return link;
  }

  /** What a field about the quiz as a whole is called. */
  label(field) {
    const name = this.about.querySelector(`.field:has(> [data-fault="${field}"]) > :is(label, legend)`);
    return name?.firstChild.textContent.trim();
  }

  /** @param {string} selector within the editor */
  focus(selector) {
    const found = this.root.querySelector(selector);
    found?.focus();
    found?.scrollIntoView({ block: "nearest" });
  }
}
