// What an answer is made of, by the type of its question. A question keeps the fields of every type, so that one may go to another type and back;
// only those of its own are sent. Entries of lists have keys of their own, so that a mark or a fault stays with what it was given to.

import { fromPercent, numberOf, toPercent } from "./editor-numbers.js";

let made = 0;
export const fresh = () => `${Date.now().toString(36)}-${made++}`;

const newOption = (text = "") => ({ key: fresh(), text });

// What else is right has the fields of a text and of a number, of which one is shown. Numbers and per cents are texts here.
const newAccepted = () => ({ key: fresh(), text: "", value: "", tolerance: "", toleranceType: "absolute", credit: "100" });

const newPair = (prompt = "", text = "") => ({ key: fresh(), prompt, text });

// What questions and gaps alike have.
const newParts = () => ({
  options: atLeastTwo([], newOption), right: [],
  numeric: { correctAnswer: "", tolerance: "", toleranceType: "absolute", unit: "", alsoAccepted: [] },
  text: { correctAnswer: "", alsoAccepted: [], caseSensitive: false, ignoreAccents: false, wildcards: false },
});

/** What a question has of every type before anything is written. */
export const newAnswer = () => ({ ...newParts(), isTrue: null, pairs: atLeastTwo([], newPair), extras: [], gaps: [] });

const newGap = (number, kind = "text") => ({ key: fresh(), number, kind, ...newParts() });

/** A new entry of a list, by the list's name. */
export const newRow = { options: newOption, extras: newOption, pairs: newPair, alsoAccepted: newAccepted };

/** The part of a question at a path such as `options.<key>`: an object, or a list of them. */
export const partAt = (question, path) =>
  path.split(".").filter(Boolean).reduce((part, name) => (Array.isArray(part) ? part.find(({ key }) => key === name) : part?.[name]), question);

/** What has a text: the API takes no other. */
export const filled = (rows, field = "text") => rows.filter((row) => row[field].trim());

/** As the API spells it. */
export const spelt = (text) => text.normalize("NFC").trim();

/** The keys of the options that are marked as right. Of one right option there is none while several are marked. */
export const marked = ({ right }, type) => (type === "multiple" || right.length === 1 ? right : []);

const atLeastTwo = (rows, make) => {
  while (rows.length < 2)
    rows.push(make());
  return rows;
};

const texts = (rows) => filled(rows).map(({ text }) => text);
const indexes = (part, type) => filled(part.options).flatMap(({ key }, i) => (marked(part, type).includes(key) ? [i] : []));

const readChoices = ({ options, correctAnswer }) => {
  const rows = atLeastTwo(options.map(newOption), newOption);
  return { options: rows, right: [correctAnswer ?? []].flat().flatMap((index) => rows[index]?.key ?? []) };
};

const MARK = /\[\[([1-9]\d?)\]\]/g;

/** The numbers of the marks in a text with gaps: `[[1]]`. */
export const marksIn = (text) => [...text.matchAll(MARK)].map(([, number]) => Number(number));

/** The gaps that the text has, in its order. One whose mark is gone stays with the question until the mark is back. */
export function gapsIn({ question, gaps }) {
  return [...new Set(marksIn(question))].map((number) => {
    const gap = gaps.find((one) => one.number === number) ?? newGap(number);
    if (!gaps.includes(gap))
      gaps.push(gap);
    return gap;
  });
}

/** The number for one gap more: of none that has been written, for its mark may come back. */
export function nextGap({ question, gaps }) {
  const isWritten = ({ numeric, text, options }) => numeric.correctAnswer || text.correctAnswer || filled(options).length > 0;
  const taken = new Set([...marksIn(question), ...gaps.filter(isWritten).map(({ number }) => number)]);
  let number = 1;
  while (taken.has(number))
    number++;
  return number;
}

const readTolerance = ({ tolerance, toleranceType }) => ({
  tolerance: !tolerance ? "" : toleranceType === "relative" ? toPercent(tolerance) : String(tolerance),
  toleranceType: toleranceType ?? "absolute",
});

const writeTolerance = ({ tolerance, toleranceType }) => ({
  tolerance: !tolerance.trim() ? 0 : toleranceType === "relative" ? fromPercent(tolerance) : numberOf(tolerance),
  toleranceType,
});

const readCredit = ({ credit }) => ({ credit: toPercent(credit ?? 1) });
const writeCredit = ({ credit }) => ({ credit: credit.trim() ? fromPercent(credit) : 1 });
const numberOrNull = (text) => (text.trim() ? numberOf(text) : null);

const TYPES = {
  single: {
    read: readChoices,
    write: (part) => ({ options: texts(part.options), correctAnswer: indexes(part, "single")[0] ?? null }),
  },
  multiple: {
    read: readChoices,
    write: (part) => ({ options: texts(part.options), correctAnswer: indexes(part, "multiple") }),
  },
  trueFalse: {
    read: ({ correctAnswer }) => ({ isTrue: correctAnswer ?? null }),
    write: ({ isTrue }) => ({ correctAnswer: isTrue }),
  },
  numeric: {
    read: ({ correctAnswer, unit, alsoAccepted, ...around }) => ({
      numeric: {
        correctAnswer: String(correctAnswer ?? ""), ...readTolerance(around), unit: unit ?? "",
        alsoAccepted: (alsoAccepted ?? []).map(({ value, ...one }) => ({ ...newAccepted(), value: String(value), ...readTolerance(one), ...readCredit(one) })),
      },
    }),
    write: ({ numeric }) => ({
      correctAnswer: numberOrNull(numeric.correctAnswer), ...writeTolerance(numeric), unit: numeric.unit.trim() || undefined,
      alsoAccepted: filled(numeric.alsoAccepted, "value").map((one) => ({ value: numberOf(one.value), ...writeTolerance(one), ...writeCredit(one) })),
    }),
  },
  text: {
    read: ({ correctAnswer, alsoAccepted, caseSensitive, ignoreAccents, wildcards }) => ({
      text: {
        correctAnswer: correctAnswer ?? "", caseSensitive: !!caseSensitive, ignoreAccents: !!ignoreAccents, wildcards: !!wildcards,
        alsoAccepted: (alsoAccepted ?? []).map(({ text, ...one }) => ({ ...newAccepted(), text, ...readCredit(one) })),
      },
    }),
    write: ({ text: { correctAnswer, alsoAccepted, ...rules } }) => ({
      correctAnswer: correctAnswer.trim() || null, ...rules,
      alsoAccepted: filled(alsoAccepted).map((one) => ({ text: one.text, ...writeCredit(one) })),
    }),
  },
  ordering: { // written in the right order; the API keeps another one, which tells nothing
    read: ({ options, correctAnswer }) => ({ options: atLeastTwo((correctAnswer ?? options.map((_, i) => i)).map((i) => newOption(options[i])), newOption) }),
    write: ({ options }) => ({ options: texts(options) }),
  },
  matching: { // an option that serves for several prompts is one
    read: ({ prompts, options, correctAnswer }) => ({
      pairs: atLeastTwo((prompts ?? []).map((prompt, i) => newPair(prompt, options[correctAnswer?.[i]])), newPair),
      extras: options.filter((_, i) => !correctAnswer?.includes(i)).map(newOption),
    }),
    write({ pairs, extras }) {
      const prompts = filled(pairs, "prompt");
      const options = [...new Set(texts([...pairs, ...extras]).map(spelt))];
      const indexOf = ({ text }) => (text.trim() ? options.indexOf(spelt(text)) : null);
      return { prompts: prompts.map(({ prompt }) => prompt), options, correctAnswer: prompts.map(indexOf) };
    },
  },
  gaps: { // with marks numbered as they stand
    read: ({ gaps }) => ({
      gaps: (gaps ?? []).map((gap, i) => ({ ...newGap(i + 1, gap.kind), ...KINDS[gap.kind].read({ ...gap, options: gap.options ?? [] }) })),
    }),
    write(question) {
      const gaps = gapsIn(question);
      const numbers = gaps.map(({ number }) => number);
      return {
        question: question.question.replace(MARK, (_, number) => `[[${numbers.indexOf(Number(number)) + 1}]]`),
        gaps: gaps.map((gap) => ({ kind: gap.kind, ...KINDS[gap.kind].write(gap) })),
      };
    },
  },
};

const KINDS = { text: TYPES.text, numeric: TYPES.numeric, choice: TYPES.single };

/** What the author's view of the API has of an answer, as the editor works on it. */
export const readAnswer = (question) => ({ ...newAnswer(), ...TYPES[question.type].read(question) });

/** The fields of the API that belong to the question's type. */
export const answerOf = (question) => TYPES[question.type].write(question);

/** Where a field of the API is in a question here: `gaps[0].alsoAccepted[1].credit` is `gaps.<key>.text.alsoAccepted.<key>.credit`. */
export function fieldOf(question, path) {
  const [, index, rest] = /^gaps\[(\d+)\]\.?(.*)/.exec(path) ?? [];
  const gap = index && gapsIn(question)[index];
  return gap ? ["gaps", gap.key, fieldIn(gap, gap.kind, rest)].filter(Boolean).join(".") : fieldIn(question, question.type, path);
}

const SHARED = ["numeric", "text"]; // types whose fields are in an object of that name

function fieldIn(part, type, path) {
  const [, list, index, field] = /^(\w*)(?:\[(\d+)\]\.?(\w*))?/.exec(path) ?? [];
  const shared = SHARED.includes(type) && list in part[type];
  const entry = shared && index && filled(part[type][list], type === "text" ? "text" : "value")[index];
  return [shared && type, list, entry?.key, entry && field].filter(Boolean).join(".");
}
