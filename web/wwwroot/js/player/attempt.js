// What somebody has answered: kept in this browser, by person, quiz and version, until it has been handed in. Tabs of one browser share it.
const prefix = (user, quiz) => `attempt:${user}:${quiz}:`;

// An attempt at another version of the quiz that has answers and was not handed in; null when there is none.
export function earlier(user, quiz, version) {
  for (const name of storedNames())
    if (name.startsWith(prefix(user, quiz)) && name !== prefix(user, quiz) + version) {
      const attempt = new Attempt(user, quiz, Number(name.slice(prefix(user, quiz).length)));
      if (attempt.isOpen && (attempt.count > 0 || attempt.body))
        return attempt;
      attempt.forget();
    }
  return null;
}

export class Attempt extends EventTarget {
  #name;
  #state;
  #memory;

  /** @param {boolean} isPreview kept only as long as the page is there */
  constructor(user, quiz, version, isPreview = false) {
    super();
    Object.assign(this, { user, quiz, version, isKept: true });
    this.#memory = isPreview ? memory() : null;
    this.#name = prefix(user, quiz) + version;
    this.#state = this.#read();
    addEventListener("storage", e => {
      if (e.key === this.#name && e.newValue) {
        this.#state = this.#read();
        this.dispatchEvent(new Event("elsewhere"));
      }
    });
  }

  get isOpen() { return !!this.#state && !this.#state.result; }
  get result() { return this.#state?.result; }
  get answers() { return this.#state.answers; }
  get count() { return Object.keys(this.#state.answers).length; }
  get at() { return this.#state.at; }
  get deadline() { return this.#state.deadline; }
  get key() { return this.#state.key; }
  get body() { return this.#state.body; }
  get isHandedOver() { return !!this.#state.from; } // by the guest that one has been
  get isLate() { return this.deadline !== null && (this.#state.sealedAt ?? Date.now()) >= this.deadline; } // or was, when it was handed in

  // The key is made here and kept: whatever is sent with it, and however often, makes one result.
  start(limit) {
    const now = Date.now();
    const key = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
    this.#state = { key, startedAt: now, deadline: limit ? now + limit * 1000 : null, answers: {}, at: 0 };
    this.#write();
  }

  answer(question, answer) {
    this.#change(state => {
      if (answer === null)
        delete state.answers[question];
      else
        state.answers[question] = answer;
    });
  }

  move(at) { this.#change(state => state.at = at); }

  finish(result) {
    this.#state = { ...this.#state, result };
    this.#write();
  }

  forget() {
    this.#state = null;
    try {
      this.#store.removeItem(this.#name);
    } catch { /* then it was never kept */ }
  }

  // Settles what is handed in, once for all tabs: from now on only these bytes are sent.
  seal() {
    return alone(this.#name, () => this.#change(state => {
      state.sealedAt = Date.now();
      const end = Math.min(state.sealedAt, state.deadline ?? Infinity);
      state.body = JSON.stringify({
        quizId: this.quiz,
        quizVersion: this.version,
        userId: this.user,
        timeSpent: Math.min(Math.max(0, Math.round((end - state.startedAt) / 1000)), 7 * 24 * 3600),
        answers: Object.entries(state.answers).map(([questionId, answer]) => ({ questionId, answer })),
      });
    }));
  }

  // What a guest has sealed goes in as the account's own where the account did not get to keep the guest.
  adopt() {
    return alone(this.#name, () => {
      const { from, ...state } = this.#read() ?? this.#state;
      if (from && !state.result) {
        this.#state = { ...state, body: JSON.stringify({ ...JSON.parse(state.body), userId: this.user }) };
        this.#write();
      }
    });
  }

  // What another tab has written meanwhile is changed, not overwritten; what is sealed or handed in changes no more.
  #change(edit) {
    this.#state = this.#read() ?? this.#state;
    if (this.#state.body || this.#state.result)
      return;
    edit(this.#state);
    this.#write();
  }

  get #store() { return this.#memory ?? localStorage; }

  #read() {
    try {
      return JSON.parse(this.#store.getItem(this.#name));
    } catch {
      return null;
    }
  }

  #write() {
    try {
      this.#store.setItem(this.#name, JSON.stringify(this.#state));
    } catch { // full, or forbidden by the browser's settings
      this.isKept = false;
    }
  }
}

function memory() {
  const kept = new Map();
  return { getItem: name => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: name => kept.delete(name) };
}

function storedNames() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

// Without TLS there are no locks; then two tabs must be quick to differ.
const alone = (name, action) => navigator.locks ? navigator.locks.request(name, action) : action();
