// The questions of a form, one at a time or all of them, and the keys that answer one. Choosing never moves on and never sends anything.
export class Questions extends EventTarget {
  all = false;
  keys = true;
  #at = 0;

  // Events: "answer" with { question, option }, "move".
  constructor(form) {
    super();
    this.list = [...form.querySelectorAll(".question")];
    form.addEventListener("submit", e => e.preventDefault());
    form.addEventListener("change", e => this.#answered(e.target));
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

  chosen(at) { return this.list[at].querySelector("input:checked")?.value ?? null; }

  choose(question, option) {
    for (const radio of this.#radios(this.list.find(field => field.dataset.question === question)))
      radio.checked = option !== null && Number(radio.value) === option;
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

  #answered(radio) {
    const question = radio.closest(".question")?.dataset.question;
    if (question)
      this.dispatchEvent(new CustomEvent("answer", { detail: { question, option: Number(radio.value) } }));
  }

  #clear(field) {
    const radio = field.querySelector("input:checked");
    if (!radio)
      return;
    radio.checked = false;
    radio.focus(); // the button is gone
    this.dispatchEvent(new CustomEvent("answer", { detail: { question: field.dataset.question, option: null } }));
  }

  // Enter would send the form; a digit chooses while a question has the focus, if that is wanted.
  #key(e) {
    if (e.key === "Enter" && e.target.matches("input"))
      e.preventDefault();
    const field = e.target.closest(".question");
    if (!this.keys || !field || !/^[1-9]$/.test(e.key) || e.ctrlKey || e.altKey || e.metaKey)
      return;
    const radio = this.#radios(field)[e.key - 1];
    if (radio && !radio.disabled) {
      radio.focus();
      radio.click();
    }
  }

  #radios(field) { return field ? [...field.querySelectorAll("input[type=radio]")] : []; }
}
