// The token that shows a form to be the portal's own. Signing in again, in another tab too, changes it: it is asked for at each
// sending, and put into the forms that are open. (Django keeps it in a cookie that scripts may read: CSRF_COOKIE_HTTPONLY is off.)

const NAME = "csrfmiddlewaretoken"

export function token() {
  const kept = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="))
  return kept?.slice("csrftoken=".length) ?? document.querySelector(`[name=${NAME}]`)?.value ?? ""
}

/** Forms go with the token of the moment, however long they were open. */
addEventListener("submit", ({ target }) => {
  const field = target.elements.namedItem(NAME)
  if (field) field.value = token()
}, { capture: true })
