/** A workspace that can be copied. */
export interface WorkspaceTemplate {
  readonly name: string
  readonly summary: string
  /** Where it is in the package. */
  readonly folder: string
  /** Commands to try in the new workspace. */
  readonly next: readonly string[]
}

const validate = 'ossa spec validate'
const graph = 'ossa knowledge-graph build --output graph'

/** Every template, the one that is used by default first. */
export const workspaceTemplates = [
  {
    name: 'minimal',
    summary: 'two agents and a workflow that need nothing but Node',
    folder: 'templates/init/minimal',
    next: [validate, graph, 'ossa run workflow workflows/welcome.yaml --input @inputs/ada.json'],
  },
  {
    name: 'full',
    summary: 'fifteen agents, two services and workflows that approve invoices',
    folder: 'examples/invoice-fleet',
    next: [
      validate,
      graph,
      'node services/all.mjs &',
      'LEDGER_TOKEN=example-ledger-token ossa run workflow workflows/invoice-approval.yaml --input @inputs/ordinary-invoice.json',
    ],
  },
  {
    name: 'feedback-loop',
    summary: 'six agents that plan, execute, review, judge, learn and govern in rounds, and need nothing but Node',
    folder: 'templates/init/feedback-loop',
    next: [
      validate,
      'ossa run workflow workflows/feedback-loop.yaml --input @inputs/maintenance.json',
      'ossa execution records --kind lesson --kind decision',
    ],
  },
] as const satisfies readonly WorkspaceTemplate[]

export type WorkspaceTemplateName = (typeof workspaceTemplates)[number]['name']

/** The template of a name. */
export function findTemplate(name: WorkspaceTemplateName): WorkspaceTemplate {
  return workspaceTemplates.find((template) => template.name === name) ?? workspaceTemplates[0]
}
