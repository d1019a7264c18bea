// Two texts of one quiz, side by side in plain form, for its author to choose.

export class Conflict {
  /** @param {(choice: "mine" | "theirs") => void} chosen */
  constructor(box, words, chosen) {
    Object.assign(this, { box, words });
    box.addEventListener("click", ({ target }) => {
      const choice = target.closest("[data-choose]")?.dataset.choose;
      if (choice === "copy")
        this.copy();
      else if (choice)
        chosen(choice);
    });
  }

  show(mine, theirs) {
    this.mine = plain(mine, this.words);
    const other = plain(theirs, this.words);
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
      done.textContent = this.words.Copied;
    } catch {
      getSelection().selectAllChildren(this.box.querySelector("[data-text=mine]"));
      done.textContent = this.words.CopyYourself;
    }
  }
}

function plain(quiz, words) {
  const label = (name, text) => (text === "" || text === null ? [] : [`${words[`Plain.${name}`]}: ${text}`]);
  return [
    ...label("title", quiz.title), ...label("description", quiz.description), ...label("language", quiz.language), ...label("category", quiz.category),
    ...label("tags", quiz.tags.join(", ")), ...label("difficulty", words[`Plain.${quiz.difficulty}`]), ...label("timeLimit", quiz.timeLimit),
    ...label("passPercentage", quiz.passPercentage), ...label("leaderboardCounts", words[`Plain.${quiz.leaderboardCounts}`]),
    ...quiz.questions.flatMap(({ question, options, right, explanation, points }, i) => [
      "",
      `${i + 1}. ${question} (${points})`,
      ...options.filter(({ text }) => text.trim()).map(({ key, text }) => `   ${key === right ? "●" : "○"} ${text}`),
      ...label("explanation", explanation).map((line) => `   ${line}`),
    ]),
  ];
}
