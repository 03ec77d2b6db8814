// The small signs of the map, drawn in the palette's colours. An image is named for what it is and its colours:
// `arrow #a8442a`, `square #14243a #fbf9f4`.

const SIZE = 32 // pixels
const RATIO = 2 // of these to a pixel of the page

const DRAWINGS = {
  arrow(context) {
    context.moveTo(26, 16)
    context.lineTo(8, 8)
    context.lineTo(12, 16)
    context.lineTo(8, 24)
  },
  square(context) {
    context.rect(9, 9, 14, 14)
  },
}

function drawn(name, fill, outline) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE })
  const context = canvas.getContext("2d")
  context.beginPath()
  DRAWINGS[name](context)
  context.closePath()
  if (outline) {
    Object.assign(context, { strokeStyle: outline, lineWidth: 5 })
    context.stroke()
  }
  context.fillStyle = fill
  context.fill()
  return context.getImageData(0, 0, SIZE, SIZE)
}

// `map` asks for an image by its name when a layer first needs it.
export function giveImages(map) {
  map.setMissingStyleImageResolver((id) => {
    const [name, fill, outline] = id.split(" ")
    if (name in DRAWINGS) map.addImage(id, drawn(name, fill, outline), { pixelRatio: RATIO })
  })
}
