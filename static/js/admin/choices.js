// The search boxes of choices carry the name of their field; select2 leaves them without one.
const LABELLED = "select.admin-autocomplete"

function name(select) {
  const label = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim().replace(/:$/, "")
  const shown = select.nextElementSibling
  if (!label || !shown?.matches(".select2-container")) return
  shown.querySelector(".select2-selection").setAttribute("aria-label", label)
  shown.querySelector(".select2-selection").removeAttribute("aria-labelledby")
  shown.querySelector(".select2-selection__rendered[role=textbox]")?.setAttribute("aria-label", label)
  shown.querySelector(".select2-search__field")?.setAttribute("aria-label", label)
  shown.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation")
}

/** Names the box now or when select2 puts it beside its field. */
function watch(select) {
  name(select)
  new MutationObserver(() => name(select)).observe(select.parentNode, { childList: true })
}

export function nameChoices() {
  document.querySelectorAll(LABELLED).forEach(watch)
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll(LABELLED).forEach(watch))
}
