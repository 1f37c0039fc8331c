import { answer, money } from './answer.mjs'

const highestRisk = 50

await answer({
  authorise: ({ totalCents, limitCents, remainingCents, riskScore, majorFindings }) => {
    const reasons = [
      ...(totalCents > limitCents ? [`${money(totalCents)} is above the limit of ${money(limitCents)}.`] : []),
      ...(totalCents > remainingCents ? [`The budget has only ${money(remainingCents)} left.`] : []),
      ...(riskScore > highestRisk ? [`The risk is ${riskScore} of 100.`] : []),
      ...(majorFindings > 0 ? [`There are ${majorFindings} major findings.`] : []),
    ]
    return { outcome: reasons.length === 0 ? 'approved' : 'held', reasons }
  },
})
