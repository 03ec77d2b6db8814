// Adds rows to the sources of a section; without the script one empty row is there after each save.
export function growCitations() {
  for (const block of document.querySelectorAll(".citations")) {
    const button = block.querySelector(".add-citation")
    button.hidden = false
    button.addEventListener("click", () => add(block))
  }
}

function add(block) {
  const total = block.querySelector(`[name="${block.dataset.prefix}-TOTAL_FORMS"]`)
  const holder = document.createElement("tbody")
  holder.innerHTML = block.querySelector("template").innerHTML.replaceAll("__prefix__", total.value)
  const row = holder.firstElementChild
  block.querySelector("tbody").append(row)
  total.value = Number(total.value) + 1
  row.querySelector("input[type=number]").value = next(block)
  row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: block.dataset.prefix } }))
  row.querySelector("input[type=number]").focus()
}

function next(block) {
  const numbers = [...block.querySelectorAll("tbody input[type=number]")].map((box) => Number(box.value) || 0)
  return Math.max(0, ...numbers) + 1
}
