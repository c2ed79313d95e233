// Says every half minute that the form is still open, and shows who else has it open. Without this script that is told
// when the form is opened, and no longer than a minute and a half.
"use strict";

const PAUSE = 30_000;

function start(line) {
  async function tell() {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(line.dataset.presence, { method: "POST", body });
      if (!answer.ok || answer.redirected) return;
      const { words } = await answer.json();
      if (line.textContent !== words) line.textContent = words; // an unchanged line is not read aloud again
    } catch {
      // No connection: the next round tries again.
    }
  }
  setInterval(tell, PAUSE);
}

for (const line of document.querySelectorAll("[data-presence]")) start(line);
