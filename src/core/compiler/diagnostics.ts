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
    isEssential: true,
  },
  suppressionReason: {
    code: 'suppression/reason-given',
    severity: 'error',
    summary: 'A suppression says why.',
    rationale: 'Without a reason, nobody can tell later whether it may go.',
    hint: 'Add the reason: `# ossa-disable-next-line CODE -- reason`.',
  },
  suppressionCode: {
    code: 'suppression/known-code',
    severity: 'error',
    summary: 'A suppression names codes that exist and can be suppressed.',
    rationale: 'A misspelt code suppresses nothing, and what cannot be suppressed is reported all the same.',
    hint: 'Write `# ossa-disable-next-line CODE -- reason`; `ossa spec explain` lists the codes.',
  },
  suppressionUse: {
    code: 'suppression/used',
    severity: 'warning',
    summary: 'A suppression suppresses something.',
    rationale: 'One that is left over hides the next finding at this place.',
    hint: 'Remove it, or put it directly before the line that is reported.',
  },
})
