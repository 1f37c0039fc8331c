import { answer } from './answer.mjs'

const limitCents = 100_000

await answer({
  'check-credit': ({ totalCents }) => {
    const passed = totalCents <= limitCents
    return { passed, reasons: passed ? [] : ['It is above the limit for orders on account.'] }
  },
})
