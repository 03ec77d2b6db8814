// Buttons and switches stand in the page, in its language; here they are given their work.

const actions = {
  in: ({ map }) => map.zoomIn(),
  out: ({ map }) => map.zoomOut(),
  reset: ({ chart }) => chart.reset(),
  wide: (host) => toggleFullScreen(host),
}

function toggleFullScreen(host) {
  if (document.fullscreenElement) document.exitFullscreen()
  else host.stage.parentElement.requestFullscreen()
}

function wireFullScreen(host, button) {
  if (!document.fullscreenEnabled) {
    button.hidden = true
    return
  }
  const follow = () => {
    const isWide = document.fullscreenElement === host.stage.parentElement
    button.setAttribute("aria-pressed", String(isWide))
    if (isWide) host.map.cooperativeGestures.disable()
    else host.map.cooperativeGestures.enable()
  }
  document.addEventListener("fullscreenchange", follow, { signal: host.leaving.signal })
}

function wireSwitches(host) {
  const boxes = [...host.querySelectorAll("input[data-layer]")]
  const follow = () => boxes.forEach((box) => (box.checked = host.shown.includes(box.dataset.layer)))
  follow()
  host.addEventListener("map:shown", follow)
  for (const box of boxes) {
    box.addEventListener("change", () => {
      host.show(boxes.filter(({ checked }) => checked).map(({ dataset }) => dataset.layer))
      host.remember()
    })
  }
}

export function wireControls(host) {
  for (const button of host.querySelectorAll("button[data-map]")) {
    button.addEventListener("click", () => actions[button.dataset.map](host))
    if (button.dataset.map === "wide") wireFullScreen(host, button)
  }
  wireSwitches(host)
}
