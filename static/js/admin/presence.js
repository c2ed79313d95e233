// Says every data-pause seconds that the form is still open, and shows who else has it open. Without this script that is
// said when the form is opened, and soon forgotten (pages/presence.py).

function sayWhoElse(line) {
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
  setInterval(tell, Number(line.dataset.pause) * 1000);
}

for (const line of document.querySelectorAll("[data-presence]")) sayWhoElse(line);
