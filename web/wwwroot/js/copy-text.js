// <copy-text>: copies what stands in its part with data-source, and says so.
export class CopyText extends HTMLElement {
  connectedCallback() {
    const copy = this.querySelector("[data-copy]");
    copy.hidden = false;
    copy.addEventListener("click", () => this.copy());
  }

  get source() {
    return this.querySelector("[data-source]");
  }

  async copy() {
    let copied;
    try {
      await navigator.clipboard.writeText(this.source.value ?? this.source.innerText);
      copied = true;
    } catch { // no TLS: there is no clipboard, but what is marked can be copied
      this.#mark();
      copied = document.execCommand("copy");
    }
    this.querySelector("[data-state]").textContent = copied ? this.dataset.copiedText : this.dataset.failedText;
  }

  #mark() {
    if (this.source.select)
      this.source.select();
    else
      getSelection().selectAllChildren(this.source);
  }
}

customElements.define("copy-text", CopyText);
