// In an open form. Typing counts as work: the server hears of it now and then, else it knows only of pages opened and sent.
// Where nobody types, a warning comes in time. Without JavaScript the form is kept when it is sent too late (accounts/kept.py).
// How long a session lasts without work, and how long before its end it warns, says the element: data-idle, data-warn-before.

const SECOND = 1000;
const LOOK_EVERY = 60 * SECOND;
const TELL_EVERY = 5 * 60 * SECOND;

function watchSession(region) {
  const button = region.querySelector("button");
  const sentence = region.querySelector("[role=status]");
  const idle = Number(region.dataset.idle) * SECOND;
  const warnBefore = Number(region.dataset.warnBefore) * SECOND;
  let seen = Date.now(); // when the server last heard of work
  let typed = 0;

  async function stay() {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(region.dataset.session, { method: "POST", headers: { "X-CSRFToken": token } });
    if (answer.ok) seen = Date.now();
    return answer.ok;
  }

  function say(words, withButton) {
    button.hidden = !withButton;
    sentence.textContent = words;
  }

  async function look() {
    const now = Date.now();
    if (typed > seen && now - seen > TELL_EVERY) await stay();
    else if (now - seen > idle) say(region.dataset.ended, false);
    else if (now - seen > idle - warnBefore) say(region.dataset.warning, true);
  }

  button.addEventListener("click", async () => say((await stay()) ? region.dataset.stays : region.dataset.ended, false));
  document.addEventListener("input", () => (typed = Date.now()));
  setInterval(() => look().catch(() => {}), LOOK_EVERY);
}

for (const region of document.querySelectorAll("[data-session]")) watchSession(region);
