import { Flags } from '@oclif/core'
import { assetPath } from '#cli/assets.ts'
import { textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { InitOutput } from '#core/contract'
import { describeInit, findTemplate, initWorkspace, workspaceTemplates } from '#core/generate'
import { diskTree } from '#core/source'

export default class Init extends OssaCommand {
  static override summary = 'Make a new workspace that validates, builds its graph and runs at once.'
  static override description = workspaceTemplates.map(({ name, summary }) => `${name}: ${summary}.`).join('\n')
  static override examples = [
    '<%= config.bin %> <%= command.id %> my-fleet',
    '<%= config.bin %> <%= command.id %> . --template full',
  ]
  static override args = {
    directory: textArg({ description: 'Where it goes. Files in it are left alone.', default: '.' }),
  }
  static override flags = {
    template: Flags.option({
      options: workspaceTemplates.map(({ name }) => name),
      description: 'What to start from.',
    })({ default: workspaceTemplates[0].name }),
    force: Flags.boolean({ description: 'Overwrite files that are there.', default: false }),
  }

  async run(): Promise<InitOutput> {
    const { args, flags } = await this.parse(Init)
    const template = findTemplate(flags.template)
    const files = diskTree(assetPath(template.folder))
    const output = initWorkspace({ ...this.surroundings, ...args, ...flags, template, files })
    this.print(describeInit(output))
    return output
  }
}
