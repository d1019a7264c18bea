// The fields about the quiz as a whole.

const TEXTS = [
  "title", "description", "textFormat", "language", "difficulty", "category", "partialCredit",
  "wrongPenalty", "leaderboardCounts", "reveal", "revealAt", "guests",
];
const number = (text) => (text.trim() === "" ? null : Number(text));

export function fillAbout(form, quiz) {
  for (const name of TEXTS)
    form.elements[name].value = quiz[name];
  form.elements.tags.value = quiz.tags.join(", ");
  form.elements.minutes.value = quiz.timeLimit === null ? "" : Math.floor(quiz.timeLimit / 60);
  form.elements.seconds.value = quiz.timeLimit === null ? "" : quiz.timeLimit % 60;
  form.elements.passPercentage.value = quiz.passPercentage;
  showRevealAt(form);
}

export function takeAbout(form, quiz) {
  for (const name of TEXTS)
    quiz[name] = form.elements[name].value;
  quiz.tags = form.elements.tags.value.split(/[,;\n]/).map((tag) => tag.trim()).filter(Boolean);
  const [minutes, seconds] = [number(form.elements.minutes.value), number(form.elements.seconds.value)];
  quiz.timeLimit = minutes === null && seconds === null ? null : (minutes ?? 0) * 60 + (seconds ?? 0);
  quiz.passPercentage = number(form.elements.passPercentage.value);
  showRevealAt(form);
}

const showRevealAt = (form) => (form.querySelector("[data-reveal-at]").hidden = form.elements.reveal.value !== "afterClose");
