// The text editor's links: a dialog that searches pages, publications and files of the site, or takes any other address.
// What is chosen on the site is linked by identity (/~/page/7/) and survives a new address.
import { crel, Link as StockLink } from "django-prose-editor/editor";

const IDENTITY = /^\/~\/([a-z]+)\/(\d+)\/(#.*)?$/;
const ADDRESS = "address";
const RUNS = /^[^a-z]*(blob|data|javascript|vbscript|view-source)\s*:/i;
const WAIT = 250; // ms after the last key, before it is searched
let dialogs = 0;

const optionsOf = (editor) => editor.extensionManager.extensions.find((extension) => extension.name === "site").options;

function radio(name, value, text, note, isChecked) {
  const label = crel("label", { className: "editor-dialog__choice" }, [
    crel("input", { type: "radio", name, value, checked: isChecked }),
    crel("span", { textContent: text }),
  ]);
  if (note) label.append(" ", crel("small", { textContent: note }));
  return label;
}

function labelled(text, input) {
  return [crel("label", { htmlFor: input.id, textContent: text }), input];
}

class LinkDialog {
  constructor(editor, href) {
    this.words = optionsOf(editor).words;
    this.site = optionsOf(editor).links;
    this.language = editor.view.dom.lang;
    [, this.kind = href ? ADDRESS : "page", this.id = "", this.place = ""] = href.match(IDENTITY) ?? [];
    this.prefix = `link-dialog-${++dialogs}`;
    this.build(optionsOf(editor).buttons.link, this.id ? "" : href);
  }

  build(title, href) {
    const { words, prefix } = this;
    const kinds = Object.entries({ ...this.site.kinds, [ADDRESS]: words.elsewhere });
    this.kinds = crel("fieldset", null, [
      crel("legend", { textContent: words.leads }),
      ...kinds.map(([kind, name]) => radio(`${prefix}-kind`, kind, name, "", kind === this.kind)),
    ]);
    this.query = crel("input", { type: "search", id: `${prefix}-query`, autocomplete: "off" });
    this.status = crel("p", { role: "status" });
    this.choices = crel("fieldset", { className: "editor-dialog__choices" });
    this.search = crel("div", null, [...labelled(words.search, this.query), this.status, this.choices]);
    this.address = crel("input", { type: "text", id: `${prefix}-address`, value: href });
    this.reason = crel("p", { className: "editor-dialog__error", id: `${prefix}-reason`, role: "alert" });
    this.elsewhere = crel("div", null, [...labelled(words.address, this.address), this.reason]);
    const buttons = crel("div", { className: "editor-dialog__buttons" }, [
      crel("button", { className: "default", value: "ok", textContent: words.ok }),
      crel("button", { value: "", textContent: words.cancel }),
    ]);
    const heading = crel("h2", { id: prefix, textContent: title });
    this.form = crel("form", { method: "dialog" }, [heading, this.kinds, this.search, this.elsewhere, buttons]);
    this.dialog = crel("dialog", { className: "editor-dialog", "aria-labelledby": prefix }, [this.form]);
    this.listen();
  }

  listen() {
    this.kinds.addEventListener("change", (event) => {
      this.kind = event.target.value;
      this.id = this.place = "";
      this.showPart();
    });
    this.query.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), WAIT);
    });
    this.query.addEventListener("keydown", async (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // goes to what was found; another Enter takes it
      clearTimeout(this.timer);
      await this.find();
      const first = this.choices.querySelector("input:checked") ?? this.choices.querySelector("input");
      if (first) first.checked = true;
      first?.focus();
    });
    this.form.addEventListener("submit", (event) => {
      if (event.submitter?.value !== "ok") return;
      if (this.kind === ADDRESS) {
        event.preventDefault();
        this.judge();
        return;
      }
      if (this.chosen) return;
      event.preventDefault();
      this.status.textContent = this.words.choose;
      (this.choices.querySelector("input") ?? this.query).focus();
    });
  }

  get chosen() {
    return this.choices.querySelector("input:checked")?.value;
  }

  showPart() {
    this.search.hidden = this.kind === ADDRESS;
    this.elsewhere.hidden = this.kind !== ADDRESS;
    if (this.kind !== ADDRESS) this.find();
  }

  // Asks the server; an answer that a later question has overtaken is dropped.
  async find() {
    const asked = (this.asked = new URLSearchParams({ kind: this.kind, q: this.query.value, lang: this.language }));
    if (this.id && !this.query.value) asked.set("chosen", this.id);
    let answer = null;
    try {
      answer = await (await fetch(`${this.site.url}?${asked}`)).json();
    } catch {
      if (asked === this.asked) this.tell(this.words.failed, []);
      return;
    }
    if (asked !== this.asked) return;
    const { found, choices } = answer;
    const more = found > choices.length ? ` ${this.words.more}` : "";
    this.tell(found ? `${this.words.found} ${found}.${more}` : this.words.nothing, choices);
  }

  // Lets the server complete what was typed. The dialog closes when it can be linked to, else it stays and says why not.
  async judge() {
    let answer = { href: "", problem: "" };
    try {
      const typed = new URLSearchParams({ address: this.address.value });
      if (this.address.value.trim()) answer = await (await fetch(`${this.site.url}?${typed}`)).json();
    } catch {
      answer.problem = this.words.unjudged;
    }
    if (!this.dialog.open) return; // cancelled meanwhile
    this.reason.textContent = answer.problem;
    if (!answer.problem) {
      this.address.value = answer.href;
      this.dialog.close("ok");
      return;
    }
    this.address.setAttribute("aria-invalid", "true");
    this.address.setAttribute("aria-describedby", this.reason.id);
    this.address.focus();
  }

  tell(sentence, choices) {
    // The same words again keep what is chosen; other words begin anew; without any it is what the link leads to now.
    const asked = `${this.asked.get("kind")} ${this.asked.get("q")}`;
    const kept = asked === this.shown ? this.chosen : this.asked.get("q") ? "" : this.id;
    this.shown = asked;
    this.status.textContent = sentence;
    this.choices.hidden = !choices.length;
    this.choices.replaceChildren(
      crel("legend", { textContent: this.words.results }),
      ...choices.map(({ id, title, note }) => radio(`${this.prefix}-id`, id, title, note, String(id) === kept)),
    );
  }

  // The href that was chosen, "" for none; null when the dialog was cancelled.
  open() {
    document.body.append(this.dialog);
    this.showPart();
    this.dialog.showModal();
    (this.kind === ADDRESS ? this.address : this.query).focus();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => {
        this.dialog.remove();
        resolve(this.dialog.returnValue === "ok" ? this.href : null);
      });
    });
  }

  get href() {
    if (this.kind === ADDRESS) return this.address.value.trim();
    const place = this.chosen === this.id ? this.place : "";
    return `/~/${this.kind}/${this.chosen}/${place}`;
  }
}

export const Link = StockLink.extend({
  addOptions() {
    // A mistyped scheme stays, so that the checks can name it; no reader ever gets such a link.
    return { ...this.parent?.(), isAllowedUri: (address) => !RUNS.test(address ?? "") };
  },
  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return true;
        new LinkDialog(editor, editor.getAttributes("link").href ?? "").open().then((href) => {
          const chain = editor.chain().focus();
          if (href !== null) chain.extendMarkRange("link")[href ? "setLink" : "unsetLink"]({ href });
          chain.run();
        });
        return true;
      },
    };
  },
});
