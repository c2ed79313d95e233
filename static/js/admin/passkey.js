// A form with data-passkey="get" or "create": its button asks the browser for a passkey and sends what it answers.
// Without JavaScript or passkeys the form stays hidden, or says what else will do.

const ceremonies = {
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
};

async function usePasskey(form) {
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  const { publicKey } = await answer.json();
  const credential = await ceremonies[form.dataset.passkey](publicKey);
  form.elements.credential.value = JSON.stringify(credential.toJSON());
}

function offerPasskey(form) {
  const status = form.querySelector("[role=status]");
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    status.textContent = status.dataset.unable ?? "";
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    try {
      await usePasskey(form);
      form.submit();
    } catch {
      status.textContent = status.dataset.failed;
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) offerPasskey(form);
