import { readFileSync } from 'node:fs'
import { answer } from './answer.mjs'

const { name, rules } = JSON.parse(readFileSync(new URL('../policies/announcements.json', import.meta.url), 'utf8'))

await answer(({ text }) => {
  const broken = rules.find(({ pattern }) => new RegExp(pattern, 'iu').test(text))
  if (broken === undefined) return { verdict: 'allow', policy: name, reason: 'No rule is broken.' }
  return { verdict: 'deny', policy: name, rule: broken.id, reason: broken.reason }
})
