// What the controls of a question answer, in the shape in which it is sent, and the other way round. Null: nothing.
import { isNumber, plainNumber } from "./numbers.js";
import { arrange, orderOf } from "./ordering.js";

const choices = field => [...field.querySelectorAll(".option input")];
const entries = field => [...field.querySelectorAll("[data-entry]")];
const orNone = list => list.some(part => part !== null) ? list : null;

// A text as it was typed; what is no number is no answer to a question for one.
function entered(entry) {
  const isDecimal = entry.inputMode === "decimal";
  if (entry.value.trim() === "" || (isDecimal && !isNumber(entry.value)))
    return null;
  return entry.matches("select") ? Number(entry.value) : isDecimal ? plainNumber(entry.value) : entry.value;
}

// By their numbers: gaps stand in a text in any order.
function parts(field) {
  const list = [];
  for (const entry of entries(field))
    list[entry.dataset.entry] = entered(entry);
  return list;
}

export function answerOf(field) {
  const chosen = choices(field).filter(choice => choice.checked).map(choice => JSON.parse(choice.value));
  switch (field.dataset.type) {
    case "multiple": return orNone(chosen);
    case "numeric":
    case "text": return entered(entries(field)[0]);
    case "ordering": return orderOf(field.querySelector(".ordering"));
    case "matching":
    case "gaps": return orNone(parts(field));
    default: return chosen[0] ?? null;
  }
}

export function fill(field, answer) {
  const given = [answer].flat();
  for (const choice of choices(field))
    choice.checked = given.includes(JSON.parse(choice.value));
  for (const entry of entries(field))
    entry.value = given[entry.dataset.entry] ?? "";
  const list = field.querySelector(".ordering");
  if (list)
    arrange(list, answer);
}

// Whether there is anything in it, be it an answer or not.
export const isBegun = field => [...field.elements].some(control =>
  control.matches("[type=radio], [type=checkbox]") ? control.checked : control.matches("input, select") && control.value !== "");
