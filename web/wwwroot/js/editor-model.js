// A quiz while its author works on it. Questions and options have keys of their own, so that a mark or a fault stays with what it was given to.

let made = 0;
const fresh = () => `${Date.now().toString(36)}-${made++}`;

const NO_CATEGORY = "general"; // the API's word for it

/** The author's view of the API as the editor works on it. */
export function read(quiz) {
  const { title, description, language, difficulty, category, tags, timeLimit, passPercentage, settings } = quiz;
  return {
    title, description, language: language ?? "", difficulty, category: category === NO_CATEGORY ? "" : category, tags: [...tags], timeLimit, passPercentage,
    leaderboardCounts: settings.leaderboardCounts, guests: settings.guests === false ? "none" : settings.guestNames ?? "own",
    questions: quiz.questions.map(readQuestion),
  };
}

function readQuestion({ id, question, options, correctAnswer, explanation, points }) {
  const made = { ...newQuestion(options), id, question, explanation: explanation ?? "", points };
  made.right = made.options[correctAnswer ?? -1]?.key ?? null;
  return made;
}

export function newQuestion(texts = []) {
  const options = texts.map(newOption);
  while (options.length < 2)
    options.push(newOption());
  return { key: fresh(), question: "", options, right: null, explanation: "", points: 1 };
}

export const newOption = (text = "") => ({ key: fresh(), text });

export function copyQuestion(question) {
  const options = question.options.map(({ text }) => newOption(text));
  const right = options[question.options.findIndex(({ key }) => key === question.right)]?.key ?? null;
  return { ...question, id: undefined, key: fresh(), options, right };
}

/** Moves an entry; false where there is no way to go. */
export function move(list, from, to) {
  if (from === to || from < 0 || to < 0 || to >= list.length)
    return false;
  list.splice(to, 0, ...list.splice(from, 1));
  return true;
}

/**
 * What PUT takes. An option without a text is not sent, for the API takes none.
 * @param {Set<string>} known ids of the questions the quiz has there: another one (taken back after its deletion was saved) is a new question
 */
export function request(quiz, known) {
  const { leaderboardCounts, guests, questions, language, ...about } = quiz;
  return {
    ...about, language: language || null,
    settings: { leaderboardCounts, guests: guests !== "none", guestNames: guests === "made-up" ? guests : "own" },
    questions: questions.map(({ id, question, options, right, explanation, points }) => {
      const filled = options.filter(({ text }) => text.trim());
      const answer = filled.findIndex(({ key }) => key === right);
      return {
        id: known.has(id) ? id : undefined, question, options: filled.map(({ text }) => text), correctAnswer: answer < 0 ? null : answer,
        explanation: explanation || null, points,
      };
    }),
  };
}

/** Equal for two requests that make the same quiz, however the API spells it. */
export function print(body) {
  const text = JSON.stringify({ ...body, category: body.category || NO_CATEGORY }, (name, value) =>
    name === "id" ? undefined : typeof value === "string" ? value.normalize("NFC").replace(/\s+/gu, " ").trim() || null : value ?? null);
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
  }
  return `${text.length}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}

/** The same of what the API has. */
export const printOf = (quiz) => print(request(read(quiz), new Set()));
