import { answer } from './answer.mjs'

await answer({
  review: ({ purchase, tax, unsure }) => {
    const all = [...purchase.findings, ...tax.findings]
    const major = all.filter(({ severity }) => severity === 'major')
    return {
      majorFindings: major.length,
      summary: [
        ...major.map(({ message }) => message),
        ...unsure.map((text) => `No rule says where “${text}” belongs.`),
      ],
    }
  },
})
