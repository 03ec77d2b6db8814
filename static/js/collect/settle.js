// The workbook's side of each conflict is kept in this browser until one of the two is chosen: who leaves the page finds it
// again beside the other's, in the question's part.
import { forget, keep, waiting } from "./kept.js"

const form = document.querySelector("[data-settle]")
const boxes = [...form.querySelectorAll("[data-item]")]

/** Over the version that the workbook was filled over: a later sending meets the other's answer, and shows both. */
function fieldsOf({ dataset: { item, over }, elements }) {
  const own = [...elements].filter(({ type }) => type === "hidden").map(({ name, value }) => [name, value])
  return own.map(([name, value]) => [name, name === `v-${item}` ? over : value])
}

const known = new Set(waiting(form.dataset).map(([item]) => item)) // typed here, and newer than the workbook
for (const box of boxes) {
  if (!known.has(box.dataset.item)) keep(form.dataset, box.dataset.item, fieldsOf(box))
}

/** One's own stays kept until a page hears that it is saved. */
form.addEventListener("submit", () => {
  for (const box of boxes) {
    if (box.querySelector("[value=theirs]").checked) forget(form.dataset, box.dataset.item)
  }
})
