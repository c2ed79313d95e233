/* Buttons that copy a text of the page. Without script they stay hidden, and the text can be selected as any other. */

for (const place of document.querySelectorAll("[data-copy]")) offerCopy(place)

function offerCopy(place) {
  const text = document.getElementById(place.dataset.copy)
  const status = place.querySelector("[role=status]")
  if (!text || !navigator.clipboard) return
  place.hidden = false
  place.querySelector("button").addEventListener("click", async () => {
    const words = Array.from(text.querySelectorAll("p"), (each) => each.textContent)
    const lines = (words.length ? words : [text.textContent]).map((line) => line.trim().replace(/\s+/g, " "))
    status.textContent = ""
    try {
      await navigator.clipboard.writeText(lines.join("\n\n"))
      status.textContent = place.dataset.done
    } catch {
      status.textContent = place.dataset.failed
    }
  })
}
