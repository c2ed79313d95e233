// On a page that keeps a form: back from the log-in in another tab, the form gets a token of the new session, so that one
// press sends it. Without JavaScript the first press leads to the same page once more, the second sends.

async function freshen(form) {
  const answer = await fetch(form.dataset.freshToken, { headers: { Accept: "application/json" } });
  const { user, token } = await answer.json();
  if (!user) return;
  form.elements.csrfmiddlewaretoken.value = token;
  const status = form.querySelector("[data-who]");
  status.textContent = status.dataset.who.replace("{name}", user);
}

for (const form of document.querySelectorAll("form[data-fresh-token]"))
  window.addEventListener("focus", () => freshen(form).catch(() => {}));
