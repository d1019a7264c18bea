// What keeps a quiz from being saved or published, each fault with the place it is at.

import { isTooLong, numberOf } from "./editor-numbers.js";
import { answerOf, fieldOf, filled, gapsIn, marked, marksIn, spelt } from "./editor-types.js";

const MAX_EXPLANATIONS = 200_000;
const MAX_NUMBER = 1e15;
const outside = (number, from, to) => !Number.isInteger(number) || number < from || number > to;

/**
 * @param {boolean} finished whether it is to be published; a draft may lack questions and parts of them
 * @returns {{ question: string | null, field: string, word: string }[]} the question's key (null: about the quiz), the path of the
 *   field in it, the name of the sentence
 */
export function faultsOf(quiz, finished) {
  const faults = [];
  const fault = (question, field, word) => faults.push({ question: question?.key ?? null, field, word });

  if (!quiz.title.trim())
    fault(null, "title", "Fault.title");
  if (quiz.tags.length > 10 || quiz.tags.some((tag) => tag.length > 40))
    fault(null, "tags", "Fault.tags");
  if (quiz.timeLimit !== null && outside(quiz.timeLimit, 10, 86_400))
    fault(null, "timeLimit", "Fault.timeLimit");
  if (outside(quiz.passPercentage, 0, 100))
    fault(null, "passPercentage", "Fault.passPercentage");
  if (quiz.reveal === "afterClose" && !(new Date(quiz.revealAt).getUTCFullYear() <= 9999))
    fault(null, "revealAt", "Fault.revealAt");
  const penalty = numberOf(quiz.wrongPenalty);
  if (quiz.wrongPenalty.trim() && (!(penalty >= 0 && penalty <= 100) || /[.,]\d{3}/.test(quiz.wrongPenalty)))
    fault(null, "wrongPenalty", "Fault.wrongPenalty");
  if (quiz.questions.reduce((sum, { explanation }) => sum + explanation.length, 0) > MAX_EXPLANATIONS)
    fault(null, "questions", "Fault.explanations");
  if (finished && quiz.questions.length === 0)
    fault(null, "questions", "Fault.questions");

  for (const question of quiz.questions) {
    if (finished && !question.question.trim())
      fault(question, "question", "Fault.question");
    ANSWERS[question.type](question, finished, (field, word) => fault(question, field, word));
    if (outside(question.points, 1, 100))
      fault(question, "points", "Fault.points");
  }
  return faults;
}

const ANSWERS = {
  single: (question, finished, fault) => faultyChoices(question, "single", finished, fault),
  multiple: (question, finished, fault) => faultyChoices(question, "multiple", finished, fault),
  trueFalse: ({ isTrue }, finished, fault) => finished && isTrue === null && fault("isTrue", "Fault.trueFalse"),
  numeric: faultyNumbers,
  text: faultyTexts,
  ordering: ({ options }, finished, fault) => faultyOptions(options, finished, fault),
  matching: faultyPairs,
  choice: (gap, finished, fault) => faultyChoices(gap, "single", finished, fault),
  gaps(question, finished, fault) {
    const gaps = gapsIn(question);
    if (marksIn(question.question).length > gaps.length)
      fault("question", "Fault.twice");
    else if (gaps.length > 20)
      fault("question", "Fault.manyGaps");
    else if (finished && question.question.trim() && gaps.length === 0)
      fault("question", "Fault.gaps");
    for (const gap of gaps)
      ANSWERS[gap.kind](gap, finished, (path, word) => fault(`gaps.${gap.key}.${path}`, word));
  },
};

function faultyChoices(part, type, finished, fault) {
  const right = marked(part, type);
  if (!faultyOptions(part.options, finished, fault) && finished && !filled(part.options).some(({ key }) => right.includes(key)))
    fault("options", type === "multiple" ? "Fault.rightOnes" : "Fault.right");
}

function faultyOptions(options, finished, fault) {
  const texts = filled(options).map(({ text }) => spelt(text));
  const word = new Set(texts).size < texts.length ? "Fault.same" : finished && texts.length < 2 ? "Fault.options" : null;
  if (word)
    fault("options", word);
  return word !== null;
}

function faultyPairs(question, finished, fault) {
  const { prompts, options } = answerOf(question);
  if (options.length > 20)
    fault("pairs", "Fault.manyOptions");
  else if (finished && question.pairs.some(({ prompt, text }) => !prompt.trim() !== !text.trim()))
    fault("pairs", "Fault.pair");
  else if (finished && (prompts.length < 2 || options.length < 2))
    fault("pairs", "Fault.pairs");
}

function faultyNumbers({ numeric }, finished, fault) {
  const faulty = (path, text, word) => {
    const wrong = word ?? (Number.isNaN(numberOf(text)) || Math.abs(numberOf(text)) > MAX_NUMBER ? "Fault.number" : isTooLong(text) ? "Fault.digits" : null);
    if (wrong)
      fault(`numeric.${path}`, wrong);
  };
  const faultyTolerance = (path, of, { tolerance, toleranceType }) => {
    const number = numberOf(tolerance);
    const tooMuch = toleranceType === "relative" && (number > 100 || (number > 0 && numberOf(of) === 0));
    if (tolerance.trim())
      faulty(path, tolerance, number < 0 || tooMuch ? "Fault.tolerance" : null);
  };

  if (finished || numeric.correctAnswer.trim())
    faulty("correctAnswer", numeric.correctAnswer);
  faultyTolerance("tolerance", numeric.correctAnswer, numeric);
  for (const one of filled(numeric.alsoAccepted, "value")) {
    const path = `alsoAccepted.${one.key}`;
    faulty(`${path}.value`, one.value);
    faultyTolerance(`${path}.tolerance`, one.value, one);
    faultyCredit(one, (word) => faulty(`${path}.credit`, "", word));
  }
}

function faultyTexts({ text }, finished, fault) {
  if (finished && !text.correctAnswer.trim())
    fault("text.correctAnswer", "Fault.text");
  for (const one of filled(text.alsoAccepted))
    faultyCredit(one, (word) => fault(`text.alsoAccepted.${one.key}.credit`, word));
}

function faultyCredit({ credit }, fault) {
  const number = numberOf(credit);
  if (credit.trim() && (!(number > 0 && number <= 100) || isTooLong(credit)))
    fault("Fault.credit");
}

/**
 * What the API refused, as faults at the same places: `questions[2].options` is of the question that was sent as the third.
 * @param {(problem: object, field: string, own: string) => string} sentence
 */
export function faultsFrom(problem, keys, quiz, sentence) {
  return Object.entries(problem.errors ?? {}).map(([name, sentences]) => {
    const [, index, path] = /^questions\[(\d+)\]\.?(.*)/.exec(name) ?? [];
    const question = quiz.questions.find(({ key }) => key === keys[index]);
    const field = index === undefined ? name.replace(/\[.*|^(settings|scoring)\./g, "") : question ? fieldOf(question, path) : "questions";
    return { question: question?.key ?? null, field, text: sentence(problem, field, sentences.join(" ")) };
  });
}
