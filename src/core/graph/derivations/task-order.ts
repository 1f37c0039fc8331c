import { placeIn } from '#core/manifest'
import type { TaskEdge } from '#core/workflow'
import type { Derivation, Tell } from '../derivation.ts'
import type { FileSubjects } from '../file-subjects.ts'

export const taskNeeds: Derivation = {
  rule: 'task-needs',
  summary: 'A task waits for the tasks that it needs.',
  origin: 'declared',
  kinds: ['waits-for'],
  derive: (file, tell) => tellOrder(file, { origin: 'needs', kind: 'waits-for' }, tell),
}

export const taskReads: Derivation = {
  rule: 'task-reads',
  summary: 'A task reads from the tasks whose output its expressions read.',
  origin: 'inferred',
  kinds: ['reads-from'],
  derive: (file, tell) => tellOrder(file, { origin: 'expression', kind: 'reads-from' }, tell),
}

interface Order extends Pick<TaskEdge, 'origin'> {
  readonly kind: string
}

function tellOrder(file: FileSubjects, { origin, kind }: Order, tell: Tell): void {
  for (const workflow of file.workflows) {
    const ids = new Set(Object.keys(workflow.manifest.content.spec.tasks))
    for (const edge of file.taskEdges(workflow)) {
      if (edge.origin !== origin || !ids.has(edge.from)) continue
      const [source, target] = [file.taskNode(workflow, edge.to), file.taskNode(workflow, edge.from)]
      tell({ kind, source, target, place: placeIn(workflow.manifest, edge.pointer) })
    }
  }
}
