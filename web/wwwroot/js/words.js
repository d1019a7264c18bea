// The texts of an element, from its data-words: say("Count", 3, 10) is "3 of 10".
export function wordsOf(element) {
  const words = JSON.parse(element.dataset.words);
  return (name, ...values) => words[name].replace(/\{(\d)\}/g, (_, i) => values[i]);
}
