// What the elements around passkeys have in common: the platform is asked, then the browser, and then a form is sent.
import { problemsOf, wordsOf } from "./words.js";

/** Whether the browser has passkeys and speaks of them in JSON. */
export const areThere = () => globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

/** A form that is sent once the browser has filled in what it has made or shown. */
export class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!areThere())
      return;
    this.hidden = false;
    this.querySelector("form").addEventListener("submit", (event) => this.#submit(event));
  }

  async #submit(event) {
    const form = event.target;
    if (form.elements["Input.Credential"].value)
      return; // filled in: it goes its way
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const { options, state } = await this.#ask(...this.question(form));
      const credential = await this.answer(options);
      form.elements["Input.State"].value = state;
      form.elements["Input.Credential"].value = JSON.stringify(credential);
    } catch (e) {
      this.#tell(e.problem ? problemsOf(this)(e.problem, Object.keys(e.problem.errors ?? {})[0]) : wordsOf(this)(said[e.name] ?? "Failed"));
      return;
    } finally {
      button.disabled = false;
    }
    form.requestSubmit();
  }

  async #ask(path, body) {
    const answer = await fetch(path, {
      method: "POST", headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok)
      throw Object.assign(new Error(json.detail), { problem: json });
    return json;
  }

  #tell(sentence) {
    const fault = this.querySelector("[data-fault]");
    fault.hidden = false;
    fault.textContent = sentence;
    fault.focus();
  }
}

// What browsers call it when nothing comes of it.
const said = { NotAllowedError: "Cancelled", AbortError: "Cancelled", InvalidStateError: "There" };
