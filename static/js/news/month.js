// A month by keyboard: arrows go from day to day (by the direction of the page), Page Up and Page Down from month to month.

const table = document.querySelector("[data-month-table]")
const days = [...table.querySelectorAll("[data-day]")]
const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
const WEEK = 7
const STEPS = { [forward]: 1, [back]: -1, ArrowDown: WEEK, ArrowUp: -WEEK }

function go(day) {
  for (const each of days) each.tabIndex = each === day ? 0 : -1
  day.focus()
}

function turn(where) {
  document.querySelector(`[data-month=${where}]`)?.click()
}

table.addEventListener("keydown", (event) => {
  const at = days.indexOf(event.target.closest("[data-day]"))
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
  const next = event.key in STEPS ? days[at + STEPS[event.key]] : undefined
  if (next) go(next)
  else if (event.key === "Home") go(days[at - (at % WEEK)])
  else if (event.key === "End") go(days[at - (at % WEEK) + WEEK - 1])
  else if (event.key === "PageUp") turn("before")
  else if (event.key === "PageDown") turn("after")
  else if (event.key === "Enter" && event.target.matches("[data-day]")) event.target.querySelector("a")?.click()
  else return
  event.preventDefault()
})

const first = days.find((day) => day.hasAttribute("aria-current")) ?? days.find((day) => !day.matches(".other-month"))
for (const day of days) day.tabIndex = day === first ? 0 : -1
