import { rootFlag, textArg } from '#cli/flags.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import { showManifests } from '#core/compiler'
import type { SpecReadOutput } from '#core/contract'
import { printYamlDocuments } from '#core/source'

export default class Read extends OssaCommand {
  static override summary = 'Print a manifest in terms of ossa/v1, whatever it is written in.'
  static override description =
    'Prints YAML. What an older dialect cannot say in ossa/v1 is left out, with a warning. A faulty file is not printed.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> agents/invoice-clerk.yaml',
    '<%= config.bin %> <%= command.id %> invoice-clerk@1.2.0 --json',
  ]
  static override args = {
    manifest: textArg({ description: 'A file, or the name of an agent or workflow.', required: true }),
  }
  static override flags = { root: rootFlag }

  async run(): Promise<SpecReadOutput> {
    const { args, flags } = await this.parse(Read)
    const request = { ...this.surroundings, root: flags.root, reference: args.manifest }
    const { output, root, files } = showManifests(request)
    this.reportAside(output.diagnostics, { root, lines: files.lines })
    const documents = output.manifests.map(({ manifest }) => manifest)
    if (documents.length > 0) this.print(printYamlDocuments(documents))
    return output
  }
}
