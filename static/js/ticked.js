/* What is ticked in the list of publications stands in the address, and in the links to other parts of the list, as soon as it is
   ticked. Without script a button keeps it there. */

for (const group of document.querySelectorAll("[data-ticked]")) keepTicked(group)

function keepTicked(group) {
  const ticks = document.querySelectorAll('input[name="id"][form="_list"]')
  group.querySelector("[data-keep]").hidden = true
  document.addEventListener("change", (event) => {
    if (event.target.name === "id") show()
  })
  addEventListener("pageshow", show) // a browser that goes back ticks them as they were
  function show() {
    const ids = Array.from(ticks).filter((tick) => tick.checked).map((tick) => tick.value)
    for (const count of document.querySelectorAll("[data-count]")) count.textContent = ids.length
    group.querySelector("[data-clear]").hidden = ids.length === 0
    history.replaceState(history.state, "", withIds(location.href, ids))
    for (const link of document.querySelectorAll("main a[href], a[hreflang][rel=alternate]")) {
      const isOfList = link.pathname === location.pathname || link.rel === "alternate"
      if (isOfList && !("clear" in link.dataset)) link.href = withIds(link.href, ids)
    }
  }
}

function withIds(address, ids) {
  const url = new URL(address)
  url.searchParams.delete("id")
  for (const id of ids) url.searchParams.append("id", id)
  return url.href
}
