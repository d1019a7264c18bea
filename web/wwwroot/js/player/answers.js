// What the controls of a question answer, in the shape in which it is sent, and the other way round. Null: nothing.
import { isNumber } from "./numbers.js";
import { arrange, orderOf } from "./ordering.js";

const choices = field => [...field.querySelectorAll(".option input")];
const entries = field => [...field.querySelectorAll("[data-entry]")];
const orNone = list => list.some(part => part !== null) ? list : null;

// A text as it was typed; what is no number is no answer to a question for one.
function entered(entry) {
  if (entry.value.trim() === "" || (entry.inputMode === "decimal" && !isNumber(entry.value)))
    return null;
  return entry.matches("select") ? Number(entry.value) : entry.value;
}

export function answerOf(field) {
  const chosen = choices(field).filter(choice => choice.checked).map(choice => JSON.parse(choice.value));
  switch (field.dataset.type) {
    case "multiple": return orNone(chosen);
    case "numeric":
    case "text": return entered(entries(field)[0]);
    case "ordering": return orderOf(field.querySelector(".ordering"));
    case "matching":
    case "gaps": return orNone(entries(field).map(entered));
    default: return chosen[0] ?? null;
  }
}

export function fill(field, answer) {
  const parts = [answer].flat();
  for (const choice of choices(field))
    choice.checked = parts.includes(JSON.parse(choice.value));
  entries(field).forEach((entry, i) => entry.value = parts[i] ?? "");
  const list = field.querySelector(".ordering");
  if (list)
    arrange(list, answer);
}

// Whether there is anything in it, be it an answer or not.
export const isBegun = field => [...field.elements].some(control =>
  control.matches("[type=radio], [type=checkbox]") ? control.checked : control.matches("input, select") && control.value !== "");
