/* Passkeys: a form with `data-passkey` asks the device to sign, and posts what it signed.
   `sign-in` fetches its challenge; `use` and `create` find it in the page (#passkey-options). */

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0))

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

const known = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }))

function optionsInPage() {
  return JSON.parse(document.getElementById("passkey-options").textContent)
}

async function optionsFromServer(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } })
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`)
  return answer.json()
}

function selection(form, asked) {
  const alone = form.elements.passwordless?.checked
  if (!alone) return asked
  return { ...asked, residentKey: "required", requireResidentKey: true, userVerification: "required" }
}

function create(form) {
  const { publicKey } = optionsInPage().creation_options
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: selection(form, publicKey.authenticatorSelection),
    },
  })
}

function use({ request_options: { publicKey } }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  })
}

const ways = {
  create,
  use: () => use(optionsInPage()),
  "sign-in": async (form) => use(await optionsFromServer(form)),
}

function asJson(credential) {
  const { response } = credential
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])])
  const transports = response.getTransports ? { transports: response.getTransports() } : {}
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: { ...Object.fromEntries(given), ...transports },
    clientExtensionResults: credential.getClientExtensionResults(),
  })
}

function prepare(form) {
  const status = form.querySelector("[role=status]")
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    status.textContent = ""
    try {
      form.elements.credential.value = asJson(await ways[form.dataset.passkey](form))
      form.submit()
    } catch (error) {
      status.textContent = error.name === "NotAllowedError" ? form.dataset.refused : form.dataset.failed
    }
  })
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form)
} else {
  for (const note of document.querySelectorAll(".passkey-missing")) note.hidden = false
}
