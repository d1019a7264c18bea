// <add-passkey>: has the browser make a passkey, once the platform has said for whom.
import { PasskeyForm } from "./passkeys.js";

class AddPasskey extends PasskeyForm {
  question(form) {
    return ["/api/users/passkeys/options", { password: form.elements.password?.value, code: form.elements.code?.value }];
  }

  answer(options) {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
}

customElements.define("add-passkey", AddPasskey);
