import type { Artifact } from './json-schemas.ts'

/** The folder of the pages. What is in it and is not made from a rule is left over from one. */
export const ruleFolder = 'docs/rules'

/** A page for each rule, as `ossa spec explain` prints it, and an index. */
export async function ruleDocs(): Promise<Artifact[]> {
  // Not before the validators it needs have been written.
  const { explainRules, printRule } = await import('#core/compiler')
  const { comparisonDefinitions } = await import('#core/changes')
  const { rules } = explainRules(comparisonDefinitions)
  const rows = rules.map(({ code, severity, preset, essential, level, summary }) => {
    const standing = code.startsWith('changes/') ? '`ossa spec diff`' : essential ? 'always' : preset
    return `| [${code}](${code}.md) | ${level ?? severity} | ${standing} | ${summary.replaceAll('|', '\\|')} |`
  })
  const index = [
    '# Rules',
    '',
    'Made from the rules by `npm run generate`. `ossa spec explain CODE` prints the same.',
    '',
    '| code | severity | preset | statement |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ]
  return [
    { file: `${ruleFolder}/README.md`, content: index.join('\n') },
    ...rules.map((rule) => ({ file: `${ruleFolder}/${rule.code}.md`, content: `${printRule(rule)}\n` })),
  ]
}
