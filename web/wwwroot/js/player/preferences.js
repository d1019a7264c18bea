// How somebody wants questions shown: all or one at a time, and whether digits choose. Kept in this browser for the next quiz.
const name = "player";

export class Preferences {
  constructor(fieldset, apply) {
    const [one, all] = fieldset.querySelectorAll("[name=show]");
    const keys = fieldset.querySelector("[name=keys]");
    const kept = preferences();
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

export function preferences() {
  try {
    return { all: false, keys: true, ...JSON.parse(localStorage.getItem(name)) };
  } catch {
    return { all: false, keys: true };
  }
}

function write(chosen) {
  try {
    localStorage.setItem(name, JSON.stringify(chosen));
  } catch { /* then it holds for this page */ }
}
