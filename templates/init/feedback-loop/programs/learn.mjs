import { answer } from './answer.mjs'

await answer(({ lessons, findings }) => {
  const known = new Set(lessons.map(({ about }) => about))
  const [gravest] = findings.filter(({ about }) => !known.has(about)).sort((a, b) => b.weight - a.weight)
  if (gravest === undefined) return { lessons }
  return { lessons: [...lessons, { about: gravest.about, advice: `Mind this: ${gravest.message}` }] }
})
