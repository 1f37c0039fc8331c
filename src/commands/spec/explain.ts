import { textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { formatTable } from '#cli/table.ts'
import { comparisonDefinitions } from '#core/changes'
import { explainRules, printRule, tabulateRules } from '#core/compiler'
import type { SpecExplainOutput } from '#core/contract'

export default class Explain extends OssaCommand {
  static override summary = 'Say what a rule is for: what it asks, why, what to do, with examples.'
  static override description = 'Prints markdown. Without a code, lists all rules.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> references/operation-exists',
  ]
  static override args = { code: textArg({ description: 'The code of a finding.' }) }

  async run(): Promise<SpecExplainOutput> {
    const { args } = await this.parse(Explain)
    const output = explainRules(comparisonDefinitions, args.code)
    const pages = args.code === undefined ? [formatTable(tabulateRules(output.rules))] : output.rules.map(printRule)
    this.print(pages.join('\n\n'))
    return output
  }
}
