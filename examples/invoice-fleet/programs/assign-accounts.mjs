import { readFileSync } from 'node:fs'
import { answer } from './answer.mjs'

const { default: fallback, rules } = JSON.parse(readFileSync(new URL('./account-rules.json', import.meta.url), 'utf8'))
const accountOf = (text) => rules.find(({ word }) => text.toLowerCase().includes(word))?.account

await answer({
  'assign-accounts': ({ lines }) => ({
    lines: lines.map(({ text, quantity, unitCents, taxPercent }) => ({
      account: accountOf(text) ?? fallback,
      amountCents: Math.round(quantity * unitCents * (1 + taxPercent / 100)),
      text,
    })),
    unsure: lines.map(({ text }) => text).filter((text) => accountOf(text) === undefined),
  }),
})
