// How somebody wants questions shown: all or one at a time, and whether digits choose. Kept in this browser for the next quiz.
const name = "player";

export class Preferences {
  constructor(fieldset, apply) {
    const [one, all] = fieldset.querySelectorAll("[name=show]");
    const keys = fieldset.querySelector("[name=keys]");
    const kept = read();
    all.checked = kept.all;
    one.checked = !kept.all;
    keys.checked = kept.keys;
    apply(kept);
    fieldset.addEventListener("change", () => {
      const chosen = { all: all.checked, keys: keys.checked };
      write(chosen);
      apply(chosen);
    });
  }
}

function read() {
  try {
    return { all: false, keys: true, ...JSON.parse(localStorage.getItem(name)) };
  } catch {
    return { all: false, keys: true };
  }
}

function write(preferences) {
  try {
    localStorage.setItem(name, JSON.stringify(preferences));
  } catch { /* then it holds for this page */ }
}
