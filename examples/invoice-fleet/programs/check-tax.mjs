import { answer, money } from './answer.mjs'

const rates = { AT: [0, 10, 13, 20], DE: [0, 7, 19], FR: [0, 2, 5, 10, 20], NL: [0, 9, 21] }

function expectedTax(lines) {
  const netByRate = new Map()
  for (const { quantity, unitCents, taxPercent } of lines)
    netByRate.set(taxPercent, (netByRate.get(taxPercent) ?? 0) + quantity * unitCents)
  return [...netByRate].reduce((sum, [percent, net]) => sum + Math.round((net * percent) / 100), 0)
}

await answer({
  'check-tax': ({ country, lines, taxCents }) => {
    const strange = lines.filter(({ taxPercent }) => !(rates[country] ?? []).includes(taxPercent))
    const expected = expectedTax(lines)
    return {
      findings: [
        ...strange.map(({ text, taxPercent }) => ({
          severity: 'minor',
          message: `${taxPercent} % is no rate of ${country} (${text}).`,
        })),
        ...(Math.abs(expected - taxCents) <= 1
          ? []
          : [{ severity: 'major', message: `The tax is ${money(taxCents)}, and should be ${money(expected)}.` }]),
      ],
    }
  },
})
