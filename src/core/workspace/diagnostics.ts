import { defineDiagnostics } from '#core/diagnostics'

export const workspaceDiagnostics = defineDiagnostics({
  configuration: {
    code: 'workspace/valid-configuration',
    severity: 'error',
    summary: 'ossa.yaml has only settings that are defined, with values of the right form.',
    rationale: 'A misspelt setting is silently without effect.',
    hint: 'Correct the setting.',
    isEssential: true,
  },
})
