import { readFileSync } from 'node:fs'

const rules = [
  { finding: 'It is too long.', isBroken: (text) => text.length > 60 },
  { finding: 'It shouts.', isBroken: (text) => /\p{Lu}{4}/u.test(text) },
  { finding: 'It ends without a mark.', isBroken: (text) => !/[.!?]$/.test(text) },
]

const { text } = JSON.parse(readFileSync(0, 'utf8'))
const findings = rules.filter(({ isBroken }) => isBroken(text)).map(({ finding }) => finding)
console.log(JSON.stringify({ findings }))
