// What the editor shows: the list of parts and the one that is open. It reads the quiz and writes the page, nothing else.

import { faultsOf } from "./editor-faults.js";
import { gapsIn, marked } from "./editor-types.js";

// The template of a type's answer, where it is not called like the type.
const FORMS = { single: "choices", multiple: "choices", ordering: "choices", choice: "choices" };

const IN_GAP = { options: 10, length: 200 }; // of a choice

/** The path of a part of the question, from the element that shows it or something in it: `options.<key>`, empty for the question itself. */
export function pathOf(element) {
  const names = [];
  for (let part = element.closest("[data-part]"); part; part = part.parentElement.closest("[data-part]"))
    names.unshift(part.dataset.part);
  return names.join(".");
}

const within = (path, name) => [path, name].filter(Boolean).join(".");

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
    form.querySelector("[data-answer]").replaceWith(this.template(FORMS[question.type] ?? question.type));
    this.fill(form, question, question.type);
    this.name(form);
    this.place.replaceChildren(form);
  }

  /** Fills in what a template has of a part: its fields, its lists, and what it says of a type. */
  fill(element, part, type) {
    for (const other of element.querySelectorAll("[data-for]"))
      if (!other.dataset.for.split(" ").includes(type))
        other.remove();
    for (const inner of element.querySelectorAll("[data-part]"))
      this.fill(inner, part[inner.dataset.part], type);
    const own = (selector) => [...element.querySelectorAll(selector)].filter((one) => one.closest("[data-part]") === element.closest("[data-part]"));
    for (const field of own("[data-field]")) {
      const value = part[field.dataset.field];
      if (field.type === "radio")
        field.checked = field.value === String(value);
      else if (field.type === "checkbox")
        field.checked = value;
      else
        field.value = value ?? "";
    }
    for (const list of own("[data-rows]")) {
      if (type === "choice")
        list.dataset.max = IN_GAP.options;
      const rows = list.dataset.rows === "gaps" ? gapsIn(part) : part[list.dataset.rows];
      list.append(...rows.map((row, i) => (list.dataset.rows === "gaps" ? this.gap(row) : this.row(list.dataset, part, type, row, i))));
      own(`[data-to=${list.dataset.rows}]`)[0].disabled = rows.length >= list.dataset.max;
    }
  }

  gap(gap) {
    const element = this.template("gap");
    element.dataset.part = `gaps.${gap.key}`;
    element.querySelector("legend").textContent = this.say("Gap", gap.number);
    element.querySelector("[data-answer]").replaceWith(this.template(FORMS[gap.kind] ?? gap.kind));
    this.fill(element, gap, gap.kind);
    return element;
  }

  /** The gaps of a text that is being written. */
  showGaps(question) {
    const list = this.place.querySelector("[data-rows=gaps]");
    const shown = [...list.children].map((gap) => gap.dataset.part);
    const gaps = gapsIn(question);
    if (gaps.length === shown.length && gaps.every(({ key }, i) => shown[i] === `gaps.${key}`))
      return;
    list.replaceChildren(...gaps.map((gap) => this.gap(gap)));
    this.place.querySelector("[data-to=gaps]").disabled = gaps.length >= list.dataset.max;
    this.name(this.place.firstElementChild);
  }

  row({ rows: list, row: template, max }, part, type, row, index) {
    const element = this.template(template);
    const count = part[list].length;
    const name = this.say(element.dataset.say, index + 1);
    element.dataset.part = `${list}.${row.key}`;
    this.fill(element, row, type);
    for (const field of element.querySelectorAll("[data-field]")) {
      const label = field.closest("label")?.textContent.trim() ?? field.getAttribute("aria-label");
      field.setAttribute("aria-label", label ? `${label} (${name})` : name);
      if (type === "choice")
        field.maxLength = IN_GAP.length;
    }
    for (const mark of element.querySelectorAll("[data-right]")) {
      mark.type = type === "multiple" ? "checkbox" : "radio";
      mark.name = `right ${part.key}`; // before it stands beside those of another list
      mark.checked = marked(part, type).includes(row.key);
    }
    for (const button of element.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.getAttribute("aria-label")} (${name})`);
      button.disabled = { "row-up": index === 0, "row-down": index === count - 1, "row-copy": count >= max }[button.dataset.do] ?? false;
    }
    return element;
  }

  /** Gives fields and places of faults their ids, and each field the place that is nearest to it. */
  name(form) {
    const places = [...form.querySelectorAll("[data-fault]")];
    for (const place of places)
      place.id = `editor-fault-${namesOf(place)[0]}`;
    for (const field of form.querySelectorAll("[data-field]")) {
      const path = within(pathOf(field), field.dataset.field);
      field.id ||= `editor-${path}${field.type === "radio" ? `.${field.value}` : ""}`;
      field.closest(".field")?.querySelector(":scope > label:not([for], .check)")?.setAttribute("for", field.id);
      const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
      field.setAttribute("aria-describedby", [...new Set([...described, nearest(places, path).id])].join(" ").trim());
    }
  }

  /** Of the part that is open: each beside its field. */
  showFaults(faults) {
    const places = [...this.root.querySelectorAll("[data-fault]")];
    const at = Map.groupBy(faults, ({ field }) => nearest(places, field));
    for (const place of places) {
      const own = at.get(place) ?? [];
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

  /** Where a fault of a field is mended. */
  focusField(path) {
    const places = [...this.root.querySelectorAll("[data-fault]")];
    const [field] = this.root.querySelectorAll(`[id="editor-${path}"], [aria-describedby~="${nearest(places, path)?.id}"]`);
    this.focusOn(field ?? this.root.querySelector("[data-heading], h1"));
  }

  /** @param {string} path of an entry of a list: its first field, or one of its buttons that can be pressed */
  focusRow(path, button) {
    const row = [...this.root.querySelectorAll("[data-part]")].find((part) => pathOf(part) === path);
    const wanted = button && row?.querySelector(`[data-do=${button}]:enabled`);
    this.focusOn(wanted || (row ?? this.place).querySelector("[data-field]"));
  }

  /** @param {string} selector within the editor */
  focus(selector) {
    this.focusOn(this.root.querySelector(selector));
  }

  focusOn(element) {
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  }
}

/** The fields whose faults are told there. Without a name it is for all of the part that have no place of their own. */
const namesOf = (place) => (place.dataset.fault || "").split(" ").map((name) => within(pathOf(place), name));

/** The place of a field, or of the part it is in, and so on up to the question. */
function nearest(places, field) {
  for (let path = field; path; path = path.replace(/\.?[^.]*$/, "")) {
    const found = places.find((place) => namesOf(place).includes(path));
    if (found)
      return found;
  }
  return places.find((place) => place.dataset.fault === "question");
}
