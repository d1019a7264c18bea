import { fillAbout, takeAbout } from "./editor-about.js";
import { Conflict } from "./editor-conflict.js";
import { allowDrag } from "./editor-drag.js";
import { faultsFrom, faultsOf } from "./editor-faults.js";
import { Keep } from "./editor-keep.js";
import { copyQuestion, kept, move, newQuestion, print, printOf, read, request } from "./editor-model.js";
import { Saver } from "./editor-saver.js";
import { fresh, marked, newRow, nextGap, partAt } from "./editor-types.js";
import { pathOf, View } from "./editor-view.js";
import { whenForgotten } from "./kept.js";
import { problemsOf, wordsOf } from "./words.js";

const KEEP = 200; // ms without a change before it is kept in the browser

/** Edits one quiz. A draft is saved by itself; changes of a published one stay in this browser until they are published as a new version. */
class QuizEditor extends HTMLElement {
  async connectedCallback() {
    const { quiz, tag } = JSON.parse(this.querySelector("[data-quiz]").textContent);
    this.say = wordsOf(this);
    this.sentence = problemsOf(this);
    this.isDraft = quiz.status === "draft";
    this.url = `/api/quizzes/${quiz.id}`;
    this.view = new View(this, this.say);
    this.conflict = new Conflict(this.querySelector("[data-conflict]"), this.say, (choice) => this.choose(choice));
    this.keep = new Keep(`quiz-editor ${this.dataset.user} ${quiz.id} `);
    this.saver = new Saver(this.url, tag, [], {
      body: () => this.body(), tell: (state) => this.tell(state), saved: (saved, keys) => this.saved(saved, keys),
      refused: (problem, keys) => this.refused(problem, keys), conflict: (theirs, their) => this.collide(theirs, their),
    });
    this.open = null;
    this.take(quiz);
    this.tell(this.isDraft ? "saved" : "published", new Date(quiz.updatedAt));
    this.listen();
    this.restore(await this.keep.adopt(), quiz, tag);
    this.hidden = false;
  }

  listen() {
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("input", (event) => this.input(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.about.addEventListener("submit", (event) => event.preventDefault());
    const preview = this.querySelector("[data-preview]");
    preview.addEventListener("submit", () => (preview.elements.quiz.value = JSON.stringify(request(this.quiz, this.known))));
    allowDrag(this, (list, from, to) => this.drop(list, from, to));
    addEventListener("pagehide", () => this.keepNow());
    whenForgotten(() => {
      this.pending = this.unkept = false;
      location.reload();
    });
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? this.keepNow() : this.lookAgain()));
    addEventListener("beforeunload", (event) => this.unkept && event.preventDefault());
  }

  get about() {
    return this.querySelector("[data-about]");
  }

  get question() {
    return this.quiz.questions.find(({ key }) => key === this.open);
  }

  // ----- what is edited, and where it is kept

  take(quiz) {
    this.quiz = read(quiz);
    this.known = new Set(quiz.questions.map(({ id }) => id));
    this.undos = [];
    this.faults = [];
    this.checked = false;
    fillAbout(this.about, this.quiz);
    this.show();
  }

  restore(found, quiz, tag) {
    if (!found)
      return;
    const entry = kept(found);
    const arrived = entry.unanswered.find((sent) => sent.print === printOf(quiz));
    const mine = print(request(entry.quiz, new Set()));
    if (mine === printOf(quiz)) {
      this.keep.clear();
      return;
    }
    Object.assign(this, { quiz: entry.quiz, undos: entry.undos, open: entry.open });
    if (arrived)
      this.name(quiz, arrived.keys);
    fillAbout(this.about, this.quiz);
    this.show();
    if (entry.tag === tag || arrived)
      this.changed();
    else
      this.saver.stop(), this.collide(quiz, tag);
  }

  changed() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepNow(), KEEP);
    this.pending = true;
    this.querySelector("h1").textContent = this.quiz.title.trim() || this.say("NoTitle");
    if (this.checked)
      this.check(true);
    if (this.isDraft)
      this.saver.changed();
    else
      this.tell("local");
  }

  keepNow() {
    clearTimeout(this.keeping);
    if (!this.pending)
      return;
    const { quiz, undos, open } = this;
    this.unkept = !this.keep.write({ tag: this.saver.tag, unanswered: this.saver.unanswered, quiz, undos, open });
  }

  // ----- saving

  body() {
    const faults = faultsOf(this.quiz, !this.isDraft);
    this.faults = faults;
    this.showFaults();
    if (faults.length > 0) {
      this.tell("faulty");
      return null;
    }
    this.keepNow();
    return { body: request(this.quiz, this.known), keys: this.quiz.questions.map(({ key }) => key) };
  }

  saved(quiz, keys) {
    this.name(quiz, keys);
    if (this.saver.dirty) {
      this.keepNow();
      return;
    }
    this.pending = this.unkept = false;
    clearTimeout(this.keeping);
    this.keep.clear();
    this.tell("saved", new Date());
  }

  /** Gives questions that are new to the API the ids they have there. */
  name({ questions }, keys) {
    this.known = new Set(questions.map(({ id }) => id));
    for (const question of this.quiz.questions)
      question.id = questions[keys.indexOf(question.key)]?.id ?? question.id;
  }

  refused(problem, keys) {
    this.faults = faultsFrom(problem, keys, this.quiz, this.sentence);
    this.showFaults();
    this.tell(this.saver.stopped ? "gone" : "faulty", this.sentence(problem));
  }

  collide(quiz, tag) {
    this.theirs = { quiz, tag };
    this.pending = true;
    this.keepNow();
    this.tell("conflict");
    this.allowWork(false);
    this.conflict.show(this.quiz, read(quiz));
  }

  choose(choice) {
    const { quiz, tag } = this.theirs;
    this.conflict.hide();
    this.allowWork(true);
    this.saver.resume(tag);
    if (choice === "theirs") {
      this.forget(quiz);
    } else {
      this.known = new Set(quiz.questions.map(({ id }) => id));
      this.changed();
    }
    this.view.focus("h1");
  }

  allowWork(allowed) {
    for (const part of this.querySelectorAll("[data-work], .editor-top > .tools"))
      part.hidden = !allowed;
  }

  /** Goes back to what the API has. */
  forget(quiz) {
    Object.assign(this, { pending: false, unkept: false, open: null });
    this.saver.dirty = false;
    this.keep.clear();
    this.take(quiz);
    this.tell(this.isDraft ? "saved" : "published", new Date(quiz.updatedAt));
  }

  // Whoever comes back to this tab and has changed nothing here gets what another one has saved meanwhile.
  async lookAgain() {
    if (this.pending || this.saver.stopped || this.saver.running)
      return;
    const answer = await this.saver.ask("GET").catch(() => null);
    const tag = answer?.headers.get("ETag");
    if (!answer?.ok || this.pending || tag === this.saver.tag)
      return;
    const open = this.quiz.questions.findIndex(({ key }) => key === this.open);
    const quiz = await answer.json();
    this.saver.resume(tag);
    this.forget(quiz);
    this.show(this.quiz.questions[open]?.key ?? null);
  }

  // ----- what the author does

  click(event) {
    const link = event.target.closest("[data-go-field]");
    if (link) {
      event.preventDefault();
      this.go(link.dataset.goKey || null, link.dataset.goField);
      return;
    }
    const button = event.target.closest("[data-do]");
    if (button && !button.disabled)
      this.actions[button.dataset.do]?.(button);
  }

  actions = {
    open: (button) => this.openPart(button.closest("[data-key]")?.dataset.key ?? null),
    add: () => this.insert(this.quiz.questions.length, newQuestion(), "#editor-question"),
    "question-up": () => this.moveQuestion(this.open, -1, "question-up"),
    "question-down": () => this.moveQuestion(this.open, 1, "question-down"),
    "question-copy": () => this.insert(this.index(this.open) + 1, copyQuestion(this.question), "[data-heading]"),
    "question-delete": () => this.deleteQuestion(this.index(this.open)),
    "row-add": (button) => this.addRow(listOf(button)),
    "row-up": (button) => this.moveRow(pathOf(button), -1, "row-up"),
    "row-down": (button) => this.moveRow(pathOf(button), 1, "row-down"),
    "row-copy": (button) => this.copyRow(pathOf(button)),
    "row-delete": (button) => this.deleteRow(pathOf(button)),
    "gap-add": () => this.addGap(),
    undo: () => this.undo(),
    publish: () => this.publish(),
    "publish-now": () => this.publishNow(),
    discard: () => this.discard(),
  };

  input({ target }) {
    if (target.closest("[data-about]"))
      takeAbout(this.about, this.quiz);
    else if (target.matches("[data-right]"))
      this.mark(pathOf(target), target);
    else if (target.matches("[data-field]"))
      partAt(this.question, pathOf(target))[target.dataset.field] = valueOf(target);
    else
      return;
    this.faults = this.faults.filter(({ question }) => question !== this.open);
    if (target.matches("select[data-shape]")) {
      this.show();
      this.view.focus(`[id="${target.id}"]`);
    } else {
      if (target.matches("[data-field=question]") && this.question.type === "gaps")
        this.view.showGaps(this.question);
      this.showFaults();
    }
    this.changed();
  }

  mark(path, { type, checked }) {
    const [list, key] = splitPath(path);
    const owner = partAt(this.question, splitPath(list)[0]);
    owner.right = type === "radio" ? [key] : checked ? [...owner.right, key] : owner.right.filter((one) => one !== key);
  }

  key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox]), select");
    if (step && event.altKey && !typing) {
      const [row, question] = [event.target.closest("li[data-part]"), event.target.closest("[data-list] [data-key]")?.dataset.key];
      if (!row && !question)
        return;
      event.preventDefault();
      if (row)
        this.moveRow(pathOf(row), step);
      else
        this.moveQuestion(question, step);
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing && this.undos.length > 0) {
      event.preventDefault();
      this.undo();
    }
  }

  index(key) {
    return this.quiz.questions.findIndex((question) => question.key === key);
  }

  openPart(key) {
    this.show(key);
    this.view.focus(key === null ? "[data-about] h2" : "[data-heading]");
  }

  insert(index, question, focus) {
    if (this.quiz.questions.length >= 200)
      return;
    this.quiz.questions.splice(index, 0, question);
    this.show(question.key);
    this.changed();
    this.view.focus(focus);
  }

  moveQuestion(key, step, button) {
    const from = this.index(key);
    if (!move(this.quiz.questions, from, from + step))
      return;
    this.show();
    this.changed();
    this.speak("Moved", from + step + 1, this.quiz.questions.length);
    const edge = from + step === 0 || from + step === this.quiz.questions.length - 1;
    this.view.focus(!button ? `[data-list] [data-key="${key}"] [data-do=open]` : edge ? "[data-heading]" : `[data-do=${button}]`);
  }

  deleteQuestion(index) {
    const [question] = this.quiz.questions.splice(index, 1);
    this.undos.push({ question, index });
    const neighbour = this.quiz.questions[Math.min(index, this.quiz.questions.length - 1)];
    this.show(neighbour?.key ?? null);
    this.changed();
    this.speak("DeletedQuestion", index + 1);
    this.view.focus(neighbour ? "[data-heading]" : "[data-do=add]");
  }

  addRow(list) {
    const rows = partAt(this.question, list);
    this.insertRow(list, rows.length, newRow[splitPath(list)[1]]());
  }

  addGap() {
    const text = this.querySelector("#editor-question");
    const number = nextGap(this.question);
    text.focus();
    text.setRangeText(`[[${number}]]`, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    this.speak("AddedGap", number);
  }

  insertRow(list, index, row) {
    partAt(this.question, list).splice(index, 0, row);
    this.show();
    this.changed();
    this.view.focusRow(`${list}.${row.key}`);
  }

  copyRow(path) {
    const [list, key] = splitPath(path);
    const rows = partAt(this.question, list);
    const index = rows.findIndex((row) => row.key === key);
    this.insertRow(list, index + 1, { ...rows[index], key: fresh() });
  }

  moveRow(path, step, button = "row-up") {
    const [list, key] = splitPath(path);
    const rows = partAt(this.question, list);
    const from = rows.findIndex((row) => row.key === key);
    if (!move(rows, from, from + step))
      return;
    this.show();
    this.changed();
    this.speak("Moved", from + step + 1, rows.length);
    this.view.focusRow(path, button);
  }

  // A deleted option stays marked, so that no other one becomes the right one by that, and is right again when the deletion is undone.
  deleteRow(path) {
    const [list, key] = splitPath(path);
    const [rows, owner] = [partAt(this.question, list), partAt(this.question, splitPath(list)[0])];
    const index = rows.findIndex((row) => row.key === key);
    const [row] = rows.splice(index, 1);
    this.undos.push({ row, list, index, of: this.open });
    this.show();
    this.changed();
    const right = isOptions(list) ? marked(owner, owner.type) : [];
    const isNoneLeft = right.includes(key) && !rows.some((one) => right.includes(one.key));
    this.speak(isNoneLeft ? "DeletedRight" : isOptions(list) ? "DeletedOption" : "DeletedRow", index + 1);
    const neighbour = rows[Math.min(index, rows.length - 1)];
    if (neighbour)
      this.view.focusRow(`${list}.${neighbour.key}`);
    else
      this.view.focus("[data-heading]");
  }

  undo() {
    const { question, row, list, index, of } = this.undos.pop();
    if (question) {
      this.quiz.questions.splice(index, 0, question);
      this.show(question.key);
    } else {
      this.open = of;
      partAt(this.question, list).splice(index, 0, row);
      this.show();
    }
    this.changed();
    this.speak("Restored");
    if (question)
      this.view.focus("[data-heading]");
    else
      this.view.focusRow(`${list}.${row.key}`);
  }

  drop(list, from, to) {
    if (!move(list.matches("[data-rows]") ? partAt(this.question, listOf(list)) : this.quiz.questions, from, to))
      return;
    this.show();
    this.changed();
    this.speak("Moved", to + 1, list.children.length);
  }

  // ----- publishing

  publish() {
    this.checked = true;
    if (!this.check(true)) {
      this.view.focus("[data-faults] h2");
      return;
    }
    this.querySelector("dialog").showModal();
  }

  async publishNow() {
    this.querySelector("dialog").close();
    if (!this.isDraft)
      this.saver.dirty = true;
    if (!(await this.saver.flush()))
      return;
    if (this.isDraft && !(await this.publishDraft()))
      return;
    location.assign(`${location.pathname}?published=1`);
  }

  async publishDraft() {
    try {
      const answer = await fetch(`${this.url}/publish`, { method: "POST" });
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        this.fail(this.sentence(problem), problem.type?.endsWith(":auth.unconfirmed") ? "/account" : undefined);
      }
      return answer.ok;
    } catch {
      this.fail(this.say("PublishLost")); // asked again, it succeeds and changes nothing if it had arrived
      return false;
    }
  }

  /** @param {string} [address] of the page where it is mended */
  fail(sentence, address) {
    this.faults = [{ question: null, field: null, text: sentence ?? this.say("PublishLost"), address }];
    this.view.listFaults(this.quiz, this.faults);
    this.view.focus("[data-faults] h2");
  }

  async discard() {
    const answer = await this.saver.ask("GET").catch(() => null);
    if (!answer?.ok) {
      this.fail(this.say("PublishLost"));
      return;
    }
    this.saver.resume(answer.headers.get("ETag"));
    this.forget(await answer.json());
    this.view.focus("h1");
  }

  /** @returns {boolean} whether nothing is wrong */
  check(finished) {
    this.faults = faultsOf(this.quiz, finished);
    this.view.listFaults(this.quiz, this.faults);
    this.showFaults();
    return this.faults.length === 0;
  }

  go(key, field) {
    this.show(key !== null && this.index(key) >= 0 ? key : null);
    if (field === "questions")
      this.view.focus("[data-do=add]");
    else
      this.view.focusField(field);
  }

  // ----- what is shown

  show(open = this.open) {
    this.open = open !== null && this.index(open) >= 0 ? open : null;
    this.view.show(this.quiz, this.open, this.faults);
    const undo = this.querySelector("[data-do=undo]");
    undo.hidden = this.undos.length === 0;
    const last = this.undos.at(-1);
    if (last)
      undo.querySelector("span").textContent = this.say(last.question ? "UndoQuestion" : isOptions(last.list) ? "UndoOption" : "UndoRow", last.index + 1);
  }

  showFaults() {
    this.view.showList(this.quiz, this.open, this.faults);
    this.view.showFaults(this.faults.filter(({ question }) => question === this.open));
  }

  /** @param {Date | string} detail when it was saved, or what the API said */
  tell(state, detail) {
    const local = state === "local" || (!this.isDraft && this.pending);
    this.querySelector("[data-busy]").hidden = state !== "saving";
    for (const button of this.querySelectorAll("[data-do=discard], [data-do=publish][data-version]"))
      button.hidden = !local;
    this.querySelector("[data-sign-in]").hidden = state !== "signedOut";
    if (state === "saving")
      return;
    const place = this.querySelector("[data-state]");
    const time = detail instanceof Date ? new Intl.DateTimeFormat(document.documentElement.lang, timeFormat(detail)).format(detail) : "";
    const text = this.unkept ? this.say("State.unkept") : this.say(`State.${state}`, time || detail || "");
    if (place.textContent !== text)
      place.textContent = text;
    place.classList.toggle("bad", !["saved", "local", "published"].includes(state));
  }

  speak(word, ...gaps) {
    this.querySelector("[data-spoken]").textContent = this.say(word, ...gaps);
  }
}

/** `options.<key>` is the entry of a key in a list. */
const splitPath = (path) => {
  const at = path.lastIndexOf(".");
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)];
};

const isOptions = (list) => splitPath(list)[1] === "options";

/** The path of the list that an element is, or that its button adds to. */
const listOf = (element) => [pathOf(element), element.dataset.rows ?? element.dataset.to].filter(Boolean).join(".");

function valueOf(field) {
  if (field.type === "radio")
    return field.value === "true";
  if (field.type === "checkbox")
    return field.checked;
  return field.type !== "number" ? field.value : field.value === "" ? null : Number(field.value);
}

const timeFormat = (time) =>
  time.toDateString() === new Date().toDateString() ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };

customElements.define("quiz-editor", QuizEditor);
