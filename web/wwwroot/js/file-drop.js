// <file-drop>: a file may be dropped anywhere on the page, and one that is too large is told before it is sent.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-drop]").hidden = false;
    this.input.addEventListener("change", () => this.#check());
    document.addEventListener("dragover", (event) => this.#offer(event));
    document.addEventListener("dragleave", ({ relatedTarget }) => !relatedTarget && this.toggleAttribute("data-over", false)); // out of the window
    document.addEventListener("drop", (event) => this.#take(event));
  }

  get input() {
    return this.querySelector("input[type=file]");
  }

  #offer(event) {
    if (!hasFiles(event))
      return;
    event.preventDefault(); // else the browser would open it
    this.toggleAttribute("data-over", true);
  }

  #take(event) {
    if (!hasFiles(event))
      return;
    event.preventDefault();
    this.toggleAttribute("data-over", false);
    const [file] = event.dataTransfer.files;
    if (!file)
      return; // a picture of another page
    const first = new DataTransfer();
    first.items.add(file);
    this.input.files = first.files;
    this.input.focus();
    this.#check();
  }

  #check() {
    const [file] = this.input.files;
    this.input.setCustomValidity(file?.size > Number(this.dataset.max) ? this.dataset.tooLarge : "");
    this.input.reportValidity();
  }
}

const hasFiles = ({ dataTransfer }) => dataTransfer.types.includes("Files");

customElements.define("file-drop", FileDrop);
