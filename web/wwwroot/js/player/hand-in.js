// Sends what an attempt has sealed until it is known what became of it. It is the same body with the same key each time, so the platform answers what has
// arrived before with the same result: nothing is handed in twice, however often it is sent.
const longestPause = 15_000;
const patience = 60_000; // until Results must have heard that the account keeps the guest

// tell(state, detail?) hears how it goes: "Sending", "Waiting", "SignedOut", "Other" go on by themselves;
// "Done" with the result's id, "Replaced", "AccountsOnly", "Elsewhere" and "Refused" with the problem end it.
export class HandIn {
  #wake = () => {};

  constructor(attempt, tell) {
    Object.assign(this, { attempt, tell });
    for (const event of ["online", "focus"])
      addEventListener(event, () => this.#wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
  }

  // Not to wait for the next time.
  hurry() { this.#wake(); }

  async run() {
    let since;
    for (let failures = 0; ; failures++) {
      this.tell("Sending");
      const { state, detail, pause, isFinal, isGuests } = await this.#send();
      if (isGuests && Date.now() - (since ??= Date.now()) > patience) {
        await this.attempt.adopt();
        continue;
      }
      if (state === "Elsewhere" && this.attempt.result) // by another tab, which has told
        return this.tell("Done", this.attempt.result);
      this.tell(state, detail);
      if (isFinal)
        return;
      await this.#sleep(Math.max(pause, Math.min(1000 * 2 ** failures, longestPause)));
    }
  }

  async #send() {
    let answer;
    try {
      answer = await fetch("/api/results/submit", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": this.attempt.key },
        body: this.attempt.body,
        signal: AbortSignal.timeout(20_000),
      });
      const body = await answer.json();
      return answer.ok ? { state: "Done", detail: body.result.id, isFinal: true } : outcome(answer, body, this.attempt.isHandedOver);
    } catch { // no connection, or it broke off: it may have arrived or not
      return answer && !answer.ok ? outcome(answer, {}, false) : { state: "Waiting", pause: 0 };
    }
  }

  #sleep(time) {
    return new Promise(resolve => {
      this.#wake = resolve;
      setTimeout(resolve, time);
    });
  }
}

function outcome({ status, headers }, problem, isHandedOver) {
  const pause = 1000 * (Number(headers.get("Retry-After")) || 0);
  const code = problem.type?.replace("urn:problem:", "");
  if (status === 401)
    return { state: "SignedOut", pause: 5000 };
  if (code === "auth.forbidden" && isHandedOver) // until Results has heard of it, a moment later, or for ever where the guest was gone
    return { state: "Waiting", pause: 0, isGuests: true };
  if (code === "auth.forbidden")
    return { state: "Other", pause: 5000 };
  if (status >= 500 || status === 429 || status === 408 || status === 425 || status === 409)
    return { state: "Waiting", pause };
  if (code === "quiz.version-replaced")
    return { state: "Replaced", isFinal: true };
  if (code === "quiz.accounts-only")
    return { state: "AccountsOnly", isFinal: true };
  if (code === "request.idempotency-key-reused")
    return { state: "Elsewhere", isFinal: true };
  return { state: "Refused", detail: { status, ...problem }, isFinal: true };
}
