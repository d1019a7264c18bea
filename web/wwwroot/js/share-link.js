// <share-link>: hands a link on by the system's own sheet where there is one, or copies it.
import { CopyText } from "./copy-text.js";

class ShareLink extends CopyText {
  connectedCallback() {
    super.connectedCallback();
    const share = this.querySelector("[data-share]");
    share.hidden = !navigator.share;
    share.addEventListener("click", () => this.#share());
  }

  async #share() {
    try {
      await navigator.share({ title: this.dataset.title, text: this.dataset.text, url: this.source.value });
    } catch (e) {
      if (e.name !== "AbortError") // closed again by the visitor
        await this.copy();
    }
  }
}

customElements.define("share-link", ShareLink);
