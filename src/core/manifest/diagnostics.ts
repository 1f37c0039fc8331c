import { defineDiagnostics } from '#core/diagnostics'

export const manifestDiagnostics = defineDiagnostics({
  recognised: {
    code: 'manifest/recognised',
    severity: 'error',
    summary: 'A file that was named holds a manifest or an OpenAPI document.',
    rationale: 'A check that silently checks nothing is worse than none.',
    hint: 'Start a manifest with `apiVersion: ossa/v1` and `kind: Agent` or `kind: Workflow`.',
  },
  apiVersion: {
    code: 'manifest/known-api-version',
    severity: 'error',
    summary: 'The apiVersion is one that is understood.',
    rationale: 'Fields mean something only in the format they were written for.',
    hint: 'Write `apiVersion: ossa/v1`.',
  },
  kind: {
    code: 'manifest/known-kind',
    severity: 'error',
    summary: 'The kind of a manifest is Agent or Workflow.',
    rationale: 'A manifest of an unknown kind would be ignored, with all that it says.',
    hint: 'Use `kind: Agent` or `kind: Workflow`.',
  },
  knownField: {
    code: 'manifest/known-field',
    severity: 'error',
    summary: 'A manifest has only fields that are defined.',
    rationale: 'A misspelt field is silently without effect.',
    hint: 'Remove it, or rename it to `x-…` if it is your own.',
  },
  requiredField: {
    code: 'manifest/required-field',
    severity: 'error',
    summary: 'A manifest has the fields that are required.',
    rationale: 'Without them it cannot be addressed, checked or run.',
    hint: 'Add the field.',
  },
  validValue: {
    code: 'manifest/valid-value',
    severity: 'error',
    summary: 'Each field has a value of the right type and form.',
    rationale: 'A value that is misread does something else than intended, or nothing.',
    hint: 'Correct the value.',
  },
  semanticVersion: {
    code: 'manifest/semantic-version',
    severity: 'error',
    summary: 'Versions are semantic versions.',
    rationale: 'Dependencies are chosen by comparing versions; any other text cannot be compared.',
    hint: 'Write three numbers, for example 1.0.0.',
  },
  uniqueTask: {
    code: 'workflow/unique-task-id',
    severity: 'error',
    summary: 'Task ids are unique within a workflow.',
    rationale: 'Expressions and `needs` address a task by its id; of two equal ones, one is lost.',
    hint: 'Rename one of the two.',
  },
  convertible: {
    code: 'manifest/convertible',
    severity: 'warning',
    summary: 'Everything an older dialect says can be expressed in ossa/v1.',
    rationale: 'What cannot be converted is shown in the graph, but it cannot be run.',
    hint: 'Rewrite this part in ossa/v1.',
  },
})
