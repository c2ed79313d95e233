// The text editor's own parts: passages in another language, captions of tables, Finnish names of its buttons. (Its links
// are in link.js.) Without JavaScript the text is a plain field with HTML.
import { crel, Extension, Mark, mergeAttributes, Table as StockTable } from "django-prose-editor/editor";

const optionsOf = (editor) => editor.extensionManager.extensions.find((extension) => extension.name === "site").options;
let dialogs = 0;

// A native dialog with one control for each field; its answer is {name: value}, or null when it was cancelled.
function ask(editor, title, fields) {
  const { words } = optionsOf(editor);
  const prefix = `editor-dialog-${++dialogs}`;
  const controls = Object.entries(fields).map(([name, { value = "", options }]) => {
    const control = options
      ? crel("select", null, options.map(([key, text]) => new Option(text, key, false, key === value)))
      : crel("input", { type: "text", value });
    return Object.assign(control, { id: `${prefix}-${name}`, name });
  });
  const labels = Object.values(fields).map(({ label }, n) => crel("label", { htmlFor: controls[n].id, textContent: label }));
  const heading = crel("h2", { id: prefix, textContent: title });
  const buttons = crel("div", { className: "editor-dialog__buttons" }, [
    crel("button", { className: "default", value: "ok", textContent: words.ok }),
    crel("button", { value: "", formNoValidate: true, textContent: words.cancel }),
  ]);
  const form = crel("form", { method: "dialog" }, [heading, ...labels.flatMap((label, n) => [label, controls[n]]), buttons]);
  const dialog = crel("dialog", { className: "editor-dialog", "aria-labelledby": prefix }, [form]);
  document.body.append(dialog);
  dialog.showModal();
  controls[0].focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const isDone = dialog.returnValue === "ok";
      dialog.remove();
      resolve(isDone ? Object.fromEntries(controls.map(({ name, value }) => [name, value.trim()])) : null);
    });
  });
}

export const Lang = Mark.create({
  name: "lang",
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: "span[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", mergeAttributes(HTMLAttributes), 0],
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "lang",
      groups: "marks",
      button: buttons.material("language"),
      active: (editor) => editor.isActive("lang"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("lang"),
      async command(editor) {
        const { words, buttons: names, languages } = optionsOf(editor);
        const answer = await ask(editor, names.lang, {
          lang: {
            label: words.language,
            value: editor.getAttributes("lang").lang ?? "",
            options: [["", words.same], ...Object.entries(languages)],
          },
        });
        if (!answer) return;
        const chain = editor.chain().focus().extendMarkRange("lang");
        (answer.lang ? chain.setMark("lang", answer) : chain.unsetMark("lang")).run();
      },
    });
  },
});

async function askForCaption(editor) {
  const { words, buttons } = optionsOf(editor);
  const value = editor.getAttributes("table").caption ?? "";
  const answer = await ask(editor, buttons["table:caption"], { caption: { label: words.caption, value } });
  if (answer) editor.chain().focus().updateAttributes("table", { caption: answer.caption || null }).run();
}

// A caption is no node of the editor but an attribute of the table; the server makes <caption> of it.
export const Table = StockTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        parseHTML: (table) => table.querySelector("caption")?.textContent.trim() || table.dataset.caption || null,
        renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
      },
    };
  },
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions: () => ({ editor, commands }) => {
        const isInserted = commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true });
        if (isInserted) setTimeout(() => askForCaption(editor)); // when this command's transaction is over
        return isInserted;
      },
    };
  },
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Tab: ({ editor }) => editor.commands.goToNextCell() }; // leaves the last cell: no trap
  },
  addMenuItems(tools) {
    this.parent?.(tools);
    tools.menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: tools.buttons.material("subtitles"),
      hidden: (editor) => !editor.isActive("table"),
      command: askForCaption,
    });
  },
});

export const Site = Extension.create({
  name: "site",
  addOptions: () => ({ buttons: {}, words: {}, languages: {}, links: {} }),
});

// Names, states and the language of the text, which the stock editor does not tell to a screen reader.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const text = editor.view.dom;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label) {
    label.id ||= `${textarea.id}_label`;
    label.addEventListener("click", () => editor.commands.focus());
    text.setAttribute("aria-labelledby", label.id);
  }
  text.lang = textarea.lang;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) text.setAttribute(name, textarea.getAttribute(name));
  }
  text.id = textarea.id; // links to the field, in the error summary, reach what has the focus
  textarea.id += "_html";
  editor.on("create", () => { // the menu is built a moment after the text
    nameButtons(editor, label?.textContent ?? "");
    selectLink(editor);
  });
});

function nameButtons(editor, label) {
  const { buttons, words } = optionsOf(editor);
  const bar = editor.view.dom.parentElement.querySelector(".prose-menubar");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${words.toolbar}: ${label}`);
  const named = [...bar.querySelectorAll("button[data-name]")];
  for (const button of named) {
    button.title = buttons[button.dataset.name] ?? button.title;
    button.setAttribute("aria-label", button.title);
  }
  const tell = () => {
    for (const button of named) {
      button.setAttribute("aria-pressed", String(button.classList.contains("active")));
      button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
    }
    oneStop(bar, named);
  };
  editor.on("transaction", tell);
  bar.addEventListener("keydown", (event) => walk(event, named));
  bar.addEventListener("focusin", () => oneStop(bar, named));
  tell();
}

const shown = (buttons) => buttons.filter((button) => button.offsetParent !== null);

// Tab stops at a toolbar once: at the button that last had the focus, while that is shown.
function oneStop(bar, buttons) {
  const last = buttons.find((button) => button.tabIndex === 0 && button !== document.activeElement);
  const stop = [document.activeElement, last, ...shown(buttons)].find((button) => shown(buttons).includes(button));
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
}

// Inside, the arrow keys go from button to button.
function walk(event, buttons) {
  const places = shown(buttons);
  const place = places.indexOf(document.activeElement);
  const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: places.length - 1 }[event.key];
  if (next === undefined || place < 0) return;
  event.preventDefault();
  places.at(next % places.length).focus();
}

// The desk leads to a broken link by #link=<address>&lang=<language>: it is selected, so that Ctrl+K mends it.
function selectLink(editor) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  if (!wanted.has("link") || wanted.get("lang") !== editor.view.dom.lang) return;
  const link = wanted.get("link");
  const isWanted = ({ type, attrs }) => type.name === "link" && (attrs.href === link || attrs.href?.startsWith(`${link}#`));
  let found = null;
  editor.state.doc.descendants((node, from) => {
    if (node.marks.some(isWanted)) found ??= { from, to: from + node.nodeSize };
  });
  if (found) editor.chain().setTextSelection(found).focus().scrollIntoView().run();
}
