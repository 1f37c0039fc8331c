import { answer } from './answer.mjs'

await answer(({ goal, facts, lessons }) => {
  const [first, ...others] = facts
  const wanted = new Set(lessons.map(({ about }) => about))
  const steps = [first, ...others.filter(({ about }) => wanted.has(about))]
  console.error(`${steps.length} of ${facts.length} facts are to be said, ${lessons.length} because of lessons`)
  return { goal, steps }
})
