import { printOf, print } from "./editor-model.js";

const REST = 1_000; // ms without a change before a draft is saved
const PATIENCE = 20_000; // ms for an answer
const FIRST = 2_000; // ms until the next try, twice as long each time
const LONGEST = 30_000;

/** Saves one draft: one request at a time, each upon the state the last one made; tries again until it has arrived. */
export class Saver {
  /**
   * @param {string} url of the quiz
   * @param {string} tag of the state that is edited
   * @param {object[]} unanswered prints of what was sent without an answer, of an earlier page too
   * @param {{ body, tell, saved, refused, conflict }} hooks body() gives what to send and its questions' keys, or null while it has faults
   */
  constructor(url, tag, unanswered, hooks) {
    Object.assign(this, { url, tag, unanswered, hooks, wait: FIRST, dirty: false, stopped: false });
    addEventListener("online", () => this.retrying && this.save());
    document.addEventListener("visibilitychange", () => this.retrying && document.visibilityState === "visible" && this.save());
  }

  changed() {
    this.dirty = true;
    if (!this.retrying)
      this.plan(REST);
  }

  /** Saves now what is not saved yet. @returns {Promise<boolean>} whether all is */
  async flush() {
    await this.running;
    return this.dirty ? this.save() : !this.stopped;
  }

  save() {
    clearTimeout(this.timer);
    if (this.stopped)
      return Promise.resolve(false);
    this.running ??= this.put().finally(() => {
      this.running = undefined;
      if (this.dirty && !this.retrying)
        this.plan(REST);
    });
    return this.running;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Goes on upon another state. */
  resume(tag) {
    Object.assign(this, { tag, unanswered: [], stopped: false, retrying: false, wait: FIRST });
  }

  plan(ms) {
    clearTimeout(this.timer);
    if (!this.stopped && !this.running)
      this.timer = setTimeout(() => this.save(), ms);
  }

  async put() {
    const sent = this.hooks.body();
    this.dirty = !sent;
    if (!sent)
      return false;
    this.retrying = false;
    this.unanswered = [...this.unanswered.slice(-9), { print: print(sent.body), keys: sent.keys }];
    this.hooks.tell("saving");
    try {
      const answer = await this.ask("PUT", sent.body);
      if (answer.ok)
        return this.done((await answer.json()).quiz, answer.headers.get("ETag"), sent.keys);
      return await this.failed(answer, sent);
    } catch {
      return this.again();
    }
  }

  done(quiz, tag, keys) {
    Object.assign(this, { tag, unanswered: [], wait: FIRST, retrying: false });
    this.hooks.saved(quiz, keys);
    return !this.dirty;
  }

  async failed(answer, sent) {
    if (answer.status === 412)
      return this.stale();
    if (answer.status === 401) {
      this.again();
      this.hooks.tell("signedOut");
      return false;
    }
    if (answer.status === 429 || answer.status >= 500)
      return this.again(Number(answer.headers.get("Retry-After")) * 1_000);

    const problem = await answer.json().catch(() => ({}));
    this.unanswered.pop();
    if (answer.status === 403 || answer.status === 404 || answer.status === 409)
      this.stop();
    this.hooks.refused(problem, sent.keys);
    return false;
  }

  // Somebody else has saved, or we ourselves: what was sent may have arrived although its answer did not.
  async stale() {
    const answer = await this.ask("GET");
    if (!answer.ok)
      return this.again();
    const [quiz, tag] = [await answer.json(), answer.headers.get("ETag")];
    const ours = this.unanswered.find((sent) => sent.print === printOf(quiz));
    if (ours) {
      const isLast = ours === this.unanswered.at(-1);
      this.dirty ||= !isLast;
      return this.done(quiz, tag, ours.keys);
    }
    this.stop();
    this.dirty = true;
    this.hooks.conflict(quiz, tag);
    return false;
  }

  again(ms = 0) {
    this.dirty = this.retrying = true;
    this.hooks.tell("retrying");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(ms || 0, this.wait));
    this.wait = Math.min(this.wait * 2, LONGEST);
    return false;
  }

  ask(method, body) {
    return fetch(method === "GET" ? `${this.url}?view=author` : this.url, {
      method, cache: "no-store", signal: AbortSignal.timeout(PATIENCE), body: body && JSON.stringify(body),
      headers: body ? { "Content-Type": "application/json", "If-Match": this.tag } : {},
    });
  }
}
