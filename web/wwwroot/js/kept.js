// What this browser alone keeps of somebody: answers that are not handed in, changes that are not saved. It goes with their session, since others may use
// the browser next; an expired session ends nothing, so only who leaves by a button of ours is forgotten.

const [LEAVING, STAYING] = ["leaving", "staying"];
const channel = globalThis.BroadcastChannel && new BroadcastChannel("forgotten");

export const user = () => document.documentElement.dataset.user;

/** @returns {{ href: string, answers: number | null }[]} where each can be gone on with; null: changes of a quiz */
export function keptOf(user) {
  return names(user).map((name) => {
    const entry = parse(localStorage.getItem(name));
    if (name.startsWith("quiz-editor "))
      return { href: `/my/quizzes/${name.split(" ")[2]}`, answers: null };
    return { href: `/quizzes/${name.split(":")[2]}/take`, answers: entry?.result ? 0 : Object.keys(entry?.answers ?? {}).length };
  }).filter(({ answers }) => answers !== 0);
}

/** Has the next page forget the visitor, if their session has ended by then. */
export function leave() {
  sessionStorage.setItem(LEAVING, user());
}

/** Has the next page hand over the guest's answers to the account, if one's session has begun by then. */
export function stay() {
  sessionStorage.setItem(STAYING, user());
}

export function settle() {
  try {
    const [gone, guest] = [take(LEAVING), take(STAYING)];
    if (gone && gone !== user())
      forget(gone);
    if (guest && user() && guest !== user())
      handOver(guest);
  } catch { /* a browser that keeps nothing has nothing to forget */ }
}

function forget(gone) {
  for (const name of names(gone))
    localStorage.removeItem(name);
  channel?.postMessage(gone);
}

// What the account itself has begun on the same quiz is not overwritten. What is sealed stays as the guest has sent it, for it may have arrived.
function handOver(guest) {
  for (const name of names(guest)) {
    const mine = name.replace(guest, user());
    if (localStorage.getItem(mine) === null)
      localStorage.setItem(mine, JSON.stringify({ ...parse(localStorage.getItem(name)), from: guest }));
  }
  forget(guest);
}

function take(mark) {
  const user = sessionStorage.getItem(mark);
  sessionStorage.removeItem(mark);
  return user;
}

/** In another tab, which would write again what it has. */
export function whenForgotten(action) {
  channel?.addEventListener("message", ({ data }) => data === user() && action());
}

const names = (user) => Object.keys(localStorage).filter((name) => name.startsWith(`attempt:${user}:`) || name.startsWith(`quiz-editor ${user} `));

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
