import { isGuarded, isSureToHaveRun, mentions } from '../flow/guards.ts'
import { type FlowRead, flowReads } from '../flow/reads.ts'
import type { LinkedWorkflow } from '../linked.ts'
import { defineRule, type RuleReport } from '../rule.ts'

export const optionalRead = defineRule({
  code: 'workflow/optional-read',
  on: 'workflow',
  severity: 'warning',
  summary: 'An expression that reads what may be absent says what happens then.',
  rationale: 'In CEL, reading a field that is not there is an error, and fails the task.',
  hint: 'Ask first, as in `has(input.limit) ? input.limit : 10`, or make the field required.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { a: { type: string } } }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ has(input.a) ? input.a : null }}' } } } }",
      "{ input: { type: object, properties: { a: { type: string } } }, tasks: { one: { agent: helper, capability: answer, when: 'has(input.a)', input: { a: '${{ input.a }}' } } } }",
      "tasks: { one: { agent: helper, capability: answer, when: '1 > 2' }, two: { agent: helper, capability: answer, when: 'has(tasks.one.output)', input: { a: '${{ tasks.one.output }}' } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { a: { type: string } } }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.a }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source:
          "tasks: { one: { agent: helper, capability: answer, when: '1 > 2' }, two: { agent: helper, capability: answer, input: { a: '${{ tasks.one.output }}' } } }",
        pointers: ['/spec/tasks/two/input/a'],
      },
      {
        source:
          "{ tasks: { one: { agent: helper, capability: answer, onError: continue } }, output: { a: '${{ tasks.one.output }}' } }",
        pointers: ['/spec/output/a'],
      },
    ],
  },
  *check({ workflow, workspace }) {
    for (const read of flowReads(workflow, workspace)) {
      if (read.isAsked || isCaredFor(read, workflow)) continue
      const said = absentOutput(read, workflow) ?? absentField(read)
      if (said !== undefined) yield { pointer: read.pointer, span: read.span, ...said }
    }
  },
})

function isCaredFor({ reader, source, path }: FlowRead, { manifest }: LinkedWorkflow): boolean {
  const when = reader === undefined ? undefined : manifest.content.spec.tasks[reader]?.when
  const condition = typeof when === 'string' ? when : ''
  if (isGuarded(source, path) || isGuarded(condition, path)) return true
  // The condition is an expression of the task itself: where it reads the path, it is reported, and the rest relies on it.
  return !condition.includes(source) && mentions(condition, path)
}

type Said = Pick<RuleReport, 'message' | 'hint' | 'related'>

function absentOutput({ reader, source, path }: FlowRead, workflow: LinkedWorkflow): Said | undefined {
  const [root, id = '', field] = path
  const task = root === 'tasks' && field === 'output' ? workflow.manifest.content.spec.tasks[id] : undefined
  if (task === undefined || source.includes(`tasks.${id}.status`)) return undefined
  const isConditional = task.when !== undefined && task.when !== true
  if (!isConditional && task.onError !== 'continue') return undefined
  if (reader !== undefined && isSureToHaveRun(id, reader, workflow)) return undefined
  const reason = isConditional ? 'has a condition and may be skipped' : 'may fail without stopping the workflow'
  return {
    message: `The task ${id} ${reason}, so it may have no output.`,
    hint: `Ask first, as in \`has(tasks.${id}.output) ? … : null\`, or put the same condition on the reader.`,
  }
}

function absentField({ source, path, found }: FlowRead): Said | undefined {
  const gap = found?.reading.gap
  if (found === undefined || gap === undefined) return undefined
  if (gap.reason === 'null' && /\bnull\b/.test(source)) return undefined
  const steps = path.slice(1, 1 + found.source.depth + gap.index + (gap.reason === 'null' ? 0 : 1))
  const name = [path[0], ...steps].join('.')
  const related = [{ ...found.source.place, message: `What ${found.source.name} holds is declared here.` }]
  if (gap.reason === 'null') return { message: `${name} may be null, which has no fields.`, hint: undefined, related }
  return {
    message: `${name} may be absent: the schema does not require it.`,
    hint: `Ask first, as in \`has(${name}) ? ${name} : null\`, or make the field required.`,
    related,
  }
}
