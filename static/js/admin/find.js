// While somebody types on the desk, what is found stands below as links. Without this script the button finds the same.
const PAUSE = 150; // milliseconds without a key

function showWhileTyping(field) {
  const list = document.getElementById(field.dataset.find);
  const status = list.previousElementSibling;
  const address = field.form.getAttribute("action");
  let waiting = null;
  let asked = 0;

  async function show() {
    const turn = ++asked;
    const answer = await fetch(`${address}?${new URLSearchParams({ q: field.value, live: 1 })}`);
    if (!answer.ok || turn !== asked) return; // an answer to what was typed before
    const { hits, said } = await answer.json();
    list.replaceChildren(...hits.map(({ name, kind, url, language }) => {
      const link = Object.assign(document.createElement("a"), { href: url, textContent: name, lang: language });
      const item = document.createElement("li");
      item.append(link, " ", Object.assign(document.createElement("span"), { textContent: kind }));
      return item;
    }));
    status.textContent = said;
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
}

for (const field of document.querySelectorAll("[data-find]")) showWhileTyping(field);
