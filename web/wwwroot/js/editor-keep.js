// What is not saved yet, in this browser: each open page keeps it in an entry of its own, so that two tabs do not write over each other.

/** @param {string} prefix of all entries about one quiz of one person */
export class Keep {
  constructor(prefix) {
    this.prefix = prefix;
    this.name = prefix + Math.random().toString(36).slice(2);
    navigator.locks?.request(this.name, () => new Promise(() => {})); // held as long as the page is there
  }

  /** @returns {boolean} whether the browser has taken it */
  write(entry) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ ...entry, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    localStorage.removeItem(this.name);
  }

  /** The newest entry of a page that is gone, taken over by this one; null where there is none. */
  async adopt() {
    let left = await this.left();
    if (left.waiting) { // the page before a reload may be about to let go
      await new Promise((over) => setTimeout(over, 250));
      left = await this.left();
    }
    const [newest] = left.entries.sort((a, b) => b.entry.at - a.entry.at);
    if (!newest)
      return null;
    this.write(newest.entry);
    localStorage.removeItem(newest.name);
    return newest.entry;
  }

  async left() {
    const held = new Set((await navigator.locks?.query())?.held.map(({ name }) => name));
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix) && name !== this.name);
    const entries = names.filter((name) => !held.has(name)).map((name) => ({ name, entry: parse(localStorage.getItem(name)) })).filter(({ entry }) => entry);
    return { entries, waiting: entries.length < names.length };
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
