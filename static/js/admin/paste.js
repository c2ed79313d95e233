// Pasted text: what other programs say by classes and styles is said in tags, before the text editor drops what it does
// not know. Styles are read as text: the admin's security policy lets no document apply them. What is left is mended by
// the server at saving (pages/text/pastes.py); without this script that is all.
import { Extension } from "django-prose-editor/editor";

const HEADINGS = "h1, h2, h3, h4, h5, h6";
const BLOCKS = `${HEADINGS}, p, div, li, ul, ol, table, tr, td, th, blockquote, section, article`;
const RULE = /\.([\w-]+)\s*\{([^{}]*)\}/g;
const MSO_LIST = /(l\d+)\s+level(\d)/;
const NUMBER = /^\(?(\d{1,3}|[a-z]|[ivx]{2,5})[.)]/i;

// {property: value} of a style, in lower case.
function declarations(style) {
  const pairs = (style ?? "").toLowerCase().split(";").map((part) => part.split(/:(.*)/s));
  return Object.fromEntries(pairs.map(([name, value = ""]) => [name.trim(), value.trim()]));
}

const styleOf = (node) => declarations(node.dataset.style);
const isEmpty = (node) => !node.textContent.trim();
const isHeavy = ({ "font-weight": weight }) => /^bold/.test(weight) || Number(weight) >= 600;
const isLight = ({ "font-weight": weight }) => /^(normal|lighter)/.test(weight) || Number(weight) < 600;
const isSlanted = ({ "font-style": style }) => /^(italic|oblique)/.test(style);
const isUpright = ({ "font-style": style }) => style === "normal";

function rename(node, tag) {
  const other = node.ownerDocument.createElement(tag);
  for (const { name, value } of node.attributes) other.setAttribute(name, value);
  other.append(...node.childNodes);
  node.replaceWith(other);
  return other;
}

function wrapContent(node, tag) {
  const inside = node.ownerDocument.createElement(tag);
  inside.append(...node.childNodes);
  node.append(inside);
}

// The document of a paste. Its styles wait in `data-style`, what rules say of classes (as Excel does) among them: were they
// parsed as styles, the security policy would report each of them, as it would handlers such as `onclick`.
function parsed(html) {
  const rules = [];
  const bare = html
    .replace(/<style\b[^>]*>(.*?)<\/style>/gis, (_sheet, text) => { rules.push(...text.matchAll(RULE)); return ""; })
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(^<[a-z]+\/|["'\s])(style|on\w+)\s*=/gi, "$1data-$2="));
  const isRow = /^\s*(<meta[^>]*>\s*)*<(t[dhr]|tbody|thead|col)\b/i.test(bare);
  const root = new DOMParser().parseFromString(isRow ? `<table>${bare}</table>` : bare, "text/html").body;
  for (const [, name, style] of rules) {
    for (const node of root.querySelectorAll(`.${CSS.escape(name)}`)) node.dataset.style = `${style};${node.dataset.style ?? ""}`;
  }
  return root;
}

// The title of a page is its heading of level 1: where a text has another, all its headings go one level down.
function mendHeadings(root) {
  for (const node of root.querySelectorAll("p[role=heading][aria-level]")) rename(node, `h${node.getAttribute("aria-level")}`);
  const down = root.querySelector("h1") ? 1 : 0;
  for (const node of root.querySelectorAll(HEADINGS)) rename(node, `h${Math.min(Number(node.tagName[1]) + down, 4)}`);
}

// The comments that colleagues wrote beside a text in Word.
function dropComments(root) {
  for (const node of root.querySelectorAll(".MsoCommentReference, a[href^='#_msocom']")) node.remove();
  for (const node of root.querySelectorAll("[data-style]")) {
    if (styleOf(node)["mso-element"] === "comment-list") node.remove();
  }
}

// Bold and italic by style; a wrapper that says "normal" makes nothing bold, and a heading is bold already.
function mendMarks(root, short, mark, saysSo, denies) {
  for (const node of root.querySelectorAll(`${short}, ${mark}`)) {
    const spans = [...node.childNodes].filter((child) => !isEmpty(child));
    const isDenied = spans.length && spans.every((child) => child.tagName === "SPAN" && denies(styleOf(child)));
    if (denies(styleOf(node)) || isDenied || (node.tagName === short.toUpperCase() && (isEmpty(node) || node.closest(HEADINGS)))) {
      node.replaceWith(...node.childNodes);
    }
  }
  for (const node of [...root.querySelectorAll("[data-style]")].reverse()) {
    if (saysSo(styleOf(node)) && !isEmpty(node) && !node.closest(HEADINGS) && !node.querySelector(BLOCKS)) wrapContent(node, mark);
  }
}

// What says that it is not bold, in something bold: the bold is split in two around it.
function liftPlain(root, mark, denies) {
  for (const span of root.querySelectorAll("span[data-style]")) {
    const marked = denies(styleOf(span)) && span.closest(mark);
    if (!marked) continue;
    const range = root.ownerDocument.createRange();
    range.setStartAfter(span);
    range.setEndAfter(marked);
    const after = range.extractContents();
    range.setStartBefore(span);
    range.setEndAfter(marked);
    const plain = range.extractContents();
    plain.firstChild.replaceWith(...plain.firstChild.childNodes);
    marked.after(plain, after);
  }
}

// Word on a desktop writes the items of its lists as paragraphs, their place in styles and their markers as words.
function wordItems(root) {
  for (const paragraph of root.querySelectorAll("p[data-style*='mso-list' i]")) {
    const listed = MSO_LIST.exec(styleOf(paragraph)["mso-list"]);
    if (!listed) continue;
    const spans = [...paragraph.querySelectorAll("span[data-style]")];
    const marker = spans.find((span) => styleOf(span)["mso-list"] === "ignore");
    const number = NUMBER.exec(marker?.textContent.trim() ?? "");
    marker?.remove();
    const place = { list: number ? "ol" : "ul", number: Number.parseInt(number?.[1], 10) || 1, source: listed[1] };
    Object.assign(rename(paragraph, "li").dataset, place, { level: listed[2] });
  }
}

// Word in the browser gives each item a list of its own.
function webItems(root) {
  for (const wrapper of root.querySelectorAll("div.ListContainerWrapper")) {
    for (const item of wrapper.querySelectorAll("li")) {
      const list = item.parentElement;
      const number = (list.start || 1) + [...list.children].indexOf(item);
      const level = item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1;
      Object.assign(item.dataset, { list: list.localName, number, level, source: "" });
    }
    for (const list of wrapper.querySelectorAll("ul, ol")) list.replaceWith(...list.childNodes);
    wrapper.replaceWith(...wrapper.childNodes);
  }
}

// Items in a row become lists in lists.
function makeLists(root) {
  let open = []; // [{level, list, source}], the outermost first
  for (const item of root.querySelectorAll("li[data-list]")) {
    const { list: tag, number, source } = item.dataset;
    const level = Number(item.dataset.level);
    let before = item.previousSibling;
    while (before && before.nodeType !== Node.ELEMENT_NODE && isEmpty(before)) before = before.previousSibling;
    if (before !== open[0]?.list) open = [];
    while (open.length > 1 && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level > level) open.at(-1).level = level; // the first one stood deeper than the rest
    const last = open.at(-1);
    if (last?.level === level && (last.list.localName !== tag || last.source !== source)) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = item.ownerDocument.createElement(tag);
      if (tag === "ol" && number > 1) list.setAttribute("start", number);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else item.before(list);
      open.push({ level, list, source });
    }
    open.at(-1).list.append(item);
  }
}

// The first row of a table without heads is its head when another program says so, or all its words are bold.
function mendTables(root) {
  const isBold = (cell) => {
    const plain = cell.cloneNode(true);
    for (const strong of plain.querySelectorAll("strong, b")) strong.remove();
    return isEmpty(plain);
  };
  for (const table of root.querySelectorAll("table")) {
    const [first] = table.rows;
    if (table.rows.length < 2 || table.querySelector("th")) continue;
    const cells = [...first.cells];
    const filled = cells.filter((cell) => !isEmpty(cell));
    if (!filled.length || !(first.parentElement.localName === "thead" || filled.every(isBold))) continue;
    for (const cell of cells) {
      for (const strong of cell.querySelectorAll("strong, b")) strong.replaceWith(...strong.childNodes);
      rename(cell, "th");
    }
  }
}

// Programs make room with empty paragraphs and with line breaks beside blocks; a list that stands directly in a list
// goes into the item before it.
function tidy(root) {
  for (const drawing of root.querySelectorAll("svg, math, hr")) drawing.remove();
  for (const paragraph of root.querySelectorAll("p")) if (isEmpty(paragraph)) paragraph.remove();
  const endsAtBlock = (node, towards) => {
    do node = node[towards]; while (node?.nodeType === Node.COMMENT_NODE || (node?.nodeType === Node.TEXT_NODE && isEmpty(node)));
    return !node || (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS));
  };
  for (const line of root.querySelectorAll("br")) {
    const isAtEdge = endsAtBlock(line, "previousSibling") || endsAtBlock(line, "nextSibling");
    if (isAtEdge && line.parentElement.querySelector(BLOCKS)) line.remove();
  }
  for (const list of [...root.querySelectorAll(":is(ul, ol) > :is(ul, ol)")].reverse()) {
    const before = list.previousElementSibling;
    if (before) before.append(list);
    else list.replaceWith(...list.childNodes);
  }
}

export function mended(html) {
  if (html.includes("data-pm-slice")) return html; // the text editor's own
  const root = parsed(html);
  dropComments(root);
  mendHeadings(root);
  mendMarks(root, "b", "strong", isHeavy, isLight);
  mendMarks(root, "i", "em", isSlanted, isUpright);
  liftPlain(root, "strong, b", isLight);
  liftPlain(root, "em, i", isUpright);
  wordItems(root);
  webItems(root);
  makeLists(root);
  mendTables(root);
  tidy(root);
  for (const node of root.querySelectorAll("span[lang]")) {
    if (/^[A-Z]/.test(node.getAttribute("lang"))) node.removeAttribute("lang"); // what Word checked the spelling in
  }
  for (const node of root.querySelectorAll("[data-style]")) node.removeAttribute("data-style");
  return root.innerHTML;
}

export const Paste = Extension.create({ name: "pastes", transformPastedHTML: mended });
