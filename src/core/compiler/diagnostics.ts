import { defineDiagnostics } from '#core/diagnostics'

export const planDiagnostics = defineDiagnostics({
  runnable: {
    code: 'workflow/runnable-task',
    severity: 'error',
    summary: 'Each task of a workflow that is run can be carried out.',
    rationale: 'A workflow that is bound to stop half-way should not be started.',
    hint: 'Give the agent a `command` runtime, or bind the capability to an operation of an http service.',
  },
})
