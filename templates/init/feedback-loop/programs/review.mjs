import { answer } from './answer.mjs'

/** A sentence with more words is hard to read. */
const longest = 25

await answer(({ text, facts, questions }) => {
  const said = text.toLowerCase()
  const isAnswered = (question) =>
    facts.some(({ about, text: fact }) => about === question && said.includes(fact.toLowerCase()))
  const open = questions.filter((question) => !isAnswered(question))
  const findings = [
    ...open.map((about) => ({ about, weight: 30, message: `It does not say: ${about}.` })),
    ...text
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => words(sentence) > longest)
      .map((sentence) => ({ about: 'length', weight: 5, message: `A sentence has ${words(sentence)} words.` })),
  ]
  for (const { message } of findings) console.error(message)
  return { words: words(text), answered: questions.length - open.length, findings }
})

function words(text) {
  return text.split(/\s+/).filter((word) => word !== '').length
}
