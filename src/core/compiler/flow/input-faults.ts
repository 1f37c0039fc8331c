import { type ExpressionType, inferType, typeAt, unknownType } from '#core/expression'
import { isObject, parsePointer, setOwn, toPointer } from '#core/json'
import { checkAssignability, type Incompatible, SchemaEmbedder } from '#core/schema'
import { taskExpressions } from '#core/workflow'
import type { LinkedWorkflow, Surroundings } from '../linked.ts'
import { conditionOf } from './condition.ts'
import { isDoubtful } from './doubt.ts'
import { type Receiver, receiversOf } from './receivers.ts'
import { templateAt, templateSchema, wholeExpression } from './template-schema.ts'
import { typedWorkflow } from './typed.ts'

/** A value that a task may be given and that its capability does not take. */
export interface InputFault extends Incompatible {
  readonly receiver: Receiver
  /** Where it is written in the normalised manifest. */
  readonly at: string
  /** The template there. */
  readonly template: unknown
  /** What the template gives at the place of the fault. */
  readonly given: ExpressionType
}

const mostPerTask = 8
const known = new WeakMap<LinkedWorkflow, Promise<readonly InputFault[]>>()

/** Everything in the inputs of tasks that does not fit. What is not known is trusted. */
export function inputFaults(workflow: LinkedWorkflow, workspace: Surroundings): Promise<readonly InputFault[]> {
  const before = known.get(workflow) ?? findFaults(workflow, workspace)
  known.set(workflow, before)
  return before
}

async function findFaults(workflow: LinkedWorkflow, workspace: Surroundings): Promise<readonly InputFault[]> {
  const faults: InputFault[] = []
  for (const receiver of receiversOf(workflow, workspace))
    faults.push(...(await faultsOf(receiver, workflow, workspace)))
  return faults
}

async function faultsOf(receiver: Receiver, workflow: LinkedWorkflow, workspace: Surroundings): Promise<InputFault[]> {
  const { id, owner, pointer, accepted, locals } = receiver
  const template = receiver.input ?? {}
  const definition = workflow.manifest.content.spec.tasks[owner]
  // Faulty expressions are reported where they stand.
  if (definition === undefined || taskExpressions(owner, definition).some(({ isUnclosed }) => isUnclosed)) return []
  const embedder = new SchemaEmbedder()
  const { scope: scopes } = typedWorkflow(workflow, workspace)
  const scope = scopes.withLocals(scopes.of(owner), owner, locals)
  let body = templateSchema(template, (source) => inferType(source, scope).type, embedder)
  const faults: InputFault[] = []
  for (let count = 0; count < mostPerTask && isObject(body); count += 1) {
    const answer = await checkAssignability({ produced: embedder.close(body), accepted, mode: 'declared' })
    if (answer.verdict !== 'incompatible') break
    const found = templateAt(template, parsePointer(answer.pointer))
    const name = answer.keyword === 'additionalProperties' ? answer.name : undefined
    const path = name === undefined || !isOwn(found.text, name) ? found.path : [...found.path, name]
    const at = `${pointer}/input${toPointer(...path)}`
    const text = templateAt(template, path).text
    const source = wholeExpression(text)
    const given =
      source === undefined
        ? unknownType
        : typeAt(inferType(source, scope).type, parsePointer(answer.pointer).slice(path.length))
    const fault = { ...answer, receiver, at: receiver.input === undefined ? pointer : at, template: text, given }
    if (source === undefined || !isDoubtful(answer, source, conditionOf(id, workflow))) faults.push(fault)
    const next = withoutFault(body, path, answer)
    if (next === body) break
    body = next
  }
  return faults
}

function isOwn(template: unknown, name: string): boolean {
  return isObject(template) && Object.hasOwn(template, name)
}

/** The schema of a template without a fault that has been found, so that the next one is. */
function withoutFault(body: unknown, path: readonly string[], { keyword, name }: Incompatible): unknown {
  const [first, ...rest] = path
  if (first !== undefined)
    return withMember(body, first, (member) => withoutFault(member, rest, { keyword, name } as Incompatible))
  if (keyword === 'required' && name !== undefined && isObject(body) && Array.isArray(body['required'])) {
    const properties = { ...(isObject(body['properties']) ? body['properties'] : {}) }
    setOwn(properties, name, true)
    return { ...body, properties, required: [...body['required'], name] }
  }
  return true
}

function withMember(body: unknown, key: string, change: (member: unknown) => unknown): unknown {
  if (!isObject(body)) return true
  const { properties, prefixItems } = body
  if (Array.isArray(prefixItems))
    return { ...body, prefixItems: prefixItems.with(Number(key), change(prefixItems[Number(key)]) as never) }
  if (!isObject(properties) || !Object.hasOwn(properties, key)) return true
  const changed = { ...properties }
  setOwn(changed, key, change(properties[key]))
  return { ...body, properties: changed }
}
