// Where people write a comma before their decimals, it is taken for the point. There is none but that on the keys of some phones.
const COMMA = new Intl.NumberFormat(globalThis.document?.documentElement.lang).format(1.5).includes(",");

/** A number as it was typed, with a point before its decimals. */
export const pointed = (text) => COMMA && !text.includes(".") ? text.replace(",", ".") : text;
