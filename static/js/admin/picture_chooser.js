// Choosing a picture by its look: a thumbnail beside the select, and a dialog that searches. Without this script the
// select itself is there. A picture added in the pop-up window of the stock admin arrives through the select as well.

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const imageOf = ({ src, width, height }, properties) => element("img", { src, width, height, alt: "", ...properties });

function choosePicture(template) {
  const select = document.getElementById(template.dataset.select);
  const address = template.dataset.pictureChooser;
  const box = template.content.firstElementChild.cloneNode(true);
  const [chosen, name, dialog, search, told, grid] =
    [".chooser__chosen", ".chooser__name", "dialog", "input[type=search]", "[role=status]", ".chooser__grid"].map((selector) =>
      box.querySelector(selector));
  const opener = box.querySelector("[data-open]");
  document.body.append(dialog); // a dialog inside the form would send it with Enter
  const label = document.querySelector(`label[for="${select.id}"]`);
  label.id ||= `${select.id}_label`;
  box.setAttribute("aria-labelledby", label.id);
  name.id = `${select.id}_name`;
  opener.setAttribute("aria-describedby", [name.id, select.getAttribute("aria-describedby")].filter(Boolean).join(" "));
  select.before(box);

  async function ask(query) {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  async function showChosen() {
    const id = select.value;
    name.textContent = select.selectedOptions[0]?.textContent ?? "";
    chosen.hidden = id !== chosen.dataset.picture; // the form came with the picture that it had
    if (!id || !chosen.hidden) return;
    const [picture] = (await ask({ id })).pictures;
    if (!picture || id !== select.value) return;
    chosen.dataset.picture = id;
    Object.assign(chosen, { src: picture.src, hidden: false });
  }

  function choose({ id = "", name: label = "" }) {
    if (id && ![...select.options].some((option) => option.value === id)) select.add(new Option(label, id));
    select.value = id;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    dialog.close();
  }

  let asked = 0;
  async function list() {
    const turn = ++asked;
    const { pictures, told: sentence } = await ask({ q: search.value });
    if (turn !== asked) return; // an answer to what was typed before
    told.textContent = sentence;
    grid.replaceChildren(...pictures.map((picture) => {
      const words = [picture.name, picture.credit].filter(Boolean).map((text) => element("span", { textContent: text }));
      const button = element("button", { type: "button" }, imageOf(picture, { loading: "lazy" }), ...words);
      button.setAttribute("aria-pressed", String(picture.id === select.value));
      button.addEventListener("click", () => choose(picture));
      return element("li", {}, button);
    }));
  }

  opener.addEventListener("click", () => {
    dialog.showModal();
    search.focus();
    list();
  });
  search.addEventListener("input", list);
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => opener.focus());
  box.querySelector("[data-none]").addEventListener("click", () => choose({}));
  const { jQuery } = window.django ?? {}; // the stock pop-up window tells jQuery alone of its new picture
  if (jQuery) jQuery(select).on("change", showChosen);
  else select.addEventListener("change", showChosen);
  select.classList.add("chooser__select");
  showChosen();
}

for (const template of document.querySelectorAll("template[data-picture-chooser]")) choosePicture(template);
