// The section navigation follows reading: the section nearest to the top of the page is the current one.

function follow(nav) {
  const links = new Map([...nav.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]))
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean)
  if (!headings.length) return

  let frame = 0
  const mark = () => {
    frame = 0
    const line = window.innerHeight * 0.3
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= line)
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2
    const current = atEnd && passed.length ? passed.at(-1) : passed.at(-1) ?? headings[0]
    for (const [id, link] of links) setCurrent(link, id === current.id, nav)
  }
  const later = () => { frame ||= requestAnimationFrame(mark) }
  const observer = new IntersectionObserver(later, { rootMargin: "-5% 0px -65% 0px", threshold: [0, 1] })
  for (const heading of headings) observer.observe(heading.closest("section") ?? heading)
  addEventListener("scroll", later, { passive: true })
  mark()
}

function setCurrent(link, isCurrent, nav) {
  if (isCurrent === link.hasAttribute("aria-current")) return
  link.toggleAttribute("aria-current", isCurrent)
  if (!isCurrent) return
  link.setAttribute("aria-current", "true")
  bringIntoStrip(link, nav)
}

// On a phone the navigation is a strip: the current section is scrolled to its middle, the page itself stays.
function bringIntoStrip(link, nav) {
  if (nav.scrollWidth <= nav.clientWidth) return
  const [strip, item] = [nav.getBoundingClientRect(), link.getBoundingClientRect()]
  nav.scrollBy({ left: item.left + item.width / 2 - strip.left - strip.width / 2, behavior: "auto" })
}

for (const nav of document.querySelectorAll("[data-section-nav]")) follow(nav)
