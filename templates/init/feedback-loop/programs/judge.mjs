import { answer } from './answer.mjs'

await answer(({ findings, threshold }) => {
  const score = Math.max(0, 100 - findings.reduce((sum, { weight }) => sum + weight, 0))
  console.error(`${score} of 100, ${threshold} are needed`)
  return { score, accepted: score >= threshold }
})
