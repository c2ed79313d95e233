// Moves a page in the list: "Move" takes it up, the buttons that then appear in the other rows put it down there.
// Without this script a page is moved by the field "parent" of its form.

const MOVED = "moved-page";

function movePages(list) {
  const status = document.createElement("p");
  status.className = "move-status";
  status.setAttribute("role", "status");
  list.closest(".results").before(status);
  let moving = null;

  function take(button) {
    moving = moving === button ? null : button;
    status.textContent = moving ? moving.dataset.moving : "";
    for (const other of list.querySelectorAll(".move-cut")) {
      other.setAttribute("aria-pressed", String(other === moving));
      other.closest("tr").classList.toggle("move-selected", other === moving);
      other.nextElementSibling.hidden = moving === null || other === moving;
    }
  }

  async function put(button) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
    body.append("move", moving.dataset.pk);
    body.append("relative_to", button.dataset.pk);
    body.append("position", button.dataset.position);
    sessionStorage.setItem(MOVED, moving.dataset.pk);
    await fetch("move-node/", { method: "POST", body });
    window.location.reload(); // shows the new order, or in a message why not
  }

  list.addEventListener("click", (event) => {
    if (event.target.matches(".move-cut")) take(event.target);
    if (event.target.matches("[data-position]")) put(event.target);
  });
  // Up and down lead to the same control of the next row, so that a long list is no long way.
  list.addEventListener("keydown", (event) => {
    const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const row = event.target.closest("tbody tr")?.[next];
    if (!row || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { position } = event.target.dataset;
    const place = position && row.querySelector(`.move-places:not([hidden]) [data-position="${position}"]`);
    (place || row.querySelector(event.target.matches("th a") ? "th a" : ".move-cut"))?.focus();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Escape" || !moving) return;
    moving.focus();
    take(moving);
  });
  list.querySelector(`.move-cut[data-pk="${sessionStorage.getItem(MOVED)}"]`)?.focus();
  sessionStorage.removeItem(MOVED);
}

const list = document.querySelector("#result_list");
if (list?.querySelector(".move-cut")) movePages(list);
