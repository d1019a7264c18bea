// <passkey-sign-in>: has the browser show one of the passkeys that it has for the platform.
import { PasskeyForm } from "./passkeys.js";

class PasskeySignIn extends PasskeyForm {
  question() {
    return ["/api/users/login/passkey/options"];
  }

  answer(options) {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }
}

customElements.define("passkey-sign-in", PasskeySignIn);
