// MapLibre shapes and orders right-to-left text itself and draws it letter by letter on canvases that stand in no page.
// Such a canvas takes its direction from the root element, so on an Arabic page every bracket would be mirrored twice.

const contexts = ["CanvasRenderingContext2D", "OffscreenCanvasRenderingContext2D"]

export function drawLettersAsGiven() {
  for (const name of contexts) {
    const prototype = globalThis[name]?.prototype
    if (!prototype || prototype.fillText.drawsAsGiven) continue
    const fillText = prototype.fillText
    prototype.fillText = function (...words) {
      if (!this.canvas.isConnected) this.direction = "ltr"
      return fillText.apply(this, words)
    }
    prototype.fillText.drawsAsGiven = true
  }
}
