// The stock two-box choice names an icon that has no role: screen readers would not read it. Nothing else is changed.
"use strict";

window.addEventListener("load", () => setTimeout(() => {
  for (const icon of document.querySelectorAll(".search-label-icon")) icon.setAttribute("role", "img");
}));
