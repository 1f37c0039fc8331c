import { defineDiagnostics } from '#core/diagnostics'

export const compilerDiagnostics = defineDiagnostics({
  surroundings: {
    code: 'workspace/marked-root',
    severity: 'warning',
    summary: 'The root of a workspace is marked where it would otherwise be too large to read.',
    rationale: 'Without a mark, any current folder counts as the root, and all of it would be searched for agents.',
    hint: 'Put an ossa.yaml into the folder that holds the workspace; it may be empty.',
  },
  runnable: {
    code: 'workflow/runnable-task',
    severity: 'error',
    summary: 'Each task of a workflow that is run can be carried out.',
    rationale: 'A workflow that is bound to stop half-way should not be started.',
    hint: 'Give the agent a `command` runtime, or bind the capability to an operation of an http service.',
  },
})
