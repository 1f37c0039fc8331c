import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/

export const kebabCaseNames = defineRule({
  code: 'naming/kebab-case',
  on: 'agent',
  onlyOssa: true,
  severity: 'warning',
  preset: 'strict',
  summary: 'Names of agents and capabilities are in kebab-case.',
  rationale: 'Names of one form can be guessed, and are valid wherever they are used: in addresses, files and DNS.',
  hint: 'Use lower-case letters and digits, joined by single hyphens.',
  examples: {
    valid: ['capabilities: [{ name: extract-invoice }]'],
    invalid: [
      {
        source: 'capabilities: [{ name: extract_invoice }, { name: extractInvoice }]',
        pointers: ['/spec/capabilities/0/name', '/spec/capabilities/1/name'],
      },
    ],
  },
  *check({ agent }) {
    const { metadata, spec } = agent.manifest.content
    const names = [
      { name: metadata.name, pointer: toPointer('metadata', 'name') },
      ...(spec.capabilities ?? []).map(({ name }, index) => ({
        name,
        pointer: toPointer('spec', 'capabilities', index, 'name'),
      })),
    ]
    for (const { name, pointer } of names)
      if (!kebabCase.test(name)) yield { pointer, message: `${JSON.stringify(name)} is not in kebab-case.` }
  },
})
