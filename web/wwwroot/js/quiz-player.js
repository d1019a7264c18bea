// <quiz-player>: taking a quiz. The server has rendered a form that works by itself; this makes of it questions one at a time, a clock, answers that
// survive a reload, a lost network and a session that ends, and a submission that is repeated until it is known to have arrived.
import { whenForgotten } from "./kept.js";
import { Attempt, earlier } from "./player/attempt.js";
import { Clock, spell } from "./player/clock.js";
import { HandIn } from "./player/hand-in.js";
import { Preferences } from "./player/preferences.js";
import { Questions } from "./player/questions.js";
import { problemsOf, wordsOf } from "./words.js";

// What can be done about what became of a submission.
const ways = {
  Older: ["hand-in-older", "renew"], Waiting: ["retry"], SignedOut: ["sign-in"], Other: ["sign-in"], Replaced: ["renew", "leave"],
  Refused: ["renew", "leave"], AccountsOnly: ["register", "leave"], Elsewhere: ["results"],
};

class QuizPlayer extends HTMLElement {
  #say = wordsOf(this);
  #attempt;
  #older;
  #questions;
  #clock;
  #handIn;

  connectedCallback() {
    const { user, quiz, version } = this.dataset;
    this.#attempt = new Attempt(user, quiz, Number(version), this.#isPreview);
    this.#older = this.#attempt.isOpen || this.#isPreview ? null : earlier(user, quiz, Number(version));
    this.#questions = new Questions(this.#part("asking"));
    this.#wire();
    whenForgotten(() => location.reload());
    this.querySelector("[data-unscripted]")?.remove();
    this.#go();
  }

  // To where it was left, without asking.
  #go() {
    if (this.#older?.body)
      this.#submit(this.#older);
    else if (this.#older)
      this.#notice("Older");
    else if (this.#attempt.isOpen && this.#attempt.isLate && this.#attempt.count === 0 && !this.#attempt.body)
      this.#attempt.forget(); // left before it had begun, long ago
    if (!this.#older && !this.#attempt.isOpen)
      this.#show("start");
    else if (!this.#older)
      this.#resume();
  }

  #wire() {
    const on = (name, action) => this.#get(name).addEventListener("click", action);
    on("start", () => this.#start());
    on("back", () => this.#questions.show(this.#questions.at - 1));
    on("next", () => this.#questions.show(this.#questions.at + 1));
    on("overview", () => this.#overview());
    on("return", () => this.#ask(this.#questions.at));
    on("hand-in", () => this.#submit(this.#attempt));
    for (const button of this.querySelectorAll("[data-go]"))
      button.addEventListener("click", () => this.#ask(Number(button.dataset.go)));
    const way = (name, action) => this.querySelector(`[data-for="${name}"]`).addEventListener("click", action);
    way("retry", () => this.#handIn.hurry());
    way("hand-in-older", () => this.#submit(this.#older));
    way("renew", () => this.#renew());

    this.#questions.addEventListener("answer", e => {
      this.#attempt.answer(e.detail.question, e.detail.answer);
      this.#told();
    });
    this.#questions.addEventListener("move", () => {
      this.#attempt.move(this.#questions.at);
      this.#told();
    });
    this.#attempt.addEventListener("elsewhere", () => this.#elsewhere());
    new Preferences(this.#get("settings"), preferences => {
      Object.assign(this.#questions, preferences);
      this.toggleAttribute("data-all", preferences.all);
      if (this.dataset.state === "asking")
        this.#questions.show(this.#questions.at, { focus: false });
    });
    for (const event of ["online", "offline"])
      addEventListener(event, () => this.#connection());
    addEventListener("beforeunload", e => {
      if (!this.#attempt.isKept && this.#attempt.isOpen && this.#attempt.count > 0)
        e.preventDefault(); // only then would something be lost
    });
  }

  #start() {
    const withClock = this.querySelector("[name=clock]:checked")?.value === "with";
    this.#attempt.start(withClock ? Number(this.dataset.limit) : null);
    this.#resume({ focus: true });
  }

  #resume({ focus = false } = {}) {
    if (this.#attempt.body || this.#attempt.isLate)
      return this.#submit(this.#attempt);
    this.#restore();
    this.#ask(this.#attempt.at, focus);
    this.#get("settings-place").append(this.#get("settings"));
    if (this.#attempt.deadline !== null)
      this.#clock ??= new Clock(this.#attempt.deadline, {
        show: seconds => this.#showTime(seconds),
        speak: seconds => this.#speak(this.#say("Left", this.#length(seconds))),
        end: () => this.#submit(this.#attempt),
      });
  }

  #restore() {
    for (const field of this.#questions.list)
      this.#questions.fill(field, this.#attempt.answers[field.dataset.question] ?? null);
  }

  #ask(at, focus = true) {
    this.#show("asking");
    this.#questions.show(at, { focus });
  }

  #overview() {
    const open = this.#questions.list.filter((_, i) => this.#questions.answer(i) === null).length;
    this.#get("open").textContent = open === 0 ? this.#say("NoneOpen", this.#questions.list.length)
      : open === 1 ? this.#say("OneOpen") : this.#say("SomeOpen", open);
    this.querySelectorAll("[data-answered]").forEach((badge, i) => {
      const isOpen = this.#questions.answer(i) === null;
      badge.textContent = this.#say(isOpen ? "Open" : "Answered");
      badge.classList.toggle("gold", isOpen);
    });
    this.#show("overview");
    this.#part("overview").querySelector("h2").focus();
  }

  async #submit(attempt) {
    this.#clock?.stop();
    if (this.#isPreview)
      return this.#part("asking").submit(); // the server shows what players see then
    if (this.#handIn)
      return;
    this.#handIn = new HandIn(attempt, (state, detail) => this.#outcome(attempt, state, detail));
    await attempt.seal();
    await this.#handIn.run();
  }

  #outcome(attempt, state, detail) {
    const isLate = state === "Sending" && attempt.isLate;
    this.#notice(state, state === "Refused" ? problemsOf(this)(detail) : this.#say(isLate ? "Late.Text" : `${state}.Text`));
    if (state !== "Done")
      return;
    attempt.finish(detail);
    location.replace(`/results/${detail}`);
  }

  // Another tab has answered, sealed or handed in.
  #elsewhere() {
    if (this.#attempt.result && this.dataset.state !== "start")
      location.replace(`/results/${this.#attempt.result}`);
    else if (this.#attempt.isOpen && (this.#attempt.body || this.dataset.state === "start"))
      this.#resume();
    else if (this.#attempt.isOpen) {
      this.#restore();
      this.#told();
    }
  }

  #renew() {
    const attempt = this.#older ?? this.#attempt;
    attempt.forget();
    location.reload();
  }

  #notice(state, text = this.#say(`${state}.Text`)) {
    const part = this.#part("notice");
    const heading = this.#get("heading");
    const isFirst = part.hidden;
    heading.textContent = this.#say(state);
    this.#get("text").textContent = text;
    for (const way of this.querySelectorAll("[data-for]"))
      way.hidden = !ways[state]?.includes(way.dataset.for);
    this.#show("notice");
    if (isFirst)
      heading.focus();
    this.#speak(isFirst ? text : `${heading.textContent}. ${text}`);
  }

  #show(state) {
    this.dataset.state = state;
    for (const part of this.querySelectorAll("[data-part]"))
      part.hidden = part.dataset.part !== state;
    const isTaking = state === "asking" || state === "overview";
    for (const name of ["count", "progress", "settings-place"])
      this.#get(name).hidden = !isTaking;
    this.#get("clock").hidden = !isTaking || this.#attempt.deadline === null;
    scrollTo(0, 0);
    this.#told();
  }

  // How far one is, and the buttons that lead on.
  #told() {
    if (!this.#attempt.isOpen)
      return;
    const { all, at, isLast, list } = this.#questions;
    const done = all ? this.#attempt.count : at + 1;
    this.#get("count").textContent = this.#say(all ? "CountAnswered" : "Count", done, list.length);
    this.#get("progress").value = done;
    this.#get("steps").hidden = false;
    this.#get("back").hidden = all;
    this.#get("back").disabled = at === 0;
    this.#get("next").hidden = all || isLast;
    this.#get("overview").className = all || isLast ? "button" : "link";
    if (!this.#attempt.isKept && this.#get("unkept").hidden)
      this.#tell("unkept");
  }

  #showTime(seconds) {
    this.#get("left").textContent = spell(seconds);
    this.#get("clock").classList.toggle("late", seconds * 5 <= Number(this.dataset.limit));
  }

  #length(seconds) {
    return seconds === 60 ? this.#say("Minute") : seconds > 60 ? this.#say("Minutes", seconds / 60) : this.#say("Seconds", seconds);
  }

  #connection() {
    if (navigator.onLine && !this.#get("offline").hidden)
      this.#speak(this.#say("Online"));
    this.#get("offline").hidden = true;
    if (!navigator.onLine && this.dataset.state !== "notice")
      this.#tell("offline");
  }

  #tell(note) {
    this.#get(note).hidden = false;
    this.#speak(this.#get(note).textContent);
  }

  get #isPreview() { return "preview" in this.dataset; }
  #speak(text) { this.#get("spoken").textContent = text; }
  #part(name) { return this.querySelector(`[data-part="${name}"]`); }
  #get(name) { return this.querySelector(`[data-${name}]`); }
}

customElements.define("quiz-player", QuizPlayer);
