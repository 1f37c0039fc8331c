import { defineDiagnostics } from '#core/diagnostics'

export const sourceDiagnostics = defineDiagnostics({
  readable: {
    code: 'source/readable-file',
    severity: 'error',
    summary: 'Every file of the workspace can be read.',
    rationale: 'What cannot be read cannot be checked, and must not look as if it had been.',
    hint: 'Check the permissions, or leave the file out with `exclude` in ossa.yaml.',
  },
  encoding: {
    code: 'source/utf8-text',
    severity: 'error',
    summary: 'Files are UTF-8 text.',
    rationale: 'Any other encoding would be read as something that the author did not write.',
    hint: 'Save the file as UTF-8.',
  },
  syntax: {
    code: 'source/valid-syntax',
    severity: 'error',
    summary: 'A file is well-formed YAML, JSON or markdown with frontmatter.',
    rationale: 'Nothing after a syntax error can be understood reliably.',
    hint: 'Correct the syntax at this place.',
  },
  uniqueKey: {
    code: 'source/unique-key',
    severity: 'error',
    summary: 'The keys of a mapping are unique.',
    rationale: 'One of two equal keys is silently lost, and parsers disagree which.',
    hint: 'Remove or rename one of the two.',
  },
  ambiguous: {
    code: 'source/unambiguous-yaml',
    severity: 'error',
    summary: 'A file means the same to every YAML 1.2 reader.',
    rationale: 'What two parsers read differently will mean something else in production.',
    hint: 'Write it in plain YAML 1.2.',
  },
  finite: {
    code: 'source/finite-number',
    severity: 'error',
    summary: 'Numbers are finite.',
    rationale: 'JSON has no infinity; the value would be lost on its way.',
    hint: 'Write a smaller number, or quote it to keep it as text.',
  },
  exact: {
    code: 'source/exact-number',
    severity: 'warning',
    summary: 'Integers fit into a double without loss.',
    rationale: 'The value that is used differs from the one that is written.',
    hint: 'Quote it to keep it as text.',
  },
  size: {
    code: 'source/size-limit',
    severity: 'error',
    summary: 'A file, its nesting and its aliases stay within the limits.',
    rationale: 'Deeply nested or exponentially aliased input exhausts memory.',
    hint: 'Split the file, or remove the nesting or the aliases.',
  },
})
