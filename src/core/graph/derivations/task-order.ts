import { placeIn } from '#core/manifest'
import type { TaskEdge } from '#core/workflow'
import type { Derivation, Fact } from '../derivation.ts'
import type { FileSubjects } from '../file-subjects.ts'

export const taskNeeds: Derivation = {
  rule: 'task-needs',
  summary: 'A task waits for the tasks that it needs.',
  origin: 'declared',
  kinds: ['waits-for'],
  derive: (file) => ordered(file, 'needs', 'waits-for'),
}

export const taskReads: Derivation = {
  rule: 'task-reads',
  summary: 'A task reads from the tasks whose output its expressions read.',
  origin: 'inferred',
  kinds: ['reads-from'],
  derive: (file) => ordered(file, 'expression', 'reads-from'),
}

function* ordered(file: FileSubjects, origin: TaskEdge['origin'], kind: string): Generator<Fact> {
  for (const workflow of file.workflows) {
    const ids = new Set(Object.keys(workflow.manifest.content.spec.tasks))
    for (const edge of file.taskEdges(workflow)) {
      if (edge.origin !== origin || !ids.has(edge.from)) continue
      const [source, target] = [file.taskNode(workflow, edge.to), file.taskNode(workflow, edge.from)]
      yield { kind, source, target, place: placeIn(workflow.manifest, edge.pointer) }
    }
  }
}
