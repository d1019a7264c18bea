// Numbers as authors type them. They are kept as texts: only one that is whole and not longer than a number of this language can be is sent.

import { pointed } from "./decimals.js";

const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const MAX_DIGITS = 15; // which JavaScript keeps, whatever they are

/** @returns {number} NaN where the text is none */
export function numberOf(text) {
  const plain = text.trim().replace("\u2212", "-");
  const spelt = pointed(plain);
  return NUMBER.test(spelt) ? Number(spelt) : NaN;
}

/** Whether it has more digits than are kept. */
export const isTooLong = (text) => text.replace(/e.*/i, "").replace(/\D/g, "").replace(/^0+|0+$/g, "").length > MAX_DIGITS;

/** A share as per cents are typed, and back: by the digits, for 0.07 times 100 is not 7 here. */
export const toPercent = (share) => String(shift(share, 2));
export const fromPercent = (text) => shift(numberOf(text), -2);

function shift(number, places) {
  const [digits, exponent = "0"] = String(number).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}
