import { Flags } from '@oclif/core'
import { assetText } from '#cli/assets.ts'
import { rootFlag, textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { displayPath } from '#cli/terminal.ts'
import { commandLine } from '#cli/words.ts'
import type { SpecCreateOutput } from '#core/contract'
import { createManifest } from '#core/generate'
import { agentTypes } from '#core/manifest'

export default class Create extends OssaCommand {
  static override summary = 'Write a new agent manifest that is valid as it is.'
  static override description =
    'NAME is the name of the agent, which goes to agents/NAME.yaml below the workspace root, or the path of a YAML file.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> invoice-clerk --type worker',
    "<%= config.bin %> <%= command.id %> agents/fraud-judge.yml --type judge --description 'Scores the risk of fraud.'",
  ]
  static override args = {
    name: textArg({ description: 'Name of the agent, or a file that ends in .yaml or .yml.', required: true }),
  }
  static override flags = {
    type: Flags.option({ options: agentTypes, description: 'What kind of agent it is.', required: true })(),
    output: Flags.string({ char: 'o', description: 'File to write.', helpValue: 'FILE' }),
    description: Flags.string({ description: 'What the agent is for.', helpValue: 'TEXT' }),
    force: Flags.boolean({ description: 'Overwrite the file if it is there.', default: false }),
    root: rootFlag,
  }

  async run(): Promise<SpecCreateOutput> {
    const { args, flags } = await this.parse(Create)
    const { type, output: file, description, force, root: givenRoot } = flags
    const template = assetText(`templates/spec/${type}.yaml`)
    const asked = { ...args, type, output: file, description, force, template }
    const { output, root } = await createManifest({ ...this.surroundings, ...asked, root: givenRoot })
    const shown = displayPath(root)(output.file)
    this.print(`Created ${shown}.`)
    this.print(`Check it with: ${commandLine(['ossa', 'spec', 'validate', shown])}`)
    return output
  }
}
