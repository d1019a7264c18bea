import { localTime, momentOf } from "./moment.js";

// <reveal-settings>: from when what is right is shown, asked where that is a moment, in the time of this place. The form has it in UTC.
class RevealSettings extends HTMLElement {
  connectedCallback() {
    const [reveal, shown] = [this.querySelector("select"), this.querySelector("input")];
    const sent = Object.assign(document.createElement("input"), { type: "hidden", name: shown.name, value: shown.value });
    shown.removeAttribute("name");
    shown.value = localTime(sent.value && `${sent.value}Z`);
    shown.labels[0].textContent = shown.dataset.label;
    shown.addEventListener("input", () => (sent.value = momentOf(shown.value)?.slice(0, 16) ?? ""));
    shown.after(sent);
    const show = () => (shown.parentElement.hidden = shown.disabled = reveal.value !== "afterClose");
    reveal.addEventListener("change", show);
    show();
  }
}

customElements.define("reveal-settings", RevealSettings);
