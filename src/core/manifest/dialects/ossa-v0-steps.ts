import { manifestDiagnostics } from '../diagnostics.ts'
import type { LegacyDocument } from '../legacy-document.ts'

/** A step that does something, out of whatever groups it was nested in. */
export interface FlatStep {
  readonly id: string
  readonly pointer: string
  /** Ids of the groups around it. */
  readonly groups: readonly string[]
  /** Conditions of the branches around it: all must hold… */
  readonly conditions: readonly string[]
  /** …and none of these may. */
  readonly exclusions: readonly string[]
}

type Around = Pick<FlatStep, 'groups' | 'conditions' | 'exclusions'>

/** All steps in order, with conditional and parallel groups opened. What cannot be expressed so far becomes a finding. */
export function flattenSteps(source: LegacyDocument): FlatStep[] {
  return stepsAt(source, '/spec/steps', { groups: [], conditions: [], exclusions: [] })
}

function stepsAt(source: LegacyDocument, pointer: string, around: Around): FlatStep[] {
  return source.mappings(pointer).flatMap((step) => {
    const id =
      source.text(`${step.pointer}/id`) ??
      source.text(`${step.pointer}/name`) ??
      `step_${step.pointer.split('/').at(-1)}`
    const isGroup = ['branches', 'steps', 'else'].some((field) => Array.isArray(step.value[field]))
    return isGroup
      ? groupSteps(source, { id, pointer: step.pointer }, around)
      : [{ id, pointer: step.pointer, ...around }]
  })
}

function groupSteps(source: LegacyDocument, group: { id: string; pointer: string }, around: Around): FlatStep[] {
  const kind = source.text(`${group.pointer}/kind`)
  if (kind !== undefined && !/^(conditional|parallel|sequence|group)$/i.test(kind)) {
    const message = `A step of kind ${JSON.stringify(kind)} cannot be converted; its inner steps are taken one by one.`
    source.findings.push(manifestDiagnostics.convertible({ ...source.at(`${group.pointer}/kind`), message }))
  }
  const inside = { ...around, groups: [...around.groups, group.id] }
  const branches = Array.isArray(source.get(`${group.pointer}/branches`))
    ? source.mappings(`${group.pointer}/branches`)
    : []
  const conditions: string[] = []
  const fromBranches = branches.flatMap((branch) => {
    const condition = source.text(`${branch.pointer}/condition`)
    const exclusions = [...around.exclusions, ...conditions]
    if (condition !== undefined) conditions.push(condition)
    const inBranch = {
      ...inside,
      exclusions,
      conditions: [...around.conditions, ...(condition === undefined ? [] : [condition])],
    }
    return stepsAt(source, `${branch.pointer}/steps`, inBranch)
  })
  const otherwise = { ...inside, exclusions: [...around.exclusions, ...conditions] }
  return [
    ...fromBranches,
    ...stepsAt(source, `${group.pointer}/steps`, inside),
    ...stepsAt(source, `${group.pointer}/else`, otherwise),
  ]
}
