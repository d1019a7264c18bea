// Two texts of one quiz, side by side in plain form, for its author to choose.

import { filled, gapsIn, marked } from "./editor-types.js";

export class Conflict {
  /** @param {(choice: "mine" | "theirs") => void} chosen */
  constructor(box, say, chosen) {
    Object.assign(this, { box, say });
    box.addEventListener("click", ({ target }) => {
      const choice = target.closest("[data-choose]")?.dataset.choose;
      if (choice === "copy")
        this.copy();
      else if (choice)
        chosen(choice);
    });
  }

  show(mine, theirs) {
    this.mine = plain(mine, this.say);
    const other = plain(theirs, this.say);
    this.fill("mine", this.mine, other);
    this.fill("theirs", other, this.mine);
    this.box.hidden = false;
    this.box.querySelector("h2").focus();
  }

  hide() {
    this.box.hidden = true;
  }

  // What the other text does not have is marked.
  fill(side, lines, others) {
    const known = new Set(others);
    this.box.querySelector(`[data-text=${side}]`).replaceChildren(...lines.map((line) => {
      const row = document.createElement(known.has(line) || !line ? "span" : "mark");
      row.textContent = `${line}\n`;
      return row;
    }));
  }

  async copy() {
    const done = this.box.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(this.mine.join("\n"));
      done.textContent = this.say("Copied");
    } catch {
      getSelection().selectAllChildren(this.box.querySelector("[data-text=mine]"));
      done.textContent = this.say("CopyYourself");
    }
  }
}

function plain(quiz, say) {
  const label = (name, text) => (text === "" || text === null ? [] : [`${say(`Plain.${name}`)}: ${text}`]);
  return [
    ...label("title", quiz.title), ...label("description", quiz.description),
    ...label("textFormat", quiz.textFormat === "markdown" ? "Markdown" : ""), ...label("language", quiz.language), ...label("category", quiz.category),
    ...label("tags", quiz.tags.join(", ")), ...label("difficulty", say(`Plain.${quiz.difficulty}`)), ...label("timeLimit", quiz.timeLimit),
    ...label("passPercentage", quiz.passPercentage), ...label("leaderboardCounts", say(`Plain.${quiz.leaderboardCounts}`)),
    ...label("guests", say(`Plain.guests.${quiz.guests}`)),
    ...label("reveal", say(`Plain.${quiz.reveal}`)), ...label("revealAt", quiz.reveal === "afterClose" ? quiz.revealAt : ""),
    ...label("partialCredit", say(`Plain.${quiz.partialCredit}`)), ...label("wrongPenalty", quiz.wrongPenalty),
    ...quiz.questions.flatMap((question, i) => [
      "",
      `${i + 1}. ${question.question} (${say(`Type.${question.type}`)}, ${question.points})`,
      ...ANSWERS[question.type](question, say).map((line) => `   ${line}`),
      ...label("partialCredit", question.partialCredit && say(`Plain.${question.partialCredit}`)).map((line) => `   ${line}`),
      ...label("explanation", question.explanation).map((line) => `   ${line}`),
    ]),
  ];
}

const ANSWERS = {
  single: (question) => choices(question, "single"),
  multiple: (question) => choices(question, "multiple"),
  trueFalse: ({ isTrue }, say) => [true, false].map((value) => `${dot(isTrue === value)} ${say(value ? "True" : "False")}`),
  numeric: ({ numeric: { correctAnswer, unit, alsoAccepted, ...around } }) =>
    [{ value: correctAnswer, credit: "100", ...around }, ...filled(alsoAccepted, "value")].map((one) => `● ${number(one)} ${unit}${credit(one)}`),
  text: ({ text: { correctAnswer, alsoAccepted, ...rules } }, say) => [
    `● ${correctAnswer}`, ...filled(alsoAccepted).map((one) => `● ${one.text}${credit(one)}`),
    ...Object.keys(rules).filter((rule) => rules[rule]).map((rule) => say(`Plain.${rule}`)),
  ],
  ordering: ({ options }) => filled(options).map(({ text }, i) => `${i + 1}. ${text}`),
  matching: ({ pairs, extras }) => [
    ...pairs.filter(({ prompt, text }) => prompt.trim() || text.trim()).map(({ prompt, text }) => `${prompt} → ${text}`),
    ...filled(extras).map(({ text }) => `– → ${text}`),
  ],
  choice: (gap) => choices(gap, "single"),
  gaps: (question, say) => gapsIn(question).flatMap((gap) => ANSWERS[gap.kind](gap, say).map((line) => `[[${gap.number}]] ${line}`)),
};

const number = ({ value, tolerance, toleranceType }) => (tolerance.trim() ? `${value} ± ${tolerance}${toleranceType === "relative" ? " %" : ""}` : value);
const credit = (one) => (one.credit.trim() && one.credit !== "100" ? ` (${one.credit} %)` : "");

const dot = (right) => (right ? "●" : "○");
const choices = (part, type) => filled(part.options).map(({ key, text }) => `${dot(marked(part, type).includes(key))} ${text}`);
