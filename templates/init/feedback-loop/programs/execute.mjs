import { answer } from './answer.mjs'

await answer(({ steps }) => ({ text: steps.map(({ text }) => sentence(text)).join(' ') }))

function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}
