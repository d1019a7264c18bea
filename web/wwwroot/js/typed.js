// What somebody has typed or chosen in a page's forms, over the page's return in another language or other colours: kept by this tab for the next page alone.
// Never what is secret or not the visitor's: passwords, codes, hidden fields, files. The editor and the player keep what is theirs by themselves.

const NAME = "typed";
const TYPES = ["text", "email", "search", "url", "tel", "number", "textarea", "select-one", "checkbox", "radio"];
const OWN = "quiz-editor, quiz-player, quiz-practice";

export function keepTyped({ target }) {
  // A form that was refused has come back with what was typed in it, as if it had been there before.
  const typed = fields().filter((field) => "sent" in target.dataset || isChanged(field));
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ path: location.pathname, values: typed.map((field) => [nameOf(field), valueOf(field)]) }));
  } catch { /* a browser that keeps nothing changes the language all the same */ }
}

export function putBack() {
  const { path, values } = take() ?? {};
  if (path !== location.pathname)
    return;
  const typed = new Map(values);
  for (const field of fields().filter((field) => typed.has(nameOf(field))))
    field[isBox(field) ? "checked" : "value"] = typed.get(nameOf(field));
}

function take() {
  try {
    const text = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const fields = () => [...document.querySelectorAll("input, select, textarea")].filter((field) =>
  TYPES.includes(field.type) && !field.hidden && !field.readOnly && field.autocomplete !== "one-time-code" && !field.closest(OWN));

const isBox = ({ type }) => type === "checkbox" || type === "radio";
const valueOf = (field) => isBox(field) ? field.checked : field.value;

// Several forms of a page may have a field of one name; of boxes with one name each is another choice.
const nameOf = (field) => [field.form?.elements._handler?.value, field.name, isBox(field) ? field.value : ""].join(" ");

function isChanged(field) {
  if (field.options)
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return isBox(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}
