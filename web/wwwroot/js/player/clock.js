// A clock that counts from its deadline, not from ticks: those stop in a tab that is not looked at.
const spokenAt = [300, 60, 10];

export class Clock {
  #timer;
  #before;

  // show(seconds), speak(seconds) when one of a few thresholds is passed, end() once.
  constructor(deadline, { show, speak, end }) {
    Object.assign(this, { deadline, show, speak, end });
    this.#before = this.#left();
    document.addEventListener("visibilitychange", this.#tick);
    this.#tick();
  }

  stop() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#tick);
  }

  #left = () => Math.max(0, (this.deadline - Date.now()) / 1000);

  #tick = () => {
    clearTimeout(this.#timer);
    const left = this.#left();
    this.show(Math.ceil(left));
    const passed = spokenAt.findLast(seconds => seconds < this.#before && seconds >= left);
    this.#before = left;
    if (left === 0) {
      this.stop();
      this.end();
      return;
    }
    if (passed)
      this.speak(passed);
    this.#timer = setTimeout(this.#tick, (left % 1 || 1) * 1000 + 5);
  };
}

// 4:05, 1:00:00
export function spell(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, i) => i === 0 ? part : String(part).padStart(2, "0")).join(":");
}
