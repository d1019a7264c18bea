// What keeps a quiz from being saved or published, each fault with the place it is at.

const MAX_EXPLANATIONS = 35_000;
const outside = (number, from, to) => !Number.isInteger(number) || number < from || number > to;

/**
 * @param {boolean} finished whether it is to be published; a draft may lack questions and parts of them
 * @returns {{ question: string | null, field: string, word: string }[]} the question's key (null: about the quiz), its field, the name of the sentence
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
  if (quiz.questions.reduce((sum, { explanation }) => sum + explanation.length, 0) > MAX_EXPLANATIONS)
    fault(null, "questions", "Fault.explanations");
  if (finished && quiz.questions.length === 0)
    fault(null, "questions", "Fault.questions");

  for (const question of quiz.questions) {
    const texts = question.options.map(({ text }) => text.normalize("NFC").trim()).filter(Boolean);
    if (finished && !question.question.trim())
      fault(question, "question", "Fault.question");
    if (new Set(texts).size < texts.length)
      fault(question, "options", "Fault.same");
    else if (finished && texts.length < 2)
      fault(question, "options", "Fault.options");
    else if (finished && !question.options.some(({ key, text }) => key === question.right && text.trim()))
      fault(question, "options", "Fault.right");
    if (outside(question.points, 1, 100))
      fault(question, "points", "Fault.points");
  }
  return faults;
}

/**
 * What the API refused, as faults at the same places: `questions[2].options` is the question that was sent as the third.
 * @param {(problem: object, field: string, own: string) => string} sentence
 */
export function faultsFrom(problem, keys, sentence) {
  return Object.entries(problem.errors ?? {}).map(([name, sentences]) => {
    const [, index, field] = /^questions\[(\d+)\]\.?(\w*)/.exec(name) ?? [];
    const at = index === undefined ? name.replace(/\[.*|^settings\./g, "") : field === "correctAnswer" ? "options" : field || "question";
    return { question: index === undefined ? null : keys[index], field: at, text: sentence(problem, at, sentences.join(" ")) };
  });
}
