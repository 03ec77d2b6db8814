// What was typed and not saved yet, kept in this browser: by person, address of the submission, and question.
const PREFIX = "answers"

const key = ({ user, save }, item) => [PREFIX, user, save, item].join("|")

export function keep(of, item, fields) {
  try {
    localStorage.setItem(key(of, item), JSON.stringify(fields))
  } catch {
    // a full or closed store keeps nothing; the page still does
  }
}

export function forget(of, item) {
  try {
    localStorage.removeItem(key(of, item))
  } catch {
    // as above
  }
}

/** Pairs of question and fields that still have to be sent. */
export function waiting(of) {
  const start = key(of, "")
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(start))
      .map((name) => [name.slice(start.length), JSON.parse(localStorage.getItem(name))])
  } catch {
    return []
  }
}
