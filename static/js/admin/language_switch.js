// One switch for the languages of the texts in an admin form, its inlines included. Without this script all are shown.

const KEY = "language-of-texts";
const ROW = ".fieldBox, .form-row";

function switchLanguages(bar) {
  const form = bar.closest("form");
  const buttons = [...bar.querySelectorAll("button[data-show]")];

  const languageOf = (row) => row.querySelector("[data-language]")?.dataset.language;
  const rows = () => [...form.querySelectorAll("[data-language]")].map((control) => control.closest(ROW));
  const rowChoices = () => [...form.querySelectorAll("select[data-language-of-row]")];

  function show(language) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === language));
    for (const row of rows()) row.classList.toggle("other-language", language !== "" && languageOf(row) !== language);
    for (const line of form.querySelectorAll(".form-multiline")) {
      const isHidden = [...line.children].every((box) => box.classList.contains("other-language"));
      line.closest(".form-row").classList.toggle("other-language", isHidden);
    }
    for (const choice of rowChoices()) {
      const inline = choice.closest(".inline-related");
      inline.classList.toggle("other-language", language !== "" && choice.value !== "" && choice.value !== language);
      for (const text of inline.querySelectorAll("input[type=text], textarea")) text.lang = choice.value;
    }
    sessionStorage.setItem(KEY, language);
  }

  function countErrors() {
    for (const button of buttons) {
      const count = [...form.querySelectorAll('[aria-invalid="true"]')].filter((control) =>
        control.dataset.language === button.dataset.show).length;
      button.querySelector("[data-errors]")?.toggleAttribute("hidden", count === 0);
      const number = button.querySelector("[data-count]");
      if (number) number.textContent = count;
    }
  }

  const shown = () => buttons.find((button) => button.getAttribute("aria-pressed") === "true")?.dataset.show ?? "";

  for (const button of buttons) button.addEventListener("click", () => show(button.dataset.show));
  form.addEventListener("change", (event) => event.target.matches("select[data-language-of-row]") && show(shown()));
  document.addEventListener("formset:added", (event) => {
    const choice = event.target.querySelector("select[data-language-of-row]");
    if (choice && shown()) choice.value = shown();
    show(shown());
  });

  bar.hidden = false;
  countErrors();
  const remembered = sessionStorage.getItem(KEY);
  const known = buttons.some((button) => button.dataset.show === remembered);
  const hasErrors = form.querySelector('[aria-invalid="true"]') !== null;
  show(hasErrors || !known || location.hash ? "" : remembered); // a link may lead to a text of any language
}

for (const bar of document.querySelectorAll("[data-language-switch]")) switchLanguages(bar);
