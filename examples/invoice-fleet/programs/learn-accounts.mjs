// The first word of a line that was corrected is taken for what it is about.
import { answer } from './answer.mjs'

await answer({
  learn: ({ corrections }) => ({
    rules: corrections.map(({ text, rightAccount }) => ({
      word: (/\p{L}+/u.exec(text.toLowerCase()) ?? [text])[0],
      account: rightAccount,
    })),
  }),
})
