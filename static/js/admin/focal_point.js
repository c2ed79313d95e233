// The focal point of a picture, set by a press on it or with the arrow keys. Without this script its two numbers are typed.

function chooseFocalPoint(template) {
  const [x, y] = [template.dataset.x, template.dataset.y].map((id) => document.getElementById(id));
  if (!x || !y) return;
  const widget = template.content.firstElementChild.cloneNode(true);
  x.closest("fieldset").querySelector(".form-row").before(widget);
  const picture = widget.querySelector(".focal__picture");
  const point = widget.querySelector(".focal__point");
  const told = widget.querySelector("[role=status]");
  const crop = widget.querySelector(".focal__crop img");

  const within = (number) => Math.min(100, Math.max(0, Math.round(Number(number) || 0)));

  function show() {
    const [left, top] = [within(x.value), within(y.value)];
    Object.assign(point.style, { left: `${left}%`, top: `${top}%` });
    crop.style.objectPosition = `${left}% ${top}%`;
    told.textContent = template.dataset.words.replace("{x}", left).replace("{y}", top);
  }

  function set(left, top) {
    [x.value, y.value] = [within(left), within(top)];
    show();
    for (const input of [x, y]) input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  picture.addEventListener("click", (event) => {
    if (event.target === point) return;
    const box = picture.getBoundingClientRect();
    set((100 * (event.clientX - box.left)) / box.width, (100 * (event.clientY - box.top)) / box.height);
    point.focus();
  });
  point.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    set(within(x.value) + step * way[0], within(y.value) + step * way[1]);
  });
  for (const input of [x, y]) input.addEventListener("input", show);
  show();
}

for (const template of document.querySelectorAll("template[data-focal-point]")) chooseFocalPoint(template);
