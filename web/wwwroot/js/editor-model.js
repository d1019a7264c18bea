// A quiz while its author works on it.

import { fromPercent, toPercent } from "./editor-numbers.js";
import { answerOf, fresh, newAnswer, readAnswer } from "./editor-types.js";
import { localTime, momentOf } from "./moment.js";

const AT_ONCE = "immediately";
const LATER = ["scoring", "revealAt", "partialCredit"]; // what older scripts did not send
const ALL_OR_NOTHING = { partialCredit: "none", wrongPenalty: 0 };
const NO_CATEGORY = "general"; // the API's word for it
const PLAIN = "plain"; // what texts were before there was another format

/** The author's view of the API as the editor works on it. */
export function read(quiz) {
  const { title, description, textFormat, language, difficulty, category, tags, timeLimit, passPercentage, settings, scoring } = quiz;
  return {
    title, description, textFormat, language: language ?? "", difficulty, category: category === NO_CATEGORY ? "" : category, tags: [...tags], timeLimit,
    passPercentage,
    leaderboardCounts: settings.leaderboardCounts, guests: settings.guests === false ? "none" : settings.guestNames ?? "own",
    ...readScoring(scoring ?? ALL_OR_NOTHING), reveal: settings.reveal ?? AT_ONCE, revealAt: localTime(settings.revealAt), moment: settings.revealAt,
    questions: quiz.questions.map(readQuestion),
  };
}

// The penalty is a text of per cents, as numbers are that have decimals.
const readScoring = ({ partialCredit, wrongPenalty }) => ({ partialCredit, wrongPenalty: toPercent(wrongPenalty) });

const readQuestion = (question) => ({
  ...newQuestion(), ...readAnswer(question), id: question.id, type: question.type, question: question.question,
  explanation: question.explanation ?? "", points: question.points, partialCredit: question.partialCredit ?? "",
});

export const newQuestion = () => ({ key: fresh(), type: "single", question: "", explanation: "", points: 1, partialCredit: "", ...newAnswer() });

/** The same with keys of its own, and all that is in it. */
export function copyQuestion(question) {
  const keys = new Map();
  const renew = (part) => {
    if (part?.key)
      keys.set(part.key, part.key = fresh());
    if (part instanceof Object)
      Object.values(part).forEach(renew);
    if (part?.right)
      part.right = part.right.flatMap((key) => keys.get(key) ?? []);
    return part;
  };
  return { ...renew(structuredClone(question)), id: undefined };
}

/** What this browser has kept, of an older script too: that knew plain texts, one type, one right option and one way to mark and to show it. */
export const kept = ({ quiz, undos, ...entry }) => ({
  ...entry, quiz: { textFormat: PLAIN, ...readScoring(ALL_OR_NOTHING), reveal: AT_ONCE, revealAt: "", ...quiz, questions: quiz.questions.map(keptQuestion) },
  undos: undos.map(({ question, option, ...undo }) =>
    ({ ...undo, ...(option && { row: option, list: "options" }), question: question && keptQuestion(question) })),
});

const keptQuestion = (question) => ({ ...newQuestion(), ...question, right: [question.right ?? []].flat() });

/** Moves an entry; false where there is no way to go. */
export function move(list, from, to) {
  if (from === to || from < 0 || to < 0 || to >= list.length)
    return false;
  list.splice(to, 0, ...list.splice(from, 1));
  return true;
}

/**
 * What PUT takes.
 * @param {Set<string>} known ids of the questions the quiz has there: another one (taken back after its deletion was saved) is a new question
 */
export function request(quiz, known) {
  const { leaderboardCounts, guests, reveal, revealAt, moment, partialCredit, wrongPenalty, questions, language, ...about } = quiz;
  return {
    ...about, language: language || null,
    scoring: { partialCredit, wrongPenalty: wrongPenalty.trim() ? fromPercent(wrongPenalty) : 0 },
    settings: {
      leaderboardCounts, guests: guests !== "none", guestNames: guests === "made-up" ? guests : "own", reveal,
      revealAt: reveal === "afterClose" ? momentOf(revealAt, moment) : undefined,
    },
    questions: questions.map((question) => ({
      id: known.has(question.id) ? question.id : undefined, type: question.type, question: question.question, ...answerOf(question),
      explanation: question.explanation || null, points: question.points, partialCredit: question.partialCredit || undefined,
    })),
  };
}

/** Equal for two requests that make the same quiz, however the API spells it, or an older script that knew one type, plain texts and no other marks. */
export function print(body) {
  const { partialCredit, wrongPenalty } = body.scoring ?? ALL_OR_NOTHING;
  const isPlain = partialCredit === ALL_OR_NOTHING.partialCredit && wrongPenalty === ALL_OR_NOTHING.wrongPenalty;
  const plain = { ...body, scoring: isPlain ? undefined : body.scoring, category: body.category || NO_CATEGORY, questions: body.questions.map(withoutOrder) };
  const text = JSON.stringify(plain, (name, value) => {
    if (name === "id" || (name === "type" && value === "single") || (name === "textFormat" && value === PLAIN)
      || (name === "reveal" && value === AT_ONCE) || (LATER.includes(name) && value === undefined))
      return undefined;
    return typeof value === "string" ? value.normalize("NFC").replace(/\s+/gu, " ").trim() || null : value ?? null;
  });
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
  }
  return `${text.length}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}

// The API has options to match in an order of its own.
const withoutOrder = (question) => (question.type !== "matching" ? question : {
  ...question, options: [...question.options].sort(), correctAnswer: question.correctAnswer.map((option) => question.options[option]),
});

/** The same of what the API has. */
export const printOf = (quiz) => print(request(read(quiz), new Set()));
