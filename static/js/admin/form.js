// What a form of the admin needs from the browser: further rows, and a warning before changes are lost.
// Without this script rows that exist can still be changed, and nobody is warned.

// A row more from the template of its group; "Remove" takes away a row that was never saved.
function growing(group) {
  const template = group.querySelector("template");
  const add = group.querySelector("[data-add]");
  if (!template || !add) return;
  const control = (name) => group.querySelector(`[name="${group.dataset.inline}-${name}"]`);
  const total = control("TOTAL_FORMS");
  const isFull = () => { add.hidden = Number(total.value) >= Number(control("MAX_NUM_FORMS").value || 1000); };

  add.firstElementChild.addEventListener("click", () => {
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.firstElementChild;
    add.before(row);
    total.value = Number(total.value) + 1;
    isFull();
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: group.dataset.inline } }));
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  group.addEventListener("click", (event) => {
    if (!event.target.matches("[data-remove]")) return;
    event.target.closest(".inline-related").remove();
    renumber();
    isFull();
    add.firstElementChild.focus();
  });

  // The rows that were never saved keep numbers without a gap.
  function renumber() {
    const rows = [...group.querySelectorAll(".inline-related")];
    const number = new RegExp(`(${group.dataset.inline}-)\\d+`);
    rows.forEach((row, place) => {
      for (const element of [row, ...row.querySelectorAll("*")]) {
        for (const name of ["id", "name", "for", "aria-labelledby", "aria-describedby"]) {
          if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replaceAll(new RegExp(number, "g"), `$1${place}`));
        }
      }
    });
    total.value = rows.length;
  }
  isFull();
}

// Asks before the page is left while the form differs from what came, the text editor's content included.
function warnWhenLeaving(form) {
  const content = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  let before = null;
  let isSent = false;
  const remember = () => { before ??= content(); };
  // Not at once: the text editor first writes its own form of the same text. Whatever a person does comes after one of these.
  for (const first of ["keydown", "pointerdown", "focusin", "input"]) form.addEventListener(first, remember, { capture: true, once: true });
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("pageshow", () => { isSent = false; });
  window.addEventListener("beforeunload", (event) => {
    const isChanged = form.dataset.warnWhenLeaving === "changed" || (before !== null && content() !== before);
    if (isChanged && !isSent) event.preventDefault();
  });
}

for (const group of document.querySelectorAll("[data-inline]")) growing(group);
for (const form of document.querySelectorAll("form[data-warn-when-leaving]")) warnWhenLeaving(form);
for (const choices of document.querySelectorAll("[data-many]")) narrowing(choices);
for (const button of document.querySelectorAll('a[role="button"]')) button.addEventListener("keydown", (event) => {
  if (event.key !== " ") return; // what is called a button is pressed like one
  event.preventDefault();
  button.click();
});

// Shows only the choices with the typed words; what is ticked stays in sight.
function narrowing(choices) {
  const field = choices.querySelector("[data-narrow] input");
  const status = choices.querySelector("[role=status]");
  field.parentElement.hidden = false;
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()); // not the whole form
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = field.value.toLowerCase().split(/\s+/);
    const labels = [...choices.querySelectorAll(".choice")];
    for (const label of labels) {
      label.hidden = !label.querySelector("input").checked && !words.every((word) => label.textContent.toLowerCase().includes(word));
    }
    status.textContent = labels.every((label) => label.hidden) ? status.dataset.none : "";
  });
}
