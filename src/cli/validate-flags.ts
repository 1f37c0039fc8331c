import { Flags } from '@oclif/core'
import { mostForPrograms, reportFormats } from '#core/diagnostics'
import { cacheFlag, offlineFlag } from './flags.ts'

/** The flags of `ossa spec validate`. */
export const validateFlags = {
  format: Flags.option({
    options: reportFormats.map(({ name }) => name),
    description: `How to print: ${reportFormats.map(({ name, summary }) => `${name} (${summary})`).join('; ')}.`,
  })({ default: 'text' }),
  'fail-on': Flags.option({
    options: ['error', 'warning'] as const,
    description: 'Exit with 1 for findings of this severity and above.',
  })({ default: 'error' }),
  'max-warnings': Flags.integer({ min: 0, description: 'Exit with 1 if there are more warnings.', helpValue: 'N' }),
  'max-findings-per-file': Flags.integer({
    min: 0,
    default: mostForPrograms,
    description: 'How many findings of one file are listed in formats for programs; the others are counted. 0: all.',
    helpValue: 'N',
  }),
  baseline: Flags.string({ description: 'Do not report the findings that this file holds.', helpValue: 'FILE' }),
  'write-baseline': Flags.string({
    description:
      'Write all findings to this file, and drop what is gone from it. What cannot be turned off is not written.',
    helpValue: 'FILE',
    exclusive: ['baseline', 'changed', 'watch'],
  }),
  fix: Flags.boolean({
    description: 'Correct what can only be meant one way, such as misspelt fields. Comments and layout stay.',
    default: false,
    exclusive: ['watch', 'write-baseline'],
  }),
  changed: Flags.string({
    description: 'Report only on files that were changed since the branch left this one, and on what refers to them.',
    helpValue: 'git#REF',
  }),
  'stdin-filename': Flags.string({
    description: 'Where the text on standard input belongs; references in it count from there.',
    default: 'stdin.yaml',
    helpValue: 'FILE',
  }),
  cache: cacheFlag,
  offline: offlineFlag,
  watch: Flags.boolean({
    description: 'Check again whenever something is saved, until Ctrl-C. Only as text.',
    exclusive: ['json'],
    relationships: [{ type: 'none', flags: [{ name: 'format', when: async ({ format }) => format !== 'text' }] }],
  }),
}
