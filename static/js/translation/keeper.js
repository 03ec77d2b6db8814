// Sends what is typed, a moment after it was typed. What cannot be sent stays in this browser and is sent by itself later.
import { token } from "../csrf.js"
import { remember, remembered, words } from "../admin/page.js"

const A_MOMENT = 1500
const A_WHILE = 5000

export class Keeper {
  constructor(form, page) {
    this.form = form
    this.page = page
    this.key = form.dataset.key
    this.text = null // typed and not yet kept by the server
    this.timer = null
    this.sending = null
    this.isGone = false // a form goes once, however often it is clicked
    addEventListener("pageshow", () => (this.isGone = false))
    addEventListener("online", () => this.text !== null && this.now())
    document.addEventListener("visibilitychange", () => document.hidden || this.text === null || this.now())
  }

  typed(text) {
    this.text = text
    const { version, seen } = this.form.elements
    const kept = { text, at: Date.now(), version: version.value, seen: seen.value }
    remember(localStorage, this.key, JSON.stringify(kept))
    this.wait(A_MOMENT)
  }

  wait(time) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.now(), time)
  }

  left() {
    return JSON.parse(remembered(localStorage, this.key) ?? "null")
  }

  forget() {
    this.text = null
    remember(localStorage, this.key, null)
  }

  /** True once the server has all that was typed. */
  async now() {
    clearTimeout(this.timer)
    if (this.sending) await this.sending
    if (this.text === null) return true
    this.sending = this.send(this.text)
    const isKept = await this.sending
    this.sending = null
    return isKept && this.text === null
  }

  async send(text) {
    this.page.said(words.keeping)
    const body = new FormData(this.form)
    body.set("text", text)
    body.set("csrfmiddlewaretoken", token())
    let response
    try {
      response = await fetch(this.form.dataset.keep, { method: "POST", body, redirect: "manual" })
    } catch {
      return this.later(words.offline)
    }
    if (response.type === "opaqueredirect" || response.status === 403) return this.later(words.signedOut)
    if (response.status === 404) return this.closed()
    if (response.status >= 500) return this.later(words.offline)
    return this.heard(response, text)
  }

  async heard(response, text) {
    const answer = await response.json().catch(() => ({ refused: response.statusText }))
    if (response.ok) {
      this.form.elements.version.value = answer.version
      if (this.text === text) this.forget()
      this.page.kept(answer)
      return true
    }
    if (answer.version) this.page.clashed(answer)
    else this.page.refused(answer.refused)
    return false
  }

  later(word) {
    this.page.said(word)
    this.wait(A_WHILE)
    return false
  }

  /** Not sent again: nobody can write this text any more. */
  closed() {
    this.page.refused(words.closed)
    return false
  }

  /** What was typed last is kept before the form goes. */
  async beforeSubmit(event) {
    if (this.isGone) {
      event.preventDefault()
      return
    }
    if (this.text === null || event.submitter?.name === "drop") {
      this.forget()
      this.isGone = true
      return
    }
    event.preventDefault()
    if (await this.now()) this.form.requestSubmit(event.submitter)
  }
}
