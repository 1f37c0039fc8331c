import { Flags } from '@oclif/core'
import { assetText } from '#cli/assets.ts'
import { cacheFlag, pathArg, rootFlag } from '#cli/flags.ts'
import { pluginsFlag } from '#cli/graph-flags.ts'
import { openFile } from '#cli/open-file.ts'
import { OssaCommand } from '#cli/ossa-command.ts'
import type { GraphViewOutput } from '#core/contract'
import { describeNotes, describeView, writeView } from '#core/graph'

export default class View extends OssaCommand {
  static override summary = 'Write the graph as one page for a browser, to explore and to share.'
  static override description =
    'The page holds all it needs and sends nothing anywhere. It shows communities first; search, filters, evidence, paths and tables lead on from there.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --open',
    '<%= config.bin %> <%= command.id %> agents/ --output fleet.html --title "Agents of billing"',
  ]
  static override strict = false
  static override args = { path: pathArg }
  static override flags = {
    output: Flags.string({
      char: 'o',
      description: 'File to write. Default: .ossa/graph/view.html.',
      helpValue: 'FILE',
    }),
    title: Flags.string({ description: 'What the page is called.', default: 'Agent fleet', helpValue: 'TEXT' }),
    open: Flags.boolean({ description: 'Show it in the browser.', default: false }),
    'allow-plugins': pluginsFlag,
    cache: cacheFlag,
    root: rootFlag,
  }

  async run(): Promise<GraphViewOutput> {
    const { argv, flags } = await this.parse(View)
    const page = assetText('dist/view.html')
    const request = {
      ...this.surroundings,
      ...flags,
      root: flags.root,
      allowPlugins: flags['allow-plugins'],
      paths: argv as string[],
      page,
    }
    const { output, file, ...notes } = await writeView(request)
    this.print(describeView(output))
    for (const line of describeNotes(notes)) this.tell(line)
    if (flags.open) await openFile(file)
    return output
  }
}
