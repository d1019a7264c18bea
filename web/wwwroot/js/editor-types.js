// What an answer is made of, by the type of its question. A question keeps the fields of every type, so that one may go to another type and back;
// only those of its own are sent. Entries of lists have keys of their own, so that a mark or a fault stays with what it was given to.

let made = 0;
export const fresh = () => `${Date.now().toString(36)}-${made++}`;

export const newOption = (text = "") => ({ key: fresh(), text });

/** What a question has of every type before anything is written. */
export const newAnswer = () => ({ options: atLeastTwo([], newOption), right: [], isTrue: null });

/** A new entry of a list, by the list's name. */
export const newRow = { options: newOption };

/** The part of a question at a path such as `options.<key>`: an object, or a list of them. */
export const partAt = (question, path) =>
  path.split(".").filter(Boolean).reduce((part, name) => (Array.isArray(part) ? part.find(({ key }) => key === name) : part?.[name]), question);

/** What has a text: the API takes no other. */
export const filled = (rows, field = "text") => rows.filter((row) => row[field].trim());

/** The keys of the options that are marked as right. Of one right option there is none while several are marked. */
export const marked = ({ right }, type) => (type === "multiple" || right.length === 1 ? right : []);

const atLeastTwo = (rows, make) => {
  while (rows.length < 2)
    rows.push(make());
  return rows;
};

const indexes = (part, type) => filled(part.options).flatMap(({ key }, i) => (marked(part, type).includes(key) ? [i] : []));
const texts = (rows) => filled(rows).map(({ text }) => text);

const readChoices = ({ options, correctAnswer }) => {
  const rows = atLeastTwo(options.map(newOption), newOption);
  return { options: rows, right: [correctAnswer ?? []].flat().map((index) => rows[index].key) };
};

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
};

/** What the author's view of the API has of an answer, as the editor works on it. */
export const readAnswer = (question) => ({ ...newAnswer(), ...TYPES[question.type].read(question) });

/** The fields of the API that belong to the question's type. */
export const answerOf = (question) => TYPES[question.type].write(question);

/** Where a field of the API is in a question here. */
export const fieldOf = (question, path) => path.replace(/\[.*/, "");
