// <share-link>: hands a link on by the system's own sheet where there is one, or copies it.
class ShareLink extends HTMLElement {
  connectedCallback() {
    const share = this.querySelector("[data-share]");
    const copy = this.querySelector("[data-copy]");
    share.hidden = !navigator.share;
    copy.hidden = false;
    share.addEventListener("click", () => this.#share());
    copy.addEventListener("click", () => this.#copy());
  }

  get #field() {
    return this.querySelector("input");
  }

  async #share() {
    try {
      await navigator.share({ title: this.dataset.title, text: this.dataset.text, url: this.#field.value });
    } catch (e) {
      if (e.name !== "AbortError") // closed again by the visitor
        await this.#copy();
    }
  }

  async #copy() {
    let copied;
    try {
      await navigator.clipboard.writeText(this.#field.value);
      copied = true;
    } catch { // no TLS: there is no clipboard, but what is marked can be copied
      this.#field.select();
      copied = document.execCommand("copy");
    }
    this.querySelector("[data-state]").textContent = copied ? this.dataset.copiedText : this.dataset.failedText;
  }
}

customElements.define("share-link", ShareLink);
