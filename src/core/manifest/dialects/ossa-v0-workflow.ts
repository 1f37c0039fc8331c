import { isObject } from '#core/json'
import { manifestDiagnostics } from '../diagnostics.ts'
import type { ManifestDraft } from '../draft.ts'
import type { LegacyDocument } from '../legacy-document.ts'
import { type FlatStep, flattenSteps } from './ossa-v0-steps.ts'

/** Steps become tasks; their ids become identifiers, and expressions are rewritten to match. */
export function draftWorkflow(draft: ManifestDraft, source: LegacyDocument): void {
  const input = source.firstOf('/spec/inputs', '/spec/input')
  if (input !== undefined) draft.set(['spec', 'input'], source.mapping(input), input)
  draft.set(['spec', 'tasks'], {}, source.firstOf('/spec/steps') ?? '/spec')
  const steps = flattenSteps(source)
  if (steps.length === 0)
    source.findings.push(
      manifestDiagnostics.convertible({
        ...source.at('/spec'),
        message: 'The workflow has no steps that could be run.',
      }),
    )
  const names = new Names(source, steps, draft.writtenAs)
  for (const step of steps) {
    const id = names.taskId(step.id)
    if (names.isTaken(id, step.pointer)) continue
    draftTask(draft, source, { id, step, names })
  }
}

/** Task ids of step ids, and agents of aliases. */
class Names {
  readonly #source: LegacyDocument
  readonly #aliases: ReadonlyMap<string, string>
  readonly #stepIds: ReadonlySet<string>
  readonly #members: ReadonlyMap<string, readonly string[]>
  readonly #pointers = new Map<string, string>()
  readonly #writtenAs: Record<string, string>

  constructor(source: LegacyDocument, steps: readonly FlatStep[], writtenAs: Record<string, string>) {
    this.#source = source
    this.#writtenAs = writtenAs
    Object.assign(writtenAs, { input: 'workflow.input', tasks: 'steps' })
    for (const { id } of steps) this.#named(id)
    this.#stepIds = new Set(steps.map((step) => step.id))
    this.#members = groupMembers(steps)
    this.#aliases = new Map(
      (Array.isArray(source.get('/spec/agents')) ? source.mappings('/spec/agents') : []).flatMap(({ value }) =>
        typeof value['ref'] === 'string' && typeof value['alias'] === 'string'
          ? [[value['alias'], value['ref']] as const]
          : [],
      ),
    )
  }

  taskId(stepId: string): string {
    const id = stepId
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+/, '')
    return id === '' ? 'step' : id
  }

  isTaken(id: string, pointer: string): boolean {
    const first = this.#pointers.get(id)
    if (first === undefined) {
      this.#pointers.set(id, pointer)
      return false
    }
    const written = this.#writtenAs[id] ?? id
    const message = `The step id ${JSON.stringify(written)} is taken already.`
    const related = [{ ...this.#source.at(`${first}/id`), message: 'First here.' }]
    this.#source.findings.push(
      manifestDiagnostics.uniqueTask({ ...this.#source.at(`${pointer}/id`), message, related }),
    )
    return true
  }

  agent(name: string): string {
    return this.#aliases.get(name) ?? name
  }

  /** A step, or the steps in a group, as task ids. */
  tasks(stepId: string): string[] {
    return (this.#members.get(stepId) ?? [stepId]).map((id) => this.taskId(id))
  }

  /**
   * `steps.a-b.output.x` → `tasks.a_b.output.x`; `workflow.input.x` → `input.x`; a bare step id means its output. The error that led
   * to a step is `error`, where it can be read at all.
   */
  rewrite(expression: string): string {
    return expression
      .replace(/\bworkflow\.input\b/g, 'input')
      .replace(/\bworkflow\.error\b/g, () => this.#error())
      .replace(/\bsteps\.([\w-]+)/g, (_, id: string) => `tasks.${this.#named(id)}`)
      .replace(/(?<![\w.'"])([A-Za-z][\w-]*)\.(?=[A-Za-z])/g, (text, id: string) =>
        this.#stepIds.has(id) ? `${this.#outputOf(id)}.` : text,
      )
  }

  // A step that is not there has been written somewhere, too.
  #named(stepId: string): string {
    const id = this.taskId(stepId)
    this.#writtenAs[`tasks.${id}`] ??= `steps.${stepId}`
    if (id !== stepId) this.#writtenAs[id] ??= stepId
    return id
  }

  #outputOf(stepId: string): string {
    const path = `tasks.${this.taskId(stepId)}.output`
    this.#writtenAs[path] = stepId
    return path
  }

  #error(): string {
    this.#writtenAs['error'] = 'workflow.error'
    return 'error'
  }

  rewriteTemplate(value: unknown): unknown {
    if (typeof value === 'string')
      return value.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, expression: string) => `\${{${this.rewrite(expression)}}}`)
    if (Array.isArray(value)) return value.map((item) => this.rewriteTemplate(item))
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.rewriteTemplate(member)]))
      : value
  }
}

function groupMembers(steps: readonly FlatStep[]): Map<string, string[]> {
  const members = new Map<string, string[]>()
  for (const step of steps)
    for (const group of step.groups) members.set(group, [...(members.get(group) ?? []), step.id])
  return members
}

function draftTask(
  draft: ManifestDraft,
  source: LegacyDocument,
  { id, step, names }: { id: string; step: FlatStep; names: Names },
): void {
  const path = ['spec', 'tasks', id]
  const at = (field: string) => `${step.pointer}/${field}`
  const agent = source.firstOf(at('agent'), at('ref'))
  draft.set(path, {}, step.pointer)
  if (agent === undefined)
    source.findings.push(
      manifestDiagnostics.convertible({ ...source.at(step.pointer), message: 'The step refers to no agent.' }),
    )
  draft.set([...path, 'description'], source.text(at('name')), at('name'))
  draft.set([...path, 'agent'], agent === undefined ? '' : names.agent(source.text(agent) ?? ''), agent ?? step.pointer)
  draft.set(
    [...path, 'capability'],
    source.text(at('capability')) ?? '',
    source.firstOf(at('capability')) ?? step.pointer,
  )
  const input = source.mapping(at('input'))
  draft.set([...path, 'input'], names.rewriteTemplate(input), at('input'))
  const needs = source.texts(at('depends_on'))
  let index = 0
  for (const { value, pointer } of needs)
    for (const task of names.tasks(value)) draft.set([...path, 'needs', index++], task, pointer)
  draftCondition(draft, source, { path, step, names })
  draftRetry(draft, source, { path, pointer: at('retry') })
  const seconds = source.get(at('timeout_seconds'))
  if (typeof seconds === 'number' && seconds > 0) draft.set([...path, 'timeout'], `${seconds}s`, at('timeout_seconds'))
  if (source.get(at('on_error')) === 'continue' || source.get(at('on_error/action')) === 'continue')
    draft.set([...path, 'onError'], 'continue', at('on_error'))
}

function draftCondition(
  draft: ManifestDraft,
  source: LegacyDocument,
  { path, step, names }: { path: string[]; step: FlatStep; names: Names },
): void {
  const own = source.firstOf(`${step.pointer}/condition`)
  const texts = [...step.conditions, ...(own === undefined ? [] : [source.text(own) ?? ''])].map(
    (text) => `(${names.rewrite(text.replace(/^\s*\$\{\{|\}\}\s*$/g, '').trim())})`,
  )
  const excluded = step.exclusions.map((text) => `!(${names.rewrite(text.replace(/^\s*\$\{\{|\}\}\s*$/g, '').trim())})`)
  const all = [...texts, ...excluded]
  if (all.length > 0) draft.set([...path, 'when'], `\${{ ${all.join(' && ')} }}`, own ?? step.pointer)
}

function draftRetry(
  draft: ManifestDraft,
  source: LegacyDocument,
  { path, pointer }: { path: string[]; pointer: string },
): void {
  if (source.mapping(pointer) === undefined) return
  const attempts = source.get(`${pointer}/max_attempts`)
  draft.set(
    [...path, 'retry', 'maxAttempts'],
    typeof attempts === 'number' && attempts >= 1 ? Math.floor(attempts) : 1,
    pointer,
  )
  const backoff = source.get(source.firstOf(`${pointer}/backoff`, `${pointer}/backoff_strategy`) ?? pointer)
  if (backoff === 'fixed' || backoff === 'exponential') draft.set([...path, 'retry', 'backoff'], backoff, pointer)
  const seconds = source.get(`${pointer}/initial_delay_seconds`)
  const milliseconds = source.get(`${pointer}/initial_delay_ms`)
  if (typeof milliseconds === 'number')
    draft.set([...path, 'retry', 'initial'], `${milliseconds}ms`, `${pointer}/initial_delay_ms`)
  else if (typeof seconds === 'number')
    draft.set([...path, 'retry', 'initial'], `${seconds}s`, `${pointer}/initial_delay_seconds`)
}
