// The texts of an element, from its data-words: say("Count", 3, 10) is "3 of 10".
export function wordsOf(element) {
  const words = JSON.parse(element.dataset.words);
  return (name, ...values) => words[name].replace(/\{(\d)\}/g, (_, i) => values[i]);
}

/**
 * What a problem of the API says in the visitor's language, from an element's data-problems: by its code and field, its code or its status; else in the
 * API's own words.
 */
export function problemsOf(element) {
  const texts = JSON.parse(element.dataset.problems);
  return ({ type, status, detail }, field, own = detail) => {
    const code = type?.replace("urn:problem:", "");
    return texts[`${code}.${field}`] ?? texts[code] ?? (field ? undefined : texts[status]) ?? own;
  };
}
