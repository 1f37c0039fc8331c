import { isSameSubject, type SceneNode, type Subject } from './scene.ts'

/** What is next to something in a direction, as arrow keys go; the first of all if there is nothing to go from. */
export function nextInDirection(
  nodes: readonly SceneNode[],
  from: Subject | undefined,
  [dx, dy]: readonly [x: number, y: number],
): Subject | undefined {
  const targets = nodes.filter(({ form }) => form !== 'dot')
  const start = targets.find(({ subject }) => isSameSubject(subject, from))
  if (start === undefined) return targets[0]?.subject
  let best: { subject: Subject; cost: number } | undefined
  for (const { subject, x, y } of targets) {
    const [along, across] = [(x - start.x) * dx + (y - start.y) * dy, Math.abs((x - start.x) * dy - (y - start.y) * dx)]
    // Within a cone, so that going there and back again stays in sight.
    if (along <= 1e-9 || across > along * 2) continue
    const cost = along + 2 * across
    if (best === undefined || cost < best.cost) best = { subject, cost }
  }
  return best?.subject
}
