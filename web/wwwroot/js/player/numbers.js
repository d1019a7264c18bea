// Numbers as the API reads them: a point before the decimals, and no more digits than it keeps. What is written otherwise is told while it can be mended.
import { pointed } from "../decimals.js";

const form = /^[+\-\u2212]?(\d+)(?:\.(\d+))?(?:e([+\-\u2212]?\d+))?$/i;

export function isNumber(text) {
  const plain = pointed(text.trim()).replaceAll("\u2212", "-");
  const [, whole, decimals = "", exponent = "0"] = form.exec(plain) ?? [];
  return whole !== undefined && whole.length + decimals.length <= 28 && Number(exponent) - decimals.length >= -28 && Math.abs(Number(plain)) <= 1e15;
}

const isWrong = entry => entry.value.trim() !== "" && !isNumber(entry.value);
const mended = text => text.trim().replace(",", ".");

/** A number as the API reads it. */
export const plainNumber = text => pointed(text.trim());

export function watchNumbers(asking) {
  const fieldOf = e => e.target.closest(".question:has([inputmode=decimal])");
  asking.addEventListener("input", e => {
    const field = fieldOf(e);
    if (field && (!trouble(field).hidden || e.target.value?.includes(","))) // what is half typed is not wrong yet
      tell(field);
  });
  asking.addEventListener("change", e => fieldOf(e) && tell(fieldOf(e)));
  asking.querySelectorAll("[data-sign]").forEach(allowSign);
  for (const button of asking.querySelectorAll("[data-mend]"))
    button.addEventListener("click", () => {
      const [entry] = wrongOnes(button.closest(".question"));
      change(entry, mended(entry.value));
    });
}

// Keys for decimals have no minus on some phones.
function allowSign(button) {
  const entry = button.previousElementSibling;
  button.hidden = false;
  button.addEventListener("click", () => {
    const [, sign, rest] = /^\s*([-+\u2212]?)(.*)$/.exec(entry.value);
    change(entry, sign && sign !== "+" ? rest : `-${rest}`);
  });
}

function change(entry, text) {
  entry.value = text;
  entry.focus();
  entry.dispatchEvent(new Event("input", { bubbles: true }));
}

const trouble = field => field.querySelector("[data-trouble]");
const wrongOnes = field => [...field.querySelectorAll("[inputmode=decimal]")].filter(isWrong);

function tell(field) {
  const wrong = wrongOnes(field);
  const note = trouble(field);
  for (const entry of field.querySelectorAll("[aria-invalid]"))
    for (const told of ["aria-invalid", "aria-describedby"])
      entry.removeAttribute(told);
  for (const entry of wrong) {
    entry.setAttribute("aria-invalid", "true");
    entry.setAttribute("aria-describedby", note.id);
  }
  note.hidden = wrong.length === 0;
  const mend = note.querySelector("[data-mend]");
  mend.hidden = note.hidden || !isNumber(mended(wrong[0].value));
  if (!mend.hidden)
    mend.textContent = mend.dataset.mend.replace("{0}", mended(wrong[0].value));
}
