import { openFeed } from "./board-feed.js";
import { wordsOf } from "./words.js";

const IDLE = 10 * 60_000; // ms without a key or a pointer after which nobody is taken to look
const SPOKEN = 10_000; // ms at least between two sentences about my own place
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Keeps the board that the server has rendered up to date while somebody looks at it. */
class LiveBoard extends HTMLElement {
  connectedCallback() {
    const { stream } = this.dataset;
    if (!stream)
      return;
    this.say = wordsOf(this);
    this.table = this.querySelector("table");
    this.body = this.table.tBodies[0];
    this.button = this.querySelector("[data-pause]");
    this.button.hidden = false;
    this.number = new Intl.NumberFormat(document.documentElement.lang);
    this.spokenAt = 0;
    this.paused = this.idle = false;

    this.ended = new AbortController();
    const on = (target, name, listener) => target.addEventListener(name, listener, { signal: this.ended.signal, passive: true });
    on(this.button, "click", () => this.pause(!(this.paused || this.idle)));
    on(document, "visibilitychange", () => this.follow());
    for (const sign of ["pointermove", "pointerdown", "keydown", "scroll"])
      on(document, sign, () => this.awake());
    this.awake();
    this.follow();
  }

  disconnectedCallback() {
    this.ended?.abort();
    this.close();
  }

  pause(paused) {
    this.paused = paused;
    this.idle = false;
    this.awake();
    this.follow();
  }

  awake() {
    clearTimeout(this.sleep);
    this.sleep = setTimeout(() => {
      this.idle = true;
      this.follow();
    }, IDLE);
    if (this.idle) {
      this.idle = false;
      this.follow();
    }
  }

  // A stream only while the page is seen, somebody is there, and it is not paused.
  follow() {
    const wanted = !this.paused && !this.idle && document.visibilityState === "visible";
    if (wanted)
      this.closeFeed ??= openFeed(this.dataset.stream, (board) => this.show(board));
    else
      this.close();
    const stopped = this.paused || this.idle;
    this.querySelector("[data-state]").textContent = this.say(stopped ? "Paused" : "Live");
    this.button.textContent = this.say(stopped ? "Resume" : "Pause");
  }

  close() {
    this.closeFeed?.();
    this.closeFeed = undefined;
  }

  show({ leaderboard, totalUsers }) {
    const before = this.places();
    const rows = leaderboard.map((entry) => this.row(entry));
    this.body.replaceChildren(...rows);
    this.table.hidden = rows.length === 0;
    this.querySelector("[data-empty]").hidden = rows.length > 0;
    this.querySelector("[data-players]").textContent = this.say(totalUsers === 1 ? "Player" : "Players", this.number.format(totalUsers));
    this.move(before);
    this.speak(before);
  }

  row({ userId, rank, displayName, totalQuizzes, totalScore, byAuthor, guest, nameHidden }) {
    const row = [...this.body.rows].find((row) => row.dataset.id === userId)
      ?? this.table.querySelector("template").content.firstElementChild.cloneNode(true);
    const mine = userId === this.table.dataset.me;
    row.dataset.id = userId;
    row.classList.toggle("me", mine);
    const place = row.querySelector(".rank");
    place.textContent = place.dataset.rank = rank;
    row.querySelector("[data-name]").textContent = !nameHidden ? displayName : mine ? this.table.dataset.myName : this.say("Hidden");
    row.querySelector("[data-you]").hidden = !mine;
    row.querySelector("[data-unseen]").hidden = !mine || !nameHidden;
    row.querySelector("[data-author]").hidden = !byAuthor;
    row.querySelector("[data-guest]").hidden = !guest;
    const report = row.querySelector("[data-report]");
    if (report) {
      report.hidden = mine || nameHidden;
      report.pathname = `/players/${userId}/report`;
      report.ariaLabel = this.say("ReportOf", displayName);
    }
    row.querySelector(".score").textContent = this.number.format(totalScore);
    const quizzes = row.querySelector("[data-quizzes]");
    if (quizzes)
      quizzes.textContent = this.number.format(totalQuizzes);
    return row;
  }

  // Where each row is: what the animation starts from, and what a change of place is told by.
  places() {
    return new Map([...this.body.rows].map((row) => [row.dataset.id, { top: row.offsetTop, rank: row.querySelector(".rank").textContent }]));
  }

  move(before) {
    if (before.size === 0)
      return;
    for (const row of this.body.rows) {
      const was = before.get(row.dataset.id);
      if (was?.rank === row.querySelector(".rank").textContent && was.top === row.offsetTop)
        continue;
      if (was?.rank !== row.querySelector(".rank").textContent) {
        row.classList.add("moved");
        setTimeout(() => row.classList.remove("moved"), 2_000);
      }
      const from = was ? { transform: `translateY(${was.top - row.offsetTop}px)` } : { opacity: 0 };
      if (!still.matches)
        row.animate([from, {}], { duration: 300, easing: "ease-out" });
    }
  }

  speak(before) {
    const { me } = this.table.dataset;
    const now = this.places().get(me)?.rank;
    if (!now || now === before.get(me)?.rank || Date.now() - this.spokenAt < SPOKEN)
      return;
    this.spokenAt = Date.now();
    this.querySelector("[data-spoken]").textContent = this.say("Moved", now);
  }
}

customElements.define("live-board", LiveBoard);
