import { answer } from './answer.mjs'

const stock = { lamp: 12, desk: 3, chair: 6 }

await answer({
  'check-stock': ({ lines }) => {
    const missing = lines.filter(({ sku, quantity }) => quantity > (stock[sku] ?? 0))
    return { passed: missing.length === 0, reasons: missing.map(({ sku }) => `There are not enough pieces of ${sku}.`) }
  },
})
