// Moments in the time of this place.

/** A moment as the field for it has one: in the time of this place, to the minute. */
export function localTime(moment) {
  const time = new Date(moment ?? NaN);
  return moment ? new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : "";
}

/** The moment that such a field says: to the second as it was, unless it was changed; none while there is no such time. */
export function momentOf(local, before) {
  const time = new Date(local);
  return local === localTime(before) ? before : isNaN(time) || time.getUTCFullYear() > 9999 ? undefined : time.toISOString();
}
